/** Numbers with what stands around them: 3票, 两个, 12号, 第二个, 前两天, 9.9. What they mean is for the question to say. */
import { numberOf } from '../numerals.ts'
import { persons, unitAt } from './people.ts'
import type { Token } from './token.ts'

export type NumberRead = Token

const HAN_DIGITS = new Set([...'零一二两三四五六七八九十百廿卅'])
const isDigit = (c: number): boolean => c >= 48 && c <= 57
const RUN_MAX = 12

/** Where the run of digits, or of Chinese numerals, that begins at `at` ends. */
export function digitRun(text: string, at: number): number {
  let end = at
  const latin = isDigit(text.charCodeAt(at))
  // 一二两个: the count of what was listed begins a number of its own.
  while (
    end < text.length &&
    end - at < RUN_MAX &&
    (latin ? isDigit(text.charCodeAt(end)) : HAN_DIGITS.has(text[end]!) && (text[end] !== '两' || end === at))
  )
    end++
  return latin ? end : splitRun(text, at, end)
}

/** 十六十七: two numbers in one breath. The first that is one and leaves one behind. */
function splitRun(text: string, at: number, end: number): number {
  if (end - at < 3 || numberOf(text.slice(at, end)) !== undefined || !text.slice(at, end).includes('十')) return end
  for (let cut = end - 1; cut > at; cut--)
    if (numberOf(text.slice(at, cut)) !== undefined && numberOf(text.slice(cut, end)) !== undefined) return cut
  return end
}

/** What is counted in these is no option, no person and no issue: 3斤, 2块, 一点. */
const MEASURES = new Set([
  ...'块元毛角斤克吨公里米尺寸亩分条只头匹把张本支件套包箱袋瓶碗杯桌楼栋层间组队户家月年岁点刻秒度成倍份片顿趟遍回次声步班届辆台部座站棵根粒颗群批种样些声阵股圈轮缺百千万亿多几等',
])
/** 12号路灯杆, 3号井: things have numbers, too. */
const THING = /^号(?:[灯杆井塘线桥渠沟机泵管闸门院栋塔台柜箱房坝田车厂坑洞片弯标坡]|屋(?!场)|地块|水|楼)/
const ISSUE_NOUN = /^(?:问题|那件事|这件事|的事情|的事|件事|事情|事项|事|件|时间|选项|方案|那个|这个)/

/** Reads the number whose digits stand from `at` to `run`. */
export function readNumeral(text: string, at: number, run: number): NumberRead {
  const pair = decimalAt(text, at, run)
  if (pair) return pair
  const digits = text.slice(at, run)
  const n = numberOf(digits)
  const base = { from: at, to: run, digits, ...(n !== undefined && { n }) }
  const next = text[run] ?? ''
  if (next === '票') return n === undefined ? { ...base, kind: 'word', to: run + 1 } : { kind: 'votes', n, from: at, to: run + 1 }
  if (next === '号') {
    if (THING.test(text.slice(run, run + 4))) return { ...base, kind: 'number', marked: true, to: run + 1 }
    const noun = ISSUE_NOUN.exec(text.slice(run + 1, run + 5))
    return { ...base, kind: 'number', marked: true, to: run + 1 + (noun?.[0].length ?? 0) }
  }
  const unit =
    unitAt(text, run) ?? (text[run] === ' ' && /^ (?:个|人|票|位)/.test(text.slice(run, run + 2)) ? unitAt(text, run + 1) : undefined)
  if (unit && n !== undefined && unit.as === 'count') return countAt(text, at, unit.end, n)
  if (unit && persons(n) !== undefined) {
    return { kind: 'people', n: n!, from: at, to: unit.end, ...(unit.as === 'family' && { family: true as const }) }
  }
  if (unit) return { ...base, kind: 'word', to: unit.end }
  if (next === '天' && n !== undefined) return countAt(text, at, run + 1, n)
  if (MEASURES.has(next) || next === '%' || next === '+' || next === '*') return { ...base, kind: 'word', to: run + 1 }
  // 2024, 13800138000: nothing that anybody here counts.
  return digits.length > 6 || n === undefined ? { ...base, kind: 'number' } : { ...base, kind: 'number' }
}

