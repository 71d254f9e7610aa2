/** A time in words: what is wrong with one that was said, and how one is typed in a command. */
import { type DateString, type Instant, instantAt, wallTime, weekdayOf } from '../kernel/time.ts'
import type { Context } from './context.ts'
import type { NamedDay, SaidDay } from './days.ts'
import { instantOf, type MomentFault, type SaidMoment } from './moments.ts'

const DAY_NAMES = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

const onCalendar = (date: DateString): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
const weekday = (date: DateString): string => DAY_NAMES[weekdayOf(date)]!

/** 9月8日是周二 · 9月11日才是周五 · 下周五是9月18日 · 明天是9月8日周二. */
function told({ word, way, date, bare }: NamedDay): string {
  if (bare) return `${onCalendar(date)}才是${word}`
  return `${word}是${way === 'calendar' ? '' : onCalendar(date)}${way === 'week' ? '' : weekday(date)}`
}

/** 八月十七: of which calendar? */
const eitherText = (word: string, one: NamedDay, other: NamedDay): string | undefined =>
  other.either
    ? `“${word}”是${one.word}${weekday(one.date)}，还是${other.word}（${onCalendar(other.date)}${weekday(other.date)}）`
    : undefined

/** What is wrong with a day that was said with two names. */
export const clashText = (word: string, [one, other]: NonNullable<SaidDay['clash']>): string =>
  eitherText(word, one, other) ??
  `“${word.replace(/[()]/g, (bracket) => (bracket === '(' ? '（' : '）'))}”对不上，${told(one)}，${told(other)}`

/** What is wrong with a time, in words. */
export function faultText(fault: MomentFault, word: string, said: SaidMoment): string {
  switch (fault) {
    case 'clash':
      return clashText(word, said.day!.clash!)
    case 'noDay':
      return `“${word}”没说是哪一天`
    case 'noHour':
      return `“${word}”没说几点`
    case 'vague':
      return `“${word}”没看懂是什么时候`
    case 'whichHalf':
      return `“${word}”是早上还是晚上`
    case 'past':
      return `“${word}”已经过去了`
  }
}

function clock(at: Instant): string {
  const { hour, minute } = wallTime(at)
  const part = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚'
  return `${part}${hour > 12 ? hour - 12 : hour}点${minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`}`
}

/** An instant as a head would type it: 周三晚7点半, or with the date when it is more than six days ahead. */
export function spoken(at: Instant, now: Instant): string {
  const w = wallTime(at)
  return `${at - now < 6 * 86_400_000 && at > now ? DAY_NAMES[w.weekday]! : onCalendar(w.date)}${clock(at)}`
}

/** With the date: where the weekday was in question. */
export const dated = (at: Instant): string => `${onCalendar(wallTime(at).date)}${clock(at)}`

/** The first day of the two that is not over, as it is typed; of two names the one that was said first. */
export function dayOfClash([one, other]: NonNullable<SaidDay['clash']>, today: DateString): string {
  return onCalendar(one.date >= today ? one.date : other.date >= today ? other.date : today)
}

/** Half past seven, when meetings begin: put in a form where no hour was said. */
export const eveningOf = (date: DateString): Instant => instantAt(date, 19, 30)

/** Instants that a time with two names for its day could mean, in the order said; those past left out. */
export function timesOfClash(said: SaidMoment, ctx: Context, use: 'meeting' | 'deadline'): Instant[] {
  return said.day!.clash!.flatMap(({ date }) => {
    const meant = instantOf({ ...said, day: { end: 0, date } }, ctx.now, use)
    const at = typeof meant === 'number' ? meant : meant === 'past' ? 0 : eveningOf(date)
    return at > ctx.now ? [at] : []
  })
}
