/** 日报, 待办, 逾期: the office's own lists. Counts first, most urgent first, what does not fit on the next page. */
import { DIGEST_KINDS, type DigestItem, type DigestKind } from '../domain/digest/digest.ts'
import type { IssueRow } from '../domain/issue/rows.ts'
import { type DateString, dateOf, type Instant } from '../kernel/time.ts'
import { sayLate, sayLeft } from './due.ts'
import { share } from './figures.ts'
import { brief, namedAt, sayDate } from './issue.ts'
import { paged, pageOf } from './pages.ts'
import { sayTime } from './time.ts'

export const KIND_NAME: Readonly<Record<DigestKind, string>> = {
  overdueReport: '逾期未报',
  dueToday: '今天到期',
  unassigned: '待交办逾期',
  overdueAssignment: '交办逾期',
  overdueAgreed: '约定逾期',
  reviewFailed: '评议没过',
  reviewShort: '评议户数不够',
  noMeeting: '上月没开会',
  noQuorum: '到会不够',
  offline: '小助手断线',
  backupLate: '备份晚了',
}

/** Hamlets named in one line. */
const MOST_NAMES = 12

const at = (item: DigestItem): string =>
  namedAt(item.hamlet, { no: item.no ?? 0, text: item.text ?? '', confidential: item.confidential === true })
const due = (item: DigestItem, now: Instant): string => (item.dueOn ? sayDate(item.dueOn, now) : '')
const departmentOf = (item: DigestItem): string => (item.department ? `${item.department}，` : '')

function itemLine(item: DigestItem, now: Instant): string {
  switch (item.kind) {
    case 'overdueReport':
      return `${item.village}${at(item)}：期限${due(item, now)}${item.provisional ? '（暂定）' : ''}，${sayLate(item.days ?? 1)}`
    case 'dueToday':
      return `${item.village}${at(item)}：${departmentOf(item)}今天24点到期`
    case 'unassigned':
      return `${item.village}${at(item)}：等交办${item.days}个工作日`
    case 'overdueAssignment':
      return `${item.village}${at(item)}：${departmentOf(item)}期限${due(item, now)}，${sayLate(item.days ?? 1)}`
    case 'overdueAgreed':
      return `${item.village}${at(item)}：屋场约好${due(item, now)}办好，${sayLate(item.days ?? 1)}`
    case 'reviewFailed':
      return `${item.village}${at(item)}：第${item.round}轮满意的${share(item.part ?? 0, item.base ?? 0, '户')}，退回重办`
    case 'reviewShort':
      return `${item.village}${at(item)}：第${item.round}轮评议户数不够，等上门走访`
    case 'noMeeting':
      return `${item.village}${item.hamlet}：${Number(item.month?.slice(5))}月没开会`
    case 'noQuorum':
      return `${item.village}${item.hamlet}：${item.heldOn ? sayDate(item.heldOn, now) : ''}的会，在家户到了${share(item.part ?? 0, item.base ?? 0, '户')}，不够数`
    case 'offline':
      return `${item.account}：${sayTime(item.from ?? 0, now)}起断线${item.to == null ? '，还没恢复' : `，${sayTime(item.to, now)}恢复`}`
    case 'backupLate':
      return item.from === undefined ? '一份好的备份都还没有' : `上一份好的备份是${sayTime(item.from, now)}做的`
  }
}

/** Hamlets without a meeting are one line for each month, however many there are. */
function lines(items: readonly DigestItem[], now: Instant): string[] {
  const months = new Map<string, string[]>()
  const found: string[] = []
  for (const item of items) {
    if (item.kind !== 'noMeeting') found.push(`【${KIND_NAME[item.kind]}】${itemLine(item, now)}`)
    else {
      const month = item.month ?? ''
      const names = months.get(month) ?? []
      if (names.length === 0) found.push(month)
      names.push(item.hamlet)
      months.set(month, names)
    }
  }
  return found.map((line) => {
    const names = months.get(line)
    return names
      ? `【${KIND_NAME.noMeeting}】${Number(line.slice(5))}月没开会的${names.length}个屋场：${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? '等' : ''}`
      : line
  })
}

function heading(items: readonly DigestItem[], now: Instant): string {
  const counts = DIGEST_KINDS.flatMap((kind) => {
    const count = items.filter((i) => i.kind === kind).length
    return count === 0 ? [] : [`${KIND_NAME[kind]}${count}`]
  })
  return `【日报】${sayDate(dateOf(now), now)}：${counts.join('，')}。`
}

const NOTHING = '没有逾期的，没有要催的。'

/** The whole of it as one text, for robots and the desk. */
export function digestText(items: readonly DigestItem[], now: Instant): string {
  if (items.length === 0) return `【日报】${sayDate(dateOf(now), now)}：${NOTHING}`
  return [heading(items, now), ...lines(items, now).map((line, i) => `${i + 1}. ${line}`)].join('\n')
}

/** The pages of a chat: each at most 600 characters and 8 numbered lines, the counts on each. */
export function digestPages(items: readonly DigestItem[], now: Instant): string[] {
  if (items.length === 0) return [digestText(items, now)]
  const head = heading(items, now)
  const pages = paged(
    lines(items, now).map((line, i) => `${i + 1}. ${line}`),
    head,
  )
  return pages.map((page, i) =>
    [
      head,
      ...page,
      ...(pages.length > 1 ? [`第${i + 1}页，共${pages.length}页${i + 1 < pages.length ? `，回“日报 ${i + 2}”看下一页` : ''}。`] : []),
    ].join('\n'),
  )
}

