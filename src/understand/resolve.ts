/**
 * Which question a bare answer belongs to: the quoted one; the one whose number is in the answer (the rating parser sees to it); the
 * only open one that the answer fits; the most recent, if the others cannot take it; otherwise ask. Parsers look only at the questions
 * left over here, and a form that fits several of them is claimed by the one parser of shared forms, which asks.
 */
import type { OpenQuestion } from './outcome.ts'

const SIGNS: [OpenQuestion['question'], RegExp][] = [
  ['survey', /满意|评议|打分|走访/],
  ['motion', /表决|同意.{0,12}(?:反对|弃权)|举手|投票/],
  ['hands', /属实|有异议/],
  ['attendance', /签到|到会|到场|还差\d+户/],
  [
    'timePoll',
    /约时间|哪天|哪个时间|什么时候(?:方便|有空)|时间.{0,20}(?:选|回)|(?:^|[^\d])1[.、:)].{0,30}2[.、:)]|①|周[一二三四五六日].*周[一二三四五六日]/,
  ],
  ['rsvp', /参加|请假|能来|来不来|开会时间|定在/],
  ['receipt', /收到|通知|接龙确认/],
  ['clarify', /您是说|是不是说|回“是”|回"是"/],
]

/** 打牌三缺一，来不来: neighbours among themselves. */
const PASTIME = /打牌|麻将|三缺一|喝酒|钓鱼|跳舞|赶集|吃饭|喝茶/

const NUMBER_OF_ISSUE = /(\d{1,4}) ?号/

/** The number of the issue that a quoted message speaks of. */
export function quotedIssue(quoted: string): number | undefined {
  const found = NUMBER_OF_ISSUE.exec(quoted.slice(0, 600))
  return found ? Number(found[1]) : undefined
}

export interface Addressed {
  open: readonly OpenQuestion[]
  /** The quote is of something else: chat among people, so that a bare word under it is not an answer to any question. */
  elsewhere: boolean
}

/** The questions that a quoted message, normalized, may be asking. */
export function questionsIn(quoted: string): OpenQuestion['question'][] {
  const head = quoted.slice(0, 600)
  return PASTIME.test(head) ? [] : SIGNS.filter(([, sign]) => sign.test(head)).map(([question]) => question)
}

/** `quoted` is normalized. Without a quote every open question may be meant. */
export function addressed(open: readonly OpenQuestion[], quoted: string): Addressed {
  if (quoted === '' || open.length === 0) return { open, elsewhere: false }
  const meant = questionsIn(quoted)
  if (meant.length === 0) return { open, elsewhere: true }
  const issueNo = quotedIssue(quoted)
  const left = open.filter((q) => meant.includes(q.question) && (q.question !== 'survey' || issueNo === undefined || q.issueNo === issueNo))
  // The quoted question itself is closed: an answer to it is an answer to nothing that is open.
  return { open: left, elsewhere: false }
}
