/** Why nothing changed about an issue, in one line, with the right form where there is one. */
import { CATEGORIES } from '../domain/issue/category.ts'
import type { IssueRefusal } from '../domain/issue/refusals.ts'
import type { IssueStatus } from '../domain/issue/rows.ts'
import { never } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import { sayDate } from './issue.ts'

/** Where an issue is, as the plan's table names it. */
export const STATUS: Readonly<Record<IssueStatus, string>> = {
  raised: '已提出',
  inHamlet: '屋场办理',
  inVillage: '村级办理',
  inTown: '已报镇，待交办',
  assigned: '已交办',
  inReview: '办结待评议',
  closed: '已销号',
  withdrawn: '已撤回',
}

/** To an office, which names the hamlet with the number, and has no 进度 to ask for. */
export function sayToOffice(alias: string, r: IssueRefusal, now: Instant): string {
  if (r.code === 'noSuchIssue') return `${alias}没有${r.issueNo}号问题。`
  if (r.code === 'issueElsewhere' && r.mergedInto === undefined)
    return `${alias}${r.issueNo}号现在是“${STATUS[r.status]}”，这一步不用做了。`
  return `${alias}${sayIssueRefusal(r, now)}`
}

export function sayIssueRefusal(r: IssueRefusal, now: Instant): string {
  switch (r.code) {
    case 'noSuchIssue':
      return `公开的问题里没有${r.issueNo}号。回“问题清单”看有哪些。`
    case 'issueElsewhere':
      return r.mergedInto !== undefined
        ? `${r.issueNo}号已经并到${r.mergedInto}号了。`
        : `${r.issueNo}号现在是“${STATUS[r.status]}”，这一步不用做了。回“进度 ${r.issueNo}”看到哪一步。`
    case 'notYourIssue':
      return `${r.issueNo}号不是您反映的，要撤回请反映的人来说。`
    case 'ownSupport':
      return `${r.issueNo}号就是您反映的，已经算您一户。`
    case 'supportedAlready':
      return `${r.issueNo}号您附议过了，算数的。`
    case 'sameCategory':
      return `${r.issueNo}号本来就归在${r.category}。`
    case 'noSuchCategory':
      return `没有“${r.category}”这一类，有：${CATEGORIES.join('、')}。`
    case 'reasonNeeded':
      return `还差原因，请这样发：“${r.issueNo} 不成立 已经修了”。`
    case 'dateNeeded':
      return `还差日期，请这样发：“${r.issueNo} 约定 月底前”。`
    case 'dueOnPast':
      return `${sayDate(r.dueOn, now)}已经过了，请写今天以后的日子。`
    case 'mergeTarget':
      return `${r.issueNo}号并不到${r.into}号：${r.issueNo === r.into ? '是同一个号' : `${r.into}号已经了结或者不公开`}。`
    case 'acceptedAlready':
      return `${r.issueNo}号已经受理过了。`
    case 'assignedAlready':
      return `${r.issueNo}号已经这样交办了：${r.department}，${sayDate(r.dueOn, now)}前办结。`
    case 'handlerMayNotRate':
      return r.household === null
        ? `${r.issueNo}号是您家经手办的，这回不参加评议，谢谢您。请别家来评。`
        : `${r.issueNo}号是${r.household}家经手办的，这回不参加评议。请问别家。`
    case 'mayNotRate':
      return `${r.issueNo}号不由这一户来评，没有记。`
    case 'notInReview':
      return `${r.issueNo}号现在没有评议。回“进度 ${r.issueNo}”看到哪一步。`
    case 'whichSurvey':
      return `正在评议的有${r.issueNos.map((n) => `${n}号`).join('、')}，请带上号码，比如“${r.issueNos[0]}满意”。`
    case 'noSurvey':
      return '现在没有在评议的事。'
    default:
      return never(r)
  }
}
