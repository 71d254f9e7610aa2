/**
 * 接龙: a list that is resent whole by each person who adds a line. The author of an entry is the name in it, never the sender.
 *
 * chain := [#接龙] head, then entries, then maybe a tail
 * entry := n (. | 、 | ) | :) [name [count] [words]]      numbered 1, 2, 3 … in sequence, each on a line or all in one
 * The head may hold numbered lists of its own (topics, what to bring, the times to choose from): the entries are the list that comes last
 * and begins again at 1. Where the roster is at hand, a list in which most are people is one of entries wherever it stands.
 * A line that does not begin the next number belongs to the entry before it; after the last entry it is the tail, unless that entry has
 * only its name yet. `例 …` is a sample. 7.50, 1.5元, 2:30 and 295-909 are not markers: a marker inside a line has a space before and no digit after.
 */

import { wallTime } from '../kernel/time.ts'
import type { Context } from './context.ts'
import { DEFAULT_NOW, scanMoment } from './moments.ts'
import { matchName, namePrefix, plainName, splitPlace, uniqueName } from './names.ts'
import { normalizeText } from './normalize.ts'
import { NUM, numberOf } from './numerals.ts'
import type { Entry } from './outcome.ts'

const MARK = /#\s*(?:接龙|接龍|group\s*note)/i
export const isChain = (text: string, kind: string | undefined): boolean =>
  kind === 'groupNote' || (/[#＃]/.test(text) && MARK.test(text.replace(/＃/g, '#')))

const ENTRIES_MAX = 500
const PERSONS_MAX = 50
/** A name, a count and a few words. */
const ENTRY_MAX_CHARS = 200

export interface Chain {
  /** The head's words, with the times that it offers. */
  header: string
  /** What the head lists besides: topics, what to bring. They say nothing about what is asked. */
  topics: string[]
  entries: string[]
}

/** 2:30 and 1.5元 at the start of a line are a time and a price; 1.295-909 is entry 1. */
const LINE_MARK =
  /^[ \t\u3000]*(\d{1,3})[ ]?(?:[:：](?!\d)|[.．](?!\d+(?:\.\d+)?[ ]?(?:元|块|毛|斤|米|里|公|千|万|亩|吨|小时|分|%|％))|[、)）])[ \t\u3000]*/
const INNER_MARK = /(?<=[\s\u3000])(\d{1,3})[.、)．）](?![\d])[ \t\u3000]*/g

const halfDigits = (text: string): string => text.replace(/[\uff10-\uff19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))

/** Cuts one line into the entries that begin inside it, as long as the numbers go on counting. */
function cutLine(line: string, next: number): { parts: string[]; next: number } {
  const parts: string[] = []
  let start = 0
  let expected = next
  INNER_MARK.lastIndex = 0
  for (let found = INNER_MARK.exec(line); found; found = INNER_MARK.exec(line)) {
    if (Number(found[1]) !== expected) continue
    parts.push(line.slice(start, found.index))
    start = found.index + found[0].length
    expected++
  }
  parts.push(line.slice(start))
  return { parts, next: expected }
}

/** 周三晚7点半: an option that the header offers, not somebody's entry. Which week it is in makes no difference here. */
function isTime(item: string): boolean {
  if (item.length > OPTION_MAX_CHARS) return false
  const text = normalizeText(item)
  return text !== '' && scanMoment(text, 0, ANY_DAY)?.end === text.length
}
const OPTION_MAX_CHARS = 24
const OPTIONS_MAX = 20
const ANY_DAY = wallTime(DEFAULT_NOW)

interface NumberedList {
  items: string[]
  /** The number that would go on. */
  next: number
  /** What stood before it, behind the list before. */
  above: string
}

/** Introduces a list of the head's own: “议题：”, “请带好：”. */
const INTRODUCES = /(?:议题|要求|内容|注意|事项|说明|须知|规则|安排|流程|议程|程序|准备|自带|请带|带好)[^,，。;；!！]{0,8}[:：]$/

