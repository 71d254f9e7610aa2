/** What an address of the ledger asks for: the same for the list, for the workbook and for the way back. */
import { CATEGORIES } from '../../../domain/issue/category.ts'
import { addDays, type DateString, dateOf, type Instant, instantAt, isServedDate } from '../../../kernel/time.ts'
import type { IssueFilter } from '../../../store/reading/issues.ts'
import { LEDGER_SORTS, type LedgerOrder } from '../../../store/reading/ledger.ts'
import { ISSUE_STATUS } from '../../../text/statuses.ts'
import { monthAsked, sayMonth, spanOf } from '../../times.ts'
import type { View } from '../../view.ts'
import { among } from '../../words.ts'

export const DUE = { overdue: '逾期', today: '今天到期', week: '七天内到期' } as const

/** Every field of an address that narrows the list. */
const FIELDS = ['status', 'due', 'village', 'hamlet', 'category', 'department', 'search', 'month', 'from', 'to', 'meeting', 'sort'] as const
export type Asked = Partial<Record<(typeof FIELDS)[number], string>>

export interface LedgerAsked {
  asked: Asked
  filter: IssueFilter
  order: LedgerOrder | undefined
}

/** What is no filter of ours is left out, here and in what is said above the list. */
export function ledgerAsked({ query }: Pick<View, 'query'>, now: Instant): LedgerAsked {
  const dateAsked = (name: string): DateString | undefined => {
    const given = query(name)
    return given !== undefined && isServedDate(given) ? given : undefined
  }
  const status = query('status') === 'open' ? 'open' : among(ISSUE_STATUS, query('status'))
  const order = orderAsked(query('sort'))
  const given = {
    status,
    due: among(DUE, query('due')),
    village: query('village'),
    hamlet: query('hamlet'),
    category: CATEGORIES.find((c) => c === query('category')),
    department: query('department'),
    search: query('search'),
    month: monthAsked(query('month')),
    from: dateAsked('from'),
    to: dateAsked('to'),
    meeting: query('meeting'),
    sort: order && `${order.down ? '-' : ''}${order.by}`,
  }
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Asked
  const today = dateOf(now)
  const span = spanOf(given.month)
  const filter: IssueFilter = {
    hamletId: given.hamlet,
    villageId: given.village,
    meetingId: given.meeting,
    status: status === 'open' ? undefined : status,
    open: status === 'open' ? true : undefined,
    due: given.due,
    category: given.category,
    department: given.department,
    search: given.search,
    today,
    until: addDays(today, 7),
    from: latest(span?.from, given.from && instantAt(given.from)),
    to: earliest(span?.to, given.to && instantAt(addDays(given.to, 1))),
  }
  return { asked, filter, order }
}

const latest = (a: Instant | undefined, b: Instant | '' | undefined): Instant | undefined =>
  a === undefined ? b || undefined : b ? Math.max(a, b) : a
const earliest = (a: Instant | undefined, b: Instant | '' | undefined): Instant | undefined =>
  a === undefined ? b || undefined : b ? Math.min(a, b) : a

function orderAsked(sort: string | undefined): LedgerOrder | undefined {
  const by = LEDGER_SORTS.find((name) => name === sort?.replace(/^-/, ''))
  return by && { by, down: sort?.startsWith('-') === true }
}

/** The filter as it is said: above the list where a link narrowed it, and above the table of the workbook. */
export function inWords(asked: Asked, place: string | undefined): string {
  const words = [
    place,
    asked.month && sayMonth(asked.month),
    asked.from && `${asked.from}起提出`,
    asked.to && `到${asked.to}提出`,
    asked.status === 'open' ? '在办' : asked.status && ISSUE_STATUS[asked.status as keyof typeof ISSUE_STATUS],
    asked.due && DUE[asked.due as keyof typeof DUE],
    asked.category,
    asked.department,
    asked.search && `有“${asked.search}”`,
    asked.meeting && '一次会上提出',
  ].filter(Boolean)
  return words.length > 0 ? words.join('，') : '全部'
}
