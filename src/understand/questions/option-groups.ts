/** Words for several days (lex/groups.ts), read against the options of a poll. What is certain is read; what could mean others, too, is asked. */
import { statutoryDays } from '../../domain/calendar/festivals.ts'
import { addDays, type DateString, type WallTime } from '../../kernel/time.ts'
import type { Group, Side } from '../lex/token.ts'
import { wallOf } from '../moments.ts'
import { monthFrom } from '../months.ts'
import { SAY } from '../say.ts'
import type { Ref } from './ref.ts'

interface Span {
  first: DateString
  last: DateString
}

/** First and last day, month and day, of the feasts that are on the same day every year. */
const FIXED: Record<string, readonly [string, string]> = {
  元旦: ['01-01', '01-03'],
  妇女: ['03-08', '03-08'],
  劳动: ['05-01', '05-05'],
  儿童: ['06-01', '06-01'],
  建军: ['08-01', '08-01'],
  教师: ['09-10', '09-10'],
  国庆: ['10-01', '10-07'],
}
const ALSO: Record<string, string> = { 五一: '劳动', 三八: '妇女', 六一: '儿童', 八一: '建军' }
/** How many days of 春节 are feast: from its eve on. Of the others it is the one day. */
const SPRING = { before: 1, after: 6 }

const MOVING = new Map<string, Span>()

function spanOf(name: string, year: number): Span | undefined {
  const feast = ALSO[name] ?? name
  const fixed = FIXED[feast]
  if (fixed) return { first: `${year}-${fixed[0]}`, last: `${year}-${fixed[1]}` }
  const key = `${feast}/${year}`
  const known = MOVING.get(key)
  if (known) return known
  const day = statutoryDays(year).find((festival) => festival.name.startsWith(feast))?.date
  if (day === undefined) return undefined
  const span = feast === '春节' ? { first: addDays(day, -SPRING.before), last: addDays(day, SPRING.after) } : { first: day, last: day }
  MOVING.set(key, span)
  return span
}

/** What of the options a group means, by their dates. */
interface Dated {
  n: number
  date: DateString
  weekday: number
}

const NOTHING: Ref = { options: [], off: SAY.whichOption(), day: true }

export function groupRef(group: Group, word: string, options: readonly string[], wall: WallTime): Ref | undefined {
  const days = options.flatMap((option, i): Dated[] => {
    const time = wallOf(option)
    return time ? [{ n: i + 1, date: time.date, weekday: time.weekday }] : []
  })
  if (days.length === 0) return undefined
  const ref = meant(group, word, days, wall)
  // 那两天, where there are three.
  return ref && ref.options.length > 0 && group.count !== undefined && group.count !== ref.options.length ? NOTHING : ref
}

function meant(group: Group, word: string, days: readonly Dated[], wall: WallTime): Ref | undefined {
  switch (group.of) {
    case 'either':
      return NOTHING
    case 'feast':
      return feast(group, word, days)
    case 'eve':
      return orNotOffered(
        days.filter(({ date }) => yearsOf(days).some((year) => eveOf(group.name, year) === date)),
        word,
      )
    case 'side':
      return beside(group.side, group.name, word, days)
    case 'month':
      return some(days.filter(({ date }) => date.startsWith(monthOf(group, date, wall))))
    case 'week': {
      const monday = addDays(wall.date, 1 - wall.weekday + group.offset * 7)
      return some(days.filter(({ date }) => date >= monday && date <= addDays(monday, 6)))
    }
    case 'workdays': {
      const found = days.filter(({ weekday }) => weekday < 6)
      return found.length === days.length ? undefined : some(found)
    }
  }
}

const eveOf = (name: string, year: number): DateString | undefined => {
  const span = spanOf(name, year)
  return span && addDays(span.first, -1)
}

/** 9月 of any year; 下个月 of this one. */
function monthOf({ month, offset }: Extract<Group, { of: 'month' }>, date: DateString, wall: WallTime): string {
  if (month !== undefined) return `${date.slice(0, 4)}-${`${month}`.padStart(2, '0')}-`
  const meantMonth = monthFrom(offset ?? 0, wall)
  return `${meantMonth.year}-${`${meantMonth.month}`.padStart(2, '0')}-`
}

/** Enough with a word that judges; alone such words are said of anything. */
const some = (found: readonly Dated[], unsure?: true): Ref | undefined =>
  found.length === 0 ? undefined : { options: found.map(({ n }) => n), day: true, hour: true, ...(unsure && { unsure }) }

const orNotOffered = (found: readonly Dated[], word: string): Ref =>
  some(found) ?? { options: [], off: SAY.timeNotOffered(word), day: true }

const yearsOf = (days: readonly Dated[]): number[] => [...new Set(days.map(({ date }) => Number(date.slice(0, 4))))]

/** A feast that is none of the times is talked about, not answered with. */
function feast({ name, nth, free }: Extract<Group, { of: 'feast' }>, word: string, days: readonly Dated[]): Ref | undefined {
  const spans = yearsOf(days).flatMap((year) => spanOf(name, year) ?? [])
  if (nth !== undefined)
    return orNotOffered(
      days.filter(({ date }) => spans.some(({ first }) => addDays(first, nth - 1) === date)),
      word,
    )
  const found = days.filter(({ date }) => spans.some(({ first, last }) => date >= first && date <= last))
  // How long 中秋 is free is another thing every year.
  return some(found, free && FIXED[ALSO[name] ?? name] === undefined ? free : undefined)
}

/** 国庆前, 节后. Without a name, or with one that is not near, it must be told which. */
function beside(side: Side, name: string | undefined, word: string, days: readonly Dated[]): Ref {
  const first = days.map(({ date }) => date).sort()[0]!
  const last = days
    .map(({ date }) => date)
    .sort()
    .at(-1)!
  const names = name === undefined ? ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] : [name]
  const among = yearsOf(days)
    .flatMap((year) => names.flatMap((of) => spanOf(of, year) ?? []))
    .filter((span) => span.last >= first && span.first <= last)
  const [span, another] = among
  if (!span) return { options: [], off: SAY.timeNotOffered(word), day: true }
  if (another) return NOTHING
  return orNotOffered(
    days.filter(({ date }) => (side === 'before' ? date < span.first : date > span.last)),
    word,
  )
}
