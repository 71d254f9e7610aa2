/** A time until which answers can be waited for: what is proposed when one has to be named, or one that was named would not do. */
import { HOUR, type Instant, MINUTE, wallTime } from '../../kernel/time.ts'

/** Ours: so long before the first evening its time is settled. */
export const SETTLED_BEFORE = 2 * HOUR

/** Far enough ahead that people can be asked about it without a deadline being named. */
export const canBeAsked = (evening: Instant, now: Instant): boolean => evening - SETTLED_BEFORE > now

/** Hours of the day at which people look at their phones. */
const AWAKE = { from: 8, to: 20 }

/** A deadline that would do before the first time that is ahead: the full hour by day that lies nearest half-way; undefined when it is too late. */
export function goodDeadline(options: readonly Instant[], now: Instant): Instant | undefined {
  const first = Math.min(...options.filter((at) => at > now))
  if (!Number.isFinite(first)) return undefined
  const halfway = (now + first) / 2
  const between = (step: number): Instant[] => {
    const times: Instant[] = []
    for (let at = (Math.floor(now / step) + 1) * step; at < first; at += step) times.push(at)
    return times.sort((a, b) => Math.abs(a - halfway) - Math.abs(b - halfway))
  }
  const hours = between(HOUR)
  const byDay = hours.find((at) => wallTime(at).hour >= AWAKE.from && wallTime(at).hour <= AWAKE.to)
  return byDay ?? hours[0] ?? between(MINUTE)[0]
}
