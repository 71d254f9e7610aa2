/** The daily digest of a town: what is late, due, unassigned, badly rated or missing, most urgent first (issue-loop: The town's morning). */
import { addDays, type DateString, dateOf, daysBetween, type Instant, MINUTE, wallTime } from '../../kernel/time.ts'
import { isLate } from '../backup/keep.ts'
import type { Policy } from '../base/policy.ts'
import { type BusyPeriod, busyOn } from '../calendar/busy.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { workingDaysUntil } from '../calendar/workdays.ts'
import type { IssueColumns } from '../issue/rows.ts'

export const DIGEST_KINDS = [
  'overdueReport',
  'dueToday',
  'unassigned',
  'overdueAssignment',
  'overdueAgreed',
  'reviewFailed',
  'reviewShort',
  'noMeeting',
  'noQuorum',
  'offline',
  'backupLate',
] as const
export type DigestKind = (typeof DIGEST_KINDS)[number]

/** An issue as the digest needs it. `sentBackAt`, `raters`, `satisfied`: of its last round that failed. */
export interface DigestIssue
  extends Pick<
    IssueColumns,
    'no' | 'text' | 'confidential' | 'status' | 'arrivedAt' | 'reportDueOn' | 'provisional' | 'agreedOn' | 'department' | 'assignDueOn'
  > {
  village: string
  hamlet: string
  /** The latest round: failed, or waiting for raters. */
  lastSurvey: { status: string; round: number; raters: number | null; satisfied: number | null } | null
}

export interface DigestInput {
  now: Instant
  issues: readonly DigestIssue[]
  /** Hamlets without a meeting in a month that ended since the last digest, and that month (`2026-09`). */
  noMeeting: readonly { village: string; hamlet: string; month: string }[]
  noQuorum: readonly { village: string; hamlet: string; heldOn: DateString; present: number; base: number }[]
  offline: readonly { account: string; from: Instant; to: Instant | null }[]
  /** When the last good backup was made, and since when there could be one; absent where there are to be none. */
  backup?: { last: Instant | null; begun: Instant } | undefined
}

export interface DigestItem {
  kind: DigestKind
  village: string
  hamlet: string
  no?: number
  text?: string
  confidential?: boolean
  dueOn?: DateString
  /** Working days late, or waited. */
  days?: number
  provisional?: boolean
  department?: string
  /** reviewFailed: satisfied of raters; noQuorum: present of at-home households. */
  part?: number
  base?: number
  round?: number
  month?: string
  heldOn?: DateString
  account?: string
  from?: Instant
  to?: Instant | null
}

/** Ours: a restart, or a connection that blinked, is no news for the town; the gap itself stays on record. */
const OFFLINE_WORTH_A_LINE = 5 * MINUTE

/** Every item once: what is late is not also called due. Within a kind the longest-waiting first, then in the order given. */
export function digestOf(input: DigestInput, calendar: Calendar, policy: Policy): DigestItem[] {
  const today = dateOf(input.now)
  const daysSince = workingDaysTo(calendar, today)
  const items = [
    ...input.issues.flatMap((issue) => issueItems(issue, today, daysSince, policy)),
    ...input.noMeeting.map((h): DigestItem => ({ kind: 'noMeeting', ...h })),
    ...input.noQuorum.map(({ present, ...h }): DigestItem => ({ kind: 'noQuorum', ...h, part: present })),
    ...input.offline
      .filter((gap) => (gap.to ?? input.now) - gap.from >= OFFLINE_WORTH_A_LINE)
      .map((gap): DigestItem => ({ kind: 'offline', village: '', hamlet: '', ...gap })),
    ...backupItems(input, policy),
  ]
  return items.sort((a, b) => DIGEST_KINDS.indexOf(a.kind) - DIGEST_KINDS.indexOf(b.kind) || (b.days ?? 0) - (a.days ?? 0))
}

