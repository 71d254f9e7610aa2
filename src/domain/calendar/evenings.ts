import { addDays, type DateString, HOUR, type Instant, instantAt, wallTime } from '../../kernel/time.ts'
import { type BusyPeriod, busyOn } from './busy.ts'
import { type Calendar, dayKind } from './calendar.ts'
import { festivalOn } from './festivals.ts'

/** Proposed meetings start from 18:00 to 20:30, both included (calendar: Evenings). Minutes after midnight. */
export const EVENING_FROM_MINUTE = 18 * 60
export const EVENING_UNTIL_MINUTE = 20 * 60 + 30

/** Supper is later on a working day; on a rest day people are free earlier. */
const START_ON_WORKDAY_MINUTE = 19 * 60 + 30
const START_ON_REST_DAY_MINUTE = 19 * 60

/** A poll closes at noon or at eight in the evening: hours at which its result may be announced. */
const CLOSING_HOURS = [12, 20]

/** How long before the first option the poll must be closed, so that whoever comes hears of it in time. */
const LEAD_HOURS = 6

/** Evenings are looked for this far ahead; a longer busy season yields fewer options rather than a date nobody can plan for. */
const HORIZON_DAYS = 120

/** A rest day (or a working day) is mixed in only when it is this close to the first option. */
const MIX_WITHIN_DAYS = 9

export interface EveningWishes {
  now: Instant
  calendar: Calendar
  busyPeriods: readonly BusyPeriod[]
  /** 1 = Monday … 7 = Sunday. When given, only these weekdays are proposed. */
  weekdaysPreferred?: readonly number[]
  /** How many evenings; 3 unless told. */
  count?: number
  /** Hours for answering before the poll closes; 24 unless told. */
  minNoticeHours?: number
}

export interface Evenings {
  /** Starting moments, earliest first, each on another day. Fewer than asked when the next 120 days do not have enough. */
  options: Instant[]
  /** When the time poll closes: at least the notice after now, and before the first option. */
  closesAt: Instant
}

/** The first noon or 20:00 that leaves people `minNoticeHours` to answer. */
function closingTime(now: Instant, minNoticeHours = 24): Instant {
  const earliest = now + minNoticeHours * HOUR
  for (let date = wallTime(earliest).date; ; date = addDays(date, 1)) {
    for (const hour of CLOSING_HOURS) if (instantAt(date, hour) >= earliest) return instantAt(date, hour)
  }
}

interface Candidate {
  date: DateString
  startsAt: Instant
  restDay: boolean
}

function candidates(wishes: EveningWishes, from: Instant): Candidate[] {
  const found: Candidate[] = []
  const first = wallTime(from).date
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead++) {
    const date = addDays(first, ahead)
    const restDay = !dayKind(wishes.calendar, date).workday
    const startsAt = instantAt(date, 0, restDay ? START_ON_REST_DAY_MINUTE : START_ON_WORKDAY_MINUTE)
    if (startsAt < from || festivalOn(date) !== undefined || busyOn(wishes.busyPeriods, date) !== undefined) continue
    if (wishes.weekdaysPreferred && !wishes.weekdaysPreferred.includes(wallTime(startsAt).weekday)) continue
    found.push({ date, startsAt, restDay })
  }
  return found
}

/** The earliest evening, then others at least a day apart where there are such, and one of the other kind of day when it is near. */
function spread(all: readonly Candidate[], count: number): Candidate[] {
  const chosen: Candidate[] = []
  const near = (all[0]?.startsAt ?? 0) + MIX_WITHIN_DAYS * 24 * HOUR
  while (chosen.length < Math.min(count, all.length)) {
    const left = all.filter((c) => !chosen.includes(c))
    const apart = left.filter((c) => chosen.every((other) => Math.abs(c.startsAt - other.startsAt) > 25 * HOUR))
    const lastOne = chosen.length === count - 1
    const alike = chosen.length > 0 && chosen.every((c) => c.restDay === chosen[0]?.restDay)
    const other = lastOne && alike ? [...apart, ...left].find((c) => c.restDay !== chosen[0]?.restDay && c.startsAt <= near) : undefined
    const next = other ?? apart.find((c) => c.startsAt <= near) ?? left[0]
    if (!next) break
    chosen.push(next)
  }
  return chosen.sort((a, b) => a.startsAt - b.startsAt)
}

/**
 * Good evenings to put to a time poll: 18:00–20:30, outside the town's busy periods, on no festival and no festival's eve, with time to
 * answer. Throws RangeError for a count below 1 or a negative notice.
 */
export function proposeEvenings(wishes: EveningWishes): Evenings {
  const count = wishes.count ?? 3
  const notice = wishes.minNoticeHours ?? 24
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`at least one evening: ${count}`)
  if (!(notice >= 0)) throw new RangeError(`hours of notice cannot be negative: ${notice}`)
  const closesAt = closingTime(wishes.now, notice)
  const options = spread(candidates(wishes, closesAt + LEAD_HOURS * HOUR), count)
  return { options: options.map((c) => c.startsAt), closesAt }
}
