/** Which sheets of a file are rosters, and their rows as people mean them: what is written once for several rows, and 同上, carried down. */
import { excerpt } from '../kernel/excerpt.ts'
import { brokenCell, cellWords, type RosterCell } from './roster-fields.ts'
import {
  type ColumnKey,
  type ColumnsAsked,
  columnsAsked,
  findHead,
  type Head,
  headProblems,
  headWord,
  type KnownColumns,
  NO_HEAD,
  type RosterProblem,
} from './roster-head.ts'
import { HEAD_WORDS } from './roster-households.ts'
import { readTablesApart } from './table/apart.ts'
import type { Sheet } from './table/sheet.ts'

export interface RosterLine {
  line: number
  cells: readonly RosterCell[]
  /** Columns whose words stand in a row above. */
  carried: ReadonlySet<ColumnKey>
}

export interface RosterSheet {
  /** Undefined where the file has only this one. */
  name: string | undefined
  head: Head
  lines: RosterLine[]
  /** Lines below the heading that are no people: sums, who filled it in, the heading again. */
  leftOut: { line: number; words: string }[]
}

export type RosterFile =
  | { sheets: RosterSheet[]; notes: string[] }
  /** `asks`: what people could say to make it readable. */
  | { problems: RosterProblem[]; asks?: ColumnsAsked }

export interface Choice {
  known: KnownColumns
  /** The line of the heading, said by a person. */
  headLine?: number | undefined
}

export async function readRosterFile(bytes: Buffer, { known, headLine }: Choice): Promise<RosterFile> {
  const tables = await readTablesApart(bytes)
  if ('reason' in tables) return { problems: [{ row: 0, reason: tables.reason }] }
  const full = tables.sheets.filter((sheet) => sheet.rows.length > 0)
  const named = full.length > 1 || tables.hidden.length > 0
  const found = full.flatMap((sheet) => {
    const head = findHead(sheet, known, sheet === full[0] ? headLine : undefined)
    return head ? [{ sheet, head }] : []
  })
  const [first] = full
  if (found.length === 0) return nothingFound(first, named, tables.hidden, known, headLine)
  const problems = found.flatMap(({ sheet, head }) =>
    headProblems(head, known).map((problem) => ({ ...problem, ...(named ? { sheet: sheet.name } : {}) })),
  )
  const [worst] = found
  const asks = problems.length > 0 && worst ? columnsAsked(worst.sheet, known, worst.head.line) : undefined
  if (problems.length > 0) return { problems, ...(asks ? { asks } : {}) }
  const several = found.length > 1
  return {
    sheets: found.map(({ sheet, head }) => ({ name: several ? sheet.name : undefined, head, ...peopleIn(sheet, head) })),
    notes: named ? passedOver(tables.sheets, new Set(found.map((f) => f.sheet)), tables.hidden) : [],
  }
}

function nothingFound(
  first: Sheet | undefined,
  named: boolean,
  hidden: readonly string[],
  known: KnownColumns,
  headLine: number | undefined,
): RosterFile {
  if (!first) {
    const but = hidden.length > 0 ? `，只有隐藏的“${hidden.join('”“')}”，没有读` : ''
    return { problems: [{ row: 0, reason: `文件里没有内容${but}` }] }
  }
  const asks = columnsAsked(first, known, headLine)
  const reason = named ? `看的是工作表“${first.name}”，${NO_HEAD}` : NO_HEAD
  return { problems: [{ row: 0, reason }], ...(asks ? { asks } : {}) }
}

function passedOver(sheets: readonly Sheet[], taken: ReadonlySet<Sheet>, hidden: readonly string[]): string[] {
  const said = (names: readonly string[], why: string): string[] => (names.length > 0 ? [`工作表“${names.join('”“')}”${why}，没有读`] : [])
  const rest = sheets.filter((sheet) => !taken.has(sheet))
  return [
    ...said(hidden, '是隐藏的'),
    ...said(
      rest.filter((s) => s.rows.length === 0).map((s) => s.name),
      '是空的',
    ),
    ...said(
      rest.filter((s) => s.rows.length > 0).map((s) => s.name),
      '里没有花名册的表头',
    ),
  ]
}

