/**
 * Day and hour together, as said: 周三晚7点半, 明晚8点, 后天中午, 19:30, 八点一刻. What is left open stays open in the result; only the
 * one who needs an instant decides whether that is enough, and asks if not.
 */
import { type Instant, instantAt, type WallTime, wallTime } from '../kernel/time.ts'
import { closed, namedBehind, scanDay } from './day-named-twice.ts'
import type { SaidDay } from './days.ts'
import { NUM, numberOf } from './numerals.ts'

export interface SaidMoment {
  end: number
  day?: SaidDay
  /** `part` is '' when nothing told morning from evening. */
  hour?: number
  minute: number
  part: '' | 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening'
  /** 晚饭后, 天黑了: a time that no clock shows. */
  vague?: true
}

/** The demo town's first morning. Taken when the caller names no moment, so that the same line always gives the same answer. */
export const DEFAULT_NOW = instantAt('2026-09-07', 9)

const PART = /(凌晨|清早|清晨|早上|早晨|早|上午|上昼|中午|正午|下午|下昼|傍晚|晚上|晚间|夜里|夜晚|今夜|夜|晚)(?![上间饭])/y
const PARTS: Record<string, SaidMoment['part']> = {
  凌: 'dawn',
  中: 'noon',
  正: 'noon',
  下: 'afternoon',
  傍: 'evening',
  晚: 'evening',
  夜: 'evening',
  今: 'evening',
}
const CLOCK = new RegExp(
  `(${NUM})(?:[点时](?!间)|点钟)(?:钟|整)?(${NUM}刻|半刻|半|(?:过|零)?${NUM}分?(?![号月点个人户天块刻]))?|(\\d{1,2}):(\\d{2})(?!\\d)`,
  'y',
)
/** 晚7.30: only behind a word for the part of the day; 7.30 alone is a date or a price. */
const DOTTED = /()()(\d{1,2})\.([0-5]\d)(?![\d.元块斤])/y
const VAGUE = /(?:[晚中早夜]饭|饭|吃[完过了]?(?:[晚中早])?饭|收工|下班|放学|天黑|忙完)(?:了)?(?:之|以)?[后前]/y
const GAP = /[ 的,]{0,2}/y

const partOf = (word: string): SaidMoment['part'] => PARTS[word[0]!] ?? 'morning'

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Reads the moment that begins exactly at `at`: a day, an hour, or both. Undefined when nothing of the kind begins there. */
export function scanMoment(text: string, at: number, now: WallTime): SaidMoment | undefined {
  const day = scanDay(text, at, now)
  let end = day?.end ?? at
  const said: SaidMoment = { end, minute: 0, part: '' }
  if (day) said.day = day
  const behindDay = end + (day ? (stick(GAP, text, end)?.[0].length ?? 0) : 0)
  const vague = stick(VAGUE, text, behindDay)
  if (vague) return { ...said, end: behindDay + vague[0].length, vague: true }
  const part = stick(PART, text, behindDay)
  if (part) {
    end = behindDay + part[0].length
    said.part = partOf(part[1]!)
    said.end = end
  }
  const from = part ? end + (text[end] === ' ' ? 1 : 0) : behindDay
  const late = stick(VAGUE, text, from)
  if (late && (part || day)) return { ...said, end: from + late[0].length, vague: true }
  const clock = (part && stick(DOTTED, text, from)) || stick(CLOCK, text, from)
  if (clock && readClock(said, clock)) said.end = from + clock[0].length
  else if (said.part === 'noon') said.hour = 12
  if (day && said.hour !== undefined) nameBehind(said, day, text, at, now)
  return said.end > at ? said : undefined
}

/** 9月12日晚8点（周六）, and the bracket of 今天（9月8日周二晚8点）. */
function nameBehind(said: SaidMoment, day: SaidDay, text: string, at: number, now: WallTime): void {
  const named = namedBehind(text, at, said.end, day, now)
  if (named) {
    said.day = named
    said.end = named.end
  } else said.end = closed(text, at, said.end)
}

/** 一刻 to 三刻; there is no 五刻 in an hour. */
function quarters(word: string): number {
  const n = numberOf(word) ?? 0
  return n >= 1 && n <= 3 ? n * 15 : 99
}

function readClock(said: SaidMoment, clock: RegExpExecArray): boolean {
  const hour = numberOf(clock[1] || clock[3] || '') ?? 99
  const tail = (clock[2] ?? '').replace(/^[过零](?=.)/, '').replace(/分$/, '')
  const minute =
    clock[4] !== undefined
      ? Number(clock[4])
      : tail === ''
        ? 0
        : tail === '半'
          ? 30
          : tail.endsWith('刻')
            ? quarters(tail.slice(0, -1))
            : (numberOf(tail) ?? 99)
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return false
  // 07:30 is written by someone who means the morning.
  if (clock[3]?.startsWith('0') && said.part === '') said.part = 'morning'
  said.hour = hour
  said.minute = minute
  return true
}

/** Times stand near the front of a command; a pasted article is not searched to its end. */
const SEARCH_MAX_CHARS = 240
const CAN_BEGIN =
  /[大前昨今明后当这本下上周星礼拜农阴旧闰正冬腊一二两三四五六七八九十零百廿卅初年除元重中端国春过清节假改月凌早傍晚夜饭吃收放天忙半\d]/

