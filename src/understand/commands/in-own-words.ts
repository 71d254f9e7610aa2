/**
 * What a head says in own words and not as a command: 周四晚上八点在祠堂开会, 约个时间商量修渠. It may as well be told of somebody else's
 * meeting, so it is asked back with its reading, and `是` does it; nothing here ever acts by itself.
 */
import { isoShanghai } from '../../kernel/time.ts'
import { type Answer, ask, type Context, commands, doubted, isOpen, reading } from '../context.ts'
import { ASKING, UNCERTAIN } from '../lexicon.ts'
import { instantOf, scanMoment } from '../moments.ts'
import { SAY } from '../say.ts'
import { cancelMeeting, scheduled, setVenue } from './meeting.ts'
import { type Command, command, type Order } from './order.ts'
import { openTimePoll, optionsOf, polled } from './time-poll.ts'

/** 通知: 大家好, in front of the time. */
const CALL =
  /^(?:(?:紧急|会议|开会)?通知(?:一下|大家|各户)?[ :,]*)?(?:请?(?:大家|各户|各位(?:乡亲)?|乡亲们)[ :,]*)?(?:注意(?:了|一下)?[ :,]*)?/
const MEET = '(?:开会|开个会|开屋场会|开个屋场会|开村民会议?|开户主会|开群众会|召开(?:屋场|村民|户主|群众)?会议?)'
/** A place where neighbours meet; whose meeting it is (镇里, 学校) or who goes there is none. */
const PLACE = '([\\p{sc=Han}\\d]{2,10}?)'
const OTHERS = /[我你他她它们谁去要没不有]|镇|县|乡政府|市里|学校|公司|单位|厂|党|村委|村部/
const TOLD = new RegExp(
  `^[ ,]*(?:准时|按时)?[ ,]*(?:(?:在|到|来)?${PLACE})?${MEET}(?:[ ,。]+(?:地点|地方)?[ :]*(?:就?在|是|定在|设在)${PLACE})?`,
  'u',
)
/** What is asked of people, and belongs to no meeting. */
const COURTESY = /(?:^|[ ,。!]+)(?:请|各|每|大家|希望|望|准时|务必|不要|都|互相|收到|带)[^?]*$/

/** 周四晚上八点在祠堂开会: the poll's time that it fits is chosen; with a meeting fixed already it only reminds. */
export const tellsMeeting: Command = (order, ctx) => {
  if (!commands(ctx, 'scheduleMeeting') || order.asks || isOpen(ctx, 'rsvp') || isOpen(ctx, 'attendance')) return undefined
  const from = CALL.exec(order.text)![0].length
  const said = scanMoment(order.text, from, ctx.wall)
  const found = said?.day && TOLD.exec(order.text.slice(said.end))
  if (!found || ASKING.test(order.text.slice(-12)) || UNCERTAIN.test(order.text)) return undefined
  const tail = order.text
    .slice(said.end + found[0].length)
    .replace(COURTESY, '')
    .replace(/[ ,。!了啊哈]+$/, '')
  const venue = found[2] ?? found[1]
  if (venue !== undefined && OTHERS.test(venue)) return undefined
  const at = instantOf(said, ctx.now, 'meeting')
  const poll = ctx.open.findLast((q) => q.question === 'timePoll')
  if (poll) {
    const [option, ...others] = optionsOf(said, poll.options)
    return option !== undefined && others.length === 0 ? reading('chooseOption', { option }) : undefined
  }
  if (tail !== '') return withMore(order.text.slice(from, said.end), venue, tail, ctx)
  if (typeof at === 'number') return reading('scheduleMeeting', { startsAt: isoShanghai(at), ...(venue !== undefined && { venue }) })
  const day = order.text.slice(from, said.day!.end)
  return at === 'noHour' ? ask(SAY.missing('几点', `开会 ${day}晚7点半${venue === undefined ? '' : ` ${venue}`}`)) : undefined
}

