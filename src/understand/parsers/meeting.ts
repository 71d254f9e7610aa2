import { isoShanghai } from '../../kernel/time.ts'
import { bare, command, type Rest } from '../command.ts'
import { type Answer, ask, type Context, commands, intent, type Parser } from '../context.ts'
import { findMoment, instantOf, type MomentFault, scanMoment } from '../moments.ts'
import { SAY } from '../say.ts'
import { faultText } from './poll.ts'

const TOPICS = /[ ,。;、]*(?:会议)?(?:(?:议题|内容|主题|商量|议)[ ]?(?:是|有)?:[ ]*|(?<=[ ,])议题[ ])/
/** 议题:修路 地点:文化广场 — the venue behind the topics. */
const VENUE_LAST = /[ ,。;](?:地点|场地|会场)[ :]/
const VENUE_WORD = /^(?:地点|地方|场地)?[ :]*(?:在|到)?[ ]*/
const EXAMPLE = '开会 周五晚7点半 文化广场 议题:修路、路灯'

/** The right form for a time that cannot be used, with the day kept when there was one. */
function timeForm(word: string, fault: MomentFault): string {
  const day = word.replace(/(?:[晚中早]?饭|吃|收工|天黑|下班|忙完|放学).*$/, '')
  if (fault === 'noHour' || fault === 'vague')
    return day.length > 0 && scanMomentDay(day) ? `${day.replace(/[晚早]?上?$/, '')}晚7点半` : '周五晚7点半'
  if (fault === 'noDay') return `周五${/^[晚早上下中]/.test(word) ? '' : '晚'}${word}`
  return '周五晚7点半'
}

const scanMomentDay = (text: string): boolean => /[周天号日底六期拜]|初/.test(text)

/**
 * scheduleMeeting := 开会 TIME [venue] [议题: topic (、 topic)*]
 * 开会 alone from the head is asked for its time; 开会了, 开会没有 are chat.
 */
