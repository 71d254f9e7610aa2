/**
 * What is put on record about an issue: that a visit at the door was true, what the village decided, who signs a report; and issues that go past
 * those whom they are about, or follow one that is closed.
 */
import { ask, type Context, commands, intent } from '../context.ts'
import { findMoment } from '../moments.ts'
import { SAY } from '../say.ts'
import { hamletIssueAt } from './desk.ts'
import { type Command, command, issueAt, issueOnly } from './order.ts'

const TRUE = /^走访(?:评议)?属实/

/** confirmVisits := 走访属实 (n | ISSUE) | n 走访属实          ISSUE := hamlet alias + number, in an office's group */
export const confirmVisits: Command = (order, ctx) => {
  const rest = command(order, TRUE)
  const at = rest ? undefined : issueAt(order.text)
  if (at && TRUE.test(order.text.slice(at.end)) && order.text.slice(at.end).replace(TRUE, '').length <= 1)
    return intent('confirmVisits', { issueNo: at.issueNo })
  if (!rest) return undefined
  const named = ctx.role === 'cadre' || ctx.role === 'official' ? hamletIssueAt(rest.text, ctx) : undefined
  if (named && named.end >= rest.text.length) return intent('confirmVisits', { hamlet: named.hamlet, issueNo: named.issueNo })
  const issueNo = issueOnly(rest.text)
  if (issueNo !== undefined) return intent('confirmVisits', { issueNo })
  return commands(ctx, 'confirmVisits') ? ask(SAY.missing('号码', '走访属实 12')) : undefined
}

const STUDY_FORM = '村里研究 槐树12 9月10日 周建国、李会计参加 先清沟，再报镇里立项'
const PRESENT = /^[ ,:]*(?:由)?([\p{sc=Han}、 ,和]{2,60}?)(?:等)?(?:参加|到会|出席)(?:了)?[ ,:。;]*/u
const DAYS_AGO: readonly [RegExp, number][] = [
  [/^今(?:天|日|晚|早|上午|下午)/, 0],
  [/^昨(?:天|日|晚)/, 1],
  [/^前天/, 2],
]

/** The day on which they met: it is over, or today. */
function heldOn(text: string, ctx: Context): { date: string; end: number } | undefined {
  const ago = DAYS_AGO.find(([word]) => word.test(text))
  if (ago) {
    const date = new Date(Date.parse(`${ctx.wall.date}T00:00:00Z`) - ago[1] * 86_400_000).toISOString().slice(0, 10)
    return { date, end: ago[0].exec(text)?.[0].length ?? 0 }
  }
  const found = findMoment(text, 0, ctx.wall)
  return found?.start === 0 && found.day?.date !== undefined && !found.day.clash ? { date: found.day.date, end: found.end } : undefined
}

/** studyIssue := 村里研究 ISSUE DAY PEOPLE 参加 text */
export const studyIssue: Command = (order, ctx) => {
  const rest = command(order, /^(?:村里|村委|村级|村支部|支部|村两委)研究(?:了)?/)
  if (!rest || !commands(ctx, 'studyIssue')) return undefined
  const at = hamletIssueAt(rest.text, ctx)
  if (!at) return rest.text === '' || rest.separated ? ask(SAY.form(STUDY_FORM)) : undefined
  const afterIssue = rest.text.slice(at.end).replace(/^[ ,:]+/, '')
  const day = heldOn(afterIssue, ctx)
  const issue = `${at.hamlet}${at.issueNo}`
  if (!day) return ask(SAY.missing('哪天研究的', STUDY_FORM.replace('槐树12', issue)))
  const afterDay = afterIssue.slice(day.end)
  const present = PRESENT.exec(afterDay)
  if (!present) return ask(SAY.missing('哪些人参加', STUDY_FORM.replace('槐树12', issue)))
  const from = rest.text.length - afterDay.length + present[0].length
  const decided = rest.own(from).trim()
  if (decided === '') return ask(SAY.missing('怎么定的', STUDY_FORM.replace('槐树12', issue)))
  return intent('studyIssue', { hamlet: at.hamlet, issueNo: at.issueNo, heldOn: day.date, present: present[1]!.trim(), decided })
}

/** signReport := 签发 ISSUE NAME */
export const signReport: Command = (order, ctx) => {
  const rest = command(order, /^签发(?:人)?/)
  if (!rest || !commands(ctx, 'signReport')) return undefined
  const at = hamletIssueAt(rest.text, ctx)
  if (!at) return rest.text === '' ? ask(SAY.form('签发 槐树12 周建国')) : undefined
  const signer = /^[ ,:]*(\p{sc=Han}{2,6})[。. ]*$/u.exec(rest.text.slice(at.end))?.[1]
  if (signer === undefined) return ask(SAY.missing('签发人的名字', `签发 ${at.hamlet}${at.issueNo} 周建国`))
  return intent('signReport', { hamlet: at.hamlet, issueNo: at.issueNo, signer })
}

const OVER =
  /^(?:我(?:要|想|来)?)?(?:(?:悄悄|偷偷|私下)[的地]?)?向镇(?:里|上|党委)?反映|^(?:我(?:要|想|来)?)?(?:悄悄|偷偷|私下)[的地]?向村(?:里|上|委)?反映/

/** raiseIssue := 向镇里反映 text | 悄悄向村里反映 text: past the cadres, or past the head. 向村里反映 alone is what people call any report. */
export const raiseOver: Command = (order) => {
  const rest = command(order, OVER)
  if (!rest) return undefined
  const over = OVER.exec(order.text)?.[0].includes('镇') ? 'village' : 'head'
  const form = over === 'village' ? '向镇里反映 低保名额的事' : '悄悄向村里反映 屋场收费的事'
  if (rest.text === '') return ask(SAY.missing('要反映的事', form))
  if (!rest.separated && /^(?:的|了|过|给|到|在|是|有)|[?]$|吗$|没有$/.test(rest.text)) return undefined
  if (rest.text.length < 3) return undefined
  return intent('raiseIssue', { text: rest.own(), confidential: true, passesOver: over })
}

/** raiseIssue := 再反映 n text: what was closed and is not done. */
export const raiseAgain: Command = (order) => {
  const rest = command(order, /^(?:我(?:要|想)?)?(?:再(?:次)?|又|重新)反映/)
  const at = rest && issueAt(rest.text)
  if (!rest || !at) return undefined
  const text = rest.own(at.end).trim()
  return text === '' ? ask(SAY.missing('哪里没好', `再反映 ${at.issueNo} 灯又不亮了`)) : intent('raiseIssue', { text, againOf: at.issueNo })
}
