/** 参加 and 请假, and what is said about them before the evening. */

import type { CommandOf } from '../base/commands.ts'
import { atHomeIds, householdOf } from '../base/households.ts'
import { noteSoon, stageOf, waitsForMorning, worthANote } from '../base/notes.ts'
import { mustBeLongEnough } from '../base/nudge.ts'
import { reaches } from '../base/policy.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { givenBy } from '../base/who.ts'
import { mustBeUpcoming, openMeeting } from '../meeting/current.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { forAnother } from '../rights/for-another.ts'
import { expectedAt, lastWords } from './expected.ts'
import type { RsvpRow } from './rows.ts'

export function answerRsvp(turn: Turn, command: CommandOf<'answerRsvp'>): void {
  const meeting = invitedTo(turn)
  const { from } = command
  forAnother(turn, from, () => turn.state.rsvps.where((r) => r.meetingId === meeting.id))
  const row: RsvpRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    meetingId: meeting.id,
    ...givenBy(from),
    coming: command.coming,
    persons: command.persons ?? null,
    reason: command.reason ?? null,
    at: turn.saidSince(meeting.rsvpSince),
    seq: turn.nextSeq,
  }
  turn.state.rsvps.put(row)
  const known = householdOf(turn.state, row) !== undefined
  turn.happened('rsvpGiven', meeting.id, { meetingId: meeting.id, coming: row.coming, persons: row.persons, known, ...turn.late })
  if (meeting.status === 'scheduled') noteSoon(turn, 'rsvpProgress', meeting.id)
}

/** The meeting ahead; while people are signing in, what was said before that is still worth knowing. */
function invitedTo(turn: Turn): MeetingRow {
  const meeting = openMeeting(turn.state)
  return meeting?.openedAt && turn.saidAt < meeting.openedAt ? meeting : mustBeUpcoming(turn)
}

export function nudgeMeeting(turn: Turn, meeting: MeetingRow): void {
  const words = lastWords(turn.state, meeting)
  if (![...atHomeIds(turn.state)].some((id) => !words.has(id))) refuse({ code: 'nothingToNudge' })
  mustBeLongEnough(turn, meeting.notedAt)
  turn.state.meetings.put({ ...meeting, notedAt: turn.now })
  turn.happened('meetingNudged', meeting.id, { meetingId: meeting.id })
}

export function rsvpProgress(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'scheduled' || waitsForMorning(turn, 'rsvpProgress', meeting.id)) return false
  const { households, maybe, declined, atHome } = expectedAt(turn.state, meeting)
  const enough = reaches(households, turn.policy.quorumPercent, atHome)
  const picture = [stageOf(households + maybe + declined, atHome), enough]
  if (!worthANote(turn, 'rsvpProgress', `${meeting.id}/${meeting.rsvpSince}`, picture)) return false
  turn.noted('rsvpNoted', meeting.id, { meetingId: meeting.id })
  return true
}
