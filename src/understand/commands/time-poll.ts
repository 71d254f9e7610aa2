import { canBeAsked, goodDeadline } from '../../domain/poll/good-deadline.ts'
import { excerpt } from '../../kernel/excerpt.ts'
import { addDays, instantAt, isoShanghai } from '../../kernel/time.ts'
import { type Answer, ask, type Context, commands, intent, isOpen } from '../context.ts'
import { clashText, dated, eveningOf, faultText, spoken, timesOfClash } from '../moment-words.ts'
import { findMoment, fits, instantOf, type MomentFault, type SaidMoment, scanMoment, wallOf } from '../moments.ts'
import { NUM, numberOf } from '../numerals.ts'
import type { OpenQuestion } from '../outcome.ts'
import { QUOTED_MAX, SAY } from '../say.ts'
import { type Command, command, isBare, type Rest } from './order.ts'

/** One message shows eight numbered lines at most. */
const OPTIONS_MAX = 8
/** So many are read, to say how many there were. */
const OPTIONS_READ = 40

const CLOSES = /^(?:之?前)?[ ]?(?:截止|为止|结束|收集?完)|^之?前[ ]?(?:请|都)?(?:回复|回话|回|答复)/
const CLOSES_BEFORE = /(?:截止(?:时间|到)?|回复?到)[ :到在]*$/
/** 1. or ①, which has become a 1 with a space behind. */
const FIRST_NUMBER = /(?:^|[ ,:、])1(?:[.、)] ?| )$/
const NEXT_NUMBER = /^(\d)(?:[.、)] ?| )/
const JOIN = /^(?:[ /,、;和跟|]|或者?|还是|or)+/

interface PollParts {
  topic: string
  options: { at: number | MomentFault; word: string; said: SaidMoment }[]
  closes: { at: number | MomentFault; word: string; said: SaidMoment } | undefined
  left: string
}

/** Topic first, then the times, one of them with 截止. */
function pollParts(rest: Rest, ctx: Context): PollParts {
  const { text } = rest
  const parts: PollParts = { topic: '', options: [], closes: undefined, left: '' }
  const first = firstTime(text, ctx)
  const topicEnd = first ? first.start : text.length
  let lead = text.slice(0, topicEnd)
  const announced = CLOSES_BEFORE.exec(lead)
  if (announced) lead = lead.slice(0, announced.index)
  // 1. 周三晚7点半 2. 周四晚7点半: the times may be numbered.
  const numbered = first ? FIRST_NUMBER.exec(lead) : null
  if (numbered) lead = lead.slice(0, numbered.index)
  const unread = unreadTime(lead, first !== undefined)
  if (unread) lead = lead.slice(0, unread.from)
  parts.topic = rest
    .own(0, lead.length)
    .replace(/^(?:议题|主题|内容)[:：]\s*/, '')
    .replace(/[\s,，、:：/]+$/, '')
  let at = topicEnd
  let closing = announced !== null
  while (at < text.length && parts.options.length < OPTIONS_READ) {
    const gap = JOIN.exec(text.slice(at, at + 8))
    if (gap) at += gap[0].length
    const number = numbered ? NEXT_NUMBER.exec(text.slice(at, at + 4)) : null
    if (number && Number(number[1]) === parts.options.length + 1) at += number[0].length
    const before = /^(?:截止(?:时间|到)?)[ :到在]*/.exec(text.slice(at, at + 10))
    if (before) {
      closing = true
      at += before[0].length
    }
    const said = scanMoment(text, at, ctx.wall)
    if (!said) break
    at = closingAt(parts, said, text, at, closing, ctx)
    closing = false
  }
  parts.left = text.slice(at).replace(/^[ 。.,!~]+/, '')
  // 明天下午25点: the hour that could not be read belongs to its day.
  const last = parts.options.at(-1)
  if (last && parts.left !== '' && text.endsWith(last.word + parts.left)) {
    parts.options.pop()
    parts.left = last.word + parts.left
  }
  if (unread) parts.left = unread.word + (unread.glued ? (parts.options.shift()?.word ?? '') : '')
  // The topic may stand last, too, if it is one word and no time is hidden in it.
  if (parts.topic === '' && /^[^ ,/、\d]{2,16}$/.test(parts.left) && !findMoment(parts.left, 0, ctx.wall)) {
    parts.topic = rest.own(text.length - parts.left.length).replace(/^议题(?=.)/, '')
    parts.left = ''
  }
  return parts
}

