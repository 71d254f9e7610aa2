/**
 * Somebody's words without whose they are and whom they speak of, for learning from: names give way to 某甲, 某乙 …, whatever is called by a
 * number (a phone, an identity card, an account) to 号码. Rather too much than too little: what is lost is a line, not a person's peace.
 */
import { readGroup } from './lex/groups.ts'
import { lexicon } from './lex/lexicon.ts'
import { looksLikeName, matchName, plainName, SURNAMES } from './names.ts'
import { placed } from './normalize.ts'
import type { RosterName } from './outcome.ts'

export interface Nameless {
  text: string
  /** The names that now stand there. */
  names: string[]
}

interface Span {
  from: number
  to: number
  /** Whom it names; absent for a number. */
  who?: string
}

const HEAVENLY = '甲乙丙丁戊己庚辛壬癸'
const NUMBER = '号码'
/** The bot is nobody. */
const NOBODY = new Set(['小助手', '所有人', '全体成员', '大家'])
const NAME_MAX_CHARS = 20

const NUMBERS: readonly RegExp[] = [
  /** A phone as people write it, in twos and fours; a card in groups. */
  /1[3-9]\d(?:[ .-]?\d){8}/g,
  /0\d{2,3}[ -]?\d{7,8}/g,
  /\d{3,8}(?:[ -]\d{3,8}){2,}x?/g,
  /\d{7,}x?/g,
  /[零一二三四五六七八九幺两]{7,}/g,
  /** An account, a plate, an address for letters. */
  /[a-z0-9._-]+@[a-z0-9.-]+/g,
  /(?=[a-z_-]*\d)[a-z][a-z0-9_-]{5,}|wxid_[a-z0-9]+/g,
  /\p{sc=Han}[a-z][ .]?[a-z0-9]{5,6}(?![a-z0-9])/gu,
]

/** 老王, 小李; 王书记, 刘嫂: nobody else in the hamlet is called so. */
const CALLED =
  /(?:[老小阿])[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔毛邱秦顾侯邵孟段雷汤尹黎贺赖龚]|[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文](?=书记|支书|主任|组长|会长|队长|村长|师傅|老师|医生|老板|总(?!是|算|共|的)|叔|伯|婶|嫂|哥|姐|爷爷|奶奶)/g

const MENTION = /@([^\s@]{1,30})/g
const QUOTED = /[「『]([^\n:]{1,40}):/g

/** `names`: everybody's who could be meant, of rosters and of chat accounts. */
export function withoutNames(raw: string, names: readonly string[]): Nameless {
  const { text, starts } = placed(raw)
  const spans = [...numbersIn(text), ...addressed(text), ...namesIn(text, names)].sort((a, b) => a.from - b.from || b.to - a.to)
  const called = new Map<string, string>()
  let out = ''
  let at = 0
  for (const { from, to, who } of spans) {
    if (from < at) continue
    out += raw.slice(starts[at], starts[from]) + (who === undefined ? NUMBER : callHim(called, who))
    at = to
  }
  return { text: out + raw.slice(starts[at]), names: [...called.values()] }
}

function callHim(called: Map<string, string>, who: string): string {
  const known = called.get(who)
  if (known !== undefined) return known
  const round = Math.floor(called.size / HEAVENLY.length)
  const name = `某${(HEAVENLY[called.size % HEAVENLY.length] ?? '').repeat(round + 1)}`
  called.set(who, name)
  return name
}

const numbersIn = (text: string): Span[] =>
  NUMBERS.flatMap((form) => [...text.matchAll(form)].map(({ index, 0: found }) => ({ from: index, to: index + found.length })))

/** Behind @, and above quoted words, stands somebody whatever it is. */
const addressed = (text: string): Span[] =>
  [MENTION, QUOTED].flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ index, 1: who = '' }) =>
      NOBODY.has(who) ? [] : [{ from: index + 1, to: index + 1 + who.length, who: plainName(who) }],
    ),
  )

/** Full names, also misspelt; given names alone, where they are no word; what people call each other by. */
function namesIn(text: string, names: readonly string[]): Span[] {
  const index = indexOf(names)
  const found: Span[] = [...text.matchAll(CALLED)].map(({ index: from, 0: who }) => ({ from, to: from + who.length, who }))
  for (let from = 0; from < text.length; from++) {
    for (let to = Math.min(text.length, from + index.longest); to >= from + 2; to--) {
      const who = index.whose(text.slice(from, to))
      if (who === undefined) continue
      found.push({ from, to, who })
      break
    }
  }
  return found
}

interface Names {
  longest: number
  /** The name that these characters say, or come near to. */
  whose(said: string): string | undefined
}

function indexOf(names: readonly string[]): Names {
  const roster: RosterName[] = [...new Set(names.map(plainName))]
    .filter((name) => name.length > 1 && name.length <= NAME_MAX_CHARS && !NOBODY.has(name) && !isWord(name))
    .map((name) => ({ name, household: '' }))
  const exact = new Map(roster.map(({ name }) => [name, name]))
  for (const { name } of roster) {
    const given = name.slice(1)
    if (name.length === 3 && SURNAMES.has(name[0] ?? '') && !isWord(given) && !exact.has(given)) exact.set(given, name)
  }
  const longest = Math.max(4, ...roster.map(({ name }) => name.length))
  return { longest, whose: (said) => exact.get(said) ?? nearName(said, roster) }
}

/** 王得福 for 王德福. Two characters come near too much; three must look like a name themselves. */
function nearName(said: string, roster: readonly RosterName[]): string | undefined {
  if (said.length !== 3 || !looksLikeName(said)) return undefined
  const match = matchName(said, roster)
  return match.kind === 'similar' ? match.entries[0]?.name : undefined
}

/** 国庆, 建设: a word of the grammar is a word, though somebody bears it. */
const isWord = (text: string): boolean => lexicon().find(text, 0) === text.length || readGroup(text, 0)?.to === text.length