const DITTO = /^(?:同上|同前|同左上|[〃〞″′“”"'’]{1,2}|[-—]+[〃″′]{1,2}[-—]+|,,)$/
/** What stands once for the rows below, whether or not the file still knows that the cells were one. */
const WRITTEN_ONCE: readonly ColumnKey[] = ['village', 'hamlet']
/** Of one household: carried down only to people who are not its head. */
const OF_HOUSEHOLD: readonly ColumnKey[] = ['group', 'number', 'headName', 'address']
const SUMS = /^(?:合计|总计|共计|小计|总户数|总人数|说明|备注|注[:：]|填表|制表|审核|单位负责人|负责人|填报|统计|经办|共\d+[户人]|以上)/

function peopleIn(sheet: Sheet, head: Head): Pick<RosterSheet, 'lines' | 'leftOut'> {
  const used = [...head.columns]
  const merged = mergedDown(sheet, head)
  const lines: RosterLine[] = []
  const leftOut: RosterSheet['leftOut'] = []
  let above: readonly RosterCell[] = []
  for (const row of sheet.rows) {
    if (row.line <= head.below) continue
    const own = used.filter(([, column]) => cellWords(row.cells[column]) !== '')
    if (own.length === 0 || isNoPerson(row.cells, head)) {
      const words = row.cells.map(cellWords).filter((w) => w !== '')
      // Numbers that were filled in ahead of the names say nothing.
      if (!words.every((w) => /^\d+$/.test(w))) leftOut.push({ line: row.line, words: excerpt(words.join(' '), 60) })
      continue
    }
    const { cells, carried } = carry(row.cells, above, merged.get(row.line), head)
    lines.push({ line: row.line, cells, carried })
    above = cells
  }
  return { lines, leftOut }
}

/** The heading once more (a new page), or a line of sums or signatures below the people. */
function isNoPerson(cells: readonly RosterCell[], { columns, words }: Head): boolean {
  const name = columns.get('name')
  if (name !== undefined && headWord(cells[name]) === words[name]) return true
  const first = cells.map(cellWords).find((word) => word !== '') ?? ''
  const about = ['relation', 'phone', 'birthDate', 'gender', 'atHome'] as const
  return SUMS.test(first) && about.every((key) => cellWords(cells[columns.get(key) ?? -1]) === '')
}

/** The cells that are one with a cell above, by line and column: the value of the first. */
function mergedDown(sheet: Sheet, head: Head): Map<number, Map<number, RosterCell>> {
  const used = new Set(head.columns.values())
  const byLine = new Map(sheet.rows.map((row) => [row.line, row]))
  const found = new Map<number, Map<number, RosterCell>>()
  for (const { from, to, left } of sheet.merges) {
    if (!used.has(left) || to <= from) continue
    const value = byLine.get(from)?.cells[left]
    for (let line = Math.max(from + 1, head.below + 1); line <= to; line++) {
      if (!byLine.has(line)) continue
      const columns = found.get(line) ?? new Map<number, RosterCell>()
      found.set(line, columns.set(left, value))
    }
  }
  return found
}

function carry(
  own: readonly RosterCell[],
  above: readonly RosterCell[],
  merged: ReadonlyMap<number, RosterCell> | undefined,
  { columns }: Head,
): { cells: RosterCell[]; carried: Set<ColumnKey> } {
  const cells = [...own]
  const carried = new Set<ColumnKey>()
  const begins = HEAD_WORDS.has(cellWords(own[columns.get('relation') ?? -1]))
  for (const [key, column] of columns) {
    const words = cellWords(cells[column])
    const ditto = DITTO.test(words) && key !== 'name'
    const fromAbove =
      ditto ||
      (words === '' &&
        brokenCell(cells[column]) === undefined &&
        (WRITTEN_ONCE.includes(key) || (OF_HOUSEHOLD.includes(key) && !begins && columns.has('relation'))))
    if (words === '' && merged?.has(column)) cells[column] = merged.get(column)
    else if (fromAbove && cellWords(above[column]) !== '') cells[column] = above[column]
    else continue
    carried.add(key)
  }
  return { cells, carried }
}
