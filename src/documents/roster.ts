/**
 * Import of a roster (花名册). Either every row is good and all come back, or none does and every fault is named with its row, so that the
 * file can be mended and sent again. The columns are `ROSTER_COLUMNS`.
 */
import type { DateString } from '../kernel/time.ts'
import { readRosterFile } from './roster-file.ts'
import { type ColumnsAsked, type KnownColumns, ROSTER_COLUMNS, type RosterProblem } from './roster-head.ts'
import { groupHouseholds, type RosterHousehold } from './roster-households.ts'
import { type Findings, type RowReader, SheetPeople } from './roster-row.ts'

export type RosterResult =
  /** `unusedColumns`: headings that mean nothing to us; what stands under them was not read. `notes`: what was passed over or taken loosely. */
  | { households: RosterHousehold[]; persons: number; unusedColumns: string[]; notes?: string[] }
  | { problems: RosterProblem[]; asks?: ColumnsAsked }

export interface RosterOptions extends RowReader {
  /** Birth dates after this day are faults. */
  today: DateString
  /** What headings were said to mean, and where the heading stands. */
  known?: KnownColumns
  headLine?: number | undefined
  /** Called about every 500 rows and at the end, so that a page can show how far it is. */
  onProgress?: (progress: { done: number; total: number }) => void
}

const PROGRESS_ROWS = 500

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Reads a roster of any size up to the limits of `table/limits.ts`. Resolves always; a file that cannot be read is one problem at row 0. */
export async function importRoster(bytes: Buffer, options: RosterOptions): Promise<RosterResult> {
  const { onProgress, known = new Map(), headLine } = options
  const file = await readRosterFile(bytes, { known, headLine })
  if ('problems' in file) return file
  const found: Findings = { persons: [], problems: [], faulty: { households: new Set(), anywhere: false }, monthOnly: 0 }
  const total = file.sheets.reduce((sum, sheet) => sum + sheet.lines.length, 0)
  let done = 0
  for (const sheet of file.sheets) {
    const people = new SheetPeople(sheet, options, found)
    for (const line of sheet.lines) {
      if (done > 0 && done % PROGRESS_ROWS === 0) {
        onProgress?.({ done, total })
        await breathe()
      }
      people.take(line)
      done += 1
    }
  }
  const { persons, problems, faulty } = found
  const atHome = file.sheets.every((sheet) => sheet.head.columns.has('atHome'))
  const households = groupHouseholds(persons, problems, faulty, { atHome })
  onProgress?.({ done: total, total })
  if (persons.length === 0 && problems.length === 0) return { problems: [{ row: 0, reason: '表头下面没有人' }] }
  if (problems.length > 0) return { problems: problems.sort((a, b) => (a.sheet ?? '').localeCompare(b.sheet ?? '') || a.row - b.row) }
  const unusedColumns = [...new Set(file.sheets.flatMap((sheet) => sheet.head.unused))]
  const notes = [...file.notes, ...notesOn(file.sheets, found)]
  return { households, persons: persons.length, unusedColumns, ...(notes.length > 0 ? { notes } : {}) }
}

const LINES_SHOWN = 10

function notesOn(
  sheets: readonly { name: string | undefined; leftOut: { line: number; words: string }[] }[],
  { monthOnly }: Findings,
): string[] {
  const lines = sheets.flatMap(({ name, leftOut }) => leftOut.map(({ line, words }) => `${name ?? ''}第${line}行“${words}”`))
  const more = lines.length > LINES_SHOWN ? `等${lines.length}行` : ''
  return [
    ...(lines.length > 0 ? [`不是人的行，没有读：${lines.slice(0, LINES_SHOWN).join('、')}${more}`] : []),
    ...(monthOnly > 0 ? [`${ROSTER_COLUMNS.birthDate.head}只写到月的有${monthOnly}人，按那个月的1日记`] : []),
  ]
}
