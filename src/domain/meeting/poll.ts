/** 约时间: the head asks, households answer, the evening most of them can make wins (rules: The meeting, 2). */
import { type Instant, MINUTE } from '../../kernel/time.ts'
import type { CommandOf, Respondent, TimeAnswer, TimeReply } from '../commands.ts'
import { forAnother } from '../member/for-another.ts'
import { householdOf } from '../member/households.ts'
import { noteSoon, waitsForMorning } from '../notes.ts'
import { neededOf } from '../policy.ts'
import { refuse } from '../refusals.ts'
import type { TimeAnswerRow, TimePollRow } from '../rows.ts'
import type { Turn } from '../turn.ts'
import { chooseEvening } from './choose.ts'
import { callOff, endPoll } from './end-poll.ts'
import { conflictsAt, proposals } from './evening.ts'
import { fixMeeting, upcomingMeeting } from './meeting.ts'
import { mustBeLongEnough } from './nudge.ts'
import { answerablePoll, answersOf, currentPoll, standing } from './standing.ts'

export function openTimePoll(turn: Turn, command: CommandOf<'openTimePoll'>): void {
  turn.only(['head'], '约时间')
  const before = currentPoll(turn.state)
  if (before?.status === 'open') refuse({ code: 'pollAlreadyOpen', closesAt: before.closesAt })
  const meeting = upcomingMeeting(turn.state)
  if (meeting) refuse({ code: 'meetingAlreadyFixed', startsAt: meeting.startsAt })
  // One that came to nothing is over when the head asks anew.
  if (before) callOff(turn, before, 'poll')
  const { options, closesAt, proposed } = command.options ? asked(turn, command.options, command) : proposals(turn.state, turn.now)
  const poll: TimePollRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    topic: command.topic ?? null,
    options,
    status: 'open',
    openedAt: turn.now,
    openedBy: turn.who,
    closesAt: proposed && command.closesAt ? checkedDeadline(turn, command.closesAt, options, command) : closesAt,
    closedAt: null,
    chosen: null,
    how: null,
    meetingId: null,
    notedAt: null,
    nudgedAt: null,
  }
  turn.state.polls.put(poll)
  turn.schedule('pollClose', poll.id, poll.closesAt)
  const conflicts = conflictsAt(turn.state, options, { now: turn.now, until: poll.closesAt, what: '截止' })
  turn.happened('timePollOpened', poll.id, { pollId: poll.id, proposed, conflicts, insteadOf: before?.id ?? null })
}

/** The options as the head gave them: checked, in order of time. */
function asked(turn: Turn, given: Instant[], command: { topic?: string; closesAt?: Instant }) {
  const options = [...given].sort((a, b) => a - b)
  const told = { options, ...(command.topic ? { topic: command.topic } : {}), ...(command.closesAt ? { closesAt: command.closesAt } : {}) }
  if (options.length < turn.policy.pollMinOptions) refuse({ code: 'tooFewOptions', ...told })
  if (options.length > turn.policy.pollMaxOptions) refuse({ code: 'tooManyOptions', max: turn.policy.pollMaxOptions, ...told })
  const twice = options.find((at, i) => at === options[i + 1])
  if (twice !== undefined) refuse({ code: 'sameOptionTwice', option: twice, ...told })
  const first = options[0] as Instant
  if (first <= turn.now) refuse({ code: 'optionPast', option: first, ...told })
  if (command.closesAt !== undefined)
    return { options, closesAt: checkedDeadline(turn, command.closesAt, options, command), proposed: false }
  const closesAt = defaultDeadline(turn, first)
  return { options, closesAt, proposed: false }
}

/** `asked`: what the head has said it with, so that the answer shows him the same form put right. */
function checkedDeadline(turn: Turn, closesAt: Instant, options: Instant[], asked: { topic?: string } | 'extension'): Instant {
  const first = options[0] as Instant
  const extending = asked === 'extension'
  const told = extending || !asked.topic ? { options, extending } : { options, extending, topic: asked.topic }
  if (closesAt <= turn.now) refuse({ code: 'deadlinePast', closesAt, ...told })
  if (closesAt >= first) refuse({ code: 'deadlineAfterFirstOption', closesAt, first, ...told })
  return closesAt
}

