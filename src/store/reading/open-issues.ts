/** How many issues wait for somebody: the figures above the first page, each as long as the list behind it (./issues.ts, `due` and `status`). */
import type { Reach } from '../../domain/rights/desk.ts'
import type { DateString } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { DUE, ISSUE_FROM, visibleIssues } from './issues.ts'
import { row } from './select.ts'

export interface OpenIssues {
  overdue: number
  dueToday: number
  week: number
  inTown: number
  review: number
}

const NONE: OpenIssues = { overdue: 0, dueToday: 0, week: 0, inTown: 0, review: 0 }

/** `until`: the last day of the week that is meant. One look at what is open, for all five. */
export async function countOpenIssues(
  db: Reader,
  reach: Reach,
  { today, until }: { today: DateString; until: DateString },
): Promise<OpenIssues> {
  const where = visibleIssues(reach).and(`i.status IN ('inHamlet', 'inVillage', 'assigned', 'inTown', 'inReview')`)
  const [from, to] = [where.value(today), where.value(until)]
  const figures = {
    overdue: `${DUE} < ${from}`,
    dueToday: `${DUE} = ${from}`,
    week: `${DUE} BETWEEN ${from} AND ${to}`,
    inTown: `i.status = 'inTown'`,
    review: `i.status = 'inReview'`,
  }
  const counts = Object.entries(figures).map(([name, which]) => `count(*) FILTER (WHERE ${which})::int AS "${name}"`)
  return (await row<OpenIssues>(db, `SELECT ${counts.join(', ')} FROM ${ISSUE_FROM} WHERE ${where}`, where.values)) ?? NONE
}
