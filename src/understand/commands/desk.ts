import { excerpt } from '../../kernel/excerpt.ts'
import { type Answer, ask, type Context, commands, intent, reading } from '../context.ts'
import { scoreWords } from '../lex/lexicon.ts'
import { ASKING, HANDLED, oneOf } from '../lexicon.ts'
import { clashText, dayOfClash } from '../moment-words.ts'
import { findMoment } from '../moments.ts'
import { askWho, resolveName } from '../naming.ts'
import { NUM, numberOf } from '../numerals.ts'
import { QUOTED_MAX, SAY } from '../say.ts'
import { type Command, command, issueAt, type Order, type Rest, restFrom } from './order.ts'
import { perhaps } from './roll.ts'

const ALIAS_AND_NUMBER = new RegExp(`^(\\p{sc=Han}{1,8}?)(?:屋场)?[ ]?(${NUM})(?![天个户人点月日年组元块斤])[ ]?号?[ ,:.、]*`, 'u')

const MARKED_ISSUE = new RegExp(`^\\p{sc=Han}{1,8}?(?:屋场[ ]?${NUM}|[ ]?${NUM}[ ]?号)`, 'u')

/** 柳荫屋场3号 names a hamlet, whether there is one of that name or not; 完成80 need not. */
export const unknownHamlet = (text: string): string | undefined =>
  /^\p{sc=Han}{1,8}(?:屋场 ?\d{1,4} ?号?|\d{1,4} ?号)$/u.test(text) ? /^\p{sc=Han}+?(?=屋场|\d)/u.exec(text)?.[0] : undefined

/** Words of other commands, and words too long for the short name of a hamlet. */
const NO_ALIAS =
  /^.{5,}|走访|交办|转办|分办|受理|接办|认领|接收|签收|办结|办好|办完|修好|处理|解决|上报|呈报|反映|进度|撤回|附议|表决|代签|议题|开会|约时间|延到|改到|我/

export interface HamletIssue {
  hamlet: string
  issueNo: number
  end: number
}

/** 槐树12, 槐树屋场12号 at the front of `text`. With aliases known, only they count; the longest first. */
export function hamletIssueAt(text: string, ctx: Context): HamletIssue | undefined {
  if (ctx.hamlets) {
    for (const hamlet of [...ctx.hamlets].sort((a, b) => b.length - a.length)) {
      if (hamlet === '' || !text.startsWith(hamlet)) continue
      const rest = text.slice(hamlet.length).replace(/^(?:屋场)?[ ]?/, '')
      const at = issueAt(rest)
      if (at) return { hamlet, issueNo: at.issueNo, end: text.length - rest.length + at.end }
    }
    return undefined
  }
  // Any word could be an alias: it has to be called 屋场, or the number 号.
  const found = MARKED_ISSUE.test(text) ? ALIAS_AND_NUMBER.exec(text) : null
  const issueNo = found && !/^[零一二两三四五六七八九十百廿卅]+$/.test(found[1]!) ? numberOf(found[2]!) : undefined
  if (found && NO_ALIAS.test(found[1]!)) return undefined
  return found && issueNo ? { hamlet: found[1]!, issueNo, end: found[0].length } : undefined
}

/** `bare`: said without an issue it is asked back; the others are also words for parcels and papers. */
const WORDS = [
  { word: /^(?:(?:我们?|村里|村上)(?:已经?|就)?)?(?:受理|接(?=了))(?:了|啦)?/, name: 'acceptIssue', form: '受理 槐树12', bare: true },
  { word: /^(?:接办|认领|接收|签收)/, name: 'acceptIssue', form: '受理 槐树12', bare: false },
  { word: /^(?:上报|呈报|报镇里?|报镇党委|报上去)/, name: 'reportToTown', form: '上报 槐树12 要交通部门立项', bare: true },
] as const
const DONE = new RegExp(`^${HANDLED}(?=$|[ ,。:;!])`)
const DONE_FIRST = new RegExp(`^${HANDLED}`)

/** 受理 槐树12了吗 asks how far it is. */
const asks = (order: Order): boolean => order.asks || ASKING.test(order.text.slice(-12))