/** Without a deadline: as long as the notice the rules want, but so that two hours remain before the first evening (ours). */
function defaultDeadline(turn: Turn, first: Instant): Instant {
  const latest = first - 120 * MINUTE
  const closesAt = Math.min(turn.now + turn.policy.pollNoticeHours * 60 * MINUTE, latest)
  return closesAt > turn.now ? closesAt : refuse({ code: 'tooSoonToAsk', first })
}

export function answerTime(turn: Turn, command: CommandOf<'answerTime'>): void {
  const poll = answerablePoll(turn.state, turn.now) ?? refuse({ code: 'noOpenPoll' })
  for (const answer of command.answers) take(turn, poll, answer)
  closeWhenAllAnswered(turn)
}

function take(turn: Turn, poll: TimePollRow, { from, reply }: TimeAnswer): void {
  forAnother(
    turn,
    from,
    turn.state.timeAnswers.where((a) => a.pollId === poll.id),
  )
  const row = answerRow(turn, poll, from, reply)
  turn.state.timeAnswers.put(row)
  const known = householdOf(turn.state, row) !== undefined
  turn.happened('timeAnswered', poll.id, { pollId: poll.id, yes: row.yes, maybe: row.maybe, no: row.no, persons: row.persons, known })
  // An answer that belongs to no household yet changes no figure; of a poll that is closed there are none to tell.
  if (known && poll.status === 'open') noteSoon(turn, 'pollProgress', poll.id)
}

function answerRow(turn: Turn, poll: TimePollRow, from: Respondent, reply: TimeReply): TimeAnswerRow {
  const accountId = 'accountId' in from ? from.accountId : null
  const base = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    pollId: poll.id,
    accountId,
    householdId: 'householdId' in from ? from.householdId : null,
    at: turn.now,
    seq: turn.nextSeq,
    via: from.via,
    by: 'by' in from ? from.by : null,
  }
  const bad = [...(reply.yes ?? []), ...(reply.maybe ?? []), ...(reply.no ?? [])].find((n) => n < 1 || n > poll.options.length)
  if (bad !== undefined) refuse({ code: 'noSuchOption', option: bad, options: poll.options.length })
  const household = householdOf(turn.state, base)
  const before = household
    ? answersOf(turn.state, poll).get(household)
    : turn.state.timeAnswers.where((a) => a.accountId === accountId && a.pollId === poll.id).at(-1)
  return { ...base, ...choices(poll.options.length, reply, before), persons: reply.persons ?? before?.persons ?? null }
}

/**
 * What a reply says of each option. Only what somebody cannot (`周五不行`) leaves an earlier answer standing for the rest; with no earlier
 * one the rest is 勉强, because "not Friday" is not yet a promise for Saturday.
 */
function choices(count: number, reply: TimeReply, before: TimeAnswerRow | undefined): { yes: number[]; maybe: number[]; no: number[] } {
  const every = Array.from({ length: count }, (_, i) => i + 1)
  if (reply.all) return { yes: every, maybe: [], no: [] }
  if (reply.none) return { yes: [], maybe: [], no: every }
  const no = reply.no ?? []
  const unsaid = every.filter((n) => !no.includes(n))
  if (!reply.yes?.length && !reply.maybe?.length)
    return before
      ? {
          yes: before.yes.filter((n) => !no.includes(n)),
          maybe: before.maybe.filter((n) => !no.includes(n)),
          no: [...new Set([...before.no, ...no])].sort(),
        }
      : { yes: [], maybe: unsaid, no }
  return { yes: reply.yes ?? [], maybe: reply.maybe ?? [], no }
}

export function closeWhenAllAnswered(turn: Turn): void {
  const poll = currentPoll(turn.state)
  if (poll?.status !== 'open') return
  const { turnout } = standing(turn.state, poll)
  if (turnout.atHome > 0 && turnout.answered === turnout.atHome) settle(turn, poll, 'everybody')
}

export function closeTimePoll(turn: Turn): void {
  turn.only(['head'], '约时间结束')
  settle(turn, mustBeOpen(turn), 'head')
}

