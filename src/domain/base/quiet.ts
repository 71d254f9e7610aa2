/** 21:30–07:00: only answers are said; what is scheduled waits for the morning (rules: Manners). */
import { addDays, type Instant, instantAt, wallTime } from '../../kernel/time.ts'
import type { Policy } from './policy.ts'

/** The first moment from `at` on at which something scheduled may be said. */
export function afterQuiet(at: Instant, { quietFrom, quietTo }: Pick<Policy, 'quietFrom' | 'quietTo'>): Instant {
  const { date, hour, minute } = wallTime(at)
  const now = hour * 60 + minute
  if (now >= quietFrom) return instantAt(addDays(date, 1), 0, quietTo)
  return now < quietTo ? instantAt(date, 0, quietTo) : at
}