/** Characters of a word like 下下个星期八. */
const UNREAD_MAX = 12

/**
 * What stands where a time should stand and is none: 哪天晚上/后面那天, 周三晚25点/…, 星期八晚7点. A slash joins times, so the words that it
 * joins are meant as some; `glued`: the rest of it was read as a time of its own.
 */
function unreadTime(lead: string, followed: boolean): { from: number; word: string; glued: boolean } | undefined {
  const slash = followed ? (/\/ ?$/.exec(lead.slice(-2)) ? lead.lastIndexOf('/') : -1) : lead.indexOf('/')
  if (slash > 0) {
    const from = lead.slice(0, slash).trimEnd().lastIndexOf(' ') + 1
    return { from, word: lead.slice(from, followed ? slash : undefined).trim(), glued: false }
  }
  const from = Math.max(0, lead.length - UNREAD_MAX)
  const glued = followed ? /(?:下{0,2}个?|这个?|本)?(?:周|星期|礼拜)[^ /]{1,3}$/.exec(lead.slice(from)) : null
  return glued ? { from: from + glued.index, word: glued[0], glued: true } : undefined
}

/** A topic holds a word or two that look like times, not a list of them. */
const TOPIC_TIMES_MAX = 5

/** 中秋晚会, 1号塘清淤: a time whose word goes on belongs to the topic. */
function firstTime(text: string, ctx: Context): ReturnType<typeof findMoment> {
  let found = findMoment(text, 0, ctx.wall)
  for (
    let tries = 0;
    tries < TOPIC_TIMES_MAX && found && !/^(?:[ /,、;或和跟|。!~]|还是|or|之?前|截止|$)/.test(text.slice(found.end, found.end + 4));
    tries++
  )
    found = findMoment(text, found.end, ctx.wall)
  return found
}

/** 9月12日20:00 截止9月9日中午: the word belongs to the time behind it. */
function deadlineFollows(text: string, at: number, ctx: Context): boolean {
  const from = at + (/^(?:时间|到)?[ :到在]*/.exec(text.slice(at, at + 8))?.[0].length ?? 0)
  return scanMoment(text, from, ctx.wall) !== undefined
}

/** Files one time as an option or as the deadline; returns where reading goes on. */
function closingAt(parts: PollParts, said: SaidMoment, text: string, at: number, closing: boolean, ctx: Context): number {
  const word = text.slice(at, said.end)
  const after = CLOSES.exec(text.slice(said.end, said.end + 8))
  if (closing || (after && !deadlineFollows(text, said.end + after[0].length, ctx))) {
    parts.closes = { at: instantOf(said, ctx.now, 'deadline'), word, said }
    return said.end + (after?.[0].length ?? 0)
  }
  parts.options.push({ at: instantOf(said, ctx.now, 'meeting'), word, said })
  return said.end
}

/**
 * Times for the right form: the speaker's own where they can be used, their day at half past seven where only the hour was missing,
 * and further evenings from the day after tomorrow on until there are enough.
 */
function suggestedTimes(parts: PollParts, ctx: Context): number[] {
  const times = new Set<number>()
  for (const option of parts.options) {
    const day = option.said.day?.date
    const meant = option.at === 'clash' ? timesOfClash(option.said, ctx, 'meeting')[0] : day === undefined ? undefined : eveningOf(day)
    const at = typeof option.at === 'number' ? option.at : (meant ?? 0)
    if (canBeAsked(at, ctx.now) && times.size < OPTIONS_MAX) times.add(at)
  }
  for (let ahead = 2; times.size < 2; ahead++) times.add(eveningOf(addDays(ctx.wall.date, ahead)))
  return [...times].sort((a, b) => a - b)
}

function pollForm(parts: PollParts, ctx: Context): string {
  const times = suggestedTimes(parts, ctx)
  const said = parts.closes?.at
  const deadline = typeof said === 'number' && said < times[0]! ? said : parts.closes && goodDeadline(times, ctx.now)
  const usable = deadline === undefined ? '' : ` ${spoken(deadline, ctx.now)}截止`
  return `约时间 ${parts.topic ? `${parts.topic} ` : ''}${times.map((at) => spoken(at, ctx.now)).join('/')}${usable}`
}

