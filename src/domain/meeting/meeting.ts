/** The evening once it is fixed: announced, expected, reminded of, moved or called off. */
import { HOUR, type Instant, MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { forAnother } from '../member/for-another.ts'
import { atHomeIds, householdOf, latestByHousehold } from '../member/households.ts'
import { noteSoon, waitsForMorning } from '../notes.ts'
import { afterQuiet } from '../quiet.ts'
import { refuse } from '../refusals.ts'
import type { MeetingRow, RsvpRow } from '../rows.ts'
import type { HamletState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { callOff } from './end-poll.ts'
import { conflictsAt } from './evening.ts'
import { mustBeLongEnough } from './nudge.ts'
import { answersOf, currentPoll } from './standing.ts'

/** The meeting that is fixed and not yet opened. There is one at most. */
export const upcomingMeeting = (state: HamletState): MeetingRow | undefined => state.meetings.find((m) => m.status === 'scheduled')

export interface Expected {
  /** At-home households that said they come, and the people they announced. */
  households: number
  persons: number
  /** At-home households for which the chosen time is 勉强: they have answered, and nobody counts on them. */
  maybe: number
  /** At-home households that said they do not. */
  declined: number
  atHome: number
  /** Away households that said they come. */
  away: number
}

/** Who is expected: the last word of each household, be it its answer to the poll or its RSVP. */
export function expectedAt(state: HamletState, meeting: MeetingRow): Expected {
  const atHome = atHomeIds(state)
  const expected: Expected = { households: 0, persons: 0, maybe: 0, declined: 0, atHome: atHome.size, away: 0 }
  for (const [household, { coming, persons }] of lastWords(state, meeting)) {
    if (!atHome.has(household)) expected.away += coming === 'yes' ? 1 : 0
    else if (coming === 'no') expected.declined += 1
    else if (coming === 'maybe') expected.maybe += 1
    else {
      expected.households += 1
      expected.persons += persons ?? 1
    }
  }
  return expected
}

export interface LastWord {
  coming: 'yes' | 'maybe' | 'no'
  persons: number | null
}

/** Each household's last word on this meeting. Who answered the poll without naming the time that was chosen cannot make it. */
export function lastWords(state: HamletState, meeting: MeetingRow): Map<string, LastWord> {
  const words = new Map<string, LastWord>()
  const poll = meeting.pollId ? state.polls.get(meeting.pollId) : undefined
  const option = poll?.chosen ?? undefined
  // A change of time makes the poll's answers those to another question.
  if (poll && option && poll.options[option - 1] === meeting.startsAt)
    for (const [household, answer] of answersOf(state, poll))
      if (answer.yes.includes(option)) words.set(household, { coming: 'yes', persons: answer.persons })
      else words.set(household, { coming: answer.maybe.includes(option) ? 'maybe' : 'no', persons: null })
  const rsvps = latestByHousehold(
    state,
    state.rsvps.where((r) => r.meetingId === meeting.id && r.seq > meeting.rsvpFromSeq),
  )
  for (const [household, { coming, persons }] of rsvps)
    words.set(household, { coming: coming ? 'yes' : 'no', persons: persons ?? words.get(household)?.persons ?? null })
  return words
}

export function scheduleMeeting(turn: Turn, command: CommandOf<'scheduleMeeting'>): void {
  turn.only(['head'], '定开会时间')
  const already = upcomingMeeting(turn.state)
  if (already) refuse({ code: 'meetingAlreadyFixed', startsAt: already.startsAt })
  if (command.startsAt <= turn.now) refuse({ code: 'startPast', startsAt: command.startsAt })
  // The head has decided without waiting for the answers: the question is over with it.
  const poll = currentPoll(turn.state)
  if (poll) callOff(turn, poll, 'meeting')
  const { startsAt, topics = [], venue } = command
  fixMeeting(turn, { startsAt, topics, ...(venue ? { venue } : {}), ...(poll?.status === 'open' ? { insteadOf: poll.id } : {}) })
}

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

function setReminders(turn: Turn, meeting: MeetingRow): void {
  turn.schedule('attendanceOpens', meeting.id, Math.max(turn.now, meeting.startsAt - turn.policy.attendanceOpensMinutesBefore * MINUTE))
  for (const hours of turn.policy.reminderHoursBefore) {
    const dueAt = afterQuiet(meeting.startsAt - hours * HOUR, turn.policy)
    if (dueAt > turn.now && dueAt < meeting.startsAt) turn.schedule('meetingReminder', meeting.id, dueAt, hours)
  }
}

const mustBeUpcoming = (turn: Turn): MeetingRow => {
  const meeting = upcomingMeeting(turn.state)
  if (meeting) return meeting
  return refuse({ code: turn.state.meetings.find((m) => m.status === 'open') ? 'meetingStarted' : 'noMeeting' })
}

export function reschedule(turn: Turn, command: CommandOf<'reschedule'>): void {
  turn.only(['head'], '改开会时间')
  const meeting = mustBeUpcoming(turn)
  if (command.startsAt <= turn.now) refuse({ code: 'startPast', startsAt: command.startsAt })
  const moved = { ...meeting, startsAt: command.startsAt, rsvpSince: turn.now, rsvpFromSeq: turn.hamlet.ledgerSeq, notedAt: null }
  turn.state.meetings.put(moved)
  turn.drop(meeting.id)
  setReminders(turn, moved)
  turn.happened('meetingRescheduled', meeting.id, {
    meetingId: meeting.id,
    before: meeting.startsAt,
    conflicts: conflictsAt(turn.state, [moved.startsAt], { now: turn.now, until: moved.startsAt, what: '开会' }),
  })
}

export function cancelMeeting(turn: Turn, command: CommandOf<'cancelMeeting'>): void {
  turn.only(['head'], '取消会议')
  const meeting = mustBeUpcoming(turn)
  const reason = command.reason ?? null
  turn.state.meetings.put({ ...meeting, status: 'cancelled', cancelReason: reason })
  turn.drop(meeting.id)
  turn.happened('meetingCancelled', meeting.id, { meetingId: meeting.id, reason })
}

/** The place of the meeting that is fixed; with none fixed, the hamlet's usual place. */
export function setVenue(turn: Turn, command: CommandOf<'setVenue'>): void {
  turn.only(['head'], '改地点')
  const meeting = upcomingMeeting(turn.state)
  if (meeting) turn.state.meetings.put({ ...meeting, venue: command.venue })
  else turn.state.hamlet.put({ ...turn.hamlet, venue: command.venue })
  turn.happened('venueSet', meeting?.id ?? turn.hamlet.id, { meetingId: meeting?.id ?? null, venue: command.venue })
}

export function addTopic(turn: Turn, command: CommandOf<'addTopic'>): void {
  turn.only(['head'], '加议题')
  const meeting = turn.state.meetings.find((m) => m.status === 'scheduled' || m.status === 'open') ?? refuse({ code: 'noMeeting' })
  turn.state.meetings.put({ ...meeting, topics: [...meeting.topics, command.topic] })
  turn.happened('topicAdded', meeting.id, { meetingId: meeting.id, topic: command.topic })
}

export function answerRsvp(turn: Turn, command: CommandOf<'answerRsvp'>): void {
  const meeting = mustBeUpcoming(turn)
  const { from } = command
  forAnother(
    turn,
    from,
    turn.state.rsvps.where((r) => r.meetingId === meeting.id),
  )
  const row: RsvpRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    meetingId: meeting.id,
    accountId: 'accountId' in from ? from.accountId : null,
    householdId: 'householdId' in from ? from.householdId : null,
    coming: command.coming,
    persons: command.persons ?? null,
    reason: command.reason ?? null,
    at: turn.now,
    seq: turn.nextSeq,
    via: from.via,
    by: 'by' in from ? from.by : null,
  }
  turn.state.rsvps.put(row)
  const known = householdOf(turn.state, row) !== undefined
  turn.happened('rsvpGiven', meeting.id, { meetingId: meeting.id, coming: row.coming, persons: row.persons, known })
  noteSoon(turn, 'rsvpProgress', meeting.id)
}

export function nudgeMeeting(turn: Turn, meeting: MeetingRow): void {
  const words = lastWords(turn.state, meeting)
  if (![...atHomeIds(turn.state)].some((id) => !words.has(id))) refuse({ code: 'nothingToNudge' })
  mustBeLongEnough(turn, meeting.notedAt)
  turn.state.meetings.put({ ...meeting, notedAt: turn.now })
  turn.happened('meetingNudged', meeting.id, { meetingId: meeting.id })
}

export function meetingReminder(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  // After downtime the meeting may have begun: a reminder of the past helps nobody.
  if (meeting?.status !== 'scheduled' || meeting.startsAt <= turn.now || waitsForMorning(turn, 'meetingReminder', meeting.id)) return false
  turn.happened('meetingReminded', meeting.id, { meetingId: meeting.id, hours: Math.round((meeting.startsAt - turn.now) / HOUR) })
  return true
}

export function rsvpProgress(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'scheduled' || waitsForMorning(turn, 'rsvpProgress', meeting.id)) return false
  turn.happened('rsvpNoted', meeting.id, { meetingId: meeting.id })
  return true
}
