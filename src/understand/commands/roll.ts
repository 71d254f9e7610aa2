import { type Answer, ask, type Context, commands, intent, isOpen } from '../context.ts'
import { countOf } from '../lex/people.ts'
import { NOT_A_NAME } from '../lexicon.ts'
import { looksLikeName, matchName, plainName, splitPlace, uniqueName } from '../names.ts'
import { askWho, resolveName } from '../naming.ts'
import { NUM } from '../numerals.ts'
import type { Clarify, Intent } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Command, command, type Order, ownBehind, type Rest } from './order.ts'

/** The person named is probable, not certain: the reading is offered instead of done. */
export const perhaps = (meant: Intent, say: string): Clarify => ({
  kind: 'clarify',
  reading: { intent: meant.intent, args: meant.args } as Omit<Intent, 'kind'>,
  say,
})

/** openAttendance := 签到 (when attendance is not open: head or recorder only) | 开始签到 */
export const openAttendance: Command = (order, ctx) => {
  if (/^(?:开始|现在|现在开始|开启|发起)签到$|^签到(?:现在)?开始$/.test(order.bare))
    return commands(ctx, 'openAttendance') ? intent('openAttendance', {}) : undefined
  if (isOpen(ctx, 'attendance') || !commands(ctx, 'openAttendance')) return undefined
  return /^(?:大家|请大家|各户)?(?:签到|签道|签倒)(?:了|啦)?$/.test(order.bare) ? intent('openAttendance', {}) : undefined
}

/** A name never begins with 5户: that is the rest of the place. */
const MARK = new RegExp(
  `^((?:第?${NUM}组)?[ ]?(?:第?${NUM}[户号])?)[ ]?((?!第?${NUM}[户号])\\S{1,14}?)(?:[ ,:]+(${NUM})(?:个人|人|个|位|口)?|(${NUM})(?:个人|人|个|位|口))?[ ]?(?:到了?|来了?)?$`,
)

/** A household by its place alone. */
const MARK_HOUSE = new RegExp(`^((?:第?${NUM}组)[ ]?第?${NUM}[户号])(?:家)?(?:[ ,:]*(${NUM})(?:个人|人|个|位|口)?)?[ ]?(?:到了?|来了?)?$`)

/** markAttendance := 代签 ([n组n户] NAME[家] | n组n户) [n人] */
export const markAttendance: Command = (order, ctx) => {
  const rest =
    command(order, /^(?:代签到?|代为签到|帮签|补签到?)/) ?? between(order, /^(?:帮|给|替)/, /[ ]?(?:代签|签一?下|签个?)到?$/, ctx)
  if (!rest) return undefined
  if (rest.text === '') return ask(SAY.missing('姓名', '代签 王德福 2人'))
  if (/^(?:的|了|吗|收|字|名|是|要|太|得|不|这|那|可|必)/.test(rest.text) || order.asks) return undefined
  if (!rest.separated && !commands(ctx, 'markAttendance')) return undefined
  const house = MARK_HOUSE.exec(rest.core)
  if (house) return markedHouse(house, rest, ctx)
  const found = MARK.exec(rest.core)
  if (!found)
    return / /.test(rest.text) && rest.text.length < 40
      ? ask(SAY.oneName(`代签 ${rest.text.split(' ').find((w) => !/^\d/.test(w)) ?? '王德福'}`))
      : undefined
  return marked(found, rest, ctx)
}

/** The clause that names somebody: 划掉罗桂香，她没来. */
const firstClause = (rest: Rest, order: Order): string =>
  order.why === undefined || order.why <= rest.from
    ? rest.core
    : rest.text.slice(0, Math.max(0, order.why - rest.from)).replace(/[ ,。了吧]+$/, '')

/** 帮谭志刚代签: the name stands in the middle. From those who may sign others in; of anybody else it is 替. */
function between(order: Order, before: RegExp, behind: RegExp, ctx: Context): Rest | undefined {
  const first = before.exec(order.core)
  const last = behind.exec(order.core)
  if (!first || !last || (!ctx.mentioned && ctx.role !== 'head' && ctx.role !== 'recorder')) return undefined
  const from = first[0].length
  const text = order.core.slice(from, last.index)
  return text === '' ? undefined : { text, core: text, from, separated: true, own: ownBehind(order, from, text.length) }
}

function markedHouse(found: RegExpExecArray, rest: Rest, ctx: Context): Answer {
  const household = rest.own(0, found[1]!.length).trim()
  const persons = countOf(found[2])
  if (found[2] !== undefined && persons === undefined) return ask(SAY.fault(`“${found[2]}人”太多了`, `代签 ${household} 2人`))
  const after = persons === undefined ? '' : ` ${persons}人`
  const who = resolveName(found[1]!.replace(/ /g, ''), ctx)
  if (who.entry === undefined)
    return ctx.roster ? askWho(who, '代签 ', after) : ask(SAY.missing('姓名', `代签 ${household} 王德福${after}`))
  return intent('markAttendance', { name: who.entry.name, ...(persons !== undefined && { persons }), household })
}

