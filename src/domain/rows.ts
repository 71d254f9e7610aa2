/**
 * The rows of one hamlet as the domain sees them: the tables of prisma/schema.prisma with instants as numbers. They are values: a change
 * makes a new row. src/store/tables.ts checks at compile time that they and the schema agree.
 */
import type { DateString, Instant } from '../kernel/time.ts'
import type { PresentFigures } from './meeting/night-events.ts'

export interface HamletRow {
  id: string
  townId: string
  villageId: string
  name: string
  alias: string
  venue: string | null
  venueReady: boolean
  stage: 'pilot' | 'spread' | 'deepened'
  filing: 'pending' | 'filed' | 'replaced'
  partyGroup: boolean
  headId: string | null
  recorderId: string | null
  category: string | null
  lastIssueNo: number
  lastClaimNo: number
  ledgerSeq: number
  ledgerHash: string
}

export interface HouseholdRow {
  id: string
  hamletId: string
  groupNo: number
  number: number
  atHome: boolean
  removedAt: Instant | null
}

export interface AtHomeChangeRow {
  id: string
  hamletId: string
  householdId: string
  atHome: boolean
  at: Instant
  by: string
}

export interface VillagerRow {
  id: string
  hamletId: string
  householdId: string
  name: string
  isHouseholdHead: boolean
  gender: string | null
  birthDate: DateString | null
  phone: string | null
  partyMember: boolean
  removedAt: Instant | null
}

export interface AccountRow {
  id: string
  account: string
  externalId: string
  nickname: string
  hamletId: string | null
  villagerId: string | null
  householdId: string | null
  officialId: string | null
  boundAt: Instant | null
  boundBy: string | null
  greetedAt: Instant | null
}

export interface ClaimRow {
  id: string
  hamletId: string
  no: number
  accountId: string
  villagerId: string | null
  householdId: string
  said: string
  status: 'pending' | 'approved' | 'superseded'
  at: Instant
}

export interface KinWordRow {
  id: string
  hamletId: string
  accountId: string
  word: string
  villagerId: string
  at: Instant
}

export interface TimePollRow {
  id: string
  hamletId: string
  topic: string | null
  options: Instant[]
  status: 'open' | 'undecided' | 'decided' | 'cancelled'
  openedAt: Instant
  openedBy: string
  closesAt: Instant
  closedAt: Instant | null
  chosen: number | null
  how: string | null
  meetingId: string | null
  notedAt: Instant | null
  nudgedAt: Instant | null
}

/** How an answer came in. */
export type Via = 'chat' | 'groupNote' | 'byHand'

/** What every answer of a household has in common: who gave it, when, and its place in the hamlet's ledger. */
export interface AnswerRow {
  id: string
  hamletId: string
  accountId: string | null
  householdId: string | null
  at: Instant
  seq: number
  via: Via
  by: string | null
}

export interface TimeAnswerRow extends AnswerRow {
  pollId: string
  yes: number[]
  maybe: number[]
  no: number[]
  persons: number | null
}

export interface MeetingRow {
  id: string
  hamletId: string
  status: 'scheduled' | 'open' | 'ended' | 'cancelled'
  startsAt: Instant
  venue: string | null
  topics: string[]
  pollId: string | null
  scheduledAt: Instant
  scheduledBy: string
  rsvpSince: Instant
  rsvpFromSeq: number
  openedAt: Instant | null
  atHomeBase: number | null
  atHomeIds: string[]
  quorumSaidAt: Instant | null
  notedAt: Instant | null
  endedAt: Instant | null
  endedBy: string | null
  cancelReason: string | null
  /** Lines of the record so far. */
  lastLineNo: number
  /** Who was there; null until the meeting is over. */
  figures: PresentFigures | null
}

export interface RsvpRow extends AnswerRow {
  meetingId: string
  coming: boolean
  persons: number | null
  reason: string | null
}

export interface AttendanceRow extends AnswerRow {
  meetingId: string
  persons: number
  /** False when no number was said. */
  stated: boolean
  /** The number is head's or recorder's. */
  confirmed: boolean
}

export interface ClarificationRow {
  id: string
  hamletId: string
  roomId: string
  accountId: string
  reading: unknown
  askedAt: Instant
  expiresAt: Instant
  settledAt: Instant | null
}

export interface GroupNoteRow {
  id: string
  hamletId: string
  roomId: string
  heading: string
  text: string
  at: Instant
}

export interface DeadlineRow {
  id: string
  key: string
  hamletId: string | null
  townId: string
  kind: string
  subject: string
  dueAt: Instant
  doneAt: Instant | null
  outcome: string | null
  attempts: number
  error: string | null
}
