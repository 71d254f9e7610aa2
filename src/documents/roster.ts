/**
 * Import of a roster (花名册). Either every row is good and all come back, or none does and every fault is named with its row, so that the
 * file can be mended and sent again. The template's columns are `ROSTER_COLUMNS`.
 */
import type { DateString } from '../kernel/time.ts'
import {
  cellWords,
  type Field,
  type RosterCell,
  readBirthDate,
  readGender,
  readName,
  readNumber,
  readParty,
  readPhone,
  readYesNo,
} from './roster-fields.ts'
import { readRows } from './roster-file.ts'
import { type ColumnKey, findHead, type Head, ROSTER_COLUMNS, type RosterProblem } from './roster-head.ts'
import { type FaultyRows, groupHouseholds, householdOf, type RosterHousehold, type RosterPerson } from './roster-households.ts'

/** `unusedColumns`: headings that mean nothing to us; what stands under them was not read. */
export type RosterResult = { households: RosterHousehold[]; persons: number; unusedColumns: string[] } | { problems: RosterProblem[] }

export interface RosterOptions {
  /** Birth dates after this day are faults. */
  today: DateString
  /** What is wrong with the place that a row names, be it as empty as it is; undefined when nothing is. */
  misplaced?: (place: { village?: string; hamlet?: string }) => string | undefined
  /** Called about every 500 rows and at the end, so that a page can show how far it is. */
  onProgress?: (progress: { done: number; total: number }) => void
}

const PROGRESS_ROWS = 500

interface Findings {
  persons: RosterPerson[]
  problems: RosterProblem[]
  faulty: FaultyRows
}

/** Reads one row into the findings: a person, or what is wrong with each of its cells. */
function readPerson(
  cells: readonly RosterCell[],
  row: number,
  head: Head,
  { today, misplaced }: RosterOptions,
  { persons, problems, faulty }: Findings,
): void {
  const before = problems.length
  const cell = (key: ColumnKey): RosterCell => cells[head.columns.get(key) ?? -1]
  const take = <T>(key: ColumnKey, field: Field<T>): T | undefined => {
    if ('value' in field) return field.value
    problems.push({ row, column: ROSTER_COLUMNS[key].head, reason: field.reason })
    return undefined
  }
  const words = (key: ColumnKey): string | undefined => cellWords(cell(key)) || undefined
  const person = {
    row,
    village: words('village'),
    hamlet: words('hamlet'),
    group: take('group', readNumber(cell('group'), '组')),
    number: take('number', readNumber(cell('number'), '户号')),
    name: take('name', readName(cell('name'))),
    relation: words('relation'),
    headName: cellWords(cell('headName')) === '' ? undefined : take('headName', readName(cell('headName'))),
    gender: take('gender', readGender(cell('gender'))),
    birthDate: take('birthDate', readBirthDate(cell('birthDate'), today)),
    phone: take('phone', readPhone(cell('phone'))),
    atHome: take('atHome', readYesNo(cell('atHome'), '长期在家')),
    party: take('party', readParty(cell('party'))),
  }
  const { group, number, village, hamlet } = person
  const astray = misplaced?.({ ...(village === undefined ? {} : { village }), ...(hamlet === undefined ? {} : { hamlet }) })
  if (astray !== undefined) problems.push({ row, column: ROSTER_COLUMNS.hamlet.head, reason: astray })
  if (problems.length === before) {
    // Everything that must be there was read without a fault; what was left empty is left out.
    persons.push(Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)) as unknown as RosterPerson)
  } else if (group === undefined || number === undefined) faulty.anywhere = true
  else faulty.households.add(householdOf({ ...person, group, number }))
}

const isBlank = (cells: readonly RosterCell[]): boolean => cells.every((cell) => cellWords(cell) === '')
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Reads a roster of any size up to the limits of `roster-file.ts`. Resolves always; a file that cannot be read is one problem at row 0. */
export async function importRoster(bytes: Buffer, options: RosterOptions): Promise<RosterResult> {
  const { onProgress } = options
  const read = await readRows(bytes)
  if ('reason' in read) return { problems: [{ row: 0, reason: read.reason }] }
  const head = findHead(read.rows)
  if (Array.isArray(head)) return { problems: head }
  const found: Findings = { persons: [], problems: [], faulty: { households: new Set(), anywhere: false } }
  const total = read.rows.length - head.at - 1
  for (let done = 0; done < total; done++) {
    const index = head.at + 1 + done
    const cells = read.rows[index] ?? []
    if (done > 0 && done % PROGRESS_ROWS === 0) {
      onProgress?.({ done, total })
      await breathe()
    }
    if (!isBlank(cells)) readPerson(cells, index + 1, head, options, found)
  }
  const { persons, problems, faulty } = found
  const households = groupHouseholds(persons, problems, faulty)
  onProgress?.({ done: total, total })
  if (persons.length === 0 && problems.length === 0) return { problems: [{ row: 0, reason: '表头下面没有人' }] }
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.row - b.row) }
  return { households, persons: persons.length, unusedColumns: head.unused }
}