/** 受理 槐树12、13 and 槐树12 槐树13 name two issues, 槐树12.5 none. */
export function several(text: string, end: number, ctx: Context): boolean {
  const after = text.slice(end)
  return (
    /^(?:[和与跟及]|以及)?\d{1,4}号?$/.test(after) ||
    (/[、,.]$/.test(text.slice(0, end)) && /^\d/.test(after)) ||
    hamletIssueAt(after.replace(/^(?:[和与跟及]|以及)/, ''), ctx) !== undefined
  )
}

export const oneAtATime = (before: string, at: HamletIssue, after: string): Answer =>
  ask(SAY.fault('一次只能写一件', `${before}${at.hamlet}${at.issueNo}${after}`))

const withText = (rest: Rest, from: number) => {
  const text = rest.own(from)
  return text === '' ? {} : { text }
}

/**
 * acceptIssue := 受理 ISSUE [text] | ISSUE 受理 [text]
 * reportToTown := 上报 ISSUE [text] | ISSUE 上报 [text]          ISSUE := hamlet alias + number
 * handled := (ISSUE 办好了 | 办结 ISSUE) [text]
 */
export const cadreCommand: Command = (order, ctx) => {
  const done = command(order, DONE_FIRST)
  const handled = done && !asks(order) ? hamletIssueAt(done.text, ctx) : undefined
  if (done && handled) {
    if (several(done.text, handled.end, ctx)) return oneAtATime('办结 ', handled, '')
    return intent('handled', { hamlet: handled.hamlet, issueNo: handled.issueNo, ...withText(done, handled.end) })
  }
  for (const { word, name, form, bare } of WORDS) {
    const rest = command(order, word)
    if (!rest || (!bare && !hamletIssueAt(rest.text, ctx))) continue
    // 上报 12 from a head is about the head's own hamlet.
    if ((name === 'reportToTown' && issueAt(rest.text) && ctx.role === 'head') || asks(order)) return undefined
    return onIssue(rest, ctx, name, form)
  }
  // Without the aliases at hand any word could be one (今天12号…): only those who always name the hamlet are read that way.
  if (!ctx.hamlets && !ctx.mentioned && ctx.role !== 'cadre' && ctx.role !== 'official') return undefined
  const at = hamletIssueAt(order.text, ctx)
  if (!at || asks(order)) return undefined
  const rest = restFrom(order, at.end)
  const after = DONE.exec(rest.text)
  if (after) return intent('handled', { hamlet: at.hamlet, issueNo: at.issueNo, ...withText(rest, after[0].length) })
  for (const { word, name } of WORDS) {
    const found = word.exec(rest.text)
    if (!found) continue
    const end = found[0].length + (/^(?:镇里?|党委|镇党委)/.exec(rest.text.slice(found[0].length))?.[0].length ?? 0)
    const after = rest.text.slice(end)
    if (after !== '' && !/^[ ,:。]/.test(after)) return undefined
    return intent(name, { hamlet: at.hamlet, issueNo: at.issueNo, ...withText(rest, end) })
  }
  return undefined
}

function onIssue(rest: Rest, ctx: Context, name: 'acceptIssue' | 'reportToTown', form: string): Answer | undefined {
  const at = hamletIssueAt(rest.text, ctx)
  if (at && several(rest.text, at.end, ctx)) return oneAtATime(`${form.slice(0, 2)} `, at, '')
  if (at) return intent(name, { hamlet: at.hamlet, issueNo: at.issueNo, ...withText(rest, at.end) })
  if (!commands(ctx, name)) return undefined
  if (rest.text === '') return ask(SAY.missing('屋场和号码', form))
  const verb = form.slice(0, 2)
  const number = issueAt(rest.text)
  if (number) {
    const only = ctx.hamlets?.length === 1 ? ctx.hamlets[0]! : undefined
    if (only)
      return {
        ...reading(name, { hamlet: only, issueNo: number.issueNo, ...withText(rest, number.end) }),
        say: SAY.missing('屋场', `${verb} ${only}${number.issueNo}`),
      }
    return ask(SAY.missing('屋场', `${verb} ${ctx.hamlets?.[0] ?? '槐树'}${number.issueNo}`))
  }
  const unknown = /^\p{sc=Han}{1,4}(?:屋场)?[ ]?\d{1,4}[ ]?号?(?=[ ,:。]|$)/u.test(rest.text) ? ALIAS_AND_NUMBER.exec(rest.text) : null
  return unknown ? ask(SAY.noSuchHamlet(unknown[1]!, ctx.hamlets ?? [])) : rest.separated ? ask(SAY.missing('屋场和号码', form)) : undefined
}

