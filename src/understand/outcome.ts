/**
 * What goes into understanding and what comes out. The same shapes are the command line's contract
 * (`npm run -s understand`, docs/reference/understand.md); times in here are ISO strings with +08:00, dates `YYYY-MM-DD`.
 */

export type Role = 'villager' | 'head' | 'recorder' | 'cadre' | 'official' | 'unbound'
export type MessageKind = 'text' | 'groupNote' | 'audio' | 'image' | 'recalled'

/** A question that is open in the room, oldest first. Option times are ISO. */
export type OpenQuestion =
  | { question: 'timePoll'; options: string[] }
  | { question: 'attendance' }
  | { question: 'rsvp' }
  | { question: 'motion' }
  /** Raised hands that were counted wait for witnesses. */
  | { question: 'hands' }
  | { question: 'survey'; issueNo: number }
  | { question: 'receipt' }
  | { question: 'clarify' }

export interface RosterName {
  name: string
  household: string
  head?: boolean
}

export interface Understandable {
  text: string
  role?: Role
  kind?: MessageKind
  mentionsBot?: boolean
  /** The text that this message quotes, when the channel hands it over apart from `text`. */
  quoted?: string
  /** The text of the same 接龙 as last seen, to tell new and changed entries from old ones. */
  previous?: string
  now?: string
  roster?: RosterName[]
  /** The names of whoever asks in this room, the head: an answer behind `@` and one of them is an answer. Unknown: anybody of the roster may be. */
  convenor?: string[]
  /** This speaker's confirmed kin words: 二伯 → 王德福. */
  kin?: Record<string, string>
  /** Hamlet aliases that cadres and officials use: 槐树. */
  hamlets?: string[]
  open?: OpenQuestion[]
}

export interface Entry {
  name: string
  persons?: number
  text?: string
}

export type Score = 'satisfied' | 'basic' | 'dissatisfied'
export type Choice = 'approve' | 'reject' | 'abstain'
export type Decision = 'onTheSpot' | 'agreed' | 'toVillage' | 'dismiss' | 'merge'

/** Every intent with its arguments. Optional arguments are absent, never null, when they were not said. */
export interface IntentArgs {
  availability: { yes?: number[]; maybe?: number[]; no?: number[]; all?: true; none?: true; persons?: number }
  attend: { persons?: number; onBehalfOf?: string }
  rsvp: { coming: boolean; persons?: number; reason?: string }
  /** Beyond the contract: `family`, for as many as the household brought. */
  ballot: { choice: Choice; votes?: number; family?: true }
  rate: { issueNo?: number; score: Score; comment?: string }
  /** Beyond the contract: `passesOver`, whom it is about and goes past; `againOf`, the closed issue that it follows. */
  raiseIssue: { text: string; category?: string; confidential?: true; passesOver?: 'head' | 'village'; againOf?: number }
  /** `hamlet`: asked in an office's group. */
  askProgress: { hamlet?: string; issueNo?: number; mine?: true; page?: number }
  withdrawIssue: { issueNo: number }
  support: { issueNo: number }
  claimIdentity: { name?: string; household?: string }
  acknowledge: Record<string, never>
  confirm: Record<string, never>
  deny: Record<string, never>
  help: Record<string, never>
  openTimePoll: { topic?: string; options?: string[]; closesAt?: string }
  closeTimePoll: Record<string, never>
  chooseOption: { option: number }
  extendPoll: { closesAt: string }
  cancelPoll: Record<string, never>
  scheduleMeeting: { startsAt: string; venue?: string; topics?: string[] }
  reschedule: { startsAt: string }
  cancelMeeting: { reason?: string }
  setVenue: { venue: string }
  addTopic: { topic: string }
  openAttendance: Record<string, never>
  /** Beyond the contract: attendance that was opened by mistake is closed again. */
  cancelAttendance: Record<string, never>
  markAttendance: { name: string; persons?: number; household?: string }
  unmarkAttendance: { name: string }
  openMotion: { text?: string; topicNo?: number }
  closeMotion: Record<string, never>
  handCount: { approve: number; reject?: number; abstain?: number }
  note: { text: string; speaker?: string }
  /** Somebody else's answer, entered by head or recorder; `words`: how it was told (打电话说来不了). */
  answerFor: { name: string; answer: Answered; words?: string }
  /** Beyond the contract: what came late counts after all. */
  letLateIn: Record<string, never>
  /** Beyond the contract: a name and nothing else, from somebody who was asked for one. */
  fullName: { name: string }
  /** Beyond the contract: whom a kin word of the speaker means, said when it was asked. */
  nameKin: { word: string; name: string }
  /** Beyond the contract: the quoted words of the record, put right. */
  correctLine: { text: string }
  /** Beyond the contract: the category that was proposed for an issue, corrected. */
  categorise: { issueNo: number; category: string }
  decideIssue: { issueNo: number; decision: Decision; text?: string; dueOn?: string; into?: number }
  handled: { hamlet?: string; issueNo: number; text?: string }
  rateOnBehalf: { issueNo: number; name: string; score: Score }
  /** Beyond the contract: a second person says that a visit at the door was true. */
  confirmVisits: { hamlet?: string; issueNo: number }
  /** Beyond the contract: what the village decided about an issue, when, and who took part. */
  studyIssue: { hamlet: string; issueNo: number; heldOn: string; present: string; decided: string }
  /** Beyond the contract: who signs a report that was filed without it. */
  signReport: { hamlet: string; issueNo: number; signer: string }
  endMeeting: Record<string, never>
  nudge: Record<string, never>
  whoIsMissing: Record<string, never>
  bindMember: { mentioned: string; name?: string; household?: string }
  approveClaim: { claimNo: number }
  setAtHome: { name: string; atHome: boolean }
  witness: { holds: boolean }
  /** Beyond the contract, of a page of ours: households that are here and say that the hands were counted right. */
  nameWitnesses: { names: string[] }
  listPending: { overdueOnly?: true; page?: number }
  acceptIssue: { hamlet: string; issueNo: number; text?: string }
  reportToTown: { hamlet: string; issueNo: number; text?: string }
  assignIssue: { hamlet: string; issueNo: number; department: string; person?: string; dueOn: string }
  digestNow: { page?: number }
  entries: { entries: Entry[] }
}

/** An answer to one of the questions that are open to a household. */
export type Answered = {
  [K in 'availability' | 'attend' | 'rsvp' | 'ballot' | 'rate' | 'acknowledge']: { intent: K; args: IntentArgs[K] }
}['availability' | 'attend' | 'rsvp' | 'ballot' | 'rate' | 'acknowledge']

export type IntentName = keyof IntentArgs
export type Intent = { [K in IntentName]: { kind: 'intent'; intent: K; args: IntentArgs[K] } }[IntentName]

/** Not for us. */
interface Silence {
  kind: 'silence'
}

/**
 * Might be for us, but acting on it could be wrong. `reading` is what 是 would mean; `say` is the one line to answer with when there
 * is no single reading (a command without its argument, a time that is none of the options, two people of one name …): it names what
 * is wrong and shows the right form with the person's own values filled in.
 */
export interface Clarify {
  kind: 'clarify'
  reading?: Omit<Intent, 'kind'>
  say?: string
  /** Two questions could take it: which is meant is asked, and both still wait. */
  several?: true
  /** The name in it that is nobody's: a full name said alone stands for it. */
  unnamed?: string
}

export type Outcome = Silence | Clarify | Intent