export function chooseOption(turn: Turn, command: CommandOf<'chooseOption'>): void {
  turn.only(['head'], '定时间')
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  const startsAt =
    poll.options[command.option - 1] ?? refuse({ code: 'noSuchOption', option: command.option, options: poll.options.length })
  if (startsAt <= turn.now) refuse({ code: 'optionGone', option: command.option, startsAt })
  const meeting = upcomingMeeting(turn.state)
  if (meeting) refuse({ code: 'meetingAlreadyFixed', startsAt: meeting.startsAt })
  decideOn(turn, poll, command.option, 'head', null)
}

export function extendPoll(turn: Turn, command: CommandOf<'extendPoll'>): void {
  turn.only(['head'], '延长约时间')
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  const ahead = poll.options.filter((at) => at > turn.now)
  if (ahead.length === 0) refuse({ code: 'pollOptionsGone' })
  checkedDeadline(turn, command.closesAt, ahead, 'extension')
  turn.state.polls.put({ ...poll, status: 'open', closesAt: command.closesAt, closedAt: null, how: null })
  turn.schedule('pollClose', poll.id, command.closesAt)
  turn.happened('timePollExtended', poll.id, { pollId: poll.id, closesAt: command.closesAt })
}

export function cancelPoll(turn: Turn): void {
  turn.only(['head'], '取消约时间')
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  callOff(turn, poll, null)
}

export function nudgePoll(turn: Turn, poll: TimePollRow): void {
  const { turnout } = standing(turn.state, poll)
  if (turnout.answered === turnout.atHome) refuse({ code: 'nothingToNudge' })
  mustBeLongEnough(turn, poll.nudgedAt)
  turn.state.polls.put({ ...poll, nudgedAt: turn.now })
  turn.happened('timePollNudged', poll.id, { pollId: poll.id, turnout })
}

export function pollClose(turn: Turn, pollId: string): boolean {
  const poll = turn.state.polls.get(pollId)
  if (poll?.status !== 'open') return false
  settle(turn, poll, 'deadline')
  return true
}

export function pollProgress(turn: Turn, pollId: string): boolean {
  const poll = turn.state.polls.get(pollId)
  // After downtime both fall at once: then the result is the news, not the count before it.
  if (poll?.status !== 'open' || poll.closesAt <= turn.now || waitsForMorning(turn, 'pollProgress', poll.id)) return false
  turn.state.polls.put({ ...poll, notedAt: turn.now })
  turn.happened('timeProgressNoted', poll.id, { pollId: poll.id, ...standing(turn.state, poll) })
  return true
}

const mustBeOpen = (turn: Turn): TimePollRow => {
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  return poll.status === 'open' ? poll : refuse({ code: 'pollUndecided', options: poll.options })
}

function settle(turn: Turn, poll: TimePollRow, how: 'deadline' | 'everybody' | 'head'): void {
  // There is one meeting at most: with one fixed meanwhile there is nothing left to decide.
  const already = upcomingMeeting(turn.state)
  const { counts, turnout } = standing(turn.state, poll)
  const chosen = chooseEvening(counts, turn.now)
  if (already) callOff(turn, poll, null)
  else if (chosen) decideOn(turn, poll, chosen.no, how, chosen.tie)
  else {
    endPoll(turn, { ...poll, status: 'undecided', how })
    turn.happened('timePollUndecided', poll.id, { pollId: poll.id, turnout })
  }
}

function decideOn(
  turn: Turn,
  poll: TimePollRow,
  option: number,
  how: 'deadline' | 'everybody' | 'head',
  tie: 'maybe' | 'persons' | 'earlier' | null,
): void {
  const { counts, turnout } = standing(turn.state, poll)
  const meeting = fixMeeting(turn, {
    startsAt: poll.options[option - 1] as Instant,
    topics: poll.topic ? [poll.topic] : [],
    pollId: poll.id,
  })
  endPoll(turn, { ...poll, status: 'decided', chosen: option, how, meetingId: meeting.id })
  const needed = neededOf(turn.policy.quorumPercent, turnout.atHome)
  turn.happened('timePollDecided', poll.id, { pollId: poll.id, option, how, tie, counts, turnout, needed, meetingId: meeting.id })
}
