/** Cuts an answer to a time poll into its words. Sticky patterns only: each character is looked at a bounded number of times. */
import type { WallTime } from '../../kernel/time.ts'
import { MAYBE_TIME, NO_TIME_ANSWER, oneOf, YES_TIME } from '../lexicon.ts'
import { clashText } from '../moment-words.ts'
import { fits, type SaidMoment, scanMoment, wallOf } from '../moments.ts'
import { digitsOf, NUM, numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { countOf } from './reply.ts'

export interface Token {
  kind:
    | 'pick'
    | 'several'
    | 'off'
    | 'all'
    | 'count'
    | 'to'
    | 'except'
    | 'excepted'
    | 'persons'
    | 'verdict'
    | 'others'
    | 'joint'
    | 'break'
    | 'filler'
  options?: number[]
  verdict?: 'yes' | 'no' | 'maybe'
  persons?: number
  say?: string
  /** A verdict that counts only behind a pick. */
  afterPick?: true
  /** A verdict that says nothing about all the times. */
  notAll?: true
  /** 来不了, 去得: behind 三个 it is three people who come or do not. */
  ofPeople?: true
  /** 哪天, 哪个: never together with picks, or it is a question (1和3哪个好). */
  any?: true
  /** Readable, but not said so that it could be acted on. */
  unsure?: true
  /** Of a pick: said as a day, not as a number. */
  day?: true
  /** Of a time that is not offered: 明天 and 今晚, which are on everybody's lips. Only a bare yes makes an answer of them. */
  faint?: 'soon' | 'today'
  /** Of a count: 三个 of the times; which of them was not said. */
  count?: number
  /** Of a yes: the word of another question, too. */
  vote?: true
}

const VERDICT = new RegExp(`(?:(${oneOf(MAYBE_TIME)})|(${oneOf(NO_TIME_ANSWER)})|(${oneOf(YES_TIME)}))`, 'y')
const PERSONS = new RegExp(
  `(?:(?:我们?|俺|咱)?(?:家里?|屋里)?[ ]?(?:来|去|参加|有|到|出)[ ]?(${NUM})(?:个人|人|个|位|口人|口)|(?:(?:我们?|俺|咱)(?:家|屋里)[ ]?)?(${NUM})(?:个人|人|位|口人)(?:来|去|参加)?)`,
  'y',
)
/** 都参加 answers an invitation, 都同意 a motion; 周三参加 is about Wednesday. */
const OTHERWISE_USED = /^(?:参加|能参加|来|会来|能来|同意)$/
/** 都在家, 都不要, 都不好 are said of anything but times; 周三在家 and 最好周三 are not. */
const NOT_OF_ALL = /^(?:在家|没事|最好|更好|比较好|不要|不好|不能)$/
const EVERY =
  /(?:哪天|哪个(?:时间)?|哪一天|什么时候|任何时候|任何时间|几个时间|这几个|全部|全|随便(?:哪天|哪个|什么时候)?|时间|每天|都|哪样|一概|怎么)/y
/** 三个, 两天, 一个时间: so many of the times. 前两个 says which. */
const COUNT = new RegExp(`([前后头])?(${NUM})(?:个(?!月|人|小时|钟)|天)(?:时间)?`, 'y')
/** 周三四, 周三、四, 周三和四: a numeral behind a weekday is a weekday, too, unless it counts something. */
const NEXT_WEEKDAY = /[、和跟与及]?([一二三四五六日天])(?![点时号个口人位名户票项月\d])/y
const NEXT_WEEKDAY_DIGIT = /[、和跟与及]?([1-7])(?![点时号个口人位名户票项月:\d])/y
const BARE_WEEKDAY = /(?:周|星期|礼拜|拜)([一二三四五六日天1-7])$/
const TO = /[到至~-]/y
const ALONE_ALL = /^(?:随便|随便哪天|哪天都行|随便哪个|都行|都可以|全部|随时|随时都行|随时可以|都得|都要得)$/
const EXCEPT = /除(?:了|开|去)?/y
const EXCEPTED = /(?:之外|以外|外|除外)(?:的)?/y
const NUMBER = new RegExp(`(第)?(${NUM})(号|个|项|条|种)?`, 'y')
const FILLER =
  /[ ,、;。.&/]|和|跟|与|或者?|还有|以及|及|也|就|我们?(?:家|屋里)?|俺|选(?:择|项)?|投|的话|比较|吧|了|的|时间|那|只有|只能|只|那天|这天|当天|倒是|但/y
/** What was not named: 除了周四，其他都行; 周三不行，别的都行. */
const OTHERS = /(?:其他|其它|其余|别的|另外的?|剩下的?)(?:的)?(?:几个|两个|时间)?/y

const SMALL_RANGE = 9

export function tokens(core: string, options: readonly string[], wall: WallTime): Token[] | undefined {
  if (ALONE_ALL.test(core)) return [{ kind: 'all' }, { kind: 'verdict', verdict: 'yes' }]
  const list: Token[] = []
  for (let at = 0; at < core.length; ) {
    const read = readToken(core, at, options, wall, list)
    if (!read) return undefined
    list.push(read.token)
    at = read.end
  }
  return list
}

const stick = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

interface Read {
  token: Token
  end: number
}

function readToken(core: string, at: number, options: readonly string[], wall: WallTime, before: readonly Token[]): Read | undefined {
  const persons = stick(PERSONS, core, at)
  if (persons) {
    const n = countOf(persons[1] ?? persons[2])
    // 3人 as the whole of it is no answer to when.
    return n === undefined || (before.length === 0 && at + persons[0].length === core.length)
      ? undefined
      : { token: { kind: 'persons', persons: n }, end: at + persons[0].length }
  }
  const moment = readMoment(core, at, options, wall)
  if (moment) return moment
  const verdict = stick(VERDICT, core, at)
  if (verdict)
    return {
      token: {
        kind: 'verdict',
        ...(OTHERWISE_USED.test(verdict[0]) && { afterPick: true as const }),
        ...(NOT_OF_ALL.test(verdict[0]) && { notAll: true as const }),
        ...(/[来去克]/.test(verdict[0]) && { ofPeople: true as const }),
        ...(verdict[0] === '同意' && { vote: true as const }),
        verdict: verdict[1] ? 'maybe' : verdict[2] ? 'no' : 'yes',
      },
      end: at + verdict[0].length,
    }
  return readWord(core, at, options, before)
}

/** What is neither a time nor a verdict. */
function readWord(core: string, at: number, options: readonly string[], before: readonly Token[]): Read | undefined {
  const except = stick(EXCEPT, core, at)
  if (except && !core.startsWith('除外', at)) return { token: { kind: 'except' }, end: at + except[0].length }
  const excepted = stick(EXCEPTED, core, at)
  if (excepted) return { token: { kind: 'excepted' }, end: at + excepted[0].length }
  const every = stick(EVERY, core, at)
  if (every && !(every[0] === '时间' || every[0] === '怎么'))
    return { token: { kind: 'all', ...(/哪|什么|任何/.test(every[0]) && { any: true as const }) }, end: at + every[0].length }
  const last = before.at(-1)
  const to = last?.kind === 'pick' ? stick(TO, core, at) : null
  if (to) return { token: { kind: 'to', ...((!last?.day || /[~-]/.test(to[0])) && { unsure: true as const }) }, end: at + 1 }
  const count = stick(COUNT, core, at)
  if (count) return readCount(count, at, options.length)
  const number = stick(NUMBER, core, at)
  // 周三1 is no list, and 我二… is somebody's second uncle.
  if (number && ((last?.kind === 'pick' && last.day) || (/我$/.test(core.slice(0, at)) && !/\d/.test(number[0])))) return undefined
  const read = number ? readNumber(number, at, core, options.length) : undefined
  // 周三 四都行: the fourth of the times, or Thursday.
  if (read && !/\d/.test(number![0]) && !number![1] && before.some((t) => t.day)) read.token.unsure = true
  if (number) return read
  const others = stick(OTHERS, core, at)
  if (others) return { token: { kind: 'others' }, end: at + others[0].length }
  if (at === 0 && core.startsWith('还是')) return { token: { kind: 'filler' }, end: 2 }
  // 1同3都行; at the front 同 is 同意's.
  if (last?.kind === 'pick' && core[at] === '同') return { token: { kind: 'filler' }, end: at + 1 }
  const filler = stick(FILLER, core, at)
  if (!filler) return undefined
  // 1/3 may be a third.
  const slash = filler[0] === '/' && last?.kind === 'pick' && !last.day
  return {
    token: { kind: /^[ ,;。]/.test(filler[0]) ? 'break' : 'filler', ...(slash && { unsure: true as const }) },
    end: at + filler[0].length,
  }
}

function readCount(found: RegExpExecArray, at: number, count: number): Read | undefined {
  const end = at + found[0].length
  const n = numberOf(found[2]!)
  if (n === undefined || n < 1 || n > SMALL_RANGE) return undefined
  if (found[1] === undefined) return { token: { kind: 'count', count: n }, end }
  if (n > count) return undefined
  const from = found[1] === '后' ? count - n : 0
  return { token: { kind: 'pick', options: Array.from({ length: n }, (_, i) => from + i + 1) }, end }
}

function readNumber(found: RegExpExecArray, at: number, core: string, count: number): Read | undefined {
  const end = at + found[0].length
  const word = found[2]!
  const ordinal = found[1] !== undefined
  if (found[3] && !ordinal) return undefined
  if (found[3] === undefined && ordinal && end < core.length && /\d/.test(core[end]!)) return undefined
  const n = numberOf(word)
  if (n !== undefined && n >= 1 && n <= count) return { token: { kind: 'pick', options: [n] }, end }
  const digits = word.length > 1 && !ordinal ? digitsOf(word) : undefined
  if (digits && new Set(digits).size === digits.length && digits.every((d) => d >= 1 && d <= count))
    return { token: { kind: 'pick', options: digits }, end }
  // A single digit out of range is a slip worth a word; 50 or 120 is a price.
  if (n !== undefined && n >= 1 && n <= SMALL_RANGE && at === 0 && end === core.length)
    return { token: { kind: 'off', say: SAY.noSuchOption(n, count) }, end }
  if (ordinal && n !== undefined) return { token: { kind: 'off', say: SAY.noSuchOption(n, count) }, end }
  return undefined
}

function readMoment(core: string, at: number, options: readonly string[], wall: WallTime): Read | undefined {
  const said = scanMoment(core, at, wall)
  if (!said) return undefined
  const word = core.slice(at, said.end)
  const first = offered(said, word, options)
  return first && BARE_WEEKDAY.test(word) ? moreWeekdays(first, core, word, options, wall) : first
}

/** 周三四, 周三、四、五: reads on as long as numerals stand for further weekdays. */
function moreWeekdays(first: Read, core: string, word: string, options: readonly string[], wall: WallTime): Read {
  if (first.token.kind !== 'pick' && first.token.kind !== 'off') return first
  const next = /\d$/.test(word) ? NEXT_WEEKDAY_DIGIT : NEXT_WEEKDAY
  const picked = [...(first.token.options ?? [])]
  let end = first.end
  for (let found = stick(next, core, end); found; found = stick(next, core, end)) {
    const said = scanMoment(`周${found[1]}`, 0, wall)
    const read = said && offered(said, `周${found[1]}`, options)
    end += found[0].length
    if (first.token.kind === 'off' || read?.token.kind !== 'pick')
      return { token: first.token.kind === 'off' ? first.token : (read?.token ?? first.token), end }
    picked.push(...read.token.options!)
  }
  return end === first.end ? first : { token: { ...first.token, options: picked }, end }
}

/** Which of the options a time that was said can mean. */
function offered(said: SaidMoment, word: string, options: readonly string[]): Read | undefined {
  const { end } = said
  const clash = said.day?.clash
  if (clash) return { token: { kind: 'off', say: SAY.numberInstead(clashText(word, clash)) }, end }
  if (said.vague) return { token: { kind: 'off', say: SAY.timeNotOffered(word) }, end }
  const found: number[] = []
  for (const [i, option] of options.entries()) {
    const time = wallOf(option)
    if (time && (said.day?.date !== undefined || !said.day) && fits(said, time)) found.push(i + 1)
  }
  if (!said.day) {
    // An hour or 晚上 alone is half of a time: readable when one option has it, never acted on.
    if (said.hour === undefined || found.length !== 1) return undefined
    return { token: { kind: 'pick', options: found, unsure: true, day: true }, end }
  }
  if (found.length === 1) return { token: { kind: 'pick', options: found, day: true }, end }
  if (found.length > 1) return { token: { kind: 'several', options: found }, end }
  const ordinal = /^(\d)号$/.exec(word)
  const n = ordinal ? Number(ordinal[1]) : 0
  if (n >= 1 && n <= options.length) return { token: { kind: 'pick', options: [n], unsure: true, day: true }, end }
  const say = SAY.timeNotOffered(word)
  if (!said.day.relative || said.hour !== undefined) return { token: { kind: 'off', say }, end }
  if (/[昨前当]/.test(word)) return undefined
  return { token: { kind: 'off', say, faint: word.startsWith('今') ? 'today' : 'soon' }, end }
}
