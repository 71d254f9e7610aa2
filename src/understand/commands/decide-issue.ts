import { type Answer, ask, type Context, commands, intent } from '../context.ts'
import { namedBehind } from '../day-named-twice.ts'
import { CATEGORIES, HANDLED, oneOf } from '../lexicon.ts'
import { clashText, dayOfClash } from '../moment-words.ts'
import { momentsIn } from '../moments.ts'
import { NUM } from '../numerals.ts'
import type { Decision } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Command, command, issueAt, issueOnly, type Rest, restFrom } from './order.ts'

const DECISIONS: [Decision, RegExp][] = [
  ['onTheSpot', /^(?:当场(?:就)?(?:解决|议定|定了?|办|搞定|搞好|处理好?|修好)|现场(?:解决|议定|搞定|处理好?))(?:了)?/],
  ['agreed', /^(?:约定|约好|限期|约到|答应)(?:在|于|日期)?/],
  [
    'toVillage',
    /^(?:上报(?:到?村里|村级|村委)?|报到?村(?:里|级)?|转村(?:里|级)?|[交转]给?村(?:里|级|委)?|上交村里)(?:去)?(?:办|处理|解决)?(?:了)?/,
  ],
  ['dismiss', /^(?:不成立|不算(?:问题)?|驳回|不受理)(?:了)?/],
  ['merge', /^(?:并到|合并到|并入|合到|归到|并进)/],
]
const DONE = new RegExp(`^${HANDLED}(?=$|[ ,。:;!])`)

const NUMBER_ALONE = new RegExp(`^(?:#|第)?${NUM} ?(?:号(?:问题)?)?(?:[ ,:。]|$)`)

const TO_CATEGORY = new RegExp(
  `^(?:(?:的)?(?:类别|分类)[ :]*(?:改?(?:成|为|到)|是|应该是)?|归(?:到|为|类到)?|改(?:成|为|到)|算)[ :]*(${oneOf(CATEGORIES)})(?:类|里|这类)?了?$`,
)
const SOME_CATEGORY = /^(?:的)?(?:类别|分类)(?:改?(?:成|为|到)|是)?(?:[ :]+\S{1,8}|[ :]*)$/

/** categorise := n (类别 | 归到 | 改成) CATEGORY. A category that is none of the ten is answered with the ten. */
export const categorise: Command = (order, ctx) => {
  const at = issueAt(order.text)
  if (!at) return undefined
  const rest = order.core.slice(at.end)
  const category = TO_CATEGORY.exec(rest)?.[1]
  if (category) return intent('categorise', { issueNo: at.issueNo, category })
  return SOME_CATEGORY.test(rest) && commands(ctx, 'categorise') ? ask(SAY.whichCategory(at.issueNo, CATEGORIES)) : undefined
}

/**
 * decideIssue := n (当场解决 [text] | 约定 DATE前 [text] | 上报 [text] | 不成立 reason | 并到 n) | 上报 n [text]   (from the head)
 * handled := n 办好了 [text] | 办结 n [text]
 * A reason, a date and the other number are asked for when they are missing.
 */
export const decideIssue: Command = (order, ctx) => {
  // 12 归到哪里 from the head lacks its number.
  const asking = order.asks && !/[归并]到/.test(order.text)
  const pass = ctx.role === 'head' ? command(order, /^(?:上报|报村里?)/) : undefined
  if (pass) {
    const own = issueAt(pass.text)
    if (own && asking) return undefined
    if (own && /^\d{1,4}号?$/.test(pass.text.slice(own.end))) return ask(SAY.fault('一次只能写一件', `上报 ${own.issueNo}`))
    if (own) return intent('decideIssue', { issueNo: own.issueNo, decision: 'toVillage', ...textOf(pass, own.end) })
    return pass.text === '' ? ask(SAY.missing('号码', '12 上报')) : undefined
  }
  const ended = ctx.role === 'head' && !asking ? command(order, /^办结/) : undefined
  const endedNo = ended && issueAt(ended.text)
  // 办结3家: a number that counts something is no issue's.
  if (ended && endedNo && NUMBER_ALONE.test(ended.text))
    return intent('handled', { issueNo: endedNo.issueNo, ...textOf(ended, endedNo.end) })
  const at = issueAt(order.text)
  if (!at) return undefined
  const rest = restFrom(order, at.end)
  if (TO_CATEGORY.test(rest.core)) return undefined
  if (asking) return undefined
  const done = DONE.exec(rest.text)
  // “12号办好了” is also what a neighbour says about a date.
  // In the village's group a number alone could be any hamlet's.
  if (done && ctx.hamlets && ctx.role !== 'head' && commands(ctx, 'handled'))
    return ask(SAY.missing('屋场', `${ctx.hamlets[0] ?? '槐树'}${at.issueNo} 办好了`))
  if (done) return commands(ctx, 'handled') ? intent('handled', { issueNo: at.issueNo, ...textOf(rest, done[0].length) }) : undefined
  for (const [decision, word] of DECISIONS) {
    const found = word.exec(rest.text)
    if (found) return decided(decision, at.issueNo, rest, found[0].length, ctx)
  }
  return undefined
}