/** Finds the first moment at or after `from` that names a day or an hour; positions are those of `text`. Linear. */
export function findMoment(text: string, from: number, now: WallTime): (SaidMoment & { start: number }) | undefined {
  const end = Math.min(text.length, from + SEARCH_MAX_CHARS)
  for (let at = from; at < end; at++) {
    if (!CAN_BEGIN.test(text[at]!)) continue
    if (at > from && /\d/.test(text[at]!) && /\d/.test(text[at - 1]!)) continue
    const said = scanMoment(text, at, now)
    if (said && (said.day || said.hour !== undefined || said.vague)) return { ...said, start: at }
  }
  return undefined
}

/** The most moments that anybody writes into one line and still means one of them. */
const MOMENTS_MAX = 6

/** Every moment at or after `from`, in the order said. */
export function momentsIn(text: string, from: number, now: WallTime): (SaidMoment & { start: number })[] {
  const found: (SaidMoment & { start: number })[] = []
  for (let next = findMoment(text, from, now); next && found.length < MOMENTS_MAX; next = findMoment(text, next.end, now)) found.push(next)
  return found
}

/** `clash`: the day was named twice, and the names are two days. */
export type MomentFault = 'noDay' | 'noHour' | 'vague' | 'whichHalf' | 'past' | 'clash'

/** The hours that each part of the day can have, as said: 上午20点 and 晚0点 contradict themselves. */
const HOURS: Record<Exclude<SaidMoment['part'], ''>, (hour: number) => boolean> = {
  dawn: (h) => h <= 6,
  morning: (h) => h >= 1 && h <= 12,
  noon: (h) => (h <= 2 ? h >= 1 : h >= 11 && h <= 14),
  afternoon: (h) => h >= 1 && h <= 19,
  evening: (h) => (h >= 5 && h <= 11) || h >= 17,
}

/** Hour on the 24-hour clock, or undefined when morning and evening are both possible, or neither is. */
function hourOf(said: SaidMoment, use: 'meeting' | 'deadline'): number | undefined {
  const hour = said.hour!
  if (said.part !== '' && !HOURS[said.part](hour)) return undefined
  if (hour === 0 || hour >= 12) return hour
  if (said.part === 'evening' || said.part === 'afternoon') return hour + 12
  if (said.part === 'noon') return hour <= 2 ? hour + 12 : hour
  if (said.part !== '') return hour
  if (hour < 6) return hour + 12
  // Meetings are in the evening (calendar: Evenings); a deadline at “8点” could be either.
  if (hour < 9) return use === 'meeting' ? hour + 12 : undefined
  return hour
}

/** The instant that was said, for a meeting or as a deadline; a fault when it is not one that anybody could act on. */
export function instantOf(said: SaidMoment, now: Instant, use: 'meeting' | 'deadline'): Instant | MomentFault {
  if (said.day?.clash) return 'clash'
  if (said.vague) return 'vague'
  if (said.day && (said.day.date === undefined || (said.day.within && use === 'meeting'))) return 'vague'
  if (!said.day) return 'noDay'
  if (said.hour === undefined) return 'noHour'
  const hour = hourOf(said, use)
  if (hour === undefined) return 'whichHalf'
  const date = said.day.date!
  const at = instantAt(date, hour, said.minute)
  if (at > now) return at
  // 周三 said on a Wednesday after that hour is the next one.
  if (said.day.weekday !== undefined) return at + 7 * 24 * 3_600_000
  return 'past'
}

/** True when the option's instant is one that `said` can mean; what was not said does not exclude. */
export function fits(said: SaidMoment, option: WallTime): boolean {
  const { day } = said
  if (day) {
    if (day.within) return false
    if (day.weekday !== undefined ? day.weekday !== option.weekday : day.date !== option.date) return false
  }
  if (said.part === 'evening' && option.hour < 17) return false
  if ((said.part === 'morning' || said.part === 'dawn') && option.hour >= 12) return false
  if (said.part === 'afternoon' && (option.hour < 12 || option.hour >= 19)) return false
  if (said.part === 'noon' && (option.hour < 11 || option.hour > 13)) return false
  if (said.hour === undefined || (said.part === 'noon' && said.hour === 12)) return true
  if (said.minute !== option.minute) return false
  if (said.hour > 12 || said.hour === 0) return said.hour === option.hour
  if (said.part === '') return said.hour % 12 === option.hour % 12
  const late = said.part === 'afternoon' || said.part === 'evening' || (said.part === 'noon' && said.hour <= 2)
  return (said.hour % 12) + (late || said.hour === 12 ? 12 : 0) === option.hour
}

const walls = new Map<string, WallTime | undefined>()
const WALLS_MAX = 2_000

/** Wall clock of an ISO option, remembered: the same few options come with every message of an evening. Undefined when not a time. */
export function wallOf(iso: string): WallTime | undefined {
  const known = walls.get(iso)
  if (known !== undefined || walls.has(iso)) return known
  const at = Date.parse(iso)
  const wall = Number.isNaN(at) ? undefined : wallTime(at)
  if (walls.size >= WALLS_MAX) walls.clear()
  walls.set(iso, wall)
  return wall
}
