/**
 * From normalized text to tokens: at each place the longest of a name of the roster, a time, a number with its unit, a word of the table;
 * what is none of these stays unread, as a token of its own, so that nobody can overlook it. Each step moves forward: reading is linear.
 */
import type { WallTime } from '../../kernel/time.ts'
import { scanMoment } from '../moments.ts'
import { namePrefix, SURNAMES } from '../names.ts'
import type { RosterName } from '../outcome.ts'
import { GROUP_STARTS, readGroup } from './groups.ts'
import { lexicon } from './lexicon.ts'
import { MOMENT_STARTS, mayBeginMoment } from './moment-starts.ts'
import { digitRun, type NumberRead, RELATIVE_STARTS, readNumeral, readOrdinal, readRelative } from './numbers.ts'
import { familyAt } from './people.ts'
import type { Token } from './token.ts'

const NUMERAL = new Set([...'0123456789零一二两三四五六七八九十百廿卅'])
const SEPARATORS = new Set([...',。!~;:.-"\'()<>《》「」【】…'])
/** A mark for each character that a time, a number or a group of days can begin with: most begin none, which one look tells. */
const VALUE_STARTS = new Uint8Array(0x1_0000)
for (const char of [...NUMERAL, ...GROUP_STARTS, ...MOMENT_STARTS, ...RELATIVE_STARTS, '第', '#']) VALUE_STARTS[char.charCodeAt(0)] = 1

const isHan = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf)

export interface Surroundings {
  wall: WallTime
  roster: readonly RosterName[] | undefined
}

export function lex(text: string, { wall, roster }: Surroundings): Token[] {
  const trie = lexicon()
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const char = text[at]!
    if (char === ' ') {
      tokens.push({ kind: 'space', from: at, to: ++at })
      continue
    }
    const token = nameAt(text, at, roster) ?? (VALUE_STARTS[text.charCodeAt(at)] === 1 ? valueAt(text, at, wall, tokens) : undefined)
    const word = trie.find(text, at)
    // 一起 is a word, 一 in front of 个人 is a number.
    if (token && (token.to > word || (token.to === word && token.kind !== 'word' && trie.found.kind !== 'relative'))) {
      tokens.push(token)
      at = token.to
    } else if (word > 0) {
      tokens.push({ ...trie.found, from: at, to: word })
      at = word
    } else at = unread(text, at, tokens)
  }
  return joined(tokens, text)
}

function nameAt(text: string, at: number, roster: readonly RosterName[] | undefined): Token | undefined {
  if (!roster) return undefined
  const length = namePrefix(text, roster, at)
  if (length === 0) return undefined
  const to = at + length
  return { kind: 'name', from: at, to: text[to] === '家' ? to + 1 : to }
}

function valueAt(text: string, at: number, wall: WallTime, before: readonly Token[]): Token | undefined {
  const char = text[at]!
  const relative = readRelative(text, at) ?? readGroup(text, at)
  if (relative) return relative
  if (char === '第') return readOrdinal(text, at)
  if (char === '#' && NUMERAL.has(text[at + 1] ?? '')) return { ...readNumeral(text, at + 1, digitRun(text, at + 1)), from: at }
  const numeral = NUMERAL.has(char)
  if (!numeral && !mayBeginMoment(text, at)) return undefined
  const run = numeral ? digitRun(text, at) : at
  if (!numeral || mayBeginMoment(text, at, run)) {
    const said = scanMoment(text, at, wall)
    if (said && (said.day || said.hour !== undefined || said.vague)) {
      // 12号 is the day, or the issue: the question knows.
      if (numeral && said.end === run + 1 && text[run] === '号') return { ...readNumeral(text, at, run), moment: said }
      return { kind: 'moment', from: at, to: said.end, moment: said }
    }
    // 晚上: a reason's word, or the time, where the options differ in it.
    if (said && !numeral) return { kind: 'busy', opens: true, from: at, to: said.end, moment: said }
  }
  if (!numeral) return undefined
  const read: NumberRead = readNumeral(text, at, run)
  const last = before.at(-1)
  // 我二… is somebody's second uncle.
  if (read.kind === 'number' && last?.kind === 'me' && last.to === at && !/\d/.test(char)) return { ...read, kind: 'word' }
  return read
}

/** Takes what nothing reads: a separator, a face, a run of letters, one character of talk. */
function unread(text: string, at: number, tokens: Token[]): number {
  const char = text[at]!
  const c = text.charCodeAt(at)
  const last = tokens.at(-1)
  if (SEPARATORS.has(char)) {
    if (last?.kind === 'sep' && last.to === at) last.to = at + 1
    else tokens.push({ kind: 'sep', from: at, to: at + 1 })
    return at + 1
  }
  const face = faceAt(text, at)
  if (face > 0) {
    tokens.push({ kind: 'noise', face: true, from: at, to: face })
    return face
  }
  if ((char === '老' || char === '小' || char === '阿') && SURNAMES.has(text[at + 1] ?? '')) {
    const to = text[at + 2] === '家' ? at + 3 : at + 2
    tokens.push({ kind: 'they', from: at, to })
    return to
  }
  const to = at + (c >= 0xd800 && c <= 0xdbff && at + 1 < text.length ? 2 : 1)
  // Letters of one word stay together; so do unread characters.
  if (last?.kind === 'word' && last.to === at && isHan(c) === isHan(text.charCodeAt(last.from)) && last.digits === undefined) last.to = to
  else tokens.push({ kind: 'word', from: at, to })
  return to
}

const FACE_MAX_CHARS = 6
/** Faces that say something are words of the table. */
const MEANS = new Set(['👎', '🆘', '❓', '❔', '🤔', '💔'])