function textOf(rest: Rest, from: number): { text?: string } {
  const text = rest.own(from)
  return text === '' ? {} : { text }
}

function decided(decision: Decision, issueNo: number, rest: Rest, from: number, ctx: Context): Answer | undefined {
  const after = rest.text.slice(from)
  if (decision === 'merge') {
    const into = issueOnly(
      rest.core
        .slice(from)
        .replace(/^[ :]+/, '')
        .replace(/(?:里面?去?|一起|去)$/, ''),
    )
    if (into === issueNo) return ask(SAY.fault('不能并到自己', `${issueNo} 并到 9`))
    if (into !== undefined) return intent('decideIssue', { issueNo, decision, into })
    // 2号归到谁家了 is a question among neighbours.
    return commands(ctx, 'decideIssue') ? ask(SAY.missing('要并到的号码', `${issueNo} 并到 9`)) : undefined
  }
  if (decision === 'agreed') return agreed(issueNo, rest, from, ctx)
  // 12 上报时间…, 12 当场解决不了: the word goes on.
  if (after !== '' && !/^[ ,:。;!、]/.test(after)) return undefined
  const text = textOf(rest, from)
  if (decision === 'dismiss' && text.text === undefined) return ask(SAY.missing('原因', `${issueNo} 不成立 已经修了`))
  return intent('decideIssue', { issueNo, decision, ...text })
}

const BEFORE = /^(?:之?前(?!后)|以前)/
const BY = /^(?:之?前|以前|内|之内)?(?:办结|完成|办好|办完)?/
/** 10月15日或16日前, 10月15日到20日: two days for one thing. */
const JOINED = /^[ ]?(?:到|至|或者?|和|、|,|~|-|\/)?[ ]?$/
/** 9月30日前后: no day that anybody could be held to. */
const ABOUT = /^(?:前后|左右|上下)/

type Found = ReturnType<typeof momentsIn>[number]

/** The day followed by 前, wherever it stands; without 前 the only day said. Undefined when two could be meant. */
function dueDay(text: string, days: readonly Found[]): Found | undefined {
  const marked = days.filter((d) => BEFORE.test(text.slice(d.end)))
  const due = marked.length > 0 ? marked : days
  const only = due.length === 1 ? due[0]! : undefined
  const before = only ? days[days.indexOf(only) - 1] : undefined
  return only && before && JOINED.test(text.slice(before.end, only.start)) ? undefined : only
}

function agreed(issueNo: number, rest: Rest, from: number, ctx: Context): Answer {
  const days = momentsIn(rest.text, from, ctx.wall).filter((m) => m.day !== undefined)
  const text = (a: number, b: number): string => rest.own(a, b).replace(/[\s,，。:：]+$/, '')
  const form = (due: string, words: string): string => `${issueNo} 约定 ${due} ${words || '修好'}`
  if (days.length === 0) return ask(SAY.missing('日期', form('9月30日前', text(from, rest.text.length))))
  const found = dueDay(rest.text, days)
  if (!found) {
    const first = days.find((d) => d.day?.date !== undefined && d.day.date >= ctx.wall.date)
    return ask(SAY.fault('日期不止一个', form(first ? `${rest.text.slice(first.start, first.end)}前` : '9月30日前', '')))
  }
  const word = rest.text.slice(found.start, found.end)
  const after = rest.text.slice(found.end)
  const about = ABOUT.exec(after)
  const by = found.end + (about?.[0].length ?? BY.exec(after)?.[0].length ?? 0)
  // 10月8日前（周四）
  const named = namedBehind(rest.text, found.start, by, found.day!, ctx.wall)
  const words = [text(from, found.start), text(named?.end ?? by, rest.text.length)].filter((t) => t !== '').join(' ')
  const { date, clash } = named ?? found.day!
  if (clash)
    return ask(
      SAY.fault(
        clashText(rest.text.slice(found.start, named?.end ?? found.end), clash),
        form(`${dayOfClash(clash, ctx.wall.date)}前`, words),
      ),
    )
  if (date === undefined || about) return ask(SAY.fault(`“${word}${about?.[0] ?? ''}”不知道是哪一天`, form('9月30日前', words)))
  if (date < ctx.wall.date) return ask(SAY.fault(`“${word}”已经过去了`, form('月底前', words)))
  return intent('decideIssue', { issueNo, decision: 'agreed', dueOn: date, ...(words !== '' && { text: words }) })
}