export const scheduleMeeting: Parser = (said, ctx) => {
  const rest = command(said, /^(?:通知开会|召开会议|开会|安排开会|定于)/)
  if (!rest) return undefined
  const allowed = commands(ctx, 'scheduleMeeting')
  if (rest.text === '') return allowed ? ask(SAY.missing('时间', EXAMPLE)) : undefined
  if (!allowed && !rest.separated) return undefined
  if (/^(?:了|的|没|吗|啦|时)/.test(rest.text) || /[?]$|吗$/.test(said.text)) return undefined
  const topics = TOPICS.exec(rest.text)
  const last = topics ? VENUE_LAST.exec(rest.text.slice(topics.index)) : null
  const end = topics && last ? topics.index + last.index : rest.text.length
  const body = topics ? rest.text.slice(0, topics.index) : rest.text
  const found = findMoment(body, 0, ctx.wall)
  if (!found)
    return allowed && rest.separated ? ask(SAY.missing('时间', scheduleForm('周五晚7点半', body, topicsOf(rest, topics, end)))) : undefined
  const at = instantOf(found, ctx.now, 'meeting')
  const word = body.slice(found.start, found.end)
  const venueText = `${body.slice(0, found.start)}${body.slice(found.end)}`
  const venue = last
    ? placeIn(rest, end, rest.text.length)
    : found.start === 0
      ? placeIn(rest, found.end, body.length)
      : placeIn(rest, 0, found.start) || placeIn(rest, found.end, body.length)
  if (!allowed && (venueText.length > 20 || typeof at !== 'number')) return undefined
  const list = topicsOf(rest, topics, end)
  if (typeof at !== 'number') return ask(SAY.fault(faultText(at, word), scheduleForm(timeForm(word, at), venue, list)))
  return intent('scheduleMeeting', { startsAt: isoShanghai(at), ...(venue !== '' && { venue }), ...(list.length > 0 && { topics: list }) })
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

/** reschedule := (改到 | 改期到 | 推迟到 | 提前到) TIME   Gossip from anyone but the head: neighbours move their own plans too. */
export const reschedule: Parser = (said, ctx): Answer | undefined => {
  const rest = command(said, /^(?:会议|开会|会)?(?:时间)?(?:改到|改在|改期到|改期|推迟到|推到|提前到|改成|改为)/)
  if (!rest || !commands(ctx, 'reschedule')) return undefined
  if (rest.text === '')
    return said.text.startsWith('改成') || said.text.startsWith('改为') ? undefined : ask(SAY.missing('时间', '改到周六晚8点'))
  const moment = scanMoment(rest.text, 0, ctx.wall)
  if (!moment || !/^(?:开会|开)?[吧了啊。.! ]*$/.test(rest.text.slice(moment.end))) return undefined
  const at = instantOf(moment, ctx.now, 'meeting')
  if (typeof at === 'number') return intent('reschedule', { startsAt: isoShanghai(at) })
  const word = rest.text.slice(0, moment.end)
  return ask(SAY.fault(faultText(at, word), `改到${timeForm(word, at)}`))
}

/** cancelMeeting := 取消会议 [reason] | 会议取消 [reason] */
export const cancelMeeting: Parser = (said, ctx) => {
  const rest = command(said, /^(?:取消(?:本次|这次|今晚的?|明晚的?)?(?:会议|开会)|会议取消|会不开了)/)
  if (!rest) return undefined
  if (bare(rest)) return said.text.startsWith('取消') || commands(ctx, 'cancelMeeting') ? intent('cancelMeeting', {}) : undefined
  if (/[?]$|吗$/.test(said.text) || !rest.separated) {
    const cause = /^(?:因为?|由于)/.exec(rest.text)
    return cause && commands(ctx, 'cancelMeeting') ? intent('cancelMeeting', { reason: rest.own(cause[0].length) }) : undefined
  }
  if (!said.text.startsWith('取消') && !commands(ctx, 'cancelMeeting')) return undefined
  return intent('cancelMeeting', { reason: rest.own(/^(?:因为?|由于|原因:?)/.exec(rest.text)?.[0].length ?? 0) })
}

/** setVenue := 地点 [改到] venue   Gossip from anyone but the head (地点 在哪). */
export const setVenue: Parser = (said, ctx: Context) => {
  const rest = command(said, /^(?:开会|会议)?(?:地点|场地|会场)(?:改到|改在|改为|定在|设在|换到|在|是)?/)
  if (!rest || !commands(ctx, 'setVenue')) return undefined
  if (rest.text === '') return ask(SAY.missing('地方', '地点 张家院子'))
  if (/[?]|哪|吗$|什么/.test(rest.text) || rest.text.length > 30) return undefined
  if (!rest.separated && !/^(?:开会|会议)?(?:地点|场地|会场)(?:改到|改在|改为|定在|设在|换到|在|是)/.test(said.text)) return undefined
  return intent('setVenue', { venue: rest.own().replace(/[吧。]$/, '') })
}

/** addTopic := 加议题 topic | 增加议题 topic | 议题加 topic */
export const addTopic: Parser = (said) => {
  const rest = command(said, /^(?:加|增加|添加|新增|再加)(?:一?个|一项)?议题|^议题(?:增加|加上|加)/)
  if (!rest) return undefined
  if (rest.text === '') return ask(SAY.missing('议题', '加议题 自来水'))
  if (/^(?:了|的|吗)/.test(rest.text) || /[?]$|吗$/.test(said.text)) return undefined
  return intent('addTopic', { topic: rest.own() })
}

/** endMeeting := 散会 [了] | 会议结束   Gossip from anyone but the head. */
export const endMeeting: Parser = (said, ctx) =>
  commands(ctx, 'endMeeting') &&
  /^(?:现在)?(?:散会|会议结束|会开完|今天的?会(?:就)?(?:到此结束|开到这里|开到这)|今天(?:就)?散会|会议到此结束)[了啦吧啊呀哈。.!~ ]*$/.test(
    said.text,
  )
    ? intent('endMeeting', {})
    : undefined

/** nudge := 催一下   whoIsMissing := 还差谁   From the head; anyone else is just asking around. */
export const nudge: Parser = (said, ctx) => {
  if (/^(?:催(?:一)?(?:下|催)|催|催催|提醒(?:一下)?(?:大家)?|再催(?:一下|催)?)(?:大家|没[回来到]的)?[了吧啊呀。.!~ ]*$/.test(said.text))
    return commands(ctx, 'nudge') ? intent('nudge', {}) : undefined
  if (
    /^(?:还差|还缺|还少)(?:谁|哪些人?|哪几家|哪几户|哪些户|哪户|几户|多少户?)(?:没(?:到|来|回|投|签到))?[了啊呀呢。.!~? ]*$|^(?:谁|哪些人?|哪家|哪几家|哪些户)(?:还)?没(?:到|来|回|投|签到|回复)[了啊呀呢。.!~? ]*$|^还有(?:谁|哪些人?|哪家|哪几家)没(?:到|来|回|投|签到|回复)[了啊呀呢。.!~? ]*$/.test(
      said.text,
    )
  ) {
    return commands(ctx, 'whoIsMissing') ? intent('whoIsMissing', {}) : undefined
  }
  return undefined
}