/**
 * openTimePoll := 约时间 [topic] [time (/ time)+ | 1. time 2. time …] [time 截止]
 * Nothing is opened with a time past or unreadable, one option, more than nine, or a deadline after the first option.
 */
export const openTimePoll: Command = (order, ctx) => {
  const rest = command(order, /^(?:发起|开始)?约(?:个|一下|下|一个)?(?:开会)?时间/)
  if (!rest || /^(?:结束|截止|完|到此|取消|作废)/.test(rest.text)) return undefined
  if (!rest.separated && rest.text !== '' && !isBare(rest)) return undefined
  if (isBare(rest)) return commands(ctx, 'openTimePoll') || rest.text === '' ? intent('openTimePoll', {}) : undefined
  return polled(rest, ctx)
}

/** The poll that `rest` describes, or what keeps it from being one. */
export function polled(rest: Rest, ctx: Context): Answer {
  const parts = pollParts(rest, ctx)
  const fault = pollFault(parts)
  const good = parts.options.filter((o): o is typeof o & { at: number } => typeof o.at === 'number')
  if (fault) return ask(SAY.fault(fault, pollForm(parts, ctx)))
  return intent('openTimePoll', {
    ...(parts.topic !== '' && { topic: parts.topic }),
    ...(good.length > 0 && { options: good.map((o) => isoShanghai(o.at)) }),
    ...(typeof parts.closes?.at === 'number' && { closesAt: isoShanghai(parts.closes.at) }),
  })
}

function pollFault(parts: PollParts): string | undefined {
  if (parts.left !== '' && parts.options.length === 0) return `“${excerpt(parts.left, QUOTED_MAX)}”没看懂是什么时候`
  for (const option of parts.options) if (typeof option.at !== 'number') return faultText(option.at, option.word, option.said)
  if (parts.closes && typeof parts.closes.at !== 'number')
    return `截止时间${faultText(parts.closes.at, parts.closes.word, parts.closes.said)}`
  if (parts.left !== '') return `“${excerpt(parts.left, QUOTED_MAX)}”没看懂`
  if (parts.options.length === 1) return '只有一个时间，至少要两个'
  if (parts.options.length > OPTIONS_MAX) return `${parts.options.length}个时间太多了，最多${OPTIONS_MAX}个`
  const times = parts.options.map((o) => o.at as number)
  if (new Set(times).size < times.length) return '有两个时间是一样的'
  const closes = parts.closes?.at
  if (typeof closes === 'number' && times.length > 0 && closes >= Math.min(...times)) return '截止时间要早于第一个时间'
  return undefined
}

/** closeTimePoll := 约时间结束   cancelPoll := 取消约时间 [why, from the head] */
export const endPoll: Command = (order, ctx) => {
  if (/^约时间(?:就)?(?:先)?(?:到此)?(?:结束|截止|为止|完)$|^(?:结束|截止)约时间$/.test(order.bare)) return intent('closeTimePoll', {})
  const off = /^(?:取消约时间|约时间(?:先|就)?(?:取消|作废)|不约时间)$/.test(order.bare)
  if (off && (order.why === undefined || commands(ctx, 'cancelPoll'))) return intent('cancelPoll', {})
  return undefined
}

/** 定2, 定2号, 定第2个. 定2个 and 定一个时间 tell how many, not which. */
const CHOOSE = new RegExp(
  `^(?:就)?(?:定|选定|确定)(?:下来?)?(?:为|在)?[ :]*(?:第[ ]?(${NUM})(?:号|个|项)?|(${NUM})(?:号|项)?)(?:时间|方案)?$`,
)
const CHOOSE_DAY = /^(?:就)?(?:定|选定|确定)(?:下来?)?(?:为|在)?[ :]*/

