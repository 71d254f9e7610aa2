import { type Answer, ask, type Context, intent, isOpen, reading } from '../context.ts'
import { CATEGORIES, oneOf } from '../lexicon.ts'
import { NUM, numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { hamletIssueAt, oneAtATime, several, unknownHamlet } from './desk.ts'
import { type Command, command, issueAt, issueOnly, type Order, type Rest } from './order.ts'

const REPORT =
  /^(?:我(?:们)?(?:家)?(?:要|想|来|也要|得|有(?:个|一个|件)?(?:问题|事|情况)要)?|要|想)?(?:(?:悄悄|偷偷|私下|保密|匿名|单独|秘密)[的地]?[ ,]?)?(?:向村(?:里|上)?)?反映(?:(?:一)?(?:个|下|件)(?:问题|情况|事情|事)?|问题|情况)?(?:\((?:保密|悄悄|不公开)\))?/
/** 悄悄向村里反映 goes past the head (./on-record.ts). */
const QUIETLY_ABOVE = /^(?:我(?:要|想|来)?)?(?:悄悄|偷偷|私下)[的地]?向村/
const MISSPELT = /^(?:我(?:要|想)?)?(悄悄|偷偷|私下)?(?:反应|反印|返映)(?:(?:一)?(?:个|下)(?:问题|情况)?|问题|情况)?(?=[ :,]|$)/
const ABOUT_REPORTS =
  /^(?:的|了|过|给|到|出|上去|上来|很|在|不|没|者|人|这|那|是|好|多|就|也|还|怎么|咋|如何|要|去(?!年)|找(?!不)|得|必须|需要|应该|可以|大家(?:一起|都)|什么|啥|哪|谁|靠|通过|电话|热线|渠道|途径)/
/** 反映大家的心声, 反映农村生活的电视剧: what mirrors something, not what is wrong. */
const MIRRORS = /(?:心声|民意|心愿|愿望|生活|现实|电视剧|电影|节目|故事|小说|歌|戏|作品|文章|视频)(?=[ ,。!]|$)/
/** 反映 什么, 反映 ?: a question, not a report. */
const NOTHING_SAID = /^(?:[?,。!~ ]|什么|啥|哪些|事情?|问题|呢|呀|啊)*$/
const CATEGORY = new RegExp(`^[[(【]?(${oneOf(CATEGORIES)})(?:类)?[\\])】]?[ :,]+(?=.)`)

/**
 * raiseIssue := [我要] [悄悄] 反映 [sep] [category sep] text
 * 反映的问题…, 反映要有证据, 反映大家的心声 speak about reporting and are chat; 反应 for 反映 is asked.
 */
export const raiseIssue: Command = (order) => {
  const rest = QUIETLY_ABOVE.test(order.text) ? undefined : command(order, REPORT)
  if (rest) {
    const quiet = /^(?:我?(?:要|想|来)?)?(?:悄悄|偷偷|私下|保密|匿名|单独|秘密)|^[^:]{0,8}\((?:保密|悄悄|不公开)\)/.test(order.text)
    if (rest.text === '' || /^[吧啊呀了。.!]+$/.test(rest.text))
      return ask(SAY.missing('要反映的事', `${quiet ? '悄悄反映' : '反映'} 村口路灯坏了`))
    if (/^(?:迟钝|灵敏|慢|快)/.test(rest.text)) return undefined
    if (!rest.separated && (ABOUT_REPORTS.test(rest.text) || MIRRORS.test(rest.text))) return undefined
    if (!rest.separated && (order.asks || rest.text.length < 3)) return undefined
    if (NOTHING_SAID.test(rest.text)) return undefined
    return raised(rest, quiet)
  }
  const slip = command(order, MISSPELT)
  if (!slip || slip.text.length < 4 || order.asks) return undefined
  const meant = raised(slip, /^(?:我(?:要|想)?)?(?:悄悄|偷偷|私下)/.test(order.text))
  return meant.kind === 'intent' && meant.intent === 'raiseIssue' ? reading('raiseIssue', meant.args) : undefined
}

function raised(rest: Rest, quiet: boolean): Answer {
  const category = CATEGORY.exec(rest.text)
  const text = rest.own(category ? category[0].length : 0)
  return intent('raiseIssue', { text, ...(category && { category: category[1]! }), ...(quiet && { confidential: true as const }) })
}

const PROGRESS = /^(?:查(?:一下|下|询)?|看(?:一下|下|看))?(?:问题)?(?:进度|进展|进程)(?:怎么样了?|如何)?\??/
const MINE =
  /^(?:我(?:家)?(?:上次|之前|昨天)?(?:反映|提|报)(?:的|过的)?(?:那个|那件|这个)?(?:问题|事|事情|那件事)?(?:怎么样了?|办得怎么样了?|到哪(?:一)?步了?|有(?:结果|着落|下文|消息|动静)(?:了)?(?:吗|没有|没)|(?:搞|弄|处理)得(?:怎么样|么样|咋样)了?|么样了?|进度|进展)?|我的问题|我的反映)\??$/
const LIST = new RegExp(
  `^(?:看(?:一下|看)?|查(?:一下)?)?(?:问题清单|问题列表|清单|问题台账|台账|所有问题|问题一览)(?:[ :]*(?:第?(${NUM})页?|发(?:一下|下|出来)?|看一下|看下|看看))?\\??$`,
)
const HOW =
  /^(?:的?(?:问题|事|事情)?(?:现在|到底)?(?:(?:办|搞|弄|修|处理)?得?(?:么样|怎么样|咋样|怎样)了?|怎样了|咋样了|(?:办|搞|弄|修|处理|做)?到哪(?:里|一步|步)?了?|进度|进展|进度(?:怎么样|如何)了?|进展(?:怎么样|如何)了?|办好了(?:吗|没有|没)|修好了(?:吗|没有|没)|解决了(?:吗|没有|没)|办完了(?:吗|没有|没)|有结果了?(?:吗|没有|没)|有进展(?:了)?(?:吗|没有|没)|处理得怎么样(?:了)?|(?:办|修|处理|解决|弄|搞)(?:好|完)?了?(?:吗|没有|没)|什么情况|啥情况|怎么还没(?:办|修|弄|搞|处理|解决)(?:好|完)?|(?:还)?有(?:消息|动静|下文|着落)(?:了)?(?:没有|没|吗)))\??$/

/** 槐树12 办好了吗 they ask each other; who means the bot says 进度. */
const OFFICE_HOW = /^的?(?:办理)?(?:进度|进展)(?:怎么样了?|如何)?\??$/

/** Those who always name the hamlet: 进度 槐树12, 槐树12 进度. A number alone could be any hamlet's; 进度怎么样了 is their own talk. */
function officeProgress(text: string, ctx: Context): Answer | undefined {
  const at = hamletIssueAt(text, ctx)
  if (at && OFFICE_HOW.test(text.slice(at.end))) return intent('askProgress', { hamlet: at.hamlet, issueNo: at.issueNo })
  const word = PROGRESS.exec(text)
  if (!word) return undefined
  const rest = text
    .slice(word[0].length)
    .replace(/^[ :,]+/, '')
    .replace(/\?$/, '')
  const named = hamletIssueAt(rest, ctx)
  if (named && (rest.length === named.end || HOW.test(rest.slice(named.end))))
    return intent('askProgress', { hamlet: named.hamlet, issueNo: named.issueNo })
  if (named && several(rest, named.end, ctx)) return oneAtATime('进度 ', named, '')
  const issueNo = rest === text ? undefined : issueOnly(rest)
  if (issueNo !== undefined) return ask(SAY.missing('屋场', `进度 ${ctx.hamlets?.[0] ?? '槐树'}${issueNo}`))
  const unknown = named ? undefined : unknownHamlet(rest)
  return unknown === undefined ? undefined : ask(SAY.noSuchHamlet(unknown, ctx.hamlets ?? []))
}

/**
 * askProgress := 进度 [n] | n号 (怎么样了 | 进度 | 办好了吗 …) | 我反映的 [怎么样了] | 问题清单 [page]
 * In an office's group: 进度 ISSUE | ISSUE (进度 | 进展 …)          ISSUE := hamlet alias + number
 */
export const askProgress: Command = (order, ctx) => {
  const text = order.core.replace(/^(?:请问|问下|问一下|想问下|问问)[ ,:]*/, '').replace(/[ 啊呀呢哈嘛。.!~]{1,9}\?$/, '?')
  if (ctx.role === 'cadre' || ctx.role === 'official') {
    const office = officeProgress(text, ctx)
    if (office) return office
  }
  const word = command({ ...order, text, core: text }, PROGRESS)
  if (word) {
    if (word.text === '') return intent('askProgress', {})
    const issueNo = issueOnly(word.text.replace(/^第/, '').replace(/\?$/, ''))
    return issueNo === undefined ? undefined : intent('askProgress', { issueNo })
  }
  const mine = MINE.test(order.text) ? order.text : text
  if (MINE.test(mine) && !/^我(?:家)?(?:反映|提|报)(?:问题|事|事情)?$/.test(mine)) return intent('askProgress', { mine: true })
  const list = LIST.exec(text)
  const page = numberOf(list?.[1] ?? '')
  if (list) return intent('askProgress', page ? { page } : {})
  const at = issueAt(text)
  // 1，修好了吗 answers with a number and asks something else.
  const parted =
    at !== undefined && text.slice(0, at.end).includes(',') && (isOpen(ctx, 'timePoll') || !text.slice(0, at.end).includes('号'))
  if (at && !parted && HOW.test(text.slice(at.end))) return intent('askProgress', { issueNo: at.issueNo })
  // 查一下7号
  const look = /^(?:查|看)(?:一下|下|询|看)?[ ]?/.exec(text)
  const looked = look ? issueAt(text.slice(look[0].length)) : undefined
  return looked && /^(?:#|第)?\d+ ?号/.test(text.slice(look![0].length)) && text.length === look![0].length + looked.end
    ? intent('askProgress', { issueNo: looked.issueNo })
    : undefined
}

const WITHDRAW = /^(?:我要?)?(?:撤回|撤销|收回)(?:反映|问题)?/
const NO_LONGER = /^(?:我)?(?:(?:撤回|撤销|收回)|不反映|不用(?:反映|管|修|弄|搞|办|处理)了?[ ,]*(?:撤回|撤销|收回|撤掉?))了?$/

/** withdrawIssue := 撤回 n | n号 (撤回 | 不反映了) */
export const withdrawIssue: Command = (order, ctx: Context) => {
  const word = command(order, WITHDRAW)
  if (word) {
    const issueNo = issueOnly(word.core) ?? reasoned(word, order)
    if (issueNo !== undefined) return intent('withdrawIssue', { issueNo })
    return word.text === '' || (ctx.mentioned && word.text.length < 6) ? ask(SAY.missing('号码', '撤回 12')) : undefined
  }
  const at = issueAt(order.text)
  return at &&
    (NO_LONGER.test(order.core.slice(at.end)) ||
      (NO_LONGER.test(order.bare.slice(at.end)) && order.bare.startsWith(order.text.slice(0, at.end))))
    ? intent('withdrawIssue', { issueNo: at.issueNo })
    : undefined
}

/** 撤回 12 已经解决, 附议12，天天踩泥巴: the number, and then why. */
function reasoned(word: Rest, order: Order): number | undefined {
  const at = issueAt(word.text)
  if (!at || order.asks || order.bare === '') return undefined
  const told = word.text.slice(at.end)
  // 附议 4 附议 7 names two.
  return /^\d+号?[ ,]/.test(word.text) && !/^[\d和跟、]|附议|撤回|撤销|\d号/.test(told) ? at.issueNo : undefined
}

const SECOND = /^(?:我(?:家|们)?(?:也)?)?(?:附议|附义|付议|附意)/
const ME_TOO =
  /^(?:(?:我(?:们)?(?:家|屋里)?|俺家?|咱家)[ ]?(?:也是(?:的|这样|一样)?|也有|也一样|也(?:要)?附议|也反映|也遇到)(?:这个(?:问题|情况)|同样的?(?:问题|情况))?|(?:我)?(?:家)?(?:附议|附义)|\+1|同问)(?:了|的)?[ 啊呀哈嘛。.!~]*$/

/** support := 附议 n | n号 (我也是 | 我家也是 | 附议 | +1) */
export const support: Command = (order) => {
  const word = command(order, SECOND)
  if (word) {
    const issueNo = issueOnly(word.core)
    if (issueNo !== undefined) return intent('support', { issueNo })
    const first = issueAt(word.text)
    if (first && /^(?:[、,和 ]*(?:附议)?[ ]?\d+(?!\d)号?)+$/.test(word.core.slice(first.end, first.end + 40)))
      return ask(SAY.fault('一次只能附议一件', `附议 ${first.issueNo}`))
    const why = reasoned(word, order)
    if (why !== undefined) return intent('support', { issueNo: why })
    return word.text === '' ? ask(SAY.missing('号码', '附议 12')) : undefined
  }
  const at = issueAt(order.text)
  if (!at) return undefined
  const text = order.core.length > at.end && ME_TOO.test(order.core.slice(at.end)) ? order.core : order.bare
  // 1+1 is a sum; 12 +1 and 12号+1 are somebody joining in.
  if (text[at.end] === '+' && !/[ 号]/.test(text[at.end - 1]!)) return undefined
  return ME_TOO.test(text.slice(at.end)) ? intent('support', { issueNo: at.issueNo }) : undefined
}