/** Splits a text into its numbered lists, each with what stands above it. What follows the last one is the tail. */
function listsOf(raw: string): { lists: NumberedList[]; rest: string } {
  const lists: NumberedList[] = []
  let between: string[] = []
  let blank = false
  let count = 0
  const begin = (items: string[], next: number): void => {
    lists.push({ items, next, above: between.join(' ').trim() })
    between = []
  }
  for (const line of halfDigits(raw).split(/\r?\n/)) {
    if (count >= ENTRIES_MAX) break
    if (line.trim() === '') {
      blank = true
      continue
    }
    const list = lists.at(-1)
    const mark = LINE_MARK.exec(line)
    const number = mark ? Number(mark[1]) : -1
    const apart = blank || between.length > 0
    blank = false
    const goesOn = number >= (list?.next ?? 1) && number <= (list?.next ?? 1) + 3
    if (mark && (goesOn || (list && number === 1))) {
      const cut = cutLine(` ${line.slice(mark[0].length)}`, number + 1)
      const items = cut.parts.map((p) => p.trim())
      count += items.length
      // Where everybody types “1.”, no line begins a list: only behind a 2, or behind something between, is a 1 the first of another.
      if (!list || (number === 1 && !goesOn && (apart || list.next > 2 || (lists.length === 1 && isTime(list.items[0]!)))))
        begin(items, cut.next)
      else {
        list.items.push(...items)
        list.next = Math.max(list.next, cut.next)
        between = []
      }
    } else if (!list) {
      // The first entries may stand on the header's own line: “#接龙 1. 2. 倪彩霞 3. 王燕燕 2”.
      const cut = cutLine(line, 1)
      between.push(cut.parts[0]!)
      if (cut.parts.length > 1)
        begin(
          cut.parts.slice(1).map((p) => p.trim()),
          cut.next,
        )
    } else {
      const last = list.items.length - 1
      if (!apart && continues(list.items[last]!, line.trim())) list.items[last] = `${list.items[last]} ${line.trim()}`
      else between.push(line)
    }
  }
  return { lists, rest: between.join(' ').trim() }
}

/** `isPerson`: whether an item begins with somebody of the roster; without it the numbering alone decides. */
export function readChain(raw: string, isPerson?: (item: string) => boolean): Chain {
  const { lists, rest } = listsOf(raw)
  const peopled = isPerson ? lists.filter((list) => mostly(list.items, isPerson)) : []
  // What is listed behind the people is the tail.
  const upTo = peopled.length > 0 ? lists.lastIndexOf(peopled.at(-1)!) + 1 : lists.length
  const header = lists.length === 0 ? [rest] : []
  const topics: string[] = []
  const entries: string[] = []
  let options = 0
  for (const [i, list] of lists.slice(0, upTo).entries()) {
    const offered = offeredTimes(list.items, OPTIONS_MAX - options)
    options += offered
    header.push(list.above, ...list.items.slice(0, offered))
    const ofPeople = peopled.length > 0 ? peopled.includes(list) : i === upTo - 1 && !INTRODUCES.test(list.above)
    const into = ofPeople ? entries : topics
    into.push(...list.items.slice(offered))
  }
  return {
    header: header
      .filter((part) => part !== '')
      .join(' ')
      .trim(),
    topics,
    entries,
  }
}

const mostly = (items: readonly string[], holds: (item: string) => boolean): boolean => {
  const said = items.filter((item) => item !== '')
  return said.length > 0 && said.filter(holds).length * 2 >= said.length
}

/** How many of the first items are times: options, and nobody's entry. */
function offeredTimes(items: readonly string[], atMost: number): number {
  let offered = 0
  while (offered < Math.min(items.length, atMost) && isTime(items[offered]!)) offered++
  return offered
}

