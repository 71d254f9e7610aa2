/**
 * How many people: one reader for every question. people := n (人 | 个人 | 位 | 名 | 口 | 口人) | 俩, 两口子, 一家三口 … | 我 (和|跟|带) KIN
 * n 个 is a count that the question has to make sense of: three people, or three of the times.
 */
import { numberOf } from '../numerals.ts'
import type { Token } from './token.ts'
import type { Row } from './words.ts'

/** No household sends more; a larger number is a price, a weight, a joke. */
const PERSONS_MAX = 20

const PAIRS = ['父子', '母子', '父女', '母女', '爷孙', '祖孙', '婆媳', '兄弟', '姐妹', '兄妹', '姐弟', '爷崽', '娘崽']
/** 父子三个, 我们姐妹四人: how they belong together, and how many they are. */
const together = (numerals: string): string =>
  PAIRS.flatMap((pair) => [...numerals].flatMap((n) => ['个', '人', '个人'].map((unit) => pair + n + unit))).join(' ')

export const PEOPLE_WORDS: readonly Row[] = [
  [{ kind: 'people', n: 1 }, '我一个 我一个人 就我一个 就我一个人 就我 只有我 只有我一个 我单独 一个人 单独一个 独自 我自己来 我自己一个'],
  [
    { kind: 'people', n: 2 },
    '俩 我俩 我们俩 咱俩 俩人 俩个 两口子 我两口子 我们两口子 我家两口子 两公婆 我两公婆 夫妻俩 夫妻两个 我们夫妻俩 两夫妻 夫妻 公婆俩 娘俩 娘儿俩 爷俩 爷儿俩 父子俩 母子俩 母女俩 父女俩 婆媳俩 爷孙俩 祖孙俩 兄弟俩 姐妹俩 姊妹俩 兄妹俩 老两口 小两口 我们老两口 两娘崽 两爷崽 两姊妹 两兄弟 两个大人 一对 我们两个 我们两个人 我两个 咱两个 我同老婆 两老 二老 我们二人 夫妇俩 夫妇 夫妇两人 俩口子 我俩口子',
  ],
  [{ kind: 'people', n: 3 }, '仨 我仨 我们仨 咱仨 仨人 娘仨 爷仨 娘儿仨 我们三个 我们三个人 三娘崽 三爷崽 父子三人 母子三人'],
  [{ kind: 'people', n: 2 }, together('两二2')],
  [{ kind: 'people', n: 3 }, together('三3')],
  [{ kind: 'people', n: 4 }, together('四4')],
  [{ kind: 'people', n: 5 }, together('五5')],
]

/** 个人, 人, 位 … and how a family counts itself. */
const UNITS: readonly (readonly [string, 'people' | 'family' | 'count'])[] = [
  ['个人', 'people'],
  ['个大人', 'people'],
  ['个家属', 'people'],
  ['口人', 'family'],
  ['口子', 'people'],
  ['人', 'people'],
  ['位', 'people'],
  ['名', 'people'],
  ['口', 'family'],
  ['个', 'count'],
]
/** 两个月, 三个小时, 人民, 位置: the word goes on. */
const GOES_ON: Record<string, string> = {
  个: '月小钟星礼多红苹西鸡蛋菜盒轮座大工',
  个人: '资',
  人: '民家工口行情生才次事份',
  位: '置于数',
  名: '字单额',
  口: '井水号子袋罩以',
}

/** Reads the unit behind a number that ends at `at`. */
export function unitAt(text: string, at: number): { end: number; as: 'people' | 'family' | 'count' } | undefined {
  for (const [unit, as] of UNITS) {
    if (!text.startsWith(unit, at)) continue
    const end = at + unit.length
    const next = text[end]
    if (next !== undefined && GOES_ON[unit]?.includes(next)) return undefined
    return { end, as }
  }
  return undefined
}

export const persons = (n: number | undefined): number | undefined => (n !== undefined && n >= 1 && n <= PERSONS_MAX ? n : undefined)

export const countOf = (word: string | undefined): number | undefined => (word === undefined ? undefined : persons(numberOf(word)))

const WITH = new Set(['和', '跟', '与', '同', '带', '带着', '带上', '还有', '、', '加', '及', '领着', '加上'])

/** 我和我妈, 我跟老公、崽: the speaker and each of the family that is named behind. Joins the tokens from `at` on; 0 when it is none. */
export function familyAt(tokens: readonly Token[], at: number, text: string): { to: number; n: number } | undefined {
  const first = tokens[at]!
  if (first.kind !== 'me' && first.kind !== 'kin') return undefined
  let n = 1
  let i = at + 1
  let mine = first.kind === 'me'
  while (i + 1 < tokens.length) {
    const join = tokens[i]!
    if (!WITH.has(text.slice(join.from, join.to))) break
    let next = i + 1
    // 我和我妈
    if (tokens[next]!.kind === 'me' && tokens[next + 1]?.kind === 'kin') next++
    const who = tokens[next]
    if (who?.kind === 'people' && who.n === 2 && mine) {
      n += 2
    } else if (who?.kind === 'kin' || (who?.kind === 'me' && !mine)) n++
    else break
    mine ||= who.kind === 'me'
    i = next + 1
  }
  return n > 1 && mine ? { to: i, n } : undefined
}
