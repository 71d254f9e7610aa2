/** One row of a roster as one person, or what is wrong with each of its cells. */
import type { DateString } from '../kernel/time.ts'
import { readBirthDate, readIdentity } from './roster-birth.ts'
import {
  brokenCell,
  cellWords,
  type Field,
  groupInAddress,
  type RosterCell,
  readGender,
  readGone,
  readName,
  readNumber,
  readParty,
  readPhone,
  readYesNo,
  registerMark,
} from './roster-fields.ts'
import type { RosterLine, RosterSheet } from './roster-file.ts'
import { type ColumnKey, ROSTER_COLUMNS, type RosterProblem } from './roster-head.ts'
import { type FaultyRows, HEAD_WORDS, householdOf, type RosterPerson } from './roster-households.ts'

export interface PlaceSaid {
  village?: string
  hamlet?: string
  /** The words stand in a row above. */
  carried: boolean
}

export interface Findings {
  persons: RosterPerson[]
  problems: RosterProblem[]
  faulty: FaultyRows
  /** Rows whose birth date is only a month. */
  monthOnly: number
}

export interface RowReader {
  today: DateString
  /** Which hamlet a row means, or why that cannot be told. */
  placed?: (place: PlaceSaid) => { key: string } | { reason: string }
}

export class SheetPeople {
  readonly #sheet: RosterSheet
  readonly #reader: RowReader
  readonly #found: Findings
  /** The row of the head above: what holds a household together where nothing else does. */
  #block: number | undefined

  constructor(sheet: RosterSheet, reader: RowReader, found: Findings) {
    this.#sheet = sheet
    this.#reader = reader
    this.#found = found
  }

  take(line: RosterLine): void {
    const { problems, persons, faulty } = this.#found
    const before = problems.length
    const person = this.#person(line)
    if (problems.length === before) {
      // Everything that must be there was read without a fault; what was left empty is left out.
      persons.push(Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)) as unknown as RosterPerson)
    } else if (person.group === undefined || (person.number === undefined && person.mark === undefined)) faulty.anywhere = true
    else faulty.households.add(householdOf({ ...person, group: person.group }))
  }

  #person({ line, cells, carried }: RosterLine) {
    const { today } = this.#reader
    const { head, name: sheet } = this.#sheet
    const fail = (key: ColumnKey, reason: string): undefined => {
      this.#found.problems.push({ row: line, ...(sheet === undefined ? {} : { sheet }), column: ROSTER_COLUMNS[key].head, reason })
      return undefined
    }
    const has = (key: ColumnKey): boolean => head.columns.has(key)
    const cell = (key: ColumnKey): RosterCell => {
      const value = cells[head.columns.get(key) ?? -1]
      const broken = brokenCell(value)
      if (broken === undefined) return value
      fail(key, `${cellName(head.columns.get(key) ?? 0, line)}这一格是“${broken}”，请改成真正的内容，不清楚就清空`)
      return BROKEN
    }
    const take = <T>(key: ColumnKey, read: (value: RosterCell) => Field<T>): T | undefined => {
      const value = cell(key)
      if (value === BROKEN) return undefined
      const field = read(value)
      return 'value' in field ? field.value : fail(key, field.reason)
    }
    const words = (key: ColumnKey): string | undefined => take(key, (value) => ({ value: cellWords(value) || undefined }))
    const relation = words('relation')
    if (relation !== undefined && HEAD_WORDS.has(relation)) this.#block = line
    const headName = take(
      'headName',
      (value): Field<string | undefined> => (cellWords(value) === '' ? { value: undefined } : readName(value)),
    )
    const group = this.#group(take, cell)
    const household = this.#household(take, headName, has('number'), relation, fail)
    const name = take('name', readName)
    const gender = take('gender', readGender)
    const born = take('birthDate', (value) => readBirthDate(value, today))
    const identity = take('identity', (value) => readIdentity(value, today))
    if (born && identity && !agree(born.date, identity.birthDate, born.monthOnly))
      fail('birthDate', `出生日期${born.date}和身份证号里的${identity.birthDate}对不上`)
    if (born?.monthOnly && !identity) this.#found.monthOnly += 1
    const place = this.#place(words('village'), words('hamlet'), carried.has('hamlet') || carried.has('village'), fail)
    return {
      row: line,
      sheet,
      ...place,
      group,
      ...household,
      name,
      relation,
      headName,
      gender: gender ?? identity?.gender,
      birthDate: identity?.birthDate ?? born?.date,
      phone: take('phone', readPhone),
      atHome: take('atHome', (value) => readYesNo(value, '长期在家')),
      party: has('party') ? take('party', readParty) : undefined,
      gone: take('gone', readGone),
    }
  }

  #group(take: <T>(key: ColumnKey, read: (value: RosterCell) => Field<T>) => T | undefined, cell: (key: ColumnKey) => RosterCell) {
    const { columns } = this.#sheet.head
    const inAddress = columns.has('address') ? groupInAddress(cell('address')) : undefined
    if (!columns.has('group'))
      return inAddress ?? take('address', () => ({ reason: '没有“组”这一列，住址里也看不出是几组，请写明，如“三组”' }))
    return take('group', (value) => (cellWords(value) === '' && inAddress !== undefined ? { value: inAddress } : readNumber(value, '组')))
  }

  /** By its number in the hamlet; else by what the file has in its place. */
  #household(
    take: <T>(key: ColumnKey, read: (value: RosterCell) => Field<T>) => T | undefined,
    headName: string | undefined,
    numbered: boolean,
    relation: string | undefined,
    fail: (key: ColumnKey, reason: string) => undefined,
  ): { number?: number | undefined; mark?: string | undefined } {
    if (numbered) {
      const said = take('number', (value): Field<number | { mark: string }> => {
        const mark = registerMark(value)
        return mark === undefined ? readNumber(value, '户号') : { value: { mark } }
      })
      return typeof said === 'object' ? said : { number: said }
    }
    if (headName !== undefined) return { mark: headName }
    if (this.#block !== undefined) return { mark: `${this.#sheet.name ?? ''}#${this.#block}` }
    return { mark: fail('relation', `不知道是哪一户的：上面没有户主${relation === undefined ? '' : `，这一行是“${relation}”`}`) }
  }

  #place(
    village: string | undefined,
    hamlet: string | undefined,
    carried: boolean,
    fail: (key: ColumnKey, reason: string) => undefined,
  ): { village: string | undefined; hamlet: string | undefined; place: string | undefined } {
    const { placed } = this.#reader
    const said = { ...(village === undefined ? {} : { village }), ...(hamlet === undefined ? {} : { hamlet }), carried }
    const meant = placed?.(said)
    if (meant && 'reason' in meant) fail('hamlet', meant.reason)
    return { village, hamlet, place: meant && 'key' in meant ? meant.key : undefined }
  }
}

/** Stands for a cell that was named as broken: nothing more is said about it. */
const BROKEN: RosterCell = { error: '' }

/** 出生日期 to the month agrees with any day of it. */
const agree = (said: DateString, inNumber: DateString, monthOnly: boolean | undefined): boolean =>
  monthOnly ? said.slice(0, 7) === inNumber.slice(0, 7) : said === inNumber

/** As a spreadsheet names it: F12. */
function cellName(column: number, line: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${line}`
}
