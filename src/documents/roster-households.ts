/** Puts the people of a roster together into households, and finds what is wrong only when rows are seen together. */
import type { DateString } from '../kernel/time.ts'
import type { RosterProblem } from './roster-head.ts'

/** One person as read; `row` is the line in the file, the first being 1. */
export interface RosterPerson {
  row: number
  /** The sheet, where the file has several. */
  sheet?: string
  village?: string
  hamlet?: string
  /** What `hamlet` and `village` mean, however they are written. */
  place?: string
  group: number
  /** Missing where the file numbers no households. */
  number?: number
  /** What holds such a household together: its number in the police register, its head's name, the row of its head. */
  mark?: string
  name: string
  relation?: string
  headName?: string
  gender?: '男' | '女'
  birthDate?: DateString
  phone?: string
  atHome?: boolean
  party?: boolean
  /** Why somebody is no longer of the hamlet. */
  gone?: string
}

interface RosterMember {
  row: number
  sheet?: string
  name: string
  isHead: boolean
  relation?: string
  gender?: '男' | '女'
  birthDate?: DateString
  phone?: string
  /** Missing, as everything that may be, where the file does not say: then it stays as it was. */
  party?: boolean
  gone?: string
}

export interface RosterHousehold {
  village?: string
  hamlet?: string
  place?: string
  groupNo: number
  number?: number
  /** 长期在家: at least one member is. */
  atHome?: boolean
  members: RosterMember[]
}

export const HEAD_WORDS = new Set(['户主', '本人', '本人(户主)', '户主本人'])

/** Where the rows that could not be read belong. */
export interface FaultyRows {
  households: Set<string>
  /** A row that does not even say its household might belong to any. */
  anywhere: boolean
}

interface Place {
  village?: string | undefined
  hamlet?: string | undefined
  place?: string | undefined
  group: number
  number?: number | undefined
  mark?: string | undefined
}

const hamletOf = (p: Place): string => p.place ?? `${p.village ?? ''}/${p.hamlet ?? ''}`
/** The key of a person's household within the file. */
export const householdOf = (p: Place): string => `${hamletOf(p)}/${p.group}/${p.number ?? p.mark}`
const place = (p: RosterPerson): string => (p.number === undefined ? `第${p.row}行那一户` : `${p.group}组${p.number}户`)

/**
 * Adds to `problems` what does not fit together; what it returns is whole only when it added nothing. Where a row is already at fault nothing is
 * said about its household, which may be in order once the row is; `faulty` knows which those are.
 */
export function groupHouseholds(
  persons: readonly RosterPerson[],
  problems: RosterProblem[],
  faulty: FaultyRows,
  asked: { atHome: boolean } = { atHome: true },
): RosterHousehold[] {
  findTwins(persons, problems)
  const groups = new Map<string, RosterPerson[]>()
  for (const person of persons) {
    const group = groups.get(householdOf(person))
    if (group) group.push(person)
    else groups.set(householdOf(person), [person])
  }
  return [...groups.entries()].map(([key, group]) => household(group, faulty.anywhere || faulty.households.has(key) ? [] : problems, asked))
}

/** One person in two rows: the same name in one household, or the same name and birth date or telephone in one hamlet. */
function findTwins(persons: readonly RosterPerson[], problems: RosterProblem[]): void {
  const seen = new Map<string, string>()
  for (const person of persons) {
    const marks: [string, string][] = [[`${householdOf(person)}/${person.name}`, '同一户里姓名相同']]
    if (person.birthDate) marks.push([`${hamletOf(person)}/${person.name}/${person.birthDate}`, '姓名和出生日期相同'])
    if (person.phone) marks.push([`${hamletOf(person)}/${person.name}/${person.phone}`, '姓名和电话相同'])
    const twin = marks.find(([mark]) => seen.has(mark))
    if (twin) problems.push({ ...whereOf(person), column: '姓名', reason: `“${person.name}”与${seen.get(twin[0])}重复（${twin[1]}）` })
    for (const [mark] of marks) if (!seen.has(mark)) seen.set(mark, `${person.sheet ?? ''}第${person.row}行`)
  }
}

const whereOf = ({ row, sheet }: RosterPerson): { row: number; sheet?: string } => ({ row, ...(sheet === undefined ? {} : { sheet }) })

function headsOf(group: readonly RosterPerson[]): RosterPerson[] {
  const said = group.filter(
    (p) => (p.relation !== undefined && HEAD_WORDS.has(p.relation)) || (p.relation === undefined && p.headName === p.name),
  )
  return said.length === 0 && group.length === 1 ? [...group] : said
}

function household(group: readonly RosterPerson[], problems: RosterProblem[], asked: { atHome: boolean }): RosterHousehold {
  const [first] = group
  if (!first) throw new Error('a household has a member')
  const at = first.sheet === undefined ? {} : { sheet: first.sheet }
  const heads = headsOf(group.filter((p) => p.gone === undefined))
  const [head, second] = heads
  const stay = group.some((p) => p.gone === undefined)
  if (!head && stay) problems.push({ ...at, row: first.row, column: '与户主关系', reason: `${place(first)}没有写谁是户主` })
  if (second)
    problems.push({
      ...at,
      row: second.row,
      column: '与户主关系',
      reason: `${place(first)}有两个户主：第${head?.row}行和第${second.row}行`,
    })
  const stray = group.find((p) => p.headName !== undefined && head !== undefined && p.headName !== head.name)
  if (stray)
    problems.push({
      ...at,
      row: stray.row,
      column: '户主',
      reason: `户主写的是“${stray.headName}”，但${place(first)}的户主是“${head?.name}”`,
    })
  const known = group.filter((p) => p.gone === undefined && p.atHome !== undefined)
  if (known.length === 0 && asked.atHome && stay)
    problems.push({ ...at, row: first.row, column: '长期在家', reason: `${place(first)}没有写是否长期在家` })
  return {
    ...(first.village !== undefined && { village: first.village }),
    ...(first.hamlet !== undefined && { hamlet: first.hamlet }),
    ...(first.place !== undefined && { place: first.place }),
    groupNo: first.group,
    ...(first.number !== undefined && { number: first.number }),
    ...(known.length > 0 && { atHome: known.some((p) => p.atHome) }),
    members: group.map((person) => memberOf(person, person === head)),
  }
}

const memberOf = (p: RosterPerson, isHead: boolean): RosterMember => {
  const { village: _, hamlet: __, place: ___, group: ____, number: _____, mark: ______, headName: _______, atHome: ________, ...member } = p
  return { ...member, isHead }
}
