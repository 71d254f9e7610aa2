import { excerpt } from '../../kernel/excerpt.ts'
import { isoShanghai } from '../../kernel/time.ts'
import { type Answer, ask, type Context, commands, doubted, intent, isOpen } from '../context.ts'
import { ASKING, UNCERTAIN } from '../lexicon.ts'
import { dated, faultText, timesOfClash } from '../moment-words.ts'
import { findMoment, instantOf, type MomentFault, type SaidMoment, scanMoment } from '../moments.ts'
import { NUM } from '../numerals.ts'
import { QUOTED_MAX, SAY } from '../say.ts'
import { type Command, command, isBare, type Order, type Rest } from './order.ts'

const TOPICS =
  /[ ,。;、]*(?:会议)?(?:(?:议题|内容|主题|商量|议)[ ]?(?:是|有)?:[ ]*|(?<=[ ,])议题[ ])|[ ,。;、]+(?:来|一起)?(?:商量|讨论|研究)(?:一下|下)?[ ]?(?=\p{sc=Han}{2})/u
/** 议题:修路 地点:文化广场 — the venue behind the topics. */
const VENUE_LAST = /[ ,。;](?:地点|场地|会场)[ :]/
const VENUE_WORD = /^(?:地点|地方|场地)?[ :]*(?:在|到)?[ ]*/
const EXAMPLE = '开会 周五晚7点半 文化广场 议题:修路、路灯'

/** The right form for a time that cannot be used, with the day kept when there was one. */
function timeForm(text: string, said: SaidMoment & { start: number }, fault: MomentFault, ctx: Context): string {
  const { day } = said
  if (fault === 'clash') return timesOfClash(said, ctx, 'meeting').map(dated)[0] ?? '周五晚7点半'
  if (fault === 'noDay') {
    const word = text.slice(said.start, said.end)
    // Where nothing told the half of the day it is said; 3点 and 9点 are not the evening's.
    const evening = said.part === '' && said.hour !== undefined && said.hour >= 6 && said.hour < 9
    return `周五${evening ? '晚' : ''}${word}`
  }
  if ((fault === 'noHour' || fault === 'vague') && day?.date !== undefined && !day.within)
    return `${text.slice(said.start, day.end)}晚7点半`
  return '周五晚7点半'
}

/** 到9点, -9点半: when it ends is not kept. */
const UNTIL = /^[ ]?(?:到|至|-|~)[ ]?/
const MANNER =
  /^(?:吧|左右|开始|准时|按时|正式|整|召开|举行|开会|集合|参加|到场|请|大家|务必|[ ,。.!~])+(?=[ ,。.!~]|$)|^(?:吧|左右|开始|召开|举行|整)/
/** 7点多, 8点以后: no time that a clock shows. */
const ABOUT = /^[ ]?(?:多|来钟|之?前|以前|之?后|以后|过后)(?=[ ,。]|$)/
/** Begins what people are to do or to talk about, not a place. */
const NO_PLACE =
  /^(?:商量|讨论|研究|关于|带[上好着]?|大家|请|各[家户]|每|必须|务必|都|自带|通知|有事)|(?:工|完|稻|饭|学|班|黑|谷|会|忙)(?:之|以)?后$|^[\d一二两三四五六七八九十]{1,3}点/

/** Where the time with all that belongs to it ends; undefined when it is none that can be acted on. */
function endOfTime(body: string, from: number, ctx: Context): number | undefined {
  if (ABOUT.test(body.slice(from, from + 8))) return undefined
  let end = from
  const until = UNTIL.exec(body.slice(end, end + 3))
  const close = until ? scanMoment(body, end + until[0].length, ctx.wall) : undefined
  if (close && close.hour !== undefined && !close.day) end = close.end
  return end + (MANNER.exec(body.slice(end, end + 16))?.[0].length ?? 0)
}

/** A venue is a place and nothing else: no second time, no condition, no question. */
function faultOfPlace(text: string, ctx: Context): string | undefined {
  const words = text.replace(/^[ ,。;、/]+/, '')
  if (words === '') return undefined
  const second = findMoment(words, 0, ctx.wall)
  // 初一家, 五月花饭店: a day whose word goes on is part of a name.
  if (second && (second.hour !== undefined || !/^\p{sc=Han}/u.test(words.slice(second.end)))) return '开会的时间只能有一个'
  return UNCERTAIN.test(words) || NO_PLACE.test(words) ? `“${excerpt(words, QUOTED_MAX)}”没看懂` : undefined
}