/** 交通办李主任: the office, and who in it. */
const OFFICE_AND_TITLE =
  /^(.{1,8}?(?:办公室|中心|办|站|所|局|队|委|科|组|部))(\p{sc=Han}{1,2}(?:主任|站长|所长|局长|科长|队长|部长|书记|镇长|委员|同志|老师|干部)|[老小]\p{sc=Han})$/u
function departmentAndPerson(word: string): string[] {
  const found = OFFICE_AND_TITLE.exec(word)
  return found ? [found[1]!, found[2]!] : [word]
}

/** 槐树12交给水利站 9月底前: from those who assign; the issue stands in front. */
function behindIssue(order: Order, ctx: Context): Rest | undefined {
  if (!commands(ctx, 'assignIssue') || asks(order)) return undefined
  const at = hamletIssueAt(order.text, ctx)
  const word = at && /^(?:交办|转办|分办|转?交[给由]|转给|转(?!交给|办|给))(?=[ :,\p{sc=Han}])/u.exec(order.text.slice(at.end))
  if (!at || !word) return undefined
  const from = at.end + word[0].length
  const text = `${at.hamlet}${at.issueNo} ${order.text.slice(from).replace(/^[ :,给]+/, '')}`
  return { text, core: text, from, separated: true, own: (a, b) => text.slice(a, b) }
}

/** assignIssue := ISSUE 交给 department …, or 交办 ISSUE department [person] DATE 前 */
export const assignIssue: Command = (order, ctx) => {
  const rest = command(order, /^(?:交办|转办|分办)/) ?? behindIssue(order, ctx)
  if (!rest) return undefined
  const form = (issue = '槐树12', department = '交通办', person = '李主任', due = '10月15日前') =>
    `交办 ${issue} ${department} ${person ? `${person} ` : ''}${due}`
  const at = hamletIssueAt(rest.text, ctx)
  if (!at) {
    if (!commands(ctx, 'assignIssue')) return undefined
    const unknown = ctx.hamlets ? ALIAS_AND_NUMBER.exec(rest.text) : null
    if (unknown) return ask(SAY.noSuchHamlet(unknown[1]!, ctx.hamlets ?? []))
    return rest.text === '' || rest.separated ? ask(SAY.missing('屋场和号码', form())) : undefined
  }
  if (several(rest.text, at.end, ctx)) return oneAtATime('交办 ', at, ' 交通办 李主任 10月15日前')
  const body = rest.text.slice(at.end)
  const due = findMoment(body, 0, ctx.wall)
  const words = body
    .slice(0, due ? due.start : body.length)
    .split(/[ ,、]+/)
    .filter((w) => w !== '' && w !== '于' && w !== '在')
    .map((w, i) => (i === 0 ? w.replace(/^[给由]/, '') : w))
  const [department, person, ...more] = words.flatMap((word, i) => (i === 0 && words.length === 1 ? departmentAndPerson(word) : [word]))
  const issue = `${at.hamlet}${at.issueNo}`
  if (department === undefined) return ask(SAY.missing('责任部门', form(issue)))
  if (!due?.day) return ask(SAY.missing('办结日期', form(issue, department, person ?? '')))
  const word = body.slice(due.start, due.end)
  const { clash } = due.day
  if (clash) return ask(SAY.fault(clashText(word, clash), form(issue, department, person ?? '', `${dayOfClash(clash, ctx.wall.date)}前`)))
  if (due.day.date === undefined) return ask(SAY.fault(`“${word}”不知道是哪一天`, form(issue, department, person ?? '')))
  if (due.day.date < ctx.wall.date) return ask(SAY.fault(`“${word}”已经过去了`, form(issue, department, person ?? '', '月底前')))
  const tail = body.slice(due.end).replace(/^(?:之?前|以前|内)?(?:办结|完成|办好|办完)?[ 。.!]*/, '')
  if (more.length > 0 || tail !== '')
    return ask(SAY.fault(`“${excerpt(tail || more.join(' '), QUOTED_MAX)}”没看懂`, form(issue, department, person ?? '', `${word}前`)))
  return intent('assignIssue', {
    hamlet: at.hamlet,
    issueNo: at.issueNo,
    department,
    ...(person !== undefined && { person }),
    dueOn: due.day.date,
  })
}

