/**
 * Attendance that was opened is given up again: by mistake days ahead (取消签到), or because the evening does not take place (改到 …, 取消会议).
 * Who signed in stays in the ledger and counts for nothing; the meeting is fixed again as it was before, with its reminders and 参加/请假.
 */
import { MINUTE } from '../../kernel/time.ts'
import { presentHouseholds } from '../attendance/present.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { runHeadDays } from '../issue/days.ts'
import { openMeeting, upcomingMeeting } from '../meeting/current.ts'
import { cancelMeeting as callOff, reschedule as move, setReminders } from '../meeting/meeting.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { motionsOf } from '../motion/standing.ts'

export function cancelAttendance(turn: Turn): void {
  const meeting = openMeeting(turn.state) ?? refuse({ code: 'attendanceNotOpen', startsAt: upcomingMeeting(turn.state)?.startsAt ?? null })
  // It would open by itself at once.
  if (turn.now >= meeting.startsAt - turn.policy.attendanceOpensMinutesBefore * MINUTE) refuse({ code: 'attendanceIsDue' })
  giveUp(turn, meeting, 'mistake')
  setReminders(turn, turn.state.meetings.must(meeting.id))
}

/** Rain at ten past seven: those who have come are told, and answers start anew. */
export function reschedule(turn: Turn, command: CommandOf<'reschedule'>): void {
  move(turn, command, giveUpOpen(turn, 'moved'))
}

export function cancelMeeting(turn: Turn, command: CommandOf<'cancelMeeting'>): void {
  callOff(turn, command, giveUpOpen(turn, 'cancelled'))
}

/** How many households had come. */
function giveUpOpen(turn: Turn, why: 'moved' | 'cancelled'): number {
  const meeting = openMeeting(turn.state)
  return meeting ? giveUp(turn, meeting, why) : 0
}

function giveUp(turn: Turn, meeting: MeetingRow, why: 'mistake' | 'moved' | 'cancelled'): number {
  const voted = motionsOf(turn.state, meeting.id).length
  if (voted > 0) refuse({ code: 'alreadyVoted', motions: voted })
  const came = presentHouseholds(turn.state, meeting).size
  turn.state.meetings.put({
    ...meeting,
    status: 'scheduled',
    openedAt: null,
    atHomeBase: null,
    atHomeIds: [],
    quorumSaidAt: null,
    notedAt: null,
    attendanceFromSeq: turn.hamlet.ledgerSeq,
  })
  turn.drop(meeting.id)
  turn.happened('attendanceGivenUp', meeting.id, { meetingId: meeting.id, why, came })
  runHeadDays(turn)
  return came
}