/**
 * scheduleMeeting := 开会 TIME [UNTIL] [venue] [议题: topic (、 topic)*] | 开会 venue TIME …
 * 开会 alone from the head is asked for its time; 开会了, 开会没有, 开会周五好不好 are chat. A second time, 每周五, 7点多, a condition are asked.
 */
export const scheduleMeeting: Command = (order, ctx) => {
  const rest = command(order, /^(?:通知开会|召开会议|开会(?:[ :]?时间(?=[ :]))?|安排开会|定于)/)
  // 开会改到周六 moves the meeting that there is.
  if (!rest || /^(?:时间)?(?:改|推|延|提前)/.test(rest.text)) return undefined
  const allowed = commands(ctx, 'scheduleMeeting')
  if (rest.text === '') return allowed ? ask(SAY.missing('时间', EXAMPLE)) : undefined
  if (!allowed && !rest.separated) return undefined
  if (/^(?:了|的|没|吗|啦|时)/.test(rest.text) || order.asks) return undefined
  return scheduled(rest, ctx)
}

/** The meeting that `rest` describes, or what keeps it from being one; undefined where it is talk. */
export function scheduled(rest: Rest, ctx: Context): Answer | undefined {
  const allowed = commands(ctx, 'scheduleMeeting')
  const topics = TOPICS.exec(rest.text)
  const last = topics ? VENUE_LAST.exec(rest.text.slice(topics.index)) : null
  const end = topics && last ? topics.index + last.index : rest.text.length
  const body = topics ? rest.text.slice(0, topics.index) : rest.text
  if (ASKING.test(body.slice(-12))) return undefined
  const found = findMoment(body, 0, ctx.wall)
  const list = topicsOf(rest, topics, end)
  if (!found) return allowed && rest.separated ? ask(SAY.missing('时间', scheduleForm('周五晚7点半', body, list))) : undefined
  const said = schedule(rest, body, found, last ? end : undefined, list, ctx)
  // 商量修路 without a colon may be what it is about, or a part of the venue's name.
  const meant = topics && !/[:题]/.test(topics[0]) ? doubted(said) : said
  if (allowed) return meant
  return meant.kind === 'intent' && body.length - (found.end - found.start) <= 20 ? meant : undefined
}

/** `venueFrom`: where the words behind 地点 begin, when they stand last. */
function schedule(
  rest: Rest,
  body: string,
  found: SaidMoment & { start: number },
  venueFrom: number | undefined,
  topics: readonly string[],
  ctx: Context,
): Answer {
  const before = body.slice(0, found.start)
  const after = endOfTime(body, found.end, ctx)
  const word = body.slice(found.start, found.end)
  const fault =
    after === undefined
      ? `“${body.slice(found.start, found.end + 2)}”没看懂是什么时候`
      : before.endsWith('每')
        ? '一次只能定一场会'
        : (faultOfPlace(before, ctx) ?? faultOfPlace(body.slice(after), ctx))
  const venue =
    fault !== undefined || after === undefined
      ? ''
      : venueFrom !== undefined
        ? placeIn(rest, venueFrom, rest.text.length)
        : placeIn(rest, 0, found.start) || placeIn(rest, after, body.length)
  const at = instantOf(found, ctx.now, 'meeting')
  if (typeof at !== 'number') return ask(SAY.fault(faultText(at, word, found), scheduleForm(timeForm(body, found, at, ctx), venue, topics)))
  if (fault !== undefined) return ask(SAY.fault(fault, scheduleForm(word, venue, topics)))
  return intent('scheduleMeeting', {
    startsAt: isoShanghai(at),
    ...(venue !== '' && { venue }),
    ...(topics.length > 0 && { topics: [...topics] }),
  })
}

const scheduleForm = (time: string, venue: string, topics: readonly string[]): string =>
  `开会 ${time}${venue.trim() ? ` ${venue.trim()}` : ''}${topics.length > 0 ? ` 议题:${topics.join('、')}` : ''}`

