/**
 * decide(state, command) → events, or a refusal that leaves no trace. Pure: no I/O, no clock, no chance; `context` brings the moment and
 * new identifiers. This is the only door to the rules: chat, deadlines and the API all come through it.
 */
import { Refused } from '../kernel/refusal.ts'
import type { Command, CommandOf, CommandType, DeadlineKind } from './commands.ts'
import { deskRules } from './desk/rules.ts'
import type { DomainEvent } from './events.ts'
import { speaksOfConfidential } from './issue/find.ts'
import { ISSUE_DEADLINES, ISSUE_RULES } from './issue/rules.ts'
import { closesLater } from './meeting/gap.ts'
import {
  addTopic,
  answerRsvp,
  cancelMeeting,
  meetingReminder,
  nudgeMeeting,
  reschedule,
  rsvpProgress,
  scheduleMeeting,
  setVenue,
  upcomingMeeting,
} from './meeting/meeting.ts'
import { nightDeadlines, nightRules, nudgeNight } from './meeting/night.ts'
import {
  answerTime,
  cancelPoll,
  chooseOption,
  closeTimePoll,
  extendPoll,
  nudgePoll,
  openTimePoll,
  pollClose,
  pollProgress,
} from './meeting/poll.ts'
import { currentPoll } from './meeting/standing.ts'
import { approveClaim, bindAccount, claimIdentity, greet, setAtHome } from './member/binding.ts'
import { askBack, learnKin, rememberNote, settleClarification } from './member/clarify.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { DeadlineRow } from './rows.ts'
import { type Context, type HamletState, mark, takeBack } from './state.ts'
import { Turn } from './turn.ts'

export type Decided = { events: DomainEvent[] } | { refusal: Refusal }

/**
 * A refusal tells of what stands in the way, and it is said where the command was given: of a confidential issue the hamlet's group is told
 * nothing. There the answer is the one that a number nobody has would get.
 */
export function decide(state: HamletState, command: Command, context: Context): Decided {
  const decided = attempt(state, command, context, false)
  return 'refusal' in decided && speaksOfConfidential(state, command) ? attempt(state, command, context, true) : decided
}

function attempt(state: HamletState, command: Command, context: Context, blind: boolean): Decided {
  mark(state)
  const turn = new Turn(state, command.actor, context, blind)
  try {
    const rule = RULES[command.type] as Rule<CommandType>
    rule(turn, command)
    return { events: turn.events }
  } catch (thrown) {
    takeBack(state)
    if (thrown instanceof Refused) return { refusal: thrown.refusal as Refusal }
    throw thrown
  }
}

type Rule<K extends CommandType> = (turn: Turn, command: CommandOf<K>) => void

const RULES: { readonly [K in CommandType]: Rule<K> } = {
  openTimePoll,
  closeTimePoll,
  chooseOption,
  extendPoll,
  cancelPoll,
  answerTime,
  nudge,
  scheduleMeeting,
  reschedule,
  cancelMeeting,
  setVenue,
  addTopic,
  answerRsvp,
  claimIdentity,
  approveClaim,
  bindAccount,
  setAtHome,
  greet,
  askBack,
  learnKin,
  settleClarification,
  rememberNote,
  ...nightRules,
  ...ISSUE_RULES,
  ...deskRules,
  fall,
}

/** What falls due, and whether there was still something to do. */
const DEADLINES: { readonly [K in DeadlineKind]: (turn: Turn, subject: string, deadline: DeadlineRow) => boolean } = {
  pollClose,
  pollProgress,
  meetingReminder,
  rsvpProgress,
  ...nightDeadlines,
  ...ISSUE_DEADLINES,
}

/** 催一下 speaks for whatever is being waited for. */
function nudge(turn: Turn): void {
  turn.only(['head', 'recorder'], '催一下')
  const poll = currentPoll(turn.state)
  const meeting = upcomingMeeting(turn.state)
  if (nudgeNight(turn)) return
  if (poll?.status === 'open') nudgePoll(turn, poll)
  else if (meeting) nudgeMeeting(turn, meeting)
  else refuse({ code: 'nothingToNudge' })
}

/** A deadline has come. It looks at the state as it is now: what no longer applies finishes quietly, and nothing falls twice or early. */
function fall(turn: Turn, command: CommandOf<'fall'>): void {
  const deadline = turn.state.deadlines.get(command.deadlineId)
  if (!deadline || deadline.doneAt !== null || deadline.dueAt > turn.now) return
  const later = closesLater(turn, deadline)
  if (later !== undefined) {
    turn.state.deadlines.put({ ...deadline, dueAt: later })
    return
  }
  turn.state.deadlines.put({ ...deadline, doneAt: turn.now, outcome: 'fired' })
  const due = DEADLINES[deadline.kind as DeadlineKind]
  if (!due) throw new Error(`no rule knows the deadline kind ${deadline.kind}`)
  const outcome = due(turn, deadline.subject, deadline) ? 'fired' : 'obsolete'
  if (outcome === 'obsolete') turn.state.deadlines.put({ ...deadline, doneAt: turn.now, outcome })
  turn.happened('deadlinePassed', deadline.subject, { kind: deadline.kind, outcome })
}
