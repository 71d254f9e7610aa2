/** 约时间: the head asks for an evening (rules: The meeting, 2). */

import { HOUR, type Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { upcomingMeeting } from '../meeting/current.ts'
import { conflictsAt, proposals } from '../meeting/evening.ts'
import { callOff } from './end.ts'
import { SETTLED_BEFORE } from './good-deadline.ts'
import type { TimePollRow } from './rows.ts'
import { currentPoll } from './standing.ts'

export function openTimePoll(turn: Turn, command: CommandOf<'openTimePoll'>): void {
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
export function checkedDeadline(turn: Turn, closesAt: Instant, options: Instant[], asked: { topic?: string } | 'extension'): Instant {
  const first = options[0] as Instant
  const extending = asked === 'extension'
  const told = extending || !asked.topic ? { options, extending } : { options, extending, topic: asked.topic }
  if (closesAt <= turn.now) refuse({ code: 'deadlinePast', closesAt, ...told })
  if (closesAt >= first) refuse({ code: 'deadlineAfterFirstOption', closesAt, first, ...told })
  return closesAt
}

/** Without a deadline: as long as the notice the rules want, but no longer than leaves time before the first evening. */
function defaultDeadline(turn: Turn, first: Instant): Instant {
  const latest = first - SETTLED_BEFORE
  const closesAt = Math.min(turn.now + turn.policy.pollNoticeHours * HOUR, latest)
  return closesAt > turn.now ? closesAt : refuse({ code: 'tooSoonToAsk', first })
}
