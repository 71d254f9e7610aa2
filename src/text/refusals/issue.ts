/** Why nothing changed about an issue, with the right form where there is one. */
import type { Written } from '../../domain/base/lengths.ts'
import type { RefusalOf } from '../../domain/base/refusals.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import type { Instant } from '../../kernel/time.ts'
import { sayDate } from '../issue.ts'
import { ISSUE_STATUS } from '../statuses.ts'
import type { RefusalTexts } from './texts.ts'

export const ISSUE_REFUSALS = {
  noSuchIssue: (r) => `公开的问题里没有${r.issueNo}号。回“问题清单”看有哪些。`,
  issueElsewhere: (r) =>
    r.mergedInto !== undefined
      ? `${r.issueNo}号已经并到${r.mergedInto}号了。`
      : `${r.issueNo}号现在是“${ISSUE_STATUS[r.status]}”，这一步不用做了。回“进度 ${r.issueNo}”看到哪一步。`,
  notYourIssue: (r) => `${r.issueNo}号不是您反映的，要撤回请反映的人来说。`,
  ownSupport: (r) => `${r.issueNo}号就是您反映的，已经算您一户。`,
  supportedAlready: (r) => `${r.issueNo}号您附议过了，算数的。`,
  sameCategory: (r) => `${r.issueNo}号本来就归在${r.category}。`,
  noSuchCategory: (r) => `没有“${r.category}”这一类，有：${CATEGORIES.join('、')}。`,
  reasonNeeded: (r) => `还差原因，请这样发：“${r.issueNo} 不成立 已经修了”。`,
  dateNeeded: (r) => `还差日期，请这样发：“${r.issueNo} 约定 月底前”。`,
  dueOnPast: (r, now) => `${sayDate(r.dueOn, now)}已经过了，请写今天以后的日子。`,
  mergeTarget: (r) => `${r.issueNo}号并不到${r.into}号：${r.issueNo === r.into ? '是同一个号' : `${r.into}号已经了结或者不公开`}。`,
  acceptedAlready: (r) => `${r.issueNo}号已经受理过了。`,
  assignedAlready: (r, now) => `${r.issueNo}号已经这样交办了：${r.department}，${sayDate(r.dueOn, now)}前办结。`,
  handlerMayNotRate: (r) =>
    r.household === null
      ? `${r.issueNo}号是您家经手办的，这回不参加评议，谢谢您。请别家来评。`
      : `${r.issueNo}号是${r.household}家经手办的，这回不参加评议。请问别家。`,
  mayNotRate: (r) => `${r.issueNo}号不由这一户来评，没有记。`,
  notInReview: (r) =>
    r.status === 'closed'
      ? `${r.issueNo}号已经销号，评议过了。还没办好的，回“再反映 ${r.issueNo} 哪里没好”，记成一件新的接着办。`
      : `${r.issueNo}号现在没有评议。回“进度 ${r.issueNo}”看到哪一步。`,
  notBeforeItsDay: (r, now) => `${r.issueNo}号说好${sayDate(r.dueOn, now)}办，到那天办了再回“${r.issueNo} 办好了”。`,
  ownWordStands: (r) => `${r.household}家自己评过${r.issueNo}号了，算自己说的，不用代记。`,
  tooEarlyForDoor: (r, now) => `${r.issueNo}号正在大家自己评，上门问要等${sayDate(r.from, now)}，只问还没说的人家。`,
  handlerMayNotVisit: (r) => `${r.issueNo}号是您经手办的，不能由您去问。请记录员或村干部去问。`,
  nothingToConfirm: (r) => `${r.issueNo}号没有等证实的上门评议。`,
  notTheSecond: (r) => `${r.issueNo}号上门问的要另一个人来证实：不能是记的人自己，也不能是那一家的。`,
  personNeeded: (r, now) => personNeeded('', r, now),
  notReported: (r) => `${r.issueNo}号还没有书面上报，报了再写签发人。`,
  aboutCadres: (r) => `${r.issueNo}号反映的是村干部，不能退回村里办，请镇里交办。`,
  staysConfidential: (r) => `${r.issueNo}号答应过反映的人不让屋场里和有关的干部看到，不能改成公开。`,
  notEnded: (r) => `${r.issueNo}号还在办，不用再反映。有同样情况的回“附议 ${r.issueNo}”，看到哪一步回“进度 ${r.issueNo}”。`,
  studyAhead: (r, now) => `${sayDate(r.heldOn, now)}还没到，研究过了再记。`,
  whichSurvey: (r) => `正在评议的有${r.issueNos.map((n) => `${n}号`).join('、')}，请带上号码，比如“${r.issueNos[0]}满意”。`,
  noSurvey: () => '现在没有在评议的事。',
} satisfies Partial<RefusalTexts>

const WRITTEN: Readonly<Record<Written, string>> = {
  report: '反映的事',
  decision: '议定的内容',
  reason: '原因',
  handled: '办的情况',
  request: '请镇里做的事',
  comment: '意见',
  present: '参加的人',
  line: '这句话',
  name: '名称',
  person: '责任人',
  signer: '签发人',
}

/** Nothing of it was kept: it is still where it was written. */
export const tooLong = (what: string, { most, length }: { most: number; length: number }): string =>
  `${what}太长了，写了${length}个字，最多${most}个，没有记。请写短些再来，写不下的当面说。`

/** The same order with the person where it goes. */
export const personNeeded = (alias: string, r: RefusalOf<'personNeeded'>, now: Instant): string =>
  `${alias}${r.issueNo}号还差责任人，请写上是哪一位，比如“交办 ${alias}${r.issueNo} ${r.department} 李主任 ${sayDate(r.dueOn, now)}前”。`

/** Of what was said, not of the issue. */
export const ASSIGNMENT_REFUSALS = {
  textTooLong: (r) => tooLong(WRITTEN[r.what], r),
  noSuchDepartment: (r) =>
    r.known.length === 0
      ? `没有“${r.department}”这个责任部门。还没有登记部门，请管理员先在“设置”里添。`
      : `没有“${r.department}”这个责任部门。有的是：${r.known.join('、')}。`,
  dueTooFar: (r) => `${r.dueOn}太远了，最晚可以定到${r.latest}。请看看年份写对没有。`,
  noReporter: (r) => `${r.issueNo}号没有记下是谁提的，请选一户来登记。`,
} satisfies Partial<RefusalTexts>
