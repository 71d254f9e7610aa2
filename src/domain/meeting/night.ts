/** The rules of the evening, for decide.ts. */
import { refuse } from '../refusals.ts'
import type { Turn } from '../turn.ts'
import {
  attend,
  attendanceNote,
  attendanceOpens,
  attendanceProgress,
  markAttendance,
  nudgeAttendance,
  openAttendance,
  unmarkAttendance,
} from './attendance.ts'
import { enterByHand } from './by-hand.ts'
import { endMeeting, meetingForgotten } from './end.ts'
import { holdDeadline, makeUpForGap } from './gap.ts'
import { confirmHands, countHands, witness } from './hands.ts'
import { castBallot, closeMotion, motionProgress, nudgeMotion, openMotion, openMotionOf } from './motion.ts'
import { mustBeLongEnough } from './nudge.ts'
import { missingHouseholds, openMeeting } from './present.ts'
import { correctLine, minutesMade, note, recordLine } from './record.ts'

export const nightRules = {
  openAttendance,
  attend,
  markAttendance,
  unmarkAttendance,
  openMotion,
  closeMotion,
  castBallot,
  countHands,
  witness,
  confirmHands,
  recordLine,
  note,
  correctLine,
  endMeeting,
  enterByHand,
  minutesMade,
  makeUpForGap,
  holdDeadline,
}

export const nightDeadlines = {
  attendanceOpens,
  attendanceProgress,
  attendanceNote,
  motionProgress,
  meetingForgotten,
  // The document is made by the application before the deadline falls; the state needs nothing more.
  makeMinutes: (): boolean => true,
}

/** 催一下 on the evening: for the vote, else for those who are not here. False when no meeting is going on. */
export function nudgeNight(turn: Turn): boolean {
  const meeting = openMeeting(turn.state)
  if (!meeting) return false
  const motion = openMotionOf(turn.state)
  if (!motion && missingHouseholds(turn.state, meeting).length === 0) refuse({ code: 'nothingToNudge' })
  mustBeLongEnough(turn, meeting.notedAt)
  turn.state.meetings.put({ ...meeting, notedAt: turn.now })
  if (motion) nudgeMotion(turn, motion)
  else nudgeAttendance(turn, meeting)
  return true
}
