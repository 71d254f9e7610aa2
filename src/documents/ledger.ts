/** The town's books as workbooks: 问题台账, 会议台账, and the full digest. */
import { type DateString, type Instant, wallTime } from '../kernel/time.ts'
import { about, type Scope } from './scope.ts'
import { tableMoment } from './wording.ts'
import { type Column, laid, type Sheet, workbook } from './workbook.ts'

/** One issue. What its reader may not see is left out, or blanked, by whoever fills it in. */
export interface IssueLine {
  village: string
  hamlet: string
  no: number
  text: string
  confidential?: boolean
  category?: string
  raisedAt: Instant
  raisedBy: string
  /** 村级办理, 已销号 …: the status in Chinese. */
  status: string
  reportDueOn?: DateString
  /** The deadline may still move, because a year's holidays are not known. */
  provisional?: boolean
  reportedAt?: Instant
  reportNo?: string
  department?: string
  person?: string
  assignDueOn?: DateString
  handledAt?: Instant
  handledText?: string
  /** The last round's figures. */
  round: number
  satisfied?: number
  raters?: number
  closedAt?: Instant
  endReason?: string
}

export interface MeetingLine {
  village: string
  hamlet: string
  startsAt: Instant
  endedAt?: Instant
  venue?: string
  present: number
  atHome: number
  persons: number
  quorate: boolean
  motions: number
  carried: number
  issues: number
  /** 已结束, 已取消 …. */
  status: string
}

export interface DigestSection {
  /** 逾期未报, 今天到期, 待交办 …. */
  name: string
  items: readonly { village: string; hamlet: string; no?: number; text: string; dueOn?: DateString; note?: string }[]
}

const time = (at: Instant | undefined): string => (at === undefined ? '' : tableMoment(at))
type Numbered = IssueLine & { nr: number }
const day = (at: Instant | undefined): string => (at === undefined ? '' : wallTime(at).date)

/** What names an issue: on both sheets, so that these can be laid beside each other. */
const NAMED: readonly Column<Numbered>[] = [
  { head: '序号', width: 2.5, value: (r) => r.nr },
  { head: '村', width: 4, value: (r) => r.village },
  { head: '屋场', width: 5, value: (r) => r.hamlet },
  { head: '编号', width: 2.5, value: (r) => r.no },
]

/** For paper: what an office asks of a list, as wide as A4 lies. */
const LIST: readonly Column<Numbered>[] = [
  ...NAMED,
  { head: '问题', width: 16, value: (r) => (r.confidential ? `（不公开）${r.text}` : r.text) },
  { head: '类别', width: 4.5, value: (r) => r.category ?? '' },
  { head: '提出日期', width: 5.5, value: (r) => day(r.raisedAt) },
  { head: '提出人', width: 4, value: (r) => r.raisedBy },
  { head: '状态', width: 4.5, value: (r) => r.status },
  { head: '上报期限', width: 5.5, value: (r) => `${r.reportDueOn ?? ''}${r.reportDueOn && r.provisional ? '（暂定）' : ''}` },
  { head: '责任部门、责任人', width: 6, value: (r) => [r.department, r.person].filter(Boolean).join('\n') },
  { head: '交办期限', width: 5.5, value: (r) => r.assignDueOn ?? '' },
  { head: '销号日期', width: 5.5, value: (r) => day(r.closedAt) },
]

/** The rest of each issue's course. */
const COURSE: readonly Column<Numbered>[] = [
  ...NAMED,
  { head: '提出时间', width: 5.5, value: (r) => time(r.raisedAt) },
  { head: '上报时间', width: 5.5, value: (r) => time(r.reportedAt) },
  { head: '文号', width: 6, value: (r) => r.reportNo ?? '' },
  { head: '办结时间', width: 5.5, value: (r) => time(r.handledAt) },
  { head: '办理情况', width: 16, value: (r) => r.handledText ?? '' },
  { head: '评议轮次', width: 2.5, value: (r) => r.round },
  { head: '满意户', width: 2.5, value: (r) => (r.raters === undefined ? null : (r.satisfied ?? 0)) },
  { head: '评议户', width: 2.5, value: (r) => r.raters ?? null },
  { head: '满意率', width: 3.5, value: (r) => (r.raters === undefined ? null : { part: r.satisfied ?? 0, base: r.raters }) },
  { head: '销号时间', width: 5.5, value: (r) => time(r.closedAt) },
  { head: '撤回或合并原因', width: 7, value: (r) => r.endReason ?? '' },
]

