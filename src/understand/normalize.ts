/**
 * The one place where the ways of writing a thing become one way: width, traditional characters, circled and keycap digits,
 * faces, spaces, doubled punctuation. Everything behind it works on the result; a person's own words are cut from the original.
 */
import { Converter } from 'opencc-js/t2cn'
import { FACE_WORDS } from './lexicon.ts'

/** Answers are short. Longer messages are only looked at as commands, whose patterns are anchored at the start. */
export const ANSWER_MAX_CHARS = 80

export interface Said {
  /** What the person typed, without quote and mention of the bot. */
  raw: string
  /** Normalized whole: half width, simplified, one space between words, no doubled punctuation. */
  text: string
  /** The person's own characters for `text.slice(from, to)`: only digits and Latin letters are brought to half width. */
  own(from: number, to?: number): string
}

let convert: ((text: string) => string) | undefined
/** Folded code unit for each code unit seen so far; 0 = not seen. One char at a time, so that lengths never change. */
const folded = new Uint16Array(65536)

const SPACE = 32
const DROP = 0xffff
const isSpace = (c: number): boolean =>
  c === SPACE ||
  (c >= 9 && c <= 13) ||
  c === 0xa0 ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x2028 ||
  c === 0x2029 ||
  c === 0x202f ||
  c === 0x3000

const isDropped = (c: number): boolean =>
  c < 32 ||
  (c >= 0x200b && c <= 0x200f) ||
  (c >= 0x202a && c <= 0x202e) ||
  (c >= 0x2060 && c <= 0x2064) ||
  c === 0xfeff ||
  (c >= 0xfe00 && c <= 0xfe0f)

const PUNCTUATION: Record<string, string> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '﹒': '.',
  '｡': '。',
  '—': '-',
  '–': '-',
  '－': '-',
  '…': '。',
  '︰': ':',
  '∶': ':',
  '﹐': ',',
  '､': '、',
  '·': '.',
  '•': '.',
  〇: '零',
  '○': '零',
  冩: '写',
  瞭: '了',
  壹: '一',
  贰: '二',
  貳: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  喺: '在',
  唔: '不',
} // prettier-ignore

function fold(c: number): number {
  const known = folded[c]!
  if (known !== 0) return known
  let to = c
  if (isSpace(c)) to = SPACE
  else if (isDropped(c)) to = DROP
  else if (c >= 0xff01 && c <= 0xff5e) to = c - 0xfee0
  else {
    const char = String.fromCharCode(c)
    const other = PUNCTUATION[char]
    if (other) to = other.charCodeAt(0)
    else if (c >= 0x3400 && c <= 0x9fff) {
      const simplify: (text: string) => string = convert ?? Converter({ from: 't', to: 'cn' })
      convert = simplify
      const simple = simplify(char)
      if (simple.length === 1) to = simple.charCodeAt(0)
    }
  }
  if (to >= 65 && to <= 90) to += 32
  folded[c] = to
  return to
}

/** Circled, bracketed, dotted and black digits: `①` is 1. 0 when it is none of them. */
function circled(c: number): number {
  if (c >= 0x2460 && c <= 0x2473) return c - 0x245f
  if (c >= 0x2474 && c <= 0x2487) return c - 0x2473
  if (c >= 0x2488 && c <= 0x249b) return c - 0x2487
  if (c >= 0x2776 && c <= 0x277f) return c - 0x2775
  if (c >= 0x2780 && c <= 0x2789) return c - 0x277f
  if (c >= 0x278a && c <= 0x2793) return c - 0x2789
  if (c >= 0x3220 && c <= 0x3229) return c - 0x321f
  if (c >= 0x3280 && c <= 0x3289) return c - 0x327f
  return 0
}

