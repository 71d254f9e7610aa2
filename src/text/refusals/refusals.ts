/** Why something was not done: one line that names it and shows the right form with the person's own values filled in. */
import type { Refusal, RefusalOf } from '../../domain/base/refusals.ts'
import type { Instant } from '../../kernel/time.ts'
import { ISSUE_STATUS } from '../statuses.ts'
import { EVENING_REFUSALS } from './evening.ts'
import { ASSIGNMENT_REFUSALS, ISSUE_REFUSALS, personNeeded } from './issue.ts'
import { MEETING_REFUSALS } from './meeting.ts'
import { POLL_REFUSALS } from './poll.ts'
import { RIGHTS_REFUSALS } from './rights.ts'
import type { RefusalTexts } from './texts.ts'

const OFFICE = { head: '屋场长', recorder: '记录员' } as const

const TEXTS: RefusalTexts = {
  ...POLL_REFUSALS,
  ...MEETING_REFUSALS,
  ...EVENING_REFUSALS,
  ...ISSUE_REFUSALS,
  ...ASSIGNMENT_REFUSALS,
  ...RIGHTS_REFUSALS,
  nudgedJustNow: (r) => `刚催过，${r.minutes}分钟后再催吧。`,
  nothingToNudge: () => '现在没有等大家回的事，不用催。',
  ownWordFirst: (r) => `${r.household}家自己已经回过话了，以自家的为准。要改请他家自己再回一句。`,
  noSuchClaim: (r) => `没有${r.claimNo}号绑定。`,
  claimSettled: (r) => `${r.claimNo}号绑定已经办过了。`,
  stillInOffice: ({ office }) => `他还是${OFFICE[office]}，请先在屋场登记里换人，再删他的信息。`,
  notBound: () => '这个微信号没有绑定到哪一户，不用解除。',
  noSuchHousehold: () => '没有这一户，或者这一户已经不在名册上了。请先在“户和人”里看一看。',
  bindsOffice: ({ office }) =>
    `要绑的人是${OFFICE[office]}：绑定以后，这个微信号说的话就是${OFFICE[office]}的话，能在群里定时间、开表决、同意别人绑定。请先问清楚是不是本人，再确认一次（程序里带上 sure: true）。`,
  householdThere: ({ groupNo, number }) => `${groupNo}组${number}户已经有了，换一个户号。`,
  goesInOffice: ({ office }) => `他还是${OFFICE[office]}，请先在屋场登记里换人，再从名册上去掉。`,
  unknownAccount: () => '还没见过这个微信号。请让本人先在群里说句话。',
}

export const sayRefusal = (refusal: Refusal, now: Instant): string =>
  (TEXTS[refusal.code] as (refusal: Refusal, now: Instant) => string)(refusal, now)

type OfIssue = RefusalOf<keyof typeof ISSUE_REFUSALS>
const isOfIssue = (refusal: Refusal): refusal is OfIssue => refusal.code in ISSUE_REFUSALS

/** To an office, which names the hamlet with the number, and has no 进度 to ask for. */
export function sayToOffice(alias: string, refusal: Refusal, now: Instant): string {
  if (!isOfIssue(refusal)) return sayRefusal(refusal, now)
  if (refusal.code === 'personNeeded') return personNeeded(alias, refusal, now)
  if (refusal.code === 'noSuchIssue') return `${alias}没有${refusal.issueNo}号问题。`
  if (refusal.code === 'issueElsewhere' && refusal.mergedInto === undefined)
    return `${alias}${refusal.issueNo}号现在是“${ISSUE_STATUS[refusal.status]}”，这一步不用做了。`
  return `${alias}${sayRefusal(refusal, now)}`
}
