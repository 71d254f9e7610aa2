/** The evening once it is fixed: announced, reminded of, moved or called off. */
import { HOUR, type Instant, MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { waitsForMorning } from '../base/notes.ts'
import { afterQuiet } from '../base/quiet.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { mustBeUpcoming, upcomingMeeting } from './current.ts'
import { conflictsAt } from './evening.ts'
import type { MeetingRow } from './rows.ts'

interface Plan {
  startsAt: Instant
  topics: string[]
  venue?: string
  /** The poll that has chosen this time. */
  pollId?: string
  /** The poll that people were still answering when the time was fixed. */
  insteadOf?: string
}

export function fixMeeting(turn: Turn, plan: Plan): MeetingRow {
  const meeting: MeetingRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    status: 'scheduled',
    startsAt: plan.startsAt,
    venue: plan.venue ?? turn.hamlet.venue,
    topics: plan.topics,
    pollId: plan.pollId ?? null,
    scheduledAt: turn.now,
    scheduledBy: turn.who,
    rsvpSince: turn.now,
    rsvpFromSeq: turn.hamlet.ledgerSeq,
    openedAt: null,
    atHomeBase: null,
    atHomeIds: [],
    quorumSaidAt: null,
    notedAt: null,
    endedAt: null,
    endedBy: null,
    cancelReason: null,
    attendanceFromSeq: 0,
    lastLineNo: 0,
    figures: null,
  }
  turn.state.meetings.put(meeting)
  setReminders(turn, meeting)
  // Of a time that was chosen by poll, conflicts were named when it was asked.
  const conflicts = plan.pollId ? [] : conflictsAt(turn.state, [plan.startsAt], { now: turn.now, until: plan.startsAt, what: '开会' })
  turn.happened('meetingScheduled', meeting.id, {
    meetingId: meeting.id,
    conflicts,
    fromPoll: plan.pollId !== undefined,
    insteadOf: plan.insteadOf ?? null,
  })
  return meeting
}

export function setReminders(turn: Turn, meeting: MeetingRow): void {
  turn.schedule('attendanceOpens', meeting.id, Math.max(turn.now, meeting.startsAt - turn.policy.attendanceOpensMinutesBefore * MINUTE))
  for (const hours of turn.policy.reminderHoursBefore) {
    const dueAt = afterQuiet(meeting.startsAt - hours * HOUR, turn.policy)
    if (dueAt > turn.now && dueAt < meeting.startsAt) turn.schedule('meetingReminder', meeting.id, dueAt, hours)
  }
}

/** `came`: households that had signed in already, when it is moved or called off at the last minute. */
export function reschedule(turn: Turn, command: CommandOf<'reschedule'>, came: number): void {
  const meeting = mustBeUpcoming(turn)
  if (command.startsAt <= turn.now) refuse({ code: 'startPast', startsAt: command.startsAt })
  const moved = { ...meeting, startsAt: command.startsAt, rsvpSince: turn.now, rsvpFromSeq: turn.hamlet.ledgerSeq, notedAt: null }
  turn.state.meetings.put(moved)
  turn.drop(meeting.id)
  setReminders(turn, moved)
  turn.happened('meetingRescheduled', meeting.id, {
    meetingId: meeting.id,
    before: meeting.startsAt,
    came,
    conflicts: conflictsAt(turn.state, [moved.startsAt], { now: turn.now, until: moved.startsAt, what: '开会' }),
  })
}

export function cancelMeeting(turn: Turn, command: CommandOf<'cancelMeeting'>, came: number): void {
  const meeting = mustBeUpcoming(turn)
  const reason = command.reason ?? null
  turn.state.meetings.put({ ...meeting, status: 'cancelled', cancelReason: reason })
  turn.drop(meeting.id)
  turn.happened('meetingCancelled', meeting.id, { meetingId: meeting.id, reason, came })
}

/** The place of the meeting that is fixed; with none fixed, the hamlet's usual place. */
export function setVenue(turn: Turn, command: CommandOf<'setVenue'>): void {
  const meeting = upcomingMeeting(turn.state)
  if (meeting) turn.state.meetings.put({ ...meeting, venue: command.venue })
  else turn.state.hamlet.put({ ...turn.hamlet, venue: command.venue })
  turn.happened('venueSet', meeting?.id ?? turn.hamlet.id, { meetingId: meeting?.id ?? null, venue: command.venue })
}

export function addTopic(turn: Turn, command: CommandOf<'addTopic'>): void {
  const meeting = turn.state.meetings.find((m) => m.status === 'scheduled' || m.status === 'open') ?? refuse({ code: 'noMeeting' })
  turn.state.meetings.put({ ...meeting, topics: [...meeting.topics, command.topic] })
  turn.happened('topicAdded', meeting.id, { meetingId: meeting.id, topic: command.topic })
}

export function meetingReminder(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  // After downtime the meeting may have begun: a reminder of the past helps nobody.
  if (meeting?.status !== 'scheduled' || meeting.startsAt <= turn.now || waitsForMorning(turn, 'meetingReminder', meeting.id)) return false
  turn.happened('meetingReminded', meeting.id, { meetingId: meeting.id, hours: Math.round((meeting.startsAt - turn.now) / HOUR) })
  return true
}
