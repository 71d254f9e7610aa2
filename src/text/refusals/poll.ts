/** Why nothing changed about a time poll: the right form, with the head's own values filled in. */
import { canBeAsked, goodDeadline } from '../../domain/poll/good-deadline.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { afterUndecided } from '../poll.ts'
import { sayTime, writeTime } from '../time.ts'
import type { RefusalTexts } from './texts.ts'

/** Ours: evenings that a form names at least, and at most so many of those that were too many. */
const LEAST = 2
const ENOUGH = 3

/** What can stay of the evenings named, in order, with later ones at the same hour where too few are left. */
function goodEvenings(named: readonly Instant[], now: Instant): Instant[] {
  const good = [...new Set(named)].filter((at) => canBeAsked(at, now)).sort((a, b) => a - b)
  let next = Math.max(...named)
  while (good.length < LEAST) {
    next += DAY
    if (canBeAsked(next, now)) good.push(next)
  }
  return good
}

/** The command put right, with what was already good in it: never one that would be refused in its turn. */
function pollForm(named: readonly Instant[], now: Instant, topic?: string, closesAt?: Instant): string {
  const options = goodEvenings(named, now)
  const holds = closesAt === undefined || (closesAt > now && closesAt < Math.min(...options))
  const deadline = holds ? closesAt : goodDeadline(options, now)
  const times = options.map((at) => writeTime(at, now)).join('/')
  return `约时间 ${topic ? `${topic} ` : ''}${times}${deadline === undefined ? '' : ` ${writeTime(deadline, now)}截止`}`
}

/** The same with a deadline that would do: of the whole question, or of 延到. Nothing when it is too late for any. */
function deadlineForm(r: { closesAt: Instant; options: readonly Instant[]; extending: boolean; topic?: string }, now: Instant): string {
  if (!r.extending) return `，比如“${pollForm(r.options, now, r.topic, r.closesAt)}”`
  const deadline = goodDeadline(r.options, now)
  return deadline === undefined ? '' : `，比如“延到${writeTime(deadline, now)}”`
}

/** The one evening that was named can be fixed without asking anybody, where it is still ahead. */
function fixIt(startsAt: Instant | undefined, now: Instant): string {
  return startsAt !== undefined && startsAt > now ? `；就定这个时间的话回“开会 ${writeTime(startsAt, now)}”` : ''
}

export const POLL_REFUSALS = {
  pollAlreadyOpen: (r, now) => `上一个约时间还没完（${sayTime(r.closesAt, now)}截止）。先回“约时间结束”或“取消约时间”，再约新的。`,
  noOpenPoll: () => '现在没有在约时间。要约就回“约时间”。',
  pollUndecided: (r, now) => `这次约时间已经截止了，时间没定下来。${afterUndecided(r.options, now)}`,
  pollOptionsGone: () => '约的几个时间都过了，延不了。要重新约就回“约时间”。',
  tooFewOptions: (r, now) =>
    `只有一个时间，没得挑。请至少写两个，比如“${pollForm(r.options, now, r.topic, r.closesAt)}”${fixIt(r.options[0], now)}。`,
  tooManyOptions: (r, now) =>
    `${r.options.length}个时间太多了，最多${r.max}个。比如“${pollForm(goodEvenings(r.options, now).slice(0, ENOUGH), now, r.topic, r.closesAt)}”。`,
  sameOptionTwice: (r, now) => `${sayTime(r.option, now)}写了两遍。比如“${pollForm(r.options, now, r.topic, r.closesAt)}”。`,
  optionPast: (r, now) => `${sayTime(r.option, now)}已经过了。请写以后的时间，比如“${pollForm(r.options, now, r.topic, r.closesAt)}”。`,
  deadlinePast: (r, now) => `截止时间${sayTime(r.closesAt, now)}已经过了。请写以后的时间${deadlineForm(r, now)}。`,
  deadlineAfterFirstOption: (r, now) =>
    `截止时间${sayTime(r.closesAt, now)}在头一个时间${sayTime(r.first, now)}之后了，来不及通知。请提前些${deadlineForm(r, now)}。`,
  tooSoonToAsk: (r, now) => `${sayTime(r.first, now)}太近了，来不及等大家回。就定这个时间的话回“开会 ${writeTime(r.first, now)}”。`,
  noSuchOption: (r) => `没有第${r.option}个时间，一共${r.options}个，回1到${r.options}。`,
  optionGone: (r, now) => `第${r.option}个时间（${sayTime(r.startsAt, now)}）已经过了。`,
} satisfies Partial<RefusalTexts>
