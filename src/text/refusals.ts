/** Why something was not done: one line that names it and shows the right form with the person's own values filled in. */
import { isIssueRefusal } from '../domain/issue/refusals.ts'
import { goodDeadline } from '../domain/meeting/good-deadline.ts'
import type { Refusal } from '../domain/refusals.ts'
import { never } from '../kernel/refusal.ts'
import { HOUR, type Instant } from '../kernel/time.ts'
import { sayIssueRefusal } from './issue-refusals.ts'
import { sayNightRefusal } from './night-refusals.ts'
import { afterUndecided } from './poll.ts'
import { sayTime, writeTime } from './time.ts'

const WHO = { head: '屋场长', recorder: '记录员', cadre: '村干部', official: '镇干部' } as const

/** The command as it would be right, with what was already good in it. */
function pollForm(options: readonly Instant[], now: Instant, topic?: string, closesAt?: Instant): string {
  const times = options.map((at) => writeTime(at, now)).join('/')
  return `约时间 ${topic ? `${topic} ` : ''}${times}${closesAt === undefined ? '' : ` ${writeTime(closesAt, now)}截止`}`
}

/** The same with a deadline that would do: of the whole question, or of 延到. Nothing when it is too late for any. */
function deadlineForm(r: { options: readonly Instant[]; extending: boolean; topic?: string }, now: Instant): string {
  const deadline = goodDeadline(r.options, now)
  if (r.extending) return deadline === undefined ? '' : `，比如“延到${writeTime(deadline, now)}”`
  return `，比如“${pollForm(r.options, now, r.topic, deadline)}”`
}
const later = (options: readonly Instant[], now: Instant): Instant[] => options.filter((at) => at > now)
const another = (options: readonly Instant[]): Instant => (options.at(-1) ?? 0) + 24 * HOUR

export function sayRefusal(r: Refusal, now: Instant): string {
  if (isIssueRefusal(r)) return sayIssueRefusal(r, now)
  switch (r.code) {
    case 'noSuchDepartment':
      return r.known.length === 0
        ? `没有“${r.department}”这个责任部门。还没有登记部门，请管理员先在“设置”里添。`
        : `没有“${r.department}”这个责任部门。有的是：${r.known.join('、')}。`
    case 'dueTooFar':
      return `${r.dueOn}太远了，最晚可以定到${r.latest}。请看看年份写对没有。`
    case 'noReporter':
      return `${r.issueNo}号没有记下是谁提的，请选一户来登记。`
    case 'onlyFor':
      return `${r.what}要${r.who.map((w) => WHO[w]).join('或')}来说。您可以请${WHO[r.who[0] ?? 'head']}发一下。`
    case 'pollAlreadyOpen':
      return `上一个约时间还没完（${sayTime(r.closesAt, now)}截止）。先回“约时间结束”或“取消约时间”，再约新的。`
    case 'noOpenPoll':
      return '现在没有在约时间。要约就回“约时间”。'
    case 'pollUndecided':
      return `这次约时间已经截止了，时间没定下来。${afterUndecided(r.options, now)}`
    case 'pollOptionsGone':
      return '约的几个时间都过了，延不了。要重新约就回“约时间”。'
    case 'tooFewOptions':
      return `只有一个时间，没得挑。请至少写两个，比如“${pollForm([...r.options, another(r.options)], now, r.topic, r.closesAt)}”；就定这个时间的话回“开会 ${writeTime(r.options[0] ?? now, now)}”。`
    case 'tooManyOptions':
      return `${r.options.length}个时间太多了，最多${r.max}个。比如“${pollForm(r.options.slice(0, 3), now, r.topic, r.closesAt)}”。`
    case 'sameOptionTwice':
      return `${sayTime(r.option, now)}写了两遍。比如“${pollForm([...new Set(r.options)], now, r.topic, r.closesAt)}”。`
    case 'optionPast': {
      const left = later(r.options, now)
      const good = left.length >= 2 ? left : [...left, another([...left, now]), another([...left, now]) + 24 * HOUR].slice(0, 2)
      return `${sayTime(r.option, now)}已经过了。请写以后的时间，比如“${pollForm(good, now, r.topic, r.closesAt)}”。`
    }
    case 'deadlinePast':
      return `截止时间${sayTime(r.closesAt, now)}已经过了。请写以后的时间${deadlineForm(r, now)}。`
    case 'deadlineAfterFirstOption':
      return `截止时间${sayTime(r.closesAt, now)}在头一个时间${sayTime(r.first, now)}之后了，来不及通知。请提前些${deadlineForm(r, now)}。`
    case 'tooSoonToAsk':
      return `${sayTime(r.first, now)}太近了，来不及等大家回。就定这个时间的话回“开会 ${writeTime(r.first, now)}”。`
    case 'noSuchOption':
      return `没有第${r.option}个时间，一共${r.options}个，回1到${r.options}。`
    case 'optionGone':
      return `第${r.option}个时间（${sayTime(r.startsAt, now)}）已经过了。`
    case 'noEveningFound':
      return '农忙和节日把近几个月都占满了，我提不出合适的晚上。请屋场长自己写，比如“约时间 周三晚7点半/周四晚7点半”。'
    case 'meetingAlreadyFixed':
      return `已经定了${sayTime(r.startsAt, now)}开会。换时间回“改到…”，不开了回“取消会议 原因”。`
    case 'noMeeting':
      return '现在没有定好的会。要定就回“开会 周五晚7点半 地点”。'
    case 'meetingStarted':
      return '会已经开始签到了。'
    case 'startPast':
      return `${sayTime(r.startsAt, now)}已经过了，请写以后的时间。`
    case 'nudgedJustNow':
      return `刚催过，${r.minutes}分钟后再催吧。`
    case 'nothingToNudge':
      return '现在没有等大家回的事，不用催。'
    case 'noSuchClaim':
      return `没有${r.claimNo}号绑定。`
    case 'claimSettled':
      return `${r.claimNo}号绑定已经办过了。`
    case 'unknownAccount':
      return '还没见过这个微信号。请让本人先在群里说句话。'
    case 'ownWordFirst':
      return `${r.household}家自己已经回过话了，以自家的为准。要改请他家自己再回一句。`
    case 'attendanceNotOpen':
    case 'attendanceAlreadyOpen':
    case 'underage':
    case 'notSignedIn':
    case 'motionStillOpen':
    case 'noOpenMotion':
    case 'noSuchTopic':
    case 'noSuchMotion':
    case 'tooManyHands':
    case 'handsWaiting':
    case 'notSignedInWitness':
    case 'ownCount':
    case 'noSuchLine':
    case 'recordSealed':
    case 'noSuchMeeting':
    case 'meetingNotBegun':
    case 'votesBeyondPresence':
      return sayNightRefusal(r, now)
    default:
      return never(r)
  }
}