function backupItems({ backup, now }: DigestInput, policy: Policy): DigestItem[] {
  if (backup === undefined || !isLate(backup.last ?? undefined, backup.begun, now, policy)) return []
  return [{ kind: 'backupLate', village: '', hamlet: '', ...(backup.last === null ? {} : { from: backup.last }) }]
}

/** Working days from a date to `today`; a town's thousand issues share a few dozen dates. */
function workingDaysTo(calendar: Calendar, today: DateString): (from: DateString) => number {
  const known = new Map<DateString, number>()
  return (from) => {
    const days = known.get(from) ?? workingDaysUntil(calendar, from, today)
    known.set(from, days)
    return days
  }
}

function issueItems(issue: DigestIssue, today: DateString, daysSince: (from: DateString) => number, policy: Policy): DigestItem[] {
  const { village, hamlet, no, text, confidential, provisional } = issue
  const of = { village, hamlet, no, text, confidential }
  const items: DigestItem[] = []
  const due = issue.status === 'inVillage' ? issue.reportDueOn : issue.status === 'assigned' ? issue.assignDueOn : null
  const department = issue.status === 'assigned' && issue.department ? { department: issue.department } : {}
  if (due !== null && due === today) items.push({ kind: 'dueToday', ...of, dueOn: due, ...department })
  if (due !== null && due < today)
    items.push({
      kind: issue.status === 'inVillage' ? 'overdueReport' : 'overdueAssignment',
      ...of,
      dueOn: due,
      days: Math.max(1, daysSince(due)),
      ...(issue.status === 'inVillage' && provisional ? { provisional } : {}),
      ...department,
    })
  if (issue.status === 'inHamlet' && issue.agreedOn !== null && issue.agreedOn < today)
    items.push({ kind: 'overdueAgreed', ...of, dueOn: issue.agreedOn, days: Math.max(1, daysSince(issue.agreedOn)) })
  if (issue.status === 'inTown') {
    const days = daysSince(dateOf(issue.arrivedAt))
    // Within three working days it may be assigned in peace; on the fourth it is late.
    if (days > policy.assignWorkingDays) items.push({ kind: 'unassigned', ...of, days })
  }
  const survey = issue.lastSurvey
  if (survey?.status === 'failed' && issue.status !== 'inReview')
    items.push({ kind: 'reviewFailed', ...of, part: survey.satisfied ?? 0, base: survey.raters ?? 0, round: survey.round })
  if (survey?.status === 'waiting' && issue.status === 'inReview') items.push({ kind: 'reviewShort', ...of, round: survey.round })
  return items
}

/**
 * Ours: a month is a busy one when its reminder day lies in a busy season or when at least half of its days do. Nobody is asked for a
 * meeting in it. `month` is `YYYY-MM`.
 */
export function isBusyMonth(month: string, periods: readonly BusyPeriod[], policy: Pick<Policy, 'monthlyReminderDay'>): boolean {
  const first = `${month}-01`
  const length = daysBetween(first, firstOfNext(month))
  const day = `${month}-${String(policy.monthlyReminderDay).padStart(2, '0')}`
  if (busyOn(periods, day)) return true
  const busy = Array.from({ length }, (_, i) => addDays(first, i)).filter((d) => busyOn(periods, d)).length
  return 2 * busy >= length
}

export function firstOfNext(month: string): DateString {
  const [year = 0, m = 1] = month.split('-').map(Number)
  return m === 12 ? `${year + 1}-01-01` : `${year}-${String(m + 1).padStart(2, '0')}-01`
}

/** The months that ended after `since` and not later than `now`, `YYYY-MM`. */
export function monthsEnded(since: Instant, now: Instant): string[] {
  const months: string[] = []
  const last = wallTime(now).date.slice(0, 7)
  for (let month = wallTime(since).date.slice(0, 7); month < last; month = firstOfNext(month).slice(0, 7)) months.push(month)
  return months
}
