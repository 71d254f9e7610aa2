/** Moments and durations as the sandbox's callers write them: ISO 8601. */
import { DAY, HOUR, type Instant, instantAt, isDate, isoShanghai, MINUTE, SECOND } from '../../src/kernel/time.ts'

const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))$/i
const DURATION = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/i

const SHANGHAI_MINUTES = 8 * 60
/** A sandbox is wound forward by months, not by centuries. */
const LONGEST = 3_660 * DAY

/** The first three digits of a fraction of a second. */
const millis = (fraction = ''): number => Number(fraction.slice(0, 3).padEnd(3, '0'))

/** Undefined when it is not a moment with its offset, or no such date or time exists. */
export function parseMoment(text: string): Instant | undefined {
  const found = MOMENT.exec(text)
  if (!found) return undefined
  const [, date = '', hour, minute, second = '0', fraction, utc, sign, offsetHour, offsetMinute] = found
  const offset = utc ? 0 : (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  if (!isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Math.abs(offset) > 14 * 60) return undefined
  const inShanghai = instantAt(date, Number(hour), Number(minute)) + Number(second) * SECOND + millis(fraction)
  return inShanghai + (SHANGHAI_MINUTES - offset) * MINUTE
}

/** Milliseconds of `PT2H30M`, `P1D`, `P1DT2H`, `PT0.5S`. Undefined when it is none, is longer than ten years, or counts months or years, which have no fixed length. */
export function parseDuration(text: string): number | undefined {
  const found = DURATION.exec(text)
  if (!found) return undefined
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, fraction] = found
  const ms =
    (Number(weeks) * 7 + Number(days)) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND + millis(fraction)
  return ms <= LONGEST ? ms : undefined
}

/** With Shanghai's offset; milliseconds only when there are any. */
export function formatMoment(at: Instant): string {
  const ms = ((at % SECOND) + SECOND) % SECOND
  const iso = isoShanghai(at - ms)
  return ms === 0 ? iso : `${iso.slice(0, 19)}.${String(ms).padStart(3, '0')}${iso.slice(19)}`
}
