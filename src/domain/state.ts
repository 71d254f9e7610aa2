/**
 * One hamlet, as loaded under its lock: the rows a command may look at and change. A table remembers which rows were changed, so that the
 * store writes those and no others, and can take back everything since a mark, so that a refused command leaves no trace.
 */
import type { NewId } from '../kernel/ids.ts'
import type { DateString, Instant } from '../kernel/time.ts'
import type { DeliveryRow, ReceiptRow } from './desk/rows.ts'
import type { DueDateRow, IssueMediaRow, IssueRow, RatingRow, SupportRow, SurveyRow } from './issue/rows.ts'
import type { BallotRow, HandCountRow, MotionRow, RecordLineRow, WitnessRow } from './meeting/night-rows.ts'
import type { Policy } from './policy.ts'
import type {
  AccountRow,
  AtHomeChangeRow,
  AttendanceRow,
  ClaimRow,
  ClarificationRow,
  DeadlineRow,
  GroupNoteRow,
  HamletRow,
  HouseholdRow,
  KinWordRow,
  MeetingRow,
  RsvpRow,
  TimeAnswerRow,
  TimePollRow,
  VillagerRow,
} from './rows.ts'

/** How far back a turn looks at what is over: answers to "what came of it" beyond that are read by queries, not by turns. */
export const REMEMBERED_DAYS = 60

export class Table<T extends { id: string }> {
  readonly #rows = new Map<string, T>()
  readonly #dirty = new Set<string>()
  #undo: { id: string; before: T | undefined; wasDirty: boolean }[] = []

  constructor(rows: readonly T[] = []) {
    for (const row of rows) this.#rows.set(row.id, row)
  }
  get(id: string | null | undefined): T | undefined {
    return id ? this.#rows.get(id) : undefined
  }
  /** A row read from the database apart from the others: known from now on, and no change. */
  know(row: T): void {
    if (!this.#rows.has(row.id)) this.#rows.set(row.id, row)
  }
  /** The row that must be there; a missing one is a fault of ours, not of a person. */
  must(id: string): T {
    const row = this.#rows.get(id)
    if (!row) throw new Error(`row ${id} is not loaded`)
    return row
  }
  all(): IterableIterator<T> {
    return this.#rows.values()
  }
  where(test: (row: T) => boolean): T[] {
    return [...this.#rows.values()].filter(test)
  }
  find(test: (row: T) => boolean): T | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row
    return undefined
  }
  put(row: T): void {
    this.#undo.push({ id: row.id, before: this.#rows.get(row.id), wasDirty: this.#dirty.has(row.id) })
    this.#rows.set(row.id, row)
    this.#dirty.add(row.id)
  }
  changed(): T[] {
    return [...this.#dirty].map((id) => this.must(id))
  }
  mark(): void {
    this.#undo = []
  }
  takeBack(): void {
    for (const { id, before, wasDirty } of this.#undo.reverse()) {
      if (before) this.#rows.set(id, before)
      else this.#rows.delete(id)
      if (!wasDirty) this.#dirty.delete(id)
    }
    this.#undo = []
  }
}

/** Every table of a hamlet's state: the one list that loading, saving and taking back go through. */
export interface Tables {
  hamlet: Table<HamletRow>
  households: Table<HouseholdRow>
  atHomeChanges: Table<AtHomeChangeRow>
  villagers: Table<VillagerRow>
  accounts: Table<AccountRow>
  claims: Table<ClaimRow>
  kinWords: Table<KinWordRow>
  polls: Table<TimePollRow>
  timeAnswers: Table<TimeAnswerRow>
  meetings: Table<MeetingRow>
  rsvps: Table<RsvpRow>
  attendances: Table<AttendanceRow>
  motions: Table<MotionRow>
  ballots: Table<BallotRow>
  handCounts: Table<HandCountRow>
  witnesses: Table<WitnessRow>
  recordLines: Table<RecordLineRow>
  issues: Table<IssueRow>
  dueDates: Table<DueDateRow>
  issueMedia: Table<IssueMediaRow>
  supports: Table<SupportRow>
  surveys: Table<SurveyRow>
  ratings: Table<RatingRow>
  deliveries: Table<DeliveryRow>
  receipts: Table<ReceiptRow>
  clarifications: Table<ClarificationRow>
  groupNotes: Table<GroupNoteRow>
  deadlines: Table<DeadlineRow>
}

export type TableName = keyof Tables
export type RowOf<K extends TableName> = Tables[K] extends Table<infer R> ? R : never

export const TABLE_NAMES: readonly TableName[] = [
  'hamlet',
  'households',
  'atHomeChanges',
  'villagers',
  'accounts',
  'claims',
  'kinWords',
  'polls',
  'timeAnswers',
  'meetings',
  'rsvps',
  'attendances',
  'motions',
  'ballots',
  'handCounts',
  'witnesses',
  'recordLines',
  'issues',
  'dueDates',
  'issueMedia',
  'supports',
  'surveys',
  'ratings',
  'deliveries',
  'receipts',
  'clarifications',
  'groupNotes',
  'deadlines',
]

/** From here on what is put can be taken back. */
export function mark(state: HamletState): void {
  for (const name of TABLE_NAMES) state[name].mark()
}

/** As it was at the last mark. */
export function takeBack(state: HamletState): void {
  for (const name of TABLE_NAMES) state[name].takeBack()
}

/** What the town sets and a hamlet only reads. */
export interface TownContext {
  townId: string
  townName: string
  villageName: string
  policy: Policy
  busyPeriods: { name: string; from: DateString; to: DateString }[]
  calendarEntries: { date: DateString; kind: 'holiday' | 'workday'; name: string }[]
}

export interface HamletState extends Tables {
  town: TownContext
}

export const hamletOf = (state: HamletState): HamletRow => state.hamlet.all().next().value as HamletRow

/** What a decision may know besides the state and the command. */
export interface Context {
  now: Instant
  id: NewId
}
