/** One hamlet, as loaded under its lock: the rows a command may look at and change. A refused command leaves no trace in it. */

import type { NewId } from '../../kernel/ids.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Policy } from './policy.ts'
import type { AccountRow, AtHomeChangeRow, DeadlineRow, HamletRow, HouseholdRow, ProgressNoteRow, VillagerRow } from './rows.ts'
import { Table } from './table.ts'

/** How far back a turn looks at what is over: answers to "what came of it" beyond that are read by queries, not by turns. */
export const REMEMBERED_DAYS = 60

/** Every table of a hamlet's state. A noun declares those of its own beside their rows (`<noun>/rows.ts`). */
export interface Tables {
  hamlet: Table<HamletRow>
  households: Table<HouseholdRow>
  atHomeChanges: Table<AtHomeChangeRow>
  villagers: Table<VillagerRow>
  accounts: Table<AccountRow>
  progressNotes: Table<ProgressNoteRow>
  deadlines: Table<DeadlineRow>
}

export type TableName = keyof Tables
export type RowOf<K extends TableName> = Tables[K] extends Table<infer R> ? R : never

const tables = new WeakMap<HamletState, readonly Table<{ id: string }>[]>()

function tablesOf(state: HamletState): readonly Table<{ id: string }>[] {
  const known = tables.get(state)
  if (known) return known
  const found = Object.values(state).filter((part) => part instanceof Table)
  tables.set(state, found)
  return found
}

/** From here on what is put can be taken back. */
export function mark(state: HamletState): void {
  for (const table of tablesOf(state)) table.mark()
}

/** As it was at the last mark. */
export function takeBack(state: HamletState): void {
  for (const table of tablesOf(state)) table.takeBack()
}

/** What the town sets and a hamlet only reads. */
export interface TownContext {
  townId: string
  townName: string
  villageName: string
  policy: Policy
  busyPeriods: { name: string; from: DateString; to: DateString }[]
  /** Names of the town's departments (责任部门). */
  departments: string[]
  calendarEntries: { date: DateString; kind: 'holiday' | 'workday'; name: string }[]
}

export interface HamletState extends Tables {
  town: TownContext
}

export const hamletOf = (state: HamletState): HamletRow => state.hamlet.all().next().value as HamletRow

/** What a decision may know besides the state and the command. */
export interface Context {
  now: Instant
  /** When it was said, where somebody said it; a message may come long after. Now, unless told. */
  saidAt?: Instant
  id: NewId
}