function marked(found: RegExpExecArray, rest: Rest, ctx: Context): Answer | undefined {
  const place = found[1]!.replace(/ /g, '')
  const said = found[2]!
  if (/[、和跟与]/.test(said) && said.length > 3) return ask(SAY.oneName(`代签 ${said.split(/[、和跟与]/)[0]}`))
  const count = found[3] ?? found[4]
  const persons = countOf(count)
  if (count !== undefined && persons === undefined) return ask(SAY.fault(`“${count}人”太多了`, `代签 ${said} 2人`))
  const household = place === '' ? {} : { household: rest.own(found[0].indexOf(found[1]!), found[1]!.length).trim() }
  const extra = { ...(persons !== undefined && { persons }), ...household }
  const after = persons === undefined ? '' : ` ${persons}人`
  const who = resolveName(said, ctx, place)
  if (who.name !== undefined) return intent('markAttendance', { name: who.name, ...extra })
  if (who.perhaps !== undefined) return perhaps(intent('markAttendance', { name: who.perhaps, ...extra }), who.say('代签 ', after))
  return askWho(who, '代签 ', after)
}

/** cancelAttendance := 取消签到 | 撤销签到 | 签到取消   With a name behind it, it strikes that household. */
export const cancelAttendance: Command = (order, ctx) =>
  commands(ctx, 'cancelAttendance') && ofAll(order) ? intent('cancelAttendance', {}) : undefined

const CANCELS = /^(?:取消|撤销|停止|关掉|撤回)(?:这次的?|刚才的?)?签到$|^(?:刚才的)?签到(?:取消|撤销|作废|不算)了?$/
/** 取消签到，点错了 tells why; 取消签到 王德福 names whose. */
const ofAll = ({ core, bare, text }: Order): boolean =>
  CANCELS.test(core) || (CANCELS.test(bare) && /^[,.。!;]/.test(text.slice(bare.length)))

/** unmarkAttendance := 划掉 NAME | 取消签到 NAME */
export const unmarkAttendance: Command = (order, ctx) => {
  const led = order.text.length < (order.tokens.at(-1)?.to ?? 0)
  const behind = led ? between(order, /^/, /[ ]?(?:划掉|划去|勾掉|取消签到)$/, ctx) : undefined
  // 把王德福划掉: the verb behind the name.
  if (behind) {
    const found = behind.text.length > 8 ? undefined : resolveName(behind.text, ctx)
    return found?.name === undefined ? undefined : intent('unmarkAttendance', { name: found.name })
  }
  const rest = command(order, /^(?:划掉|划去|勾掉|取消签到|撤销签到|取消代签)/)
  if (!rest || !(commands(ctx, 'unmarkAttendance') || rest.separated)) return undefined
  if (ofAll(order)) return undefined
  if (rest.text === '') return commands(ctx, 'unmarkAttendance') ? ask(SAY.missing('姓名', '划掉 王德福')) : undefined
  const { place, who } = splitPlace(firstClause(rest, order))
  if ((who === '' && place === '') || who.length > 8 || /[?吗]/.test(who)) return undefined
  if (!commands(ctx, 'unmarkAttendance') && !looksLikeName(plainName(who))) return undefined
  const found = resolveName(`${place}${who}`, ctx)
  if (found.name !== undefined) return intent('unmarkAttendance', { name: found.name })
  if (found.perhaps !== undefined) return perhaps(intent('unmarkAttendance', { name: found.perhaps }), found.say('划掉 '))
  return askWho(found, '划掉 ')
}

const AWAY =
  /^(.{2,12}?)(家)?[ ]?(?:都|全家|一家)?(?:长期)?(?:外出|出门|出远门|外出打工|外出务工|出去打工|搬走|搬出去|不在家)(?:了|去了?|啦)?$/
const HOME =
  /^(.{2,12}?)(家)?[ ]?(?:都|全家|一家)?(?:从\p{sc=Han}{2,4}?)?(?:回来|回来住|回家|返乡|搬回来|回村|长期在家|在家|返回)(?:了|啦|住了)?$/u

/** setAtHome := NAME[家] (外出 | 回来了 …)   Gossip unless it comes from someone who keeps the registry and names somebody in it. */
export const setAtHome: Command = (order, ctx) => {
  if (!commands(ctx, 'setAtHome') || order.text.length > 24) return undefined
  const home = HOME.exec(order.core)
  const away = home ? null : AWAY.exec(order.core)
  const found = home ?? away
  if (!found) return undefined
  const who = found[1]!.trim()
  if (NOT_A_NAME.has(who) || NOT_A_NAME.has(splitPlace(who).who)) return undefined
  const args = (name: string) => ({ name, atHome: home !== null })
  const family = found[2] !== undefined
  if (!ctx.roster) return looksLikeName(plainName(splitPlace(who).who)) ? intent('setAtHome', args(who)) : undefined
  // 王德福回来了 and 王德福外出打工去了 without 家 are as likely a word about the man.
  const match = matchName(family ? `${who}家` : who, ctx.roster, ctx.kin)
  const after = home ? '家回来了' : '家外出'
  if (match.kind === 'one') {
    const certain = family || (away !== null && /外出[了啦]?$/.test(order.core)) || ctx.mentioned
    const name = uniqueName(match.entry, ctx.roster, splitPlace(who).place)
    const meant = intent('setAtHome', args(name))
    return certain ? meant : perhaps(meant, SAY.form(`${name}${after}`))
  }
  if (!family || match.kind === 'none') return undefined
  const found2 = resolveName(`${who}家`, ctx)
  return found2.perhaps !== undefined
    ? perhaps(intent('setAtHome', args(found2.perhaps)), found2.say('', after))
    : askWho(found2, '', after)
}
