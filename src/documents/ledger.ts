/** The town's books as workbooks: 问题台账, 会议台账, 考核表, and the full digest. */
import type { Assessment } from '../domain/assessment/assessment.ts'
import type { DateString, Instant } from '../kernel/time.ts'
import { percent } from '../text/figures.ts'
import { officialMoment, tableMoment } from './wording.ts'
import { laid, type Sheet, workbook } from './workbook.ts'

/** What a book covers, for its caption. */
export interface Scope {
  /** 青山镇, 河口村, 槐树屋场. */
  of: string
  /** 2026年9月, or 全部. */
  period: string
  issuedAt: Instant
  /** Thresholds below the plan's, each with its reason: the results in the book were counted by them. */
  lowered?: readonly string[]
}

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

/** One hamlet and month. */
export interface AssessmentLine extends Assessment {
  village: string
  hamlet: string
  /** 2026-09. */
  month: string
}

export interface DigestSection {
  /** 逾期未报, 今天到期, 待交办 …. */
  name: string
  items: readonly { village: string; hamlet: string; no?: number; text: string; dueOn?: DateString; note?: string }[]
}

const caption = (what: string, scope: Scope): string =>
  `${scope.of}${what}（${scope.period}），${officialMoment(scope.issuedAt)}生成${scope.lowered?.length ? `。${scope.lowered.join('；')}` : ''}`
const time = (at: Instant | undefined): string => (at === undefined ? '' : tableMoment(at))
/** 20/30，66.6%: never a percentage without its two numbers. */
const ratio = (part: number, base: number): string => (base === 0 ? '0/0' : `${part}/${base}，${percent(part, base)}`)

function issueSheet(rows: readonly IssueLine[], scope: Scope): Sheet<IssueLine> {
  return {
    name: '问题台账',
    caption: caption('问题台账', scope),
    rows,
    columns: [
      { head: '村', width: 4, value: (r) => r.village },
      { head: '屋场', width: 5, value: (r) => r.hamlet },
      { head: '编号', width: 3, value: (r) => r.no },
      { head: '问题', width: 18, value: (r) => (r.confidential ? `（不公开）${r.text}` : r.text) },
      { head: '类别', width: 5, value: (r) => r.category ?? '' },
      { head: '提出时间', width: 6, value: (r) => time(r.raisedAt) },
      { head: '提出人', width: 4, value: (r) => r.raisedBy },
      { head: '状态', width: 5, value: (r) => r.status },
      { head: '上报期限', width: 6, value: (r) => `${r.reportDueOn ?? ''}${r.reportDueOn && r.provisional ? '（暂定）' : ''}` },
      { head: '上报时间', width: 6, value: (r) => time(r.reportedAt) },
      { head: '报告编号', width: 8, value: (r) => r.reportNo ?? '' },
      { head: '责任部门', width: 5, value: (r) => r.department ?? '' },
      { head: '责任人', width: 4, value: (r) => r.person ?? '' },
      { head: '交办期限', width: 6, value: (r) => r.assignDueOn ?? '' },
      { head: '办结时间', width: 6, value: (r) => time(r.handledAt) },
      { head: '办理情况', width: 14, value: (r) => r.handledText ?? '' },
      { head: '评议轮次', width: 3, value: (r) => r.round },
      { head: '满意/评议户', width: 6, value: (r) => (r.raters === undefined ? '' : ratio(r.satisfied ?? 0, r.raters)) },
      { head: '销号时间', width: 6, value: (r) => time(r.closedAt) },
      { head: '撤回或合并原因', width: 8, value: (r) => r.endReason ?? '' },
    ],
  }
}

/** 问题台账 (.xlsx). */
export const issueLedger = (rows: readonly IssueLine[], scope: Scope): Promise<Buffer> => workbook([laid(issueSheet(rows, scope))])

/** 会议台账 (.xlsx). */
export function meetingLedger(rows: readonly MeetingLine[], scope: Scope): Promise<Buffer> {
  const sheet: Sheet<MeetingLine> = {
    name: '会议台账',
    caption: caption('会议台账', scope),
    rows,
    columns: [
      { head: '村', width: 6, value: (r) => r.village },
      { head: '屋场', width: 7, value: (r) => r.hamlet },
      { head: '开始', width: 10, value: (r) => time(r.startsAt) },
      { head: '结束', width: 10, value: (r) => time(r.endedAt) },
      { head: '地点', width: 10, value: (r) => r.venue ?? '' },
      { head: '状态', width: 6, value: (r) => r.status },
      { head: '到会/在家户', width: 9, value: (r) => ratio(r.present, r.atHome) },
      { head: '户数达标', width: 5, value: (r) => (r.quorate ? '是' : '否'), align: 'center' },
      { head: '到会人数', width: 5, value: (r) => r.persons },
      { head: '表决', width: 4, value: (r) => r.motions },
      { head: '通过', width: 4, value: (r) => r.carried },
      { head: '提出问题', width: 5, value: (r) => r.issues },
    ],
  }
  return workbook([laid(sheet)])
}

function assessmentSheet(rows: readonly AssessmentLine[], scope: Scope): Sheet<AssessmentLine> {
  return {
    name: '考核表',
    caption: `${caption('督查考核表', scope)}。提出问题多少不影响考核；退回重办计入扣分。分母为0的写0/0。`,
    rows,
    columns: [
      { head: '村', width: 6, value: (r) => r.village },
      { head: '屋场', width: 7, value: (r) => r.hamlet },
      { head: '月份', width: 5, value: (r) => r.month },
      { head: '开会次数', width: 5, value: (r) => r.meetings },
      { head: '到会/在家户', width: 9, value: (r) => ratio(r.householdsPresent, r.householdsAtHome) },
      { head: '通过/表决', width: 8, value: (r) => ratio(r.motionsCarried, r.motions) },
      { head: '不够数的表决', width: 6, value: (r) => r.motionsNotBinding },
      { head: '提出问题', width: 5, value: (r) => r.raised },
      { head: '村里按期/到期', width: 8, value: (r) => ratio(r.onTime, r.due) },
      { head: '销号', width: 4, value: (r) => r.closed },
      { head: '退回重办', width: 5, value: (r) => r.sentBack },
      { head: '满意/评议户', width: 9, value: (r) => ratio(r.satisfied, r.raters) },
      { head: '上门问的/评议户', width: 8, value: (r) => ratio(r.atDoor, r.raters) },
    ],
  }
}

/** 考核表 (.xlsx). Every share stands with its two numbers. */
export const assessmentBook = (rows: readonly AssessmentLine[], scope: Scope): Promise<Buffer> =>
  workbook([laid(assessmentSheet(rows, scope))])

/** The full digest (.xlsx): one list in the order of urgency, each line with its section. */
export function digestBook(sections: readonly DigestSection[], scope: Scope): Promise<Buffer> {
  const rows = sections.flatMap(({ name, items }) => items.map((item) => ({ section: name, ...item })))
  const counts = sections.filter((s) => s.items.length > 0).map((s) => `${s.name}${s.items.length}`)
  const sheet: Sheet<(typeof rows)[number]> = {
    name: '日报',
    caption: `${caption('日报', scope)}：${counts.length === 0 ? '没有要报的事' : counts.join('，')}`,
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

/** 问题台账 and 考核表 in one workbook, for a month's papers. */
export function monthBook(issues: readonly IssueLine[], assessment: readonly AssessmentLine[], scope: Scope): Promise<Buffer> {
  return workbook([laid(assessmentSheet(assessment, scope)), laid(issueSheet(issues, scope))])
}
