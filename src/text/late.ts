/** What is said of words that come long after they were said, or to a question that is over. */
import type { LateFor } from '../domain/late/rows.ts'
import type { MotionRow } from '../domain/motion/rows.ts'
import { dateOf, daysBetween, type Instant } from '../kernel/time.ts'
import { sayClock, sayTime, writeTime } from './time.ts'

const NAME: Readonly<Record<LateFor, string>> = { timePoll: '约时间', rsvp: '报名', attendance: '签到', motion: '表决', survey: '评议' }

const to = (head: string): string => (head === '' ? '' : `${head}，`)
const came = (replies: number, before: string): string => `有${replies}个回复是${before}说的，晚到了`

/** `choose`, `until`: what the head may still say so that they count. */
export function lateForPoll(
  head: string,
  replies: number,
  open: { choose: number; until: Instant | undefined } | undefined,
  now: Instant,
): string {
  const said = `${to(head)}${came(replies, '约时间截止前')}`
  if (!open) return `${said}，没有算进结果。`
  const longer = open.until === undefined ? '' : `，或回“延到${writeTime(open.until, now)}”再等等`
  return `${said}，先记着了。要算进去，回“算上”就按大家回的定，回“定${open.choose}”直接定${longer}。`
}

export const lateForMotion = (head: string, replies: number, motion: MotionRow, possible: boolean): string =>
  `${to(head)}${came(replies, `表决${motion.no}结束前`)}，没有算。${possible ? '要算上就回“算上”。' : ''}`

export const lateLetIn = (replies: number): string => `好，晚到的${replies}个回复算上了。`

export const lateForAttendance = (head: string, replies: number): string => `${to(head)}${came(replies, '散会前')}，没有算。`
export const lateForSurvey = (head: string, replies: number, issueNo: number): string =>
  `${to(head)}${came(replies, `${issueNo}号评议截止前`)}，没有算。`

export const questionIsOver = (nickname: string, question: LateFor): string =>
  `${to(nickname)}您引的那次${NAME[question]}已经结束了，这句没有算。`

/** 昨天晚10点 */
function sayPast(at: Instant, now: Instant): string {
  const day = ['今天', '昨天', '前天'][daysBetween(dateOf(at), dateOf(now))]
  return day ? `${day}${sayClock(at)}` : sayTime(at, now)
}

/** A command of hours ago: done only when its owner still wants it. */
export const askLateCommand = (nickname: string, reading: string, saidAt: Instant, now: Instant): string =>
  `${to(nickname)}这句是${sayPast(saidAt, now)}说的：“${reading}”。现在还要办吗？回“是”就办。`
/** On a page of ours nobody answers 是: whoever still wants it taps again. */
export const tapTooLate = (reading: string, tappedAt: Instant, now: Instant): string =>
  `“${reading}”是${sayPast(tappedAt, now)}点的，到现在才送到，没有办。还要办就请再点一次。`
/** What it would end or change was not there yet when it was tapped. */
export const tapOfThen = (reading: string, tappedAt: Instant, now: Instant): string =>
  `“${reading}”是${sayPast(tappedAt, now)}点的，不是点现在这一次，没有动。现在要办就请再点一次。`
export const tapOnOver = (question: LateFor | 'receipt'): string =>
  `那次${question === 'receipt' ? '通知的回执' : NAME[question]}已经结束了，这一下没有算。`

/** In an office's group, where no 是 is waited for. */
export const sendLateAgain = (reading: string, saidAt: Instant, now: Instant): string =>
  `这句是${sayPast(saidAt, now)}说的：“${reading}”，晚到了，没有办。还要办就请再发一次。`

/** What it would end or change was not there yet when it was said. */
export const notOfThen = (nickname: string, reading: string, saidAt: Instant, now: Instant): string =>
  `${to(nickname)}这句“${reading}”是${sayPast(saidAt, now)}说的，不是说现在这一次，没有动。现在要办就请再说一遍。`