function placeIn(rest: Rest, from: number, to: number): string {
  const text = rest.text.slice(from, to)
  const lead = /^[ ,。;、]*/.exec(text)![0].length
  const word = VENUE_WORD.exec(text.slice(lead))?.[0].length ?? 0
  return rest
    .own(from + lead + word, to)
    .replace(/[\s,，。;；、]+$/, '')
    .replace(/(?<=.{2})(?:开会|集合)$/, '')
}

function topicsOf(rest: Rest, topics: RegExpExecArray | null, end: number): string[] {
  if (!topics) return []
  const from = topics.index + topics[0].length
  return rest
    .own(from, end)
    .split(/[、,，;；/]|\s+(?=\S)/)
    .map((t) => t.trim().replace(/^\d[.．、:：]/, ''))
    .filter((t) => t !== '')
}

/** 会议推迟一天: from when, only the one who knows the meeting's time can tell; asked for the time itself. */
const BY_SO_MUCH = new RegExp(
  `^(?:(?:会议?|开会)(?:时间)?延期|(?:会议?|开会)?(?:时间)?(?:推迟|延后|提前|推后))(?:${NUM}|半)(?:天|个?小时|个?钟头|分钟)$`,
)

/** reschedule := (改到 | 改期到 | 推迟到 | 提前到 | 改时间) TIME | 会议延期到 TIME   Gossip from anyone but the head: neighbours move their own plans too. */
export const reschedule: Command = (order, ctx): Answer | undefined => {
  if (BY_SO_MUCH.test(order.core) && isOpen(ctx, 'rsvp') && commands(ctx, 'reschedule'))
    return ask(SAY.missing('改到的时间', '改到周六晚8点'))
  const rest = command(
    order,
    /^(?:会议|开会|会)?(?:时间)?(?:改到|改在|改期到|改期|推迟到|推到|提前到|改成|改为)|^改(?:会议|开会)?时间(?:到|为|成|在)?|^(?:会议|开会)(?:时间)?(?:延期|推迟|延)到?/,
  )
  if (!rest || !commands(ctx, 'reschedule')) return undefined
  if (rest.text === '')
    return order.text.startsWith('改成') || order.text.startsWith('改为') ? undefined : ask(SAY.missing('时间', '改到周六晚8点'))
  const moment = scanMoment(rest.text, 0, ctx.wall)
  if (!moment || !isEnd(rest, moment.end, order)) return undefined
  const at = instantOf(moment, ctx.now, 'meeting')
  if (typeof at === 'number') return intent('reschedule', { startsAt: isoShanghai(at) })
  const word = rest.text.slice(0, moment.end)
  return ask(SAY.fault(faultText(at, word, moment), `改到${timeForm(rest.text, { ...moment, start: 0 }, at, ctx)}`))
}

/** 改到明晚七点半，周五下雨: behind the time nothing, or why. */
const isEnd = (rest: Rest, end: number, order: Order): boolean =>
  /^(?:开会|开)?$/.test(rest.core.slice(end)) ||
  (order.why !== undefined &&
    rest.from + end <= order.why &&
    /^(?:开会|开)?[ ,吧了啊。]*$/.test(rest.text.slice(end, order.why - rest.from)))

/** cancelMeeting := 取消会议 [reason] | 会议取消 [reason] */
export const cancelMeeting: Command = (order, ctx) => {
  const rest = command(
    order,
    /^(?:取消(?:本次|这次|今晚的?|明晚的?)?(?:会议|开会)|会议取消|会不开了|(?:今晚|明晚|这次|本次)的会议?(?:取消|不开))/,
  )
  if (!rest) return undefined
  if (isBare(rest)) return order.text.startsWith('取消') || commands(ctx, 'cancelMeeting') ? intent('cancelMeeting', {}) : undefined
  if (ASKING.test(order.text.slice(-12))) return undefined
  if (!rest.separated) {
    const cause = /^(?:因为?|由于)/.exec(rest.text)
    return cause && commands(ctx, 'cancelMeeting') ? intent('cancelMeeting', { reason: rest.own(cause[0].length) }) : undefined
  }
  if (!order.text.startsWith('取消') && !commands(ctx, 'cancelMeeting')) return undefined
  return intent('cancelMeeting', { reason: rest.own(/^(?:因为?|由于|原因:?)/.exec(rest.text)?.[0].length ?? 0) })
}