/** …开会，文化广场，议题：修路: what follows is read as behind 开会. */
function withMore(time: string, venue: string | undefined, tail: string, ctx: Context): Answer | undefined {
  if (!/^[ ,。;]/.test(tail)) return undefined
  const text = `${time}${venue === undefined ? '' : ` ${venue}`}${tail}`
  const meant = scheduled({ text, core: text, from: 0, separated: true, own: (a, b) => text.slice(a, b) }, ctx)
  return meant && (meant.kind === 'intent' || meant.reading) ? doubted(meant) : undefined
}

const WISH =
  /^(?:我们?|咱们?)?(?:想|要|来|准备|打算)?约(?:大家|各户|一下|下|个|一个)*(?:时间|会|开个会|开会|开个?屋场会)(?:来|一起|大家)*(?:商量|讨论|研究|议|谈)(?:一下|下|一?议|一?谈|商量|讨论)?/
const WHEN =
  /^(?:请?(?:大家|各户|各位))?(?:看看|看一?下|说说|说一?下|报一?下|回一?下)?[ ,]?(?:大家|各户)?(?:哪天|哪个晚上|什么时候|哪个时间|几时)(?:晚上)?(?:有空|方便|得空|有时间)[ ,:。?]*(?:来|一起)?(?:开会|开个会)?[ ,]?(?:商量|讨论|研究)?(?:一下|下)?/
const TOPIC_MAX = 24

/** 约个时间商量修渠, and 大家看看哪天有空 with the times behind it. */
export const wishesPoll: Command = (order, ctx) => {
  if (!commands(ctx, 'openTimePoll') || isOpen(ctx, 'timePoll') || openTimePoll(order, ctx)) return undefined
  const wish = command(order, WISH)
  const rest = wish ?? command(order, WHEN)
  if (!rest || rest.text === '') return undefined
  const meant = polled(rest, ctx)
  const options = meant.kind === 'intent' && meant.intent === 'openTimePoll' ? (meant.args.options ?? []) : undefined
  // Without times only what was wished; 哪天有空打牌 asks for none.
  if (
    options?.length === 0 &&
    (!wish || rest.text.length > TOPIC_MAX || order.asks || ASKING.test(rest.text) || /[不没吗么]$/.test(rest.core))
  )
    return undefined
  if (options === undefined && !/\d|[一二三四五六日天]晚/.test(rest.text)) return undefined
  return doubted(meant)
}

const OFF = /^(?:(.{2,8}?)(?:的|这个|那个)?)?(?:屋场)?会议?(?:就)?(?:先)?(?:取消|不开)了?$/

/** 周五的会取消了: asked, since there may be another meeting on that day. */
export const tellsOff: Command = (order, ctx) => {
  if (!commands(ctx, 'cancelMeeting') || !(isOpen(ctx, 'rsvp') || isOpen(ctx, 'attendance')) || order.asks) return undefined
  const found = OFF.exec(order.bare)
  if (!found || cancelMeeting(order, ctx)) return undefined
  const when = found[1]
  const day = when === undefined ? undefined : scanMoment(when, 0, ctx.wall)
  if (when !== undefined && (day === undefined || day.end < when.length)) return undefined
  return reading('cancelMeeting', whyOf(order))
}

const whyOf = (order: Order): { reason?: string } => (order.why === undefined ? {} : { reason: order.own(order.why) })

const MOVED = /^(?:会议?|开会)(?:改|换|移|挪)(?:到|在|去)(.{2,12}?)(?:里|那里)?(?:开会?|召开|举行)$/u
const PLACE_MOVED = /^(?:开会|会议)?(?:的)?(?:地方|地点|场地|会场)(?:换|挪|移)(?:到|成|为|在)(.{2,12}?)$/u

/** 会改在张家院子开 */
export const tellsVenue: Command = (order, ctx) => {
  if (!commands(ctx, 'setVenue') || order.asks) return undefined
  const found = MOVED.exec(order.bare) ?? PLACE_MOVED.exec(order.bare)
  if (!found || setVenue(order, ctx) || scanMoment(found[1]!, 0, ctx.wall) || UNCERTAIN.test(found[1]!)) return undefined
  return reading('setVenue', { venue: found[1]! })
}
