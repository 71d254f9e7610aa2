/** 考核表 (.xlsx): every hamlet of a month with its place, and the villages, each with what it all comes to. */
import { type Assessment, total } from '../domain/assessment/assessment.ts'
import { ranked } from '../domain/assessment/rank.ts'
import { about, type Scope } from './scope.ts'
import { type Column, type LaidSheet, laid, workbook } from './workbook.ts'

/** One hamlet. */
export interface AssessmentLine extends Assessment {
  village: string
  hamlet: string
}

interface Placed extends Assessment {
  place: number | null
  village: string
  hamlet: string
}

const FIGURES: readonly Column<Placed>[] = [
  { head: '开会次数', width: 3, value: (r) => r.meetings },
  { head: '其中够数', width: 3, value: (r) => r.quorate },
  { head: '到会户次', width: 3.5, value: (r) => r.householdsPresent },
  { head: '在家户次', width: 3.5, value: (r) => r.householdsAtHome },
  { head: '到会率', width: 4, value: (r) => ({ part: r.householdsPresent, base: r.householdsAtHome }) },
  { head: '算数的表决', width: 3.5, value: (r) => r.motions },
  { head: '其中通过', width: 3, value: (r) => r.motionsCarried },
  { head: '不够数的表决', width: 4, value: (r) => r.motionsNotBinding },
  { head: '提出问题', width: 3, value: (r) => r.raised },
  { head: '到期', width: 3, value: (r) => r.due },
  { head: '按期', width: 3, value: (r) => r.onTime },
  { head: '按期率', width: 4, value: (r) => ({ part: r.onTime, base: r.due }) },
  { head: '销号', width: 3, value: (r) => r.closed },
  { head: '退回重办', width: 3, value: (r) => r.sentBack },
  { head: '评议户', width: 3, value: (r) => r.raters },
  { head: '满意户', width: 3, value: (r) => r.satisfied },
  { head: '满意率', width: 4, value: (r) => ({ part: r.satisfied, base: r.raters }) },
  { head: '上门问的', width: 3, value: (r) => r.atDoor },
]
const PLACE: Column<Placed> = { head: '名次', width: 3, value: (r) => r.place }
const VILLAGE: Column<Placed> = { head: '村', width: 5, value: (r) => r.village }
const HAMLET: Column<Placed> = { head: '屋场', width: 6, value: (r) => r.hamlet }

const HOW =
  '名次依次比：开成了够数的会没有、按期率、满意率、到会率、退回重办少的；一样的并列。没有到期或没有评议的，那一项不扣。提出问题多少不影响考核。比例向下取到千分之一，没有底数的空着。'

function sheet(name: string, columns: readonly Column<Placed>[], rows: readonly AssessmentLine[], scope: Scope): LaidSheet {
  const sum: Placed = { ...total(rows), place: null, village: '合计', hamlet: `${rows.length}个` }
  return laid({
    name,
    title: `${scope.of}督查考核表（${name}）`,
    caption: `${about(scope)}。${HOW}`,
    columns,
    rows: ranked(rows).map(({ row, place }) => ({ ...row, place })),
    sums: [sum],
  })
}

function byVillage(rows: readonly AssessmentLine[]): AssessmentLine[] {
  const villages = new Map<string, AssessmentLine[]>()
  for (const row of rows) villages.set(row.village, [...(villages.get(row.village) ?? []), row])
  return [...villages].map(([village, list]) => ({ ...total(list), village, hamlet: '' }))
}

/** Numbers are numbers; each share stands behind the two that it is made of. */
export const assessmentBook = (rows: readonly AssessmentLine[], scope: Scope): Promise<Buffer> =>
  workbook([
    sheet('各屋场', [PLACE, VILLAGE, HAMLET, ...FIGURES], rows, scope),
    sheet('各村', [PLACE, VILLAGE, ...FIGURES], byVillage(rows), scope),
  ])
