/** What can be asked of a hamlet: in the imperative, with names already matched and times as instants. Chat, deadlines and the API all make these. */
import type { Instant } from '../kernel/time.ts'
import type { DeskCommands } from './desk/commands.ts'
import type { IssueCommands, IssueDeadlineKind } from './issue/commands.ts'
import type { NightCommands, NightDeadline } from './meeting/night-commands.ts'
import type { Via } from './rows.ts'

/** Who asks. `head` and `recorder` are looked up from the account's villager; an official's scope was checked at the door. */
export type Actor =
  | { kind: 'account'; accountId: string }
  | { kind: 'official'; id: string; name: string; office: 'cadre' | 'official'; accountId?: string }
  | { kind: 'clock' }

/** Whose answer it is: the account's own household, or a household named by someone else. */
export type Respondent = { accountId: string; via: Via } | { householdId: string; via: Via; by: string; onBehalf?: true }

export interface TimeReply {
  yes?: number[]
  maybe?: number[]
  no?: number[]
  all?: true
  none?: true
  persons?: number
}

export interface TimeAnswer {
  from: Respondent
  reply: TimeReply
}

interface CommandArgs extends NightCommands, IssueCommands, DeskCommands {
  // time poll
  openTimePoll: { topic?: string; options?: Instant[]; closesAt?: Instant }
  closeTimePoll: object
  chooseOption: { option: number }
  extendPoll: { closesAt: Instant }
  cancelPoll: object
  /** The answers of one message: one household's own, or all the lines of a 接龙. What follows from them follows once. */
  answerTime: { answers: readonly TimeAnswer[] }
  nudge: object
  // meeting
  scheduleMeeting: { startsAt: Instant; venue?: string; topics?: string[] }
  reschedule: { startsAt: Instant }
  cancelMeeting: { reason?: string }
  setVenue: { venue: string }
  addTopic: { topic: string }
  answerRsvp: { from: Respondent; coming: boolean; persons?: number; reason?: string }
  // members
  claimIdentity: { accountId: string; villagerId?: string; householdId: string; said: string }
  approveClaim: { claimNo: number }
  bindAccount: { accountId: string; villagerId?: string; householdId: string }
  setAtHome: { householdId: string; atHome: boolean }
  greet: { accountId: string }
  askBack: { accountId: string; roomId: string; reading?: unknown }
  settleClarification: { accountId: string; clarificationId: string }
  learnKin: { accountId: string; word: string; villagerId: string }
  rememberNote: { roomId: string; heading: string; text: string }
  // time
  fall: { deadlineId: string }
}

export type CommandType = keyof CommandArgs
export type Command = { [K in CommandType]: { type: K; actor: Actor } & CommandArgs[K] }[CommandType]
export type CommandOf<K extends CommandType> = Extract<Command, { type: K }>

/** What can fall due in a hamlet; one rule each in decide.ts. */
export type DeadlineKind = 'pollClose' | 'pollProgress' | 'meetingReminder' | 'rsvpProgress' | NightDeadline | IssueDeadlineKind