/** chooseOption := 定 n | 定 TIME   Gossip from anyone but the head (定2 may be an answer); asked when it is none of the options. */
export const chooseOption: Command = (order, ctx) => {
  if (!commands(ctx, 'chooseOption') || !order.text.includes('定')) return undefined
  const poll = ctx.open.findLast((q): q is Extract<OpenQuestion, { question: 'timePoll' }> => q.question === 'timePoll')
  const found = CHOOSE.exec(order.bare)
  const option = found ? numberOf(found[1] ?? found[2]!) : undefined
  if (option !== undefined && option > 0) {
    if (poll && option > poll.options.length) return ask(SAY.noSuchOption(option, poll.options.length))
    return intent('chooseOption', { option })
  }
  const day = CHOOSE_DAY.exec(order.text)
  if (!day) return undefined
  const from = day[0].length
  const moment = scanMoment(order.text, from, ctx.wall)
  if (!moment || !/^(?:那个|这个|那天|的)?$/.test(order.core.slice(moment.end)))
    return from > 0 && order.text.length === from ? ask(SAY.missing('第几个时间', '定2')) : undefined
  const clash = moment.day?.clash
  if (clash) return ask(SAY.fault(clashText(order.text.slice(from, moment.end), clash), '定2'))
  const fitting = poll && moment.day?.date !== undefined ? optionsOf(moment, poll.options) : []
  if (fitting.length === 1) return intent('chooseOption', { option: fitting[0]! })
  return ask(poll ? SAY.timeNotOffered(order.text.slice(from, moment.end)) : SAY.missing('第几个时间', '定2'))
}

/** The numbers of the options that `said` can mean. */
export const optionsOf = (said: SaidMoment, options: readonly string[]): number[] =>
  options.flatMap((option, i) => {
    const wall = wallOf(option)
    return wall !== undefined && fits(said, wall) ? [i + 1] : []
  })

/** extendPoll := (延到 | 延长到 | 截止改到) TIME [截止]   From those who may, or with the poll open and unmistakable words. */
export const extendPoll: Command = (order, ctx): Answer | undefined => {
  const rest = command(
    order,
    /^(?:约时间|投票|截止(?:时间)?|时间(?=延))?(?:再)?(?:延到|延长到|延期到|延长至|延至|推迟截止到|截止(?:时间)?改(?:到|为|成)|延长|延期|延(?=[\d一两二三半]))/,
  )
  // 时间延到: of the poll only while there is one; a meeting's is put off with 改到.
  if (!rest || (order.text.startsWith('时间') && !isOpen(ctx, 'timePoll'))) return undefined
  if (!(commands(ctx, 'extendPoll') || (isOpen(ctx, 'timePoll') && order.text.startsWith('约时间')))) return undefined
  const untimed = isBare(rest) || (isOpen(ctx, 'timePoll') && BY_SO_MUCH.test(rest.core))
  const moment = untimed ? undefined : scanMoment(rest.text, 0, ctx.wall)
  if (!untimed && (!moment || !/^(?:之?前)?(?:截止|为止)?$/.test(rest.core.slice(moment.end)))) return undefined
  const at = moment ? instantOf(moment, ctx.now, 'deadline') : 'noDay'
  if (typeof at === 'number') return intent('extendPoll', { closesAt: isoShanghai(at) })
  const form = extensionForm(moment, ctx)
  if (!moment) return ask(form === undefined ? SAY.nothingToExtend('没说延到什么时候') : SAY.missing('时间', form))
  const fault = faultText(at, rest.text.slice(0, moment.end), moment)
  return ask(form === undefined ? SAY.nothingToExtend(fault) : SAY.fault(fault, form))
}

/** 延长一天: from when? Asked for the time itself. */
const BY_SO_MUCH = new RegExp(`^(?:${NUM}|半)(?:天|个?小时|个?钟头|分钟)$`)

/** The hour of a deadline for which only a day was said. */
const DEADLINE_HOUR = 20

/**
 * 延到 with a time that would be taken as it stands: on the day that was said if it can be, and before the first of the poll's times. Undefined
 * when there is no such poll, or it is too late for any.
 */
function extensionForm(said: SaidMoment | undefined, ctx: Context): string | undefined {
  const poll = ctx.open.findLast((q): q is Extract<OpenQuestion, { question: 'timePoll' }> => q.question === 'timePoll')
  const options = poll?.options.map((iso) => Date.parse(iso)) ?? []
  const first = Math.min(...options.filter((at) => at > ctx.now))
  const date = said?.day?.within ? undefined : said?.day?.date
  const meant = said?.day?.clash ? timesOfClash(said, ctx, 'deadline') : date === undefined ? [] : [instantAt(date, DEADLINE_HOUR)]
  const at = poll && (meant.find((time) => time > ctx.now && time < first) ?? goodDeadline(options, ctx.now))
  return at === undefined ? undefined : `延到${dated(at)}`
}