function countAt(text: string, from: number, end: number, n: number): Token {
  const noun = /^(?:时间|晚上|日子|时候|选项)/.exec(text.slice(end, end + 2))
  return { kind: 'count', n, from, to: end + (noun?.[0].length ?? 0) }
}

/** 9.9, 9/10, 1-3, 3+4: two numbers with one sign between them, and nothing more of the kind behind. */
function decimalAt(text: string, at: number, run: number): Token | undefined {
  const sign = text[run] ?? ''
  if (!isDigit(text.charCodeAt(at)) || !'./-~+'.includes(sign) || sign === '' || run - at > 2) return undefined
  const end = digitRun(text, run + 1)
  if (end === run + 1 || end - run > 3 || !isDigit(text.charCodeAt(run + 1)) || /^[./-]\d/.test(text.slice(end, end + 2))) return undefined
  const pair = [Number(text.slice(at, run)), Number(text.slice(run + 1, end)), sign] as const
  const noun = /^[日号]/.test(text.slice(end, end + 1)) ? 1 : 0
  if (noun === 0 && MEASURES.has(text[end] ?? '')) return { kind: 'word', from: at, to: end + 1, digits: '' }
  return { kind: 'decimal', from: at, to: end + noun, pair }
}

const ORDINAL_UNIT = /^ ?(?:个|天|次|场|项|种|号|条|款|晚)?(?:时间|方案|选项|议题|晚上|那个|那天|那场|的)?/

/** 第二个, 第3天, 第12号 */
export function readOrdinal(text: string, at: number): Token | undefined {
  const from = text[at + 1] === ' ' ? at + 2 : at + 1
  const run = digitRun(text, from)
  // 第一名 is a prize.
  if (run > from && text[run] === '名') return { kind: 'word', from: at, to: run + 1 }
  if (run === from || text[run] === '时' || text[run] === '户' || text[run] === '组') return undefined
  const digits = text.slice(from, run)
  const n = numberOf(digits)
  if (n === undefined) return undefined
  const unit = ORDINAL_UNIT.exec(text.slice(run, run + 6))![0]
  return { kind: 'ordinal', n, digits, from: at, to: run + unit.length, ...(unit.startsWith('号') && { marked: true }) }
}

const ENDS: readonly (readonly [string, 'front' | 'back' | 'middle'])[] = [
  ['中间', 'middle'],
  ['当中', 'middle'],
  ['最前面', 'front'],
  ['前面', 'front'],
  ['前头', 'front'],
  ['头前', 'front'],
  ['开头', 'front'],
  ['最前', 'front'],
  ['上面', 'front'],
  ['前', 'front'],
  ['头', 'front'],
  ['最后面', 'back'],
  ['最后', 'back'],
  ['后面', 'back'],
  ['后头', 'back'],
  ['末尾', 'back'],
  ['下面', 'back'],
  ['后', 'back'],
] // prettier-ignore
const END_STARTS = new Set([...'最前头开上后末下中当'])
/** With what 前两个 and 倒数第二个 begin. */
export const RELATIVE_STARTS = [...END_STARTS, '倒']
const RELATIVE_UNIT = /^(?:个(?!月|小|星|礼|人)|天(?!内|后)|次|场|晚|种|项)(?:时间|晚上|的)?/

/** 前两个, 最后三天: so many from one end. 倒数第二个: the one that stands there. */
export function readRelative(text: string, at: number): Token | undefined {
  if (text.startsWith('倒数第', at)) {
    const ordinal = readOrdinal(text, at + 2)
    return ordinal && { kind: 'relative', end: 'last', n: ordinal.n!, from: at, to: ordinal.to }
  }
  if (!END_STARTS.has(text[at]!)) return undefined
  for (const [word, end] of ENDS) {
    if (!text.startsWith(word, at)) continue
    const from = at + word.length
    const run = digitRun(text, from)
    if (run === from) continue
    const n = numberOf(text.slice(from, run))
    const unit = RELATIVE_UNIT.exec(text.slice(run, run + 4))
    if (n === undefined || n < 1 || n > 9 || !unit) return undefined
    return { kind: 'relative', end, n, from: at, to: run + unit[0].length }
  }
  return undefined
}