export interface DigestSheet {
  name: string
  items: { village: string; hamlet: string; no?: number; text: string; dueOn?: DateString; note: string }[]
}

/** The same list as rows of a sheet, kind by kind; kinds without anything are left out. */
export function digestSheets(items: readonly DigestItem[], now: Instant): DigestSheet[] {
  return DIGEST_KINDS.flatMap((kind) => {
    const own = items.filter((i) => i.kind === kind)
    return own.length === 0 ? [] : [{ name: KIND_NAME[kind], items: own.map((i) => sheetRow(i, now)) }]
  })
}

const sheetRow = (item: DigestItem, now: Instant): DigestSheet['items'][number] => ({
  village: item.village,
  hamlet: item.hamlet,
  ...(item.no === undefined ? {} : { no: item.no }),
  text: item.confidential ? '（不公开）' : (item.text ?? ''),
  ...(item.dueOn === undefined ? {} : { dueOn: item.dueOn }),
  note: itemLine(item, now).split('：').slice(1).join('：'),
})

export interface Waiting {
  issue: Pick<IssueRow, 'no' | 'text' | 'confidential' | 'status' | 'department' | 'acceptedAt' | 'provisional'>
  alias: string
  dueOn: DateString | null
  /** Working days left (0: today); absent when late or without a date. */
  left?: number
  late?: number
  /** Working days since it reached the town. */
  waited?: number
}

function waitingLine({ issue, alias, dueOn, left, late, waited }: Waiting, now: Instant): string {
  const name = namedAt(alias, { ...issue, text: brief(issue.text, 14) })
  if (issue.status === 'inTown') return `${name}：待交办，到镇里${waited}个工作日`
  const who = issue.status === 'assigned' ? `${issue.department}，` : issue.acceptedAt === null ? '未受理，' : ''
  const date = `${dueOn ? sayDate(dueOn, now) : ''}${issue.provisional && issue.status === 'inVillage' ? '（暂定）' : ''}`
  if (late !== undefined) return `${name}：${who}期限${date}，${sayLate(late)}`
  return `${name}：${who}${dueOn === dateOf(now) ? `今天（${date}）24点到期` : `${date}到期，${left ? sayLeft(left) : '中间没有工作日'}`}`
}

/** `page`: counted from 1. */
export function pending(of: string, waiting: readonly Waiting[], overdueOnly: boolean, page: number, now: Instant): string {
  const what = overdueOnly ? '逾期' : '待办'
  if (waiting.length === 0) return `【${what}】${of}没有${overdueOnly ? '逾期的' : '待办的'}。`
  const lines = waiting.map((w, i) => `${i + 1}. ${waitingLine(w, now)}`)
  return pageOf(what, `【${what}】${of}${waiting.length}件：`, lines, page)
}

export const monthlyReminder = (month: number): string =>
  `【提醒】这个月还没开过屋场会，也还没定时间。屋场长回“约时间”，我帮着问大家${month}月哪天晚上方便。`

/** A fingerprint long enough to compare by eye, in groups of four. */
export const fingerprint = (hash: string): string => (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ')

export const chainHead = (seq: number, hash: string): string =>
  `【台账】到今天一共记了${seq}条，指纹 ${fingerprint(hash)}。这串字是防人改旧账的：以前记的签到、表决和问题要是被改过一个字，重新一算就跟这串对不上，请留着这条。`

export const VISITS_AT_THE_DESK = '上门问来的评议，请在后台那件事的页面“走访评议登记”里记；别人记的核过了，回“走访属实 槐树12”。'
export const HELP_CADRE = [
  '村干部可以这样说：',
  '1. “待办”“逾期”：看村里有哪些事，长了回“待办 2”',
  '2. “受理 槐树12”',
  '3. “槐树12 办好了 已换新灯”：屋场里开始评议',
  '4. “上报 槐树12 要交通部门立项 签发人 周建国”：书面上报镇里',
  '5. “进度 槐树12”：看办到哪一步',
  '6. “日报”“日报 2”',
  '7. “村里研究 槐树12 9月4日 周建国、李会计参加 怎么定的”：记下来，报告里才写',
  '8. “走访属实 槐树12”：别人上门问来的，您核过了',
].join('\n')

export const HELP_OFFICIAL = [
  '镇干部可以这样说：',
  '1. “待办”“逾期”：看全镇有哪些事，长了回“待办 2”',
  '2. “交办 槐树12 交通办 李主任 10月15日前”',
  '3. “槐树12 办好了 路修通了”：屋场里开始评议',
  '4. “进度 槐树12”：看办到哪一步',
  '5. “日报”“日报 2”',
].join('\n')

export const nameTheHamlet = (alias: string): string => `请带上屋场名和号码，比如“${alias}12 办好了 …”。`
export const noSuchHamlet = (said: string): string => `没有叫“${said}”的屋场，或者不归您管。`
export const sendAgain = '没听准，请再发一次，带上屋场名和号码，比如“受理 槐树12”。'