/** A further line belongs to an entry that has only its name so far and is short: a count, an option, a word. */
const continues = (entry: string, line: string): boolean =>
  entry !== '' &&
  !/\d|[ ]/.test(entry) &&
  line.length <= 12 &&
  !/[:：]$/.test(line) &&
  !/^(?:例|以上|截止|请|注|大家|共|合计|总计|#)/.test(line)

/** The heading that tells one 接龙 from another, normalized; undefined when the text is none. Resent lists keep their heading. */
export function noteHeading(text: string, kind?: string): string | undefined {
  return isChain(text, kind) ? headingOf(readChain(text)) : undefined
}

/** Tells one list from another. */
export const headingOf = ({ header, topics }: Chain): string => normalizeText([header, ...topics].join(' '))

/** Whether an item begins with a name of the roster; undefined without one. */
export const personIn = (ctx: Context): ((item: string) => boolean) | undefined => {
  const { roster } = ctx
  if (roster === undefined || roster.length === 0) return undefined
  return (item) => {
    const text = normalizeText(item)
    return namePrefix(text.slice(splitPlace(text.split(' ')[0]!).place.length), roster) > 0
  }
}

const COUNT = new RegExp(`(?:^|[ ,:，：])?(?:我?家?(?:来|到|去)?)(${NUM})(?:个人|人|位|口人|口|个)`)

/** 王德福(2人), 李大山[1人], 张三【周三】. A word alone in square brackets is a face. */
const BRACKETS = new RegExp(`[()【】]|\\[(?=[^\\[\\]]{0,6}${NUM})|(?<=${NUM}[^\\[\\]]{0,6})\\]`, 'g')

/** Reads one entry. A bare number counts people, except in a time poll, where it is the option chosen. */
function readEntry(line: string, ctx: Context, polled: boolean): Entry | undefined {
  const text = normalizeText(line).replace(BRACKETS, ' ')
  if (text === '' || /^例/.test(text)) return undefined
  const nameEnd = endOfName(text, ctx)
  const said = text.slice(0, nameEnd).replace(/[ ,:.。、]+$/, '')
  if (said === '') return undefined
  let rest = text
    .slice(nameEnd)
    .replace(/^(?:[ ,:、。-]|\p{Extended_Pictographic})+/u, '')
    .trim()
  const name = nameFrom(said, line, ctx)
  let persons: number | undefined
  const counted = COUNT.exec(rest)
  if (counted) {
    persons = limited(numberOf(counted[1]!))
    if (persons !== undefined) rest = `${rest.slice(0, counted.index)} ${rest.slice(counted.index + counted[0].length)}`.trim()
  } else if (!polled && new RegExp(`^${NUM}$`).test(rest)) {
    persons = limited(numberOf(rest))
    if (persons !== undefined) rest = ''
  }
  const words = rest.replace(/ {2,}/g, ' ').replace(/^[ ,:、。]+|[ ,。]+$/g, '')
  return { name, ...(persons !== undefined && { persons }), ...(words !== '' && { text: words }) }
}

const limited = (n: number | undefined): number | undefined => (n !== undefined && n >= 1 && n <= PERSONS_MAX ? n : undefined)

/** Name as the roster has it when it is certain; otherwise as written, for head or recorder to settle. */
function nameFrom(said: string, line: string, ctx: Context): string {
  const match = ctx.roster ? matchName(said, ctx.roster, {}) : undefined
  if (match?.kind === 'one') return uniqueName(match.entry, ctx.roster!)
  const own = halfDigits(line).trim()
  const at = normalizeText(own).startsWith(said) && [...own].length >= said.length ? own.slice(0, own.length) : said
  const cut = at.split(/[\s,，:：(（[［【]/)[0] ?? said
  return normalizeText(cut).startsWith(said)
    ? cut.slice(0, Math.max(said.length, cut.length - (normalizeText(cut).length - said.length)))
    : said
}

const GLUED_COUNT = new RegExp(
  `^([\\p{sc=Han}\\p{Extended_Pictographic}]{2,8}?)(?:\\d+(?:个人|人|位|口人|口|个|份)?|${NUM}(?:个人|人|位|口人))$`,
  'u',
)

/** Where the name ends: after a roster name, else at a space or separator, else before a count at the end of a Chinese name. */
function endOfName(text: string, ctx: Context): number {
  const place = splitPlace(text.split(' ')[0]!).place.length
  const known = ctx.roster ? namePrefix(text.slice(place), ctx.roster) : 0
  if (known > 0) return place + known + (text[place + known] === '家' ? 1 : 0)
  const token = /^[^ ,:、]+/.exec(text)?.[0] ?? ''
  // 李四3人, 李四三人; but 张三 and 李四 end in a numeral themselves.
  const tail = GLUED_COUNT.exec(token)
  if (tail) return tail[1]!.length
  return token.length
}

/** Entries by name, the last one of each name: whoever writes twice has changed their mind. */
export function latest(chain: Chain, ctx: Context, polled: boolean): Map<string, Entry> {
  const byName = new Map<string, Entry>()
  // A line that comes again is read once, where it stands last.
  for (const line of [...new Set([...chain.entries].reverse())].reverse()) {
    const entry = readEntry(line.slice(0, ENTRY_MAX_CHARS), ctx, polled)
    if (!entry) continue
    const key = plainName(entry.name) || entry.name
    byName.delete(key)
    byName.set(key, entry)
  }
  return byName
}

export const sameEntry = (a: Entry, b: Entry | undefined): boolean => b !== undefined && a.persons === b.persons && a.text === b.text
