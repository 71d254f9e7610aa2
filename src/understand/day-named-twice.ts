/**
 * A day with two or three names: 9月8日周二, 9月8号（礼拜二）, 周六 9月12日, 今天（9月8日周二）. The bot writes days so, and heads copy them.
 * Names that agree are one day. Names that contradict each other are no day at all: whoever needs it must ask, naming both.
 */
import { addDays, type DateString, type WallTime, weekdayOf } from '../kernel/time.ts'
import { type NamedDay, readDay, type SaidDay, type Way } from './days.ts'

/** A comma also parts the days of a list (9号，周四都行): behind one only a name that agrees belongs to the day before. */
const BETWEEN = /(,| {0,2}\(?) ?/y
/** 9月12日晚8点（周六）: behind the hour another name stands in brackets. */
const BEHIND_HOUR = / ?\( ?/y

/** The weekday of its name that lies nearest to `date`. */
const nearest = (weekday: number, date: DateString): DateString => addDays(date, ((weekday - weekdayOf(date) + 10) % 7) - 3)

/** `weekday` of a name that leaves the week open. */
interface Named {
  word: string
  way: Way
  date: DateString
  weekday?: number
}

/** A name that another may stand beside. */
function named(text: string, at: number, day: SaidDay): Named | undefined {
  if (day.way === undefined || day.date === undefined || day.within) return undefined
  return { word: text.slice(at, day.end), way: day.way, date: day.date, ...(day.weekday !== undefined && { weekday: day.weekday }) }
}

const agree = (a: Named, b: Named): boolean =>
  a.weekday !== undefined ? weekdayOf(b.date) === a.weekday : b.weekday !== undefined ? weekdayOf(a.date) === b.weekday : a.date === b.date

/** What each of two names means that do not agree. */
function meant({ weekday, ...day }: Named, other: Named): NamedDay {
  return weekday === undefined ? day : { ...day, date: nearest(weekday, other.date), bare: true }
}

/** Reads the day that begins exactly at `at`, with all its names. */
export function scanDay(text: string, at: number, now: WallTime): SaidDay | undefined {
  const day = readDay(text, at, now)
  const first = day && named(text, at, day)
  if (!first) return day
  const ways = new Set<Way>([day.way!])
  let whole = day
  let last = first
  for (let next = nextName(text, whole.end, BETWEEN, ways, now); next; next = nextName(text, whole.end, BETWEEN, ways, now)) {
    const joined = join(whole, last, next, closed(text, at, next.day.end))
    if (!joined) break
    ways.add(next.day.way!)
    whole = joined
    last = { word: next.name.word, way: next.name.way, date: joined.date ?? last.date }
    if (whole.clash) break
  }
  return whole
}

/** The same day with the name in brackets behind its hour, if there is one. */
export function namedBehind(text: string, at: number, from: number, day: SaidDay, now: WallTime): SaidDay | undefined {
  const first = named(text, at, day)
  const next = first && nextName(text, from, BEHIND_HOUR, new Set([day.way!]), now)
  return next && join(day, first, next, closed(text, at, next.day.end))
}

/** Behind the bracket that closes at `end`. One that also holds the hour, 今天（9月8日晚8点）, is closed behind that. */
export function closed(text: string, from: number, end: number): number {
  const inside = text.slice(from, end)
  return text[end] === ')' && inside.lastIndexOf('(') > inside.lastIndexOf(')') ? end + 1 : end
}

interface Next {
  gap: string
  day: SaidDay
  name: Named
}

function nextName(text: string, from: number, gap: RegExp, ways: ReadonlySet<Way>, now: WallTime): Next | undefined {
  gap.lastIndex = from
  const between = gap.exec(text)
  if (!between) return undefined
  const at = gap.lastIndex
  const day = readDay(text, at, now)
  const name = day && named(text, at, day)
  return name && !ways.has(name.way) ? { gap: between[0], day, name } : undefined
}

function join(whole: SaidDay, last: Named, { gap, day, name }: Next, end: number): SaidDay | undefined {
  if (!agree(last, name)) return gap.includes(',') ? undefined : { end, clash: [meant(last, name), meant(name, last)] }
  const { weekday: _, ...joined } = name.weekday === undefined ? { ...whole, ...day } : whole
  return { ...joined, end }
}
