/** A report on a roster, line by line, for whoever reads it without a page. */
import type { FieldChange } from './roster.ts'

export interface RosterSaid {
  problems: readonly { row: number; sheet?: string; column?: string; reason: string }[]
  questions: readonly { name: string; hamletName: string; row: number; from: string; to: string }[]
  unusedColumns: readonly string[]
  notes: readonly string[]
  hamlets: readonly {
    hamletName: string
    households: number
    people: number
    householdsAdded: number
    householdsChanged: number
    householdsRemoved: number
    peopleAdded: number
    peopleChanged: number
    peopleMoved: number
    peopleRemoved: number
    changes: readonly { kind: 'added' | 'changed' | 'moved' | 'removed'; who: string; fields: readonly FieldChange[] }[]
    numbered: readonly string[]
    strange: readonly string[]
    leftAlone: { households: readonly string[]; people: readonly string[] }
  }[]
}

/** Bad rows shown: whoever mends fifty sends the file again anyway. */
const FAULTS_SHOWN = 50
/** Of each kind of change. */
const CHANGES_SHOWN = 200
const KINDS = [
  ['added', '新添'],
  ['changed', '改动'],
  ['moved', '搬户'],
  ['removed', '去掉'],
] as const

export function sayRosterReport(report: RosterSaid): { lines: string[]; faults: string[] } {
  const faults = report.problems
    .slice(0, FAULTS_SHOWN)
    .map(
      ({ row, sheet, column, reason }) =>
        `${sheet ? `“${sheet}”` : ''}${row === 0 ? '文件' : `第${row}行`}${column ? ` ${column}` : ''}：${reason}`,
    )
  const questions = report.questions.map(
    ({ name, hamletName, row, from, to }) =>
      `${hamletName}：第${row}行的“${name}”写在${to}，名册上${from}也有一个。搬了户写--moved ${name}，是另一个人写--other ${name}。`,
  )
  const lines = [
    ...report.notes.map((note) => `${note}。`),
    ...report.unusedColumns.map((column) => `“${column}”这一列没有用到。`),
    ...report.hamlets.flatMap(sayHamlet),
  ]
  return { lines, faults: [...faults, ...questions] }
}

function sayHamlet(h: RosterSaid['hamlets'][number]): string[] {
  const moved = h.peopleMoved > 0 ? `，搬户${h.peopleMoved}人` : ''
  const removed = h.householdsRemoved + h.peopleRemoved > 0 ? `，去掉${h.householdsRemoved}户${h.peopleRemoved}人` : ''
  const { households, people } = h.leftAlone
  return [
    `${h.hamletName}：${h.households}户${h.people}人，新增${h.householdsAdded}户${h.peopleAdded}人，改动${h.householdsChanged}户${h.peopleChanged}人${moved}${removed}`,
    ...KINDS.flatMap(([kind, name]) =>
      sayChanges(
        name,
        h.changes.filter((c) => c.kind === kind),
      ),
    ),
    ...(h.numbered.length > 0 ? [`  表里没写户号的，对到：${h.numbered.join('；')}`] : []),
    ...(h.strange.length > 0 ? [`  ${sayStrange(h.strange)}`] : []),
    ...(people.length > 0 ? [`  名册上有、表里没有的人，不动：${some(people, '人')}`] : []),
    ...(households.length > 0 ? [`  名册上有、表里没有的户，不动：${some(households, '户')}`] : []),
  ]
}

/** Numbers that another list counts otherwise would put a family into somebody else’s household. */
export const sayStrange = (households: readonly string[]): string => `请核对户号：${some(households, '户')}，表里的人和名册上的一个都不同。`

const NAMES_SHOWN = 20

const some = (names: readonly string[], unit: string): string =>
  names.length > NAMES_SHOWN ? `${names.slice(0, NAMES_SHOWN).join('、')}等${names.length}${unit}` : names.join('、')

function sayChanges(name: string, changes: RosterSaid['hamlets'][number]['changes']): string[] {
  const lines = changes.slice(0, CHANGES_SHOWN).map(({ who, fields }) => {
    const said = fields.map((f) => `${f.field} ${f.before} → ${f.after}`).join('，')
    return `  ${name} ${who}${said ? `：${said}` : ''}`
  })
  return changes.length > CHANGES_SHOWN ? [...lines, `  ……${name}一共${changes.length}处`] : lines
}