/** Bounds the look for a closing bracket, so that a line of opening ones stays linear. */
const FACE_MAX_CHARS = 10
/** WeChat writes its own faces as `[强]`, some keyboards as `［强］`. */
function faceAt(raw: string, i: number): { word: string; length: number } | undefined {
  let name = ''
  for (let end = i + 1; end <= i + FACE_MAX_CHARS; end++) {
    const c = raw.charCodeAt(end)
    if (c === 0x5d || c === 0xff3d) {
      const word = Object.hasOwn(FACE_WORDS, name) ? FACE_WORDS[name] : undefined
      return word ? { word, length: end - i + 1 } : undefined
    }
    // NaN past the end. No other character of a face's name is wide or a bracket.
    if (!(c > SPACE) || c === 0x5b || c === 0xff3b) return undefined
    name += String.fromCharCode(fold(c))
  }
  return undefined
}

const DOUBLED = new Set([...' ,。.!?~、:;-'].map((c) => c.charCodeAt(0)))

/**
 * Walks `raw` once, and keeps in `starts` for each character of the result the place that it came from. Linear: every step moves forward.
 * One loop and no callback: this is done to every message.
 */
function walk(raw: string, starts?: number[]): string {
  let text = ''
  let last = SPACE
  for (let i = 0; i < raw.length; ) {
    const from = i
    const c = raw.charCodeAt(i)
    if (c === 0x5b || c === 0xff3b) {
      const face = faceAt(raw, i)
      if (face) {
        text += face.word
        last = 0
        i += face.length
        if (starts) place(starts, text.length, from)
        continue
      }
    }
    if (c >= 0xd800 && c <= 0xdbff) {
      const point = raw.codePointAt(i)!
      const wide = point > 0xffff ? 2 : 1
      // Skin tones, regional marks: decoration on the sign before.
      if (!(point >= 0x1f3fb && point <= 0x1f3ff)) {
        text += point === 0x1f197 ? '👌' : raw.slice(i, i + wide)
        last = 0
      }
      i += wide
      if (starts) place(starts, text.length, from)
      continue
    }
    const digit = circled(c)
    if (digit > 0 || c === 0x20e3) {
      if (last !== SPACE) text += ' '
      if (digit > 0) text += `${digit} `
      last = SPACE
      i++
      if (starts) place(starts, text.length, from)
      continue
    }
    const to = c === 0x2640 || c === 0x2642 ? DROP : fold(c)
    i++
    if (to === DROP || (to === last && DOUBLED.has(to))) continue
    text += String.fromCharCode(to)
    last = to
    if (starts) starts.push(from)
  }
  return text
}

function place(starts: number[], length: number, at: number): void {
  while (starts.length < length) starts.push(at)
}

/** Normalized text alone: for names, options and headers. */
export function normalizeText(raw: string): string {
  return walk(raw).trim()
}

/** Normalized text, and for each of its characters the place in `raw` that it came from; one place more, the end. */
export function placed(raw: string): { text: string; starts: number[] } {
  const starts: number[] = []
  const text = walk(raw, starts)
  starts.push(raw.length)
  return { text, starts }
}

function ownWords(raw: string, from: number, to: number): string {
  const { starts } = placed(raw)
  const length = starts.length - 1
  const cut = raw.slice(starts[Math.min(from, length)], starts[Math.min(to, length)])
  return tidy(cut.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)))
}

/** Own words lose only what stands around them: spaces, a separator in front, a full stop behind. */
const tidy = (text: string): string =>
  text
    .replace(/^[\s,，:：、;；-]+/, '')
    .trimEnd()
    .replace(/。+$/, '')

export function normalize(raw: string): Said {
  const whole = walk(raw)
  const lead = whole.length - whole.trimStart().length
  const text = whole.trim()
  return { raw, text, own: ownOf(raw, lead, text.length) }
}

/** A function without a name: one with its name written down again for each message (the loader does that) costs as much as a word's reading. */
function ownOf(raw: string, lead: number, length: number): Said['own'] {
  return (from, to = length) => ownWords(raw, from + lead, to + lead)
}
