import { intent, isOpen, type Parser, reading } from '../context.ts'
import { ASK_LEAVE, CANNOT_COME, COMING, ME, NO_TIME, NOT_A_NAME, oneOf } from '../lexicon.ts'
import { namePrefix } from '../names.ts'
import type { Said } from '../normalize.ts'
import { NUM } from '../numerals.ts'
import { countOf } from './reply.ts'

const UNIT = '(?:个人|个|人|位|口人|口|名)'
const COME = oneOf(COMING)
const GAP = '[ ,.:]*'
const YES = new RegExp(
  `^${ME}?[ ,]*(?:也|都|到时候?|全家|全家都|准时|一定)?[ ]?${COME}${GAP}(?:(?:我家)?(?:一共|共|来|去)?(${NUM})${UNIT})?$`,
)
const YES_COUNT = new RegExp(
  `^${ME}?[ ,]*(?:(?:来|去|到)(${NUM})(?:个人|人|位|口人)|(?:一共|共|有)?(${NUM})${UNIT}[ ,]*(?:都|会|能|要)?${COME})$`,
)
const YES_HOME = new RegExp(`^(?=.{0,3}[家屋户])${ME}[ ,]*(?:要|会)?(?:来|去)(${NUM})${UNIT}$`)
const NOT = oneOf([...ASK_LEAVE, ...CANNOT_COME])
const BUSY = oneOf(NO_TIME)
const BARE_NO = new RegExp(`^${ME}?[ ,]*(?:这次|今天|今晚|明天|明晚|实在|真的|恐怕|可能|确实|都|要|想|也|太?忙)*[ ,]*(?:${NOT}|${BUSY})$`)
const NO_REASON = new RegExp(
  `^${ME}?[ ,]*(?:这次|今天|今晚|明天|明晚|实在|要|想)*[ ]?(?:${NOT}|${BUSY})(?:[ ,:。;]+(?:因为|原因)?[ ,:]*)(?=.{2})`,
)
const LEAVE_REASON = new RegExp(`^${ME}?[ ]?${oneOf(ASK_LEAVE)}(?=(?:在|因|有|要|家|去|人在|生病|打工|上班).)`)
/** 可能来不了 is no decline yet. */
const HEDGED = /可能|恐怕/
/** 晚上电来不了, 有车来不了, 孩子请假: it is the thing or the other person that does not come. */
const SOMETHING_ELSE =
  /^(?:今[天晚]|明[天晚]|晚上|那天|临时|家里?|屋里|[ ,])*(?:有?(?:电|水|车|班车|校车|公交车?|客车|货车|快递|货|网|信号|煤?气|外卖|师傅|老师|医生|司机|工人|领导|干部)|孩子|小孩|崽|老人|孙子|孙女)们?$/
/** A reason said first must begin like the speaker's own reason: 老王 来不了 is about somebody else. */
const REASON_FIRST = new RegExp(
  `^(?:(${ME})[ ,]*)?((?:人?在|有|要|因为?|家里?|孩子|小孩|崽|身体|生病|感冒|病了|上班|加班|值班|出差|外出|打工|今[晚天]|明[晚天]|晚上|那天|临时|腿|脚|腰|头|老人|孙子|孙女|屋里).{0,24}?)[ ,。]*(?:就|我)?(?:${NOT}|${BUSY})$`,
)

/**
 * rsvp := [我家] 参加 [n人] | [我家] n人 参加 | [我家] 来 n 个
 *       | [我] (请假 | 来不成 …) [sep reason]
 *       | [我] reason (请假 | 来不成 …)
 */
export const rsvp: Parser = (said, ctx) => {
  if (!isOpen(ctx, 'rsvp')) return undefined
  const { core } = said
  const coming = YES.exec(core) ?? (isOpen(ctx, 'attendance') ? null : YES_HOME.exec(core))
  const count = coming ? coming[1] : undefined
  if (coming) return came(count)
  const counted = YES_COUNT.exec(core)
  // 来3人 while people are signing in is attendance's.
  if (counted && !(counted[1] !== undefined && isOpen(ctx, 'attendance'))) return came(counted[1] ?? counted[2])
  if (/^(?:我|我家)?到$/.test(core) && !isOpen(ctx, 'attendance')) return reading('rsvp', { coming: true })
  // 都来不了 says no to every time that was offered.
  if (core.startsWith('都') && isOpen(ctx, 'timePoll')) return undefined
  if (BARE_NO.test(core) && !NO_TIME.includes(core.replace(/^我/, '')))
    return HEDGED.test(core) ? reading('rsvp', { coming: false }) : intent('rsvp', { coming: false })
  const after = NO_REASON.exec(core) ?? LEAVE_REASON.exec(core)
  if (after && !/[?]|吗$/.test(said.text)) return intent('rsvp', { coming: false, reason: ownPart(said, after[0].length, core.length) })
  const first = REASON_FIRST.exec(core)
  if (!first) return undefined
  const reason = first[2]!
  const mine =
    first[1] !== undefined ||
    /^(?:人?在|有|要|因|家|孩子|小孩|崽|身体|生病|感冒|病|上班|加班|值班|出差|外出|打工|今|明|晚上|那天|临时|腿|脚|腰|头|老人|孙|屋里)/.test(
      reason,
    )
  if (
    !mine ||
    SOMETHING_ELSE.test(reason) ||
    /[他她你谁?]|大家|老[\p{sc=Han}]|吗|怎么|要是|如果|的人|反映|满意|同意|\d ?[号人个]/u.test(reason) ||
    NOT_A_NAME.has(reason)
  )
    return undefined
  // A time before 走不开 answers the poll, not the meeting.
  if (reason.length < 2 || (isOpen(ctx, 'timePoll') && /周[一二三四五六日天]|星期|礼拜|点|\d:\d|月|\d[日号]/.test(reason))) return undefined
  if (ctx.roster && namePrefix(reason, ctx.roster) > 0) return undefined
  const start = core.indexOf(reason, first[1]?.length ?? 0)
  return intent('rsvp', { coming: false, reason: ownPart(said, start, start + reason.length) })
}

function came(word: string | undefined) {
  const persons = countOf(word)
  if (word !== undefined && persons === undefined) return undefined
  return intent('rsvp', { coming: true, ...(persons !== undefined && { persons }) })
}

/** Own words for a part of `core`. */
export const ownPart = (said: Said, from: number, to: number): string => said.own(said.coreFrom + from, said.coreFrom + to)