/** setVenue := 地点 [改到] venue   Gossip from anyone but the head (地点 在哪). */
export const setVenue: Command = (order, ctx: Context) => {
  const rest = command(order, /^(?:开会|会议)?(?:地点|场地|会场)(?:改到|改在|改为|改成|定在|设在|换到|在|是)?/)
  if (!rest || !commands(ctx, 'setVenue')) return undefined
  if (rest.text === '') return ask(SAY.missing('地方', '地点 张家院子'))
  if (/[?]|哪|什么/.test(rest.text) || ASKING.test(rest.text.slice(-12)) || rest.text.length > 30) return undefined
  if (!rest.separated && !/^(?:开会|会议)?(?:地点|场地|会场)(?:改到|改在|改为|改成|定在|设在|换到|在|是)/.test(order.text)) return undefined
  if (UNCERTAIN.test(rest.text)) return ask(SAY.missing('地方', '地点 张家院子'))
  return intent('setVenue', { venue: rest.own().replace(/[吧。]$/, '') })
}

/** addTopic := 加议题 topic | 增加议题 topic | 议题加 topic */
export const addTopic: Command = (order) => {
  const rest = command(order, /^(?:加|增加|添加|新增|再加)(?:一?个|一项)?议题|^议题(?:再)?(?:增加|加上|加)(?:一个|一项|个)?/)
  if (!rest) return undefined
  if (rest.text === '') return ask(SAY.missing('议题', '加议题 自来水'))
  if (/^(?:了|的|吗|一下)/.test(rest.text) || order.asks || (!rest.separated && /^(?:要|得|来得|应该|可以|的话|之前|以后)/.test(rest.text)))
    return undefined
  return intent('addTopic', { topic: rest.own() })
}

/** 今天就到这里，散会了 */
const LAST_WORD = /^(?:今[天晚]|会议?)?(?:就)?(?:先)?(?:开|讲|商量|说)?到(?:这里?|此)(?:为止|结束)?[吧了 ,。]*散会$/

/** endMeeting := 散会 [了] | 会议结束   Gossip from anyone but the head. */
export const endMeeting: Command = (order, ctx) =>
  commands(ctx, 'endMeeting') &&
  (LAST_WORD.test(order.core) ||
    /^(?:会(?:议)?(?:就)?(?:开)?(?:完|好|结束)了?[ ,]*)?(?:现在|今天|今晚)?(?:就)?(?:散会|会议结束|会开完|(?:今[天晚])?的?会(?:议)?(?:就)?(?:到此结束|到此为止|开到这里?)|会议到此结束)$/.test(
      order.bare,
    ))
    ? intent('endMeeting', {})
    : undefined

/** nudge := 催一下   whoIsMissing := 还差谁   From the head; anyone else is just asking around. */
export const nudge: Command = (order, ctx) => {
  if (/^(?:再)?(?:催(?:一)?(?:下|催)|催|催催|提醒(?:一下|下)?)(?:大家|没[回来到]的?|他们|各户)?$/.test(order.bare))
    return commands(ctx, 'nudge') ? intent('nudge', {}) : undefined
  return WHO_IS_MISSING.test(order.bare.replace(/[ ?]+$/, '')) && commands(ctx, 'whoIsMissing') ? intent('whoIsMissing', {}) : undefined
}

const LACKS = '(?:到|来|回|投|签到|回复|回话|表态|答|报)'
/** 还差谁 · 还有哪些人没回 · 谁没到, with 看看 in front. */
const WHO_IS_MISSING = new RegExp(
  `^(?:看看|看一?下|查一?下|统计一?下)?(?:(?:还差|还缺|还少)(?:谁|哪些人?|哪几[家户]|哪些户|哪户|几户|多少户?)(?:没${LACKS})?|(?:还有)?(?:谁|哪些人?|哪些户|哪家|哪几[家户]|几[家户]|多少[户人])(?:还)?没${LACKS})$`,
)