/** 🌹, [玫瑰]: only decoration. Where it ends; 0 when none is here. */
function faceAt(text: string, at: number): number {
  const c = text.charCodeAt(at)
  if (c === 0x5b) {
    const close = text.slice(at + 2, at + FACE_MAX_CHARS).indexOf(']')
    return close < 0 ? 0 : at + 2 + close + 1
  }
  if (c < 0x203c || isHan(c)) return 0
  const char = String.fromCodePoint(text.codePointAt(at)!)
  return !MEANS.has(char) && PICTURE.test(char) ? at + char.length : 0
}
const PICTURE = /^\p{Extended_Pictographic}$/u

/** What is only seen when all of it has been read. */
function joined(tokens: Token[], text: string): Token[] {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    // 我和我妈 are two people.
    const family = token.kind === 'me' || token.kind === 'kin' ? familyAt(tokens, i, text) : undefined
    if (family) {
      const last = tokens[family.to - 1]!
      tokens.splice(i, family.to - i, { kind: 'people', n: family.n, from: token.from, to: last.to })
    } else tokens[i] = inContext(token, tokens[i - 1], tokens[i + 1], text)
  }
  return tokens
}

const refers = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind === 'moment' || token.kind === 'number' || token.kind === 'ordinal' || token.kind === 'relative')
const TITLES = new Set(['书记', '支书', '主任', '组长', '队长', '村长', '领导', '会长', '屋场长', '记录员', '群主'])
/** 到了没有, 同意不: the word behind an answer makes a question of it. */
const NOT_BEHIND = new Set(['没', '没有', '冇', '冇得', '没得', '不', '未', '么', '冇有'])
const answers = (token: Token | undefined): boolean =>
  token !== undefined && (['pred', 'vote', 'score', 'ack'].includes(token.kind) || (token.kind === 'particle' && !token.soft))
const ends = (token: Token | undefined): boolean => token === undefined || ['sep', 'particle', 'ask', 'noise', 'space'].includes(token.kind)
const chosen = (token: Token | undefined): boolean => refers(token) || token?.kind === 'vote' || token?.kind === 'score'
/** What a verb of going goes to: 要去医院, 来我家. */
const GOAL = new Set(['word', 'they', 'thing', 'name', 'busy', 'kin', 'me'])

const ELSEWHERE = /^(?:医院|学校|外地|广东|深圳|东莞|长沙|浙江|福建|江苏|上海|厂|县|镇|城|街|田|地里|山上|老家|娘家|单位|公司|店)/
const goesElsewhere = (text: string, { from, to }: Token): boolean =>
  /^[不没冇莫]?[要想]?[去克]/.test(text.slice(from, to)) && ELSEWHERE.test(text.slice(to, to + 2))

/** The same word between others: 周三到周五, 1还是3, 对12号满意, 要去医院. */
function inContext(token: Token, before: Token | undefined, after: Token | undefined, text: string): Token {
  const { from, to } = token
  const word = to - from <= 2 ? text.slice(from, to) : ''
  if (to - from === 1 && '到至-~'.includes(word) && refers(before) && refers(after)) return { kind: 'to', from, to }
  if (word === '还是' && chosen(before) && chosen(after)) return { kind: 'ask', from, to }
  if (word === 'or' && refers(before) && refers(after)) return { kind: 'join', from, to }
  // 周四周五都可, 1不 2可: one character that judges, where nothing goes on.
  const named = refers(before) && before!.to === from
  if (word === '可' && (named || before?.kind === 'all') && ends(after) && after?.kind !== 'ask')
    return { kind: 'pred', sense: 'fit', verdict: 'yes', from, to }
  if (
    word === '不' &&
    named &&
    (after?.kind === 'space' || after?.kind === 'sep' || (after === undefined && /[可行]/.test(text.slice(0, from))))
  )
    return { kind: 'pred', sense: 'fit', verdict: 'no', from, to }
  // 要1不要2, but not 1不要，2可以.
  if (word === '不要' && refers(before) && refers(after) && /要[^,。 ]{1,4}$/.test(text.slice(0, from)))
    return { kind: 'pick', verdict: 'no', from, to }
  if (word === '做得' && before?.kind === 'all' && ends(after)) return { kind: 'pred', sense: 'fit', verdict: 'yes', from, to }
  if (NOT_BEHIND.has(word) && answers(before) && ends(after)) return { kind: 'ask', from, to }
  if (token.kind === 'invite' && before?.kind === 'people' && text.startsWith('一起', from))
    return { kind: 'pred', sense: 'come', verdict: 'yes', from, to }
  // 书记来了: somebody else, where nothing parts the title from the word.
  if (
    token.kind === 'noise' &&
    TITLES.has(text.slice(from, to)) &&
    after?.from === to &&
    (after.kind === 'pred' || after.kind === 'vote' || after.kind === 'score')
  )
    return { kind: 'they', from, to }
  if (word === '对' && before?.kind !== 'number' && (after?.kind === 'number' || after?.kind === 'ordinal'))
    return { kind: 'adv', from, to }
  // 去不了县里: somewhere else than to the meeting.
  if (token.kind === 'pred' && token.sense === 'come' && token.verdict === 'no' && after?.from === to && goesElsewhere(text, token))
    return { kind: 'busy', opens: true, from, to }
  const goes = token.kind === 'pred' && token.verdict === 'yes' && (token.sense === 'come' || (token.sense === 'arrive' && token.weak))
  return goes && after !== undefined && after.from === to && GOAL.has(after.kind) ? { kind: 'busy', opens: true, from, to } : token
}