/** 问题台账 (.xlsx): a sheet to print, and the whole course of the same issues on a second one. */
export function issueLedger(lines: readonly IssueLine[], scope: Scope): Promise<Buffer> {
  const rows = lines.map((line, i) => ({ ...line, nr: i + 1 }))
  const caption = `${about(scope)}　　共${rows.length}件`
  return workbook([
    laid({ name: '问题台账', title: `${scope.of}屋场问题台账`, caption, columns: LIST, rows }),
    laid({ name: '办理经过', title: `${scope.of}屋场问题台账（办理经过）`, caption, columns: COURSE, rows }),
  ])
}

/** 会议台账 (.xlsx). */
export function meetingLedger(lines: readonly MeetingLine[], scope: Scope): Promise<Buffer> {
  const rows = lines.map((line, i) => ({ ...line, nr: i + 1 }))
  const sheet: Sheet<(typeof rows)[number]> = {
    name: '会议台账',
    title: `${scope.of}屋场会议台账`,
    caption: `${about(scope)}　　共${rows.length}次`,
    rows,
    columns: [
      { head: '序号', width: 2.5, value: (r) => r.nr },
      { head: '村', width: 5, value: (r) => r.village },
      { head: '屋场', width: 6, value: (r) => r.hamlet },
      { head: '开始', width: 8.5, value: (r) => time(r.startsAt) },
      { head: '结束', width: 8.5, value: (r) => time(r.endedAt) },
      { head: '地点', width: 9, value: (r) => r.venue ?? '' },
      { head: '状态', width: 5, value: (r) => r.status },
      { head: '到会户', width: 3, value: (r) => r.present },
      { head: '在家户', width: 3, value: (r) => r.atHome },
      { head: '到会率', width: 4, value: (r) => ({ part: r.present, base: r.atHome }) },
      { head: '够数', width: 3, value: (r) => (r.quorate ? '是' : '否'), align: 'center' },
      { head: '到会人数', width: 3, value: (r) => r.persons },
      { head: '表决', width: 3, value: (r) => r.motions },
      { head: '通过', width: 3, value: (r) => r.carried },
      { head: '提出问题', width: 3, value: (r) => r.issues },
    ],
  }
  return workbook([laid(sheet)])
}

/** The full digest (.xlsx): one list in the order of urgency, each line with its section. */
export function digestBook(sections: readonly DigestSection[], scope: Scope): Promise<Buffer> {
  const rows = sections.flatMap(({ name, items }) => items.map((item) => ({ section: name, ...item })))
  const counts = sections.filter((s) => s.items.length > 0).map((s) => `${s.name}${s.items.length}`)
  const sheet: Sheet<(typeof rows)[number]> = {
    name: '日报',
    title: `${scope.of}日报`,
    caption: `${about(scope)}。${counts.length === 0 ? '没有要报的事' : counts.join('，')}`,
    rows,
    columns: [
      { head: '事项', width: 9, value: (r) => r.section },
      { head: '村', width: 6, value: (r) => r.village },
      { head: '屋场', width: 7, value: (r) => r.hamlet },
      { head: '编号', width: 4, value: (r) => r.no ?? null },
      { head: '内容', width: 30, value: (r) => r.text },
      { head: '期限', width: 7, value: (r) => r.dueOn ?? '' },
      { head: '说明', width: 18, value: (r) => r.note ?? '' },
    ],
  }
  return workbook([laid(sheet)])
}
