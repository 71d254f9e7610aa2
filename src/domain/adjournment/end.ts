/** 散会. */

import { mustBeMeeting } from '../attendance/attendance.ts'
import { presence } from '../attendance/present.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { issuesToVillage } from '../issue/village.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { settle } from '../motion/motion.ts'
import { motionsOf, openMotionOf } from '../motion/standing.ts'

/** What else happens when a meeting ends: one line each, called in order, after the meeting is marked as ended. */
const ON_MEETING_ENDED: readonly ((turn: Turn, meeting: MeetingRow) => void)[] = [issuesToVillage]

export function endMeeting(turn: Turn): void {
  end(turn, mustBeMeeting(turn), 'head')
}

/** Nobody said 散会 (ours): after so many hours nothing more is recorded, because people are chatting again. */
export function meetingForgotten(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'open') return false
  end(turn, meeting, 'forgotten')
  return true
}

export function end(turn: Turn, meeting: MeetingRow, how: 'head' | 'forgotten' | 'byHand'): void {
  const motion = openMotionOf(turn.state)
  if (motion) settle(turn, motion, 'end')
  const figures = presence(turn.state, meeting)
  const ended: MeetingRow = { ...meeting, status: 'ended', endedAt: turn.now, endedBy: turn.who, figures }
  turn.state.meetings.put(ended)
  turn.drop(meeting.id)
  const motions = motionsOf(turn.state, meeting.id)
  turn.happened('meetingEnded', meeting.id, {
    meetingId: meeting.id,
    startsAt: meeting.startsAt,
    figures,
    motions: motions.length,
    carried: motions.filter((m) => m.carried && m.binding).length,
    lines: meeting.lastLineNo,
    how,
  })
  turn.schedule('makeMinutes', meeting.id, turn.now)
  for (const also of ON_MEETING_ENDED) also(turn, ended)
}

/** For entries by hand: the meeting named, which has begun. */
export function begunMeeting(turn: Turn, meetingId: string): MeetingRow {
  const meeting = turn.state.meetings.get(meetingId)
  if (!meeting || meeting.status === 'cancelled') return refuse({ code: 'noSuchMeeting' })
  if (meeting.status === 'scheduled' && meeting.startsAt > turn.now) refuse({ code: 'meetingNotBegun', startsAt: meeting.startsAt })
  return meeting
}
