/** Cuts an answer to a time poll into its words. Sticky patterns only: each character is looked at a bounded number of times. */
import type { WallTime } from '../../kernel/time.ts'
import { MAYBE_TIME, NO_TIME_ANSWER, oneOf, YES_TIME } from '../lexicon.ts'
import { fits, scanMoment, wallOf } from '../moments.ts'
import { digitsOf, NUM, numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { countOf } from './reply.ts'

export interface Token {
  kind: 'pick' | 'several' | 'off' | 'all' | 'except' | 'excepted' | 'persons' | 'verdict' | 'others' | 'joint' | 'break' | 'filler'
  options?: number[]
  verdict?: 'yes' | 'no' | 'maybe'
  persons?: number
  say?: string
  /** A verdict that counts only behind a pick. */
  afterPick?: true
  /** 哪天, 哪个: never together with picks, or it is a question (1和3哪个好). */
  any?: true
  /** Readable, but not said so that it could be acted on. */
  unsure?: true
}

const VERDICT = new RegExp(`(?:(${oneOf(MAYBE_TIME)})|(${oneOf(NO_TIME_ANSWER)})|(${oneOf(YES_TIME)}))`, 'y')
const PERSONS = new RegExp(
  `(?:(?:我们?|俺|咱)?(?:家里?|屋里)?[ ]?(?:来|去|参加|有|到|出)[ ]?(${NUM})(?:个人|人|个|位|口人|口)|(?:(?:我们?|俺|咱)(?:家|屋里)[ ]?)?(${NUM})(?:个人|人|位|口人)(?:来|去|参加)?)`,
  'y',
)
/** 都参加 answers an invitation, 都同意 a motion; 周三参加 is about Wednesday. */
const OTHERWISE_USED = /^(?:参加|能参加|来|会来|能来|同意)$/
const EVERY =
  /(?:哪天|哪个(?:时间)?|哪一天|什么时候|任何时候|任何时间|几个时间|这几个|三个|两个|全部|全|随便(?:哪天|哪个|什么时候)?|时间|每天|都|一个|哪样|一概|一天|怎么)/y
const ALONE_ALL = /^(?:随便|随便哪天|哪天都行|随便哪个|都行|都可以|全部|随时|随时都行|随时可以|都得|都要得)$/
const EXCEPT = /除(?:了|开|去)?/y
const EXCEPTED = /(?:之外|以外|外|除外)(?:的)?/y
const NUMBER = new RegExp(`(第)?(${NUM})(号|个|项|条|种)?`, 'y')
const FILLER =
  /[ ,、;。.&]|和|跟|与|或者?|还有|以及|及|也|就|我们?(?:家|屋里)?|俺|选择?|投|的话|比较|吧|了|的|时间|同|那|只有|只能|只|那天|这天|当天|倒是|但/y
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
        verdict: verdict[1] ? 'maybe' : verdict[2] ? 'no' : 'yes',
      },
      end: at + verdict[0].length,
    }
  const except = stick(EXCEPT, core, at)
  if (except && !core.startsWith('除外', at)) return { token: { kind: 'except' }, end: at + except[0].length }
  const excepted = stick(EXCEPTED, core, at)
  if (excepted) return { token: { kind: 'excepted' }, end: at + excepted[0].length }
  const every = stick(EVERY, core, at)
  if (every && !(every[0] === '时间' || every[0] === '怎么'))
    return { token: { kind: 'all', ...(/哪|什么|任何/.test(every[0]) && { any: true as const }) }, end: at + every[0].length }
  const number = stick(NUMBER, core, at)
  if (number) return readNumber(number, at, core, options.length)
  const others = stick(OTHERS, core, at)
  if (others) return { token: { kind: 'others' }, end: at + others[0].length }
  if (at === 0 && core.startsWith('还是')) return { token: { kind: 'filler' }, end: 2 }
  const filler = stick(FILLER, core, at)
  return filler ? { token: { kind: /^[ ,;。]/.test(filler[0]) ? 'break' : 'filler' }, end: at + filler[0].length } : undefined
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
  const { end } = said
  if (said.vague) return { token: { kind: 'off', say: SAY.timeNotOffered(word) }, end }
  const found: number[] = []
  for (const [i, option] of options.entries()) {
    const time = wallOf(option)
    if (time && (said.day?.date !== undefined || !said.day) && fits(said, time)) found.push(i + 1)
  }
  if (!said.day) {
    // An hour or 晚上 alone is half of a time: readable when one option has it, never acted on.
    if (said.hour === undefined || found.length !== 1) return undefined
    return { token: { kind: 'pick', options: found, unsure: true }, end }
  }
  if (found.length === 1) return { token: { kind: 'pick', options: found }, end }
  if (found.length > 1) return { token: { kind: 'several', options: found }, end }
  const ordinal = /^(\d)号$/.exec(word)
  const n = ordinal ? Number(ordinal[1]) : 0
  if (n >= 1 && n <= options.length) return { token: { kind: 'pick', options: [n], unsure: true }, end }
  if (said.day.relative && said.hour === undefined) return undefined
  return { token: { kind: 'off', say: SAY.timeNotOffered(word) }, end }
}
