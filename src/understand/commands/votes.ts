import { ask, type Context, commands, intent } from '../context.ts'
import { NOT_A_NAME } from '../lexicon.ts'
import { looksLikeName, matchName, namePrefix, uniqueName } from '../names.ts'
import { NUM, numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { type Command, command, type Rest } from './order.ts'
import { perhaps } from './roll.ts'

const TOPIC = new RegExp(`^(?:第?(${NUM})个?议题|议题[ ]?第?(${NUM}))[号个]?$`)
/** 表决的时候, 表决通过了: about voting, not a motion. */
const CLOSED = /^(?:这次|这个)?表决(?:就)?(?:先)?(?:到此)?(?:结束|完毕|截止|为止|完|收了?)$|^(?:结束|停止|截止)(?:这次|本次)?表决$/
const ABOUT_END = /^表决(?:结束|完毕|截止|完了|到此)/
const ABOUT_VOTING =
  /^(?:这种|这个|这样|书|票|器|心|态|会|必须|应该|可以|不能|的|了|过|通过|完|时|什么|没|不|怎|要|还|都|吗|权|票|结果|一下|是|前|后|人|率|方)/

/** 表决以举手为准: how it is done. */
const ABOUT_MANNER = /举手|计票|唱票|投票|方式|程序|规则|过半|多数|为准/

/** openMotion := 表决 text | 表决 议题n   closeMotion := 表决结束 */
export const openMotion: Command = (order, ctx) => {
  if (CLOSED.test(order.bare)) {
    // 表决结束了 tells what has happened, from whoever cannot end it.
    const tells = /[了啦]/.test(order.text.slice(order.bare.length, order.bare.length + 1))
    return tells && !commands(ctx, 'closeMotion') ? undefined : intent('closeMotion', {})
  }
  // 表决结束了没有, 表决结束再发言: about its end, not a motion.
  if (ABOUT_END.test(order.text)) return undefined
  const rest =
    command(order, /^(?:现在|开始|发起|进行|提请)?表决(?:一下|事项|内容)?(?=[ :,]|议题|$|.)/) ??
    (commands(ctx, 'openMotion') ? command(order, /^(?:现在)?请?(?:大家|各位|各户)(?:来|现在)?表决(?:一下)?(?=[ :])/) : undefined)
  if (!rest) return undefined
  if (rest.text === '') return commands(ctx, 'openMotion') ? ask(SAY.missing('要表决的事', '表决 每户出50元修路灯')) : undefined
  const topic = TOPIC.exec(rest.core)
  if (topic) {
    const topicNo = numberOf(topic[1] ?? topic[2] ?? '')
    return topicNo ? intent('openMotion', { topicNo }) : undefined
  }
  if (
    !rest.separated &&
    (!commands(ctx, 'openMotion') || ABOUT_VOTING.test(rest.text) || ABOUT_MANNER.test(rest.text) || rest.text.length < 4)
  )
    return undefined
  if (rest.separated && /^(?:通过|结果|完|结束|开始|吗|了)/.test(rest.text) && rest.text.length < 8) return undefined
  if (order.asks) return commands(ctx, 'openMotion') && rest.separated ? intent('openMotion', { text: rest.own() }) : undefined
  return intent('openMotion', { text: rest.own() })
}

const SAID = '(同意|赞成|赞同|反对|不同意|弃权)'
const SO_MANY = `(${NUM})[ ]?(?:个人|人|票|位|个|户)?`
const PART = new RegExp(`${SAID}(?:的|票)?(?:有)?[ :]*${SO_MANY}[ ,、;。./]*`, 'y')
/** 32个同意 3个反对 */
const TURNED = new RegExp(`${SO_MANY}${SAID}(?:的|票)?[ ,、;。./]*`, 'y')
const KEYS = { 同意: 'approve', 赞成: 'approve', 赞同: 'approve', 反对: 'reject', 不同意: 'reject', 弃权: 'abstain' } as const

/** Number of hands per word; undefined when anything is left over or said twice. */
function hands(text: string): { approve?: number; reject?: number; abstain?: number } | undefined {
  const counts: { approve?: number; reject?: number; abstain?: number } = {}
  let at = 0
  const turned = !text.startsWith('不') && !/^[同赞反弃]/.test(text)
  const part = turned ? TURNED : PART
  while (at < text.length) {
    part.lastIndex = at
    const found = part.exec(text)
    const [first = '', second = ''] = found?.slice(1) ?? []
    const key = found ? KEYS[(turned ? second : first) as keyof typeof KEYS] : undefined
    const n = found ? numberOf(turned ? first : second) : undefined
    if (!found || !key || n === undefined || counts[key] !== undefined) return undefined
    counts[key] = n
    at = part.lastIndex
  }
  return counts
}

/** handCount := 举手 同意 n [反对 n] [弃权 n]   Without 同意, or without words, asked. 同意32反对3 alone: asked of head or recorder. */
export const handCount: Command = (order, ctx) => {
  const rest = command(order, /^(?:举手(?:表决)?(?:结果)?|举手结果|清点结果)/)
  const allowed = commands(ctx, 'handCount')
  if (!rest) {
    if (!allowed || !/^同意的?(?:有)?[ :]*\d.*(?:反对|弃权)/.test(order.text) || order.text.length > 40) return undefined
    const counts = hands(order.core)
    return counts?.approve !== undefined
      ? perhaps(intent('handCount', { ...counts, approve: counts.approve }), SAY.form(`举手 ${order.text}`))
      : undefined
  }
  const counts = rest.text === '' ? undefined : hands(rest.core)
  if (counts?.approve !== undefined) return intent('handCount', { ...counts, approve: counts.approve })
  const form = `举手 同意32${counts?.reject !== undefined ? ` 反对${counts.reject}` : ' 反对3'}${counts?.abstain !== undefined ? ` 弃权${counts.abstain}` : ' 弃权1'}`
  if (counts) return ask(SAY.missing('同意的人数', form))
  return allowed &&
    (rest.text === '' || /\d/.test(rest.text) || /^(?:全部|全体|全票|全数|都|一致)?(?:同意|赞成|反对|通过)$/.test(rest.text))
    ? ask(SAY.missing('人数', form))
    : undefined
}

const SPEAKER = /^([\p{sc=Han}0-9]{2,10}?)(?:说|讲|提出|表示|认为|建议|问|:)[ ,:"]*(?=.)/u

/**
 * note := (记 | 记录) sep text      text := [NAME (说 | 讲 | :)] words
 * Gossip from anyone but head and recorder (记得带伞).
 */
export const note: Command = (order, ctx) => {
  const rest = command(order, /^(?:记录?(?:一下|下来|下)?)(?=[ :,]|$)/)
  if (!rest || !commands(ctx, 'note')) return undefined
  if (rest.text === '') return ask(SAY.missing('要记的话', '记 张三说水管要先修'))
  return noted(rest, ctx)
}

function noted(rest: Rest, ctx: Context) {
  const found = SPEAKER.exec(rest.text)
  const whole = intent('note', { text: rest.own() })
  if (!found || NOT_A_NAME.has(found[1]!)) return whole
  const who = found[1]!
  const text = rest.own(found[0].length).replace(/^["“＂]|["”＂]$/g, '')
  if (text === '') return whole
  if (!ctx.roster) return looksLikeName(who) ? intent('note', { text, speaker: who }) : whole
  if (Object.hasOwn(ctx.kin, who) || namePrefix(rest.text, ctx.roster) > 0 || /[组户家]/.test(who)) {
    const match = matchName(who, ctx.roster, ctx.kin)
    if (match.kind === 'one') return intent('note', { text, speaker: uniqueName(match.entry, ctx.roster) })
    if (match.kind === 'several') return ask(SAY.severalOfName(who, `记 ${match.entries[0]!.household}${match.entries[0]!.name}说${text}`))
  }
  const match = looksLikeName(who) ? matchName(who, ctx.roster, ctx.kin) : undefined
  if (match?.kind !== 'similar') return whole
  const names = [...new Set(match.entries.map((e) => e.name))]
  const say = SAY.perhapsName(who, names, `记 ${names[0]}说${text}`)
  return names.length === 1 ? perhaps(intent('note', { text, speaker: names[0]! }), say) : ask(say)
}
