/**
 * What happened, in the past tense. Each event is one entry of the hamlet's ledger: `data` holds ids and figures, never a name or a phone
 * number, and enough to recompute every figure that is shown.
 */
import type { Instant } from '../kernel/time.ts'
import type { DeskEvents } from './desk/events.ts'
import { ISSUE_UNLEDGERED, type IssueEvents } from './issue/events.ts'
import type { OptionCount } from './meeting/choose.ts'
import type { Conflict } from './meeting/evening.ts'
import { NIGHT_UNLEDGERED, type NightEvents } from './meeting/night-events.ts'

/** How many households of the base have answered. */
export interface Turnout {
  atHome: number
  answered: number
}

export interface EventData extends NightEvents, IssueEvents, DeskEvents {
  /** `insteadOf`: the poll that had come to nothing. */
  timePollOpened: { pollId: string; proposed: boolean; conflicts: Conflict[]; insteadOf: string | null }
  timeAnswered: { pollId: string; yes: number[]; maybe: number[]; no: number[]; persons: number | null; known: boolean }
  timeProgressNoted: { pollId: string; counts: OptionCount[]; turnout: Turnout }
  timePollNudged: { pollId: string; turnout: Turnout }
  timePollExtended: { pollId: string; closesAt: Instant }
  timePollDecided: {
    pollId: string
    option: number
    how: 'deadline' | 'everybody' | 'head'
    tie: 'maybe' | 'persons' | 'earlier' | null
    counts: OptionCount[]
    turnout: Turnout
    needed: number
    meetingId: string
  }
  timePollUndecided: { pollId: string; turnout: Turnout }
  /** `instead`: what the head has put in its place. */
  timePollCancelled: { pollId: string; instead: 'meeting' | 'poll' | null }
  /** `insteadOf`: the poll that was still being answered. */
  meetingScheduled: { meetingId: string; conflicts: Conflict[]; fromPoll: boolean; insteadOf: string | null }
  meetingRescheduled: { meetingId: string; before: Instant; conflicts: Conflict[] }
  meetingCancelled: { meetingId: string; reason: string | null }
  venueSet: { meetingId: string | null; venue: string }
  topicAdded: { meetingId: string; topic: string }
  rsvpGiven: { meetingId: string; coming: boolean; persons: number | null; known: boolean }
  rsvpNoted: { meetingId: string }
  meetingReminded: { meetingId: string; hours: number }
  meetingNudged: { meetingId: string }
  identityClaimed: { claimNo: number; accountId: string; householdId: string; villagerId: string | null }
  accountBound: { accountId: string; householdId: string; villagerId: string | null; claimNo: number | null }
  atHomeSet: { householdId: string; atHome: boolean }
  strangerGreeted: { accountId: string }
  askedBack: { accountId: string; clarificationId: string }
  clarificationSettled: { clarificationId: string }
  kinLearnt: { accountId: string; word: string; villagerId: string }
  noteRemembered: { heading: string }
  deadlinePassed: { kind: string; outcome: 'fired' | 'obsolete' }
}

export type EventType = keyof EventData
export type DomainEvent = {
  [K in EventType]: { type: K; seq: number; at: Instant; who: string; subject: string; data: EventData[K]; why?: string }
}[EventType]
export type EventOf<K extends EventType> = Extract<DomainEvent, { type: K }>

/** Bookkeeping that proves nothing to anybody later: not written to the ledger. */
export const UNLEDGERED: ReadonlySet<EventType> = new Set<EventType>([
  'timeProgressNoted',
  'rsvpNoted',
  'strangerGreeted',
  'askedBack',
  'clarificationSettled',
  'kinLearnt',
  'noteRemembered',
  'deadlinePassed',
  ...NIGHT_UNLEDGERED,
  ...ISSUE_UNLEDGERED,
])