const PAGE = `(?:[ :]*第?(${NUM})页?)?`
const PENDING = new RegExp(
  `^(?:(?:查|看|查看|看看|看一?下|查一?下)?待办(?:清单|事项)?(?:有哪些|有什么)?|有哪些待办|(?:还有)?哪些(?:还)?(?:没|要)办(?:完|好)?的?)${PAGE}$`,
)
const OVERDUE = new RegExp(
  `^(?:(?:查|看|查看|看看|看一?下|查一?下)?逾期(?:清单|事项|问题|的)?(?:有哪些|有什么|列(?:一?下|出来)?|发(?:一?下)?|看一?下)?|有哪些逾期|已?超期)${PAGE}$`,
)
const DIGEST = new RegExp(`^(?:看一?下|看看|查看|发一?下)?(?:今天的?|今日)?日报(?:发(?:一?下|出来)?|看一?下)?${PAGE}$`)

/** 待办? is 待办. */
const plainAsk = (text: string): string => text.replace(/[ ?]+$/, '')

const pageNamed = (word: string | undefined): { page?: number } => {
  const page = word === undefined ? undefined : numberOf(word)
  return page ? { page } : {}
}

/** listPending := (待办 | 逾期) [page]   digestNow := 日报 [page]   Words of the office: only from cadres and officials, or to the bot. */
export const desk: Command = (order, ctx) => {
  const pending = PENDING.exec(plainAsk(order.core))
  if (pending) return commands(ctx, 'listPending') ? intent('listPending', pageNamed(pending[1])) : undefined
  const overdue = OVERDUE.exec(plainAsk(order.core))
  if (overdue) return commands(ctx, 'listPending') ? intent('listPending', { overdueOnly: true, ...pageNamed(overdue[1]) }) : undefined
  const digest = DIGEST.exec(order.core)
  return digest && commands(ctx, 'digestNow') ? intent('digestNow', pageNamed(digest[1])) : undefined
}

const SCORE_OF = new Map(
  (['satisfied', 'basic', 'dissatisfied'] as const).flatMap((score) => scoreWords(score).map((word) => [word, score] as const)),
)
const SCORES = `(${oneOf([...SCORE_OF.keys()])})`
/** 走访 王德福 12 满意 · 走访 12 王德福 不满意 灯还不亮: what was meant is plain, and the form shows it. */
const SWAPPED = new RegExp(`^(\\p{sc=Han}{1,10}?)家?[ ,:]*#?(\\d{1,4})号?[ ,:]*${SCORES}`, 'u')
const WITH_REASON = new RegExp(`^(\\S{1,14}?)[ ,:]*(?:家)?[ ,:]*${SCORES}[ ,:。]`)
const VISIT = new RegExp(`^(\\S{1,14}?)[ ,:]*(?:家)?[ ,:]*${SCORES}$`)

/** rateOnBehalf := 走访 n NAME (满意 | 基本满意 | 不满意) */
export const rateOnBehalf: Command = (order, ctx) => {
  const rest = command(order, /^走访(?:评议)?(?:(?=[ :,\d])|$)/)
  if (!rest) return undefined
  const at = issueAt(rest.text)
  const found = at ? VISIT.exec(rest.core.slice(at.end)) : null
  if (!at || !found) {
    if (!commands(ctx, 'rateOnBehalf') && !/\d/.test(rest.text)) return undefined
    const swapped = at ? null : SWAPPED.exec(rest.text)
    if (swapped) return ask(SAY.form(`走访 ${swapped[2]} ${swapped[1]} ${swapped[3]}`))
    const reasoned = at ? WITH_REASON.exec(rest.text.slice(at.end)) : null
    return ask(SAY.form(`走访 ${at?.issueNo ?? 12} ${reasoned?.[1] ?? '王德福'} ${reasoned?.[2] ?? '满意'}`))
  }
  const score = SCORE_OF.get(found[2]!)!
  const who = resolveName(found[1]!, ctx)
  const after = ` ${found[2]}`
  if (who.name !== undefined) return intent('rateOnBehalf', { issueNo: at.issueNo, name: who.name, score })
  if (who.perhaps !== undefined)
    return perhaps(intent('rateOnBehalf', { issueNo: at.issueNo, name: who.perhaps, score }), who.say(`走访 ${at.issueNo} `, after))
  return askWho(who, `走访 ${at.issueNo} `, after)
}
