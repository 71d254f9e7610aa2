/** 约时间 comes to its end: the evening most households can make wins (rules: The meeting, 2). */

import { HOUR, type Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { stageOf, waitsForMorning, worthANote } from '../base/notes.ts'
import { mustBeLongEnough } from '../base/nudge.ts'
import { neededOf } from '../base/policy.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { upcomingMeeting } from '../meeting/current.ts'
import { fixMeeting } from '../meeting/meeting.ts'
import { chooseEvening } from './choose.ts'
import { callOff, endPoll } from './end.ts'
import { checkedDeadline } from './open.ts'
import type { TimePollRow } from './rows.ts'
import { currentPoll, standing, turnoutOf } from './standing.ts'

export function closeWhenAllAnswered(turn: Turn): void {
  const poll = currentPoll(turn.state)
  if (poll?.status !== 'open') return
  const turnout = turnoutOf(turn.state, poll)
  if (turnout.atHome > 0 && turnout.answered === turnout.atHome) settle(turn, poll, 'everybody')
}

export function closeTimePoll(turn: Turn): void {
  settle(turn, mustBeOpen(turn), 'head')
}

export function chooseOption(turn: Turn, command: CommandOf<'chooseOption'>): void {
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  const startsAt =
    poll.options[command.option - 1] ?? refuse({ code: 'noSuchOption', option: command.option, options: poll.options.length })
  if (startsAt <= turn.now) refuse({ code: 'optionGone', option: command.option, startsAt })
  const meeting = upcomingMeeting(turn.state)
  if (meeting) refuse({ code: 'meetingAlreadyFixed', startsAt: meeting.startsAt })
  decideOn(turn, poll, command.option, 'head', null)
}

export function extendPoll(turn: Turn, command: CommandOf<'extendPoll'>): void {
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  const ahead = poll.options.filter((at) => at > turn.now)
  if (ahead.length === 0) refuse({ code: 'pollOptionsGone' })
  checkedDeadline(turn, command.closesAt, ahead, 'extension')
  turn.state.polls.put({ ...poll, status: 'open', closesAt: command.closesAt, closedAt: null, how: null })
  turn.schedule('pollClose', poll.id, command.closesAt)
  turn.happened('timePollExtended', poll.id, { pollId: poll.id, closesAt: command.closesAt })
}

export function cancelPoll(turn: Turn): void {
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  callOff(turn, poll, null)
}

export function nudgePoll(turn: Turn, poll: TimePollRow): void {
  const turnout = turnoutOf(turn.state, poll)
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

/** Ours: in its last hour a question is brought to mind once more. */
const LAST_CALL = HOUR

export function pollProgress(turn: Turn, pollId: string): boolean {
  const poll = turn.state.polls.get(pollId)
  // After downtime both fall at once: then the result is the news, not the count before it.
  if (poll?.status !== 'open' || poll.closesAt <= turn.now || waitsForMorning(turn, 'pollProgress', poll.id)) return false
  const { counts, turnout } = standing(turn.state, poll)
  const lastHour = turn.now >= poll.closesAt - LAST_CALL
  // Among the first few answers another time leads with each of them.
  const leader = 4 * turnout.answered >= turnout.atHome ? chooseEvening(counts, turn.now)?.no : undefined
  const picture = [leader ?? null, stageOf(turnout.answered, turnout.atHome), lastHour]
  if (!worthANote(turn, 'pollProgress', poll.id, picture)) return false
  turn.state.polls.put({ ...poll, notedAt: turn.now })
  turn.noted('timeProgressNoted', poll.id, { pollId: poll.id, counts, turnout })
  return true
}

const mustBeOpen = (turn: Turn): TimePollRow => {
  const poll = currentPoll(turn.state) ?? refuse({ code: 'noOpenPoll' })
  return poll.status === 'open' ? poll : refuse({ code: 'pollUndecided', options: poll.options })
}

export function settle(turn: Turn, poll: TimePollRow, how: 'deadline' | 'everybody' | 'head'): void {
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
