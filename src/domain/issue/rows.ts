/** Rows of the issue loop (tables Issue, IssueMedia, Support, Survey, Rating) as the domain sees them. */

import type { DateString, Instant } from '../../kernel/time.ts'
import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

/** Somebody has it: hamlet, village, town, or those who rate it. */
export const IN_HAND = ['inHamlet', 'inVillage', 'inTown', 'assigned', 'inReview'] as const
/** Not over. */
export const OPEN = ['raised', ...IN_HAND] as const
export const ISSUE_STATUSES = [...OPEN, 'closed', 'withdrawn'] as const
export type IssueStatus = (typeof ISSUE_STATUSES)[number]
export type Level = 'hamlet' | 'village' | 'town'
/** What brought an issue to the village: 散会, the head, a failed review, the days of a confidential one, its reporter, the town's meeting. */
export type HandedFrom = 'meeting' | 'head' | 'review' | 'days' | 'reporter' | 'town'

/** A step that was taken, for 进度; a type alias, because the row keeps it as JSON. */
export type IssueStep = { at: Instant; by?: string } & Taken
export type Taken =
  | { what: 'handed' | 'accepted' | 'reported' | 'takenUp' | 'studied' | 'broughtBack' }
  | { what: 'agreed'; dueOn: DateString }
  | { what: 'assigned'; department: string; person?: string; dueOn: DateString }
  | { what: 'handled'; level: Level; text: string | null }
  | { what: 'passed' | 'failed'; round: number; satisfied: number; raters: number; level: Level }

/** One day of a reckoning, counted or not and why. */
export type ReckonedDay = { date: DateString; counted: boolean; why: string }

/** The one wide table, whatever the status: what the database keeps. The rules know an issue by its status (`IssueRow`). */
export interface IssueColumns {
  id: string
  hamletId: string
  no: number
  status: IssueStatus
  text: string
  category: string | null
  confidential: boolean
  raisedAt: Instant
  raisedBy: string
  reporterAccountId: string | null
  meetingId: string | null
  /** hamlet, village or town: who handles it or handled it last, and gets it back when the review fails. */
  level: string
  round: number
  decision: string | null
  decisionText: string | null
  agreedOn: DateString | null
  handedAt: Instant | null
  /** One of `HandedFrom`. */
  handedFrom: string | null
  reportDueOn: DateString | null
  /** Each day from 0 to the deadline, counted or not and why. */
  reportDays: ReckonedDay[] | null
  provisional: boolean
  acceptedAt: Instant | null
  reportedAt: Instant | null
  reportNo: number | null
  reportText: string | null
  department: string | null
  person: string | null
  assignedAt: Instant | null
  assignDueOn: DateString | null
  handledAt: Instant | null
  handledText: string | null
  handledBy: string | null
  handlerHouseholdId: string | null
  /** When it ended: closed or withdrawn. */
  closedAt: Instant | null
  endReason: string | null
  mergedInto: number | null
  /** Since when it stands where it stands: what is waited for there is counted from this. Set by `put` alone. */
  arrivedAt: Instant
  /** 提级: when the town took it out of the village's hands, and why. */
  takenUpAt: Instant | null
  takenUpFor: string | null
  /** Whose eyes it passes over, because it is about them: head, or village (then the head's as well). */
  passesOver: string | null
  /** Between meetings: until when the head has a confidential issue. */
  headDueOn: DateString | null
  /** 再反映: the closed issue that it is about once more. */
  againOf: number | null
  /** 签发人 of the written report. */
  reportSigner: string | null
  /** The town's meeting that decided on it last. */
  studyId: string | null
  /** Everything that was done about it, oldest first: a round that failed leaves what came before it where it was. */
  steps: IssueStep[]
}

/** The columns at one status: those that must be filled there, and those that must be empty. The others are what earlier steps left. */
type At<S extends IssueStatus, F extends Partial<IssueColumns>> = Omit<IssueColumns, 'status' | keyof F> & F & { status: S }

type NotEnded = { closedAt: null; mergedInto: null }
type Handled = { level: Level; handledAt: Instant; handledBy: string }

export type Raised = At<'raised', NotEnded & { level: 'hamlet'; handedAt: null; reportedAt: null; assignedAt: null; handledAt: null }>
/** Sent back by a review it has no date, until another is agreed. */
export type InHamlet = At<'inHamlet', NotEnded & { level: 'hamlet' }>
export type InVillage = At<
  'inVillage',
  NotEnded & { level: 'village'; handedAt: Instant; reportDueOn: DateString; reportDays: ReckonedDay[] }
>
export type InTown = At<'inTown', NotEnded & { level: 'town' }>
export type Assigned = At<'assigned', NotEnded & { level: 'town'; department: string; assignedAt: Instant; assignDueOn: DateString }>
export type InReview = At<'inReview', NotEnded & Handled>
export type Closed = At<'closed', Handled & { closedAt: Instant; mergedInto: null }>
export type Withdrawn = At<'withdrawn', { level: Level; closedAt: Instant }>

export type IssueRow = Raised | InHamlet | InVillage | InTown | Assigned | InReview | Closed | Withdrawn
export type IssueIn<S extends IssueStatus> = Extract<IssueRow, { status: S }>

/** A date that an issue's village or department was given. At most one of an issue runs: neither met nor dropped. */
export interface DueDateRow {
  id: string
  hamletId: string
  issueId: string
  what: 'report' | 'assign'
  /** Of an assignment: whose it was. */
  department: string | null
  since: Instant
  dueOn: DateString
  metAt: Instant | null
  /** Replaced or taken away. Before its end it was no longer anybody's; after it, it has been missed. */
  droppedAt: Instant | null
}

export interface IssueMediaRow {
  id: string
  hamletId: string
  issueId: string
  mediaId: string
}

export interface SupportRow {
  id: string
  hamletId: string
  issueId: string
  accountId: string
  householdId: string | null
  at: Instant
}

export interface SurveyRow {
  id: string
  hamletId: string
  issueId: string
  round: number
  status: 'open' | 'waiting' | 'passed' | 'failed' | 'cancelled'
  openedAt: Instant
  closesAt: Instant
  extended: boolean
  closedAt: Instant | null
  raters: number | null
  satisfied: number | null
  atHomeBase: number | null
  /** How many of the raters were entered at the door. */
  atDoor: number | null
  notedAt: Instant | null
}

export type Score = 'satisfied' | 'basic' | 'dissatisfied'

export interface RatingRow extends AnswerRow {
  surveyId: string
  score: Score
  comment: string | null
  /** Entered at the door: who else has confirmed it. Until then it does not count. */
  confirmedBy: string | null
  confirmedAt: Instant | null
}

/** 村里研究: what the village decided about an issue, when, and who took part. */
export interface VillageStudyRow {
  id: string
  hamletId: string
  issueId: string
  heldOn: DateString
  present: string
  decided: string
  at: Instant
  by: string
}

declare module '../base/state.ts' {
  interface Tables {
    issues: Table<IssueRow>
    dueDates: Table<DueDateRow>
    issueMedia: Table<IssueMediaRow>
    supports: Table<SupportRow>
    surveys: Table<SurveyRow>
    ratings: Table<RatingRow>
    villageStudies: Table<VillageStudyRow>
  }
}
