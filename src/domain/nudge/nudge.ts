/** 催一下 speaks for whatever is being waited for. */
import { nudgeAttendance } from '../attendance/attendance.ts'
import { missingHouseholds } from '../attendance/present.ts'
import { mustBeLongEnough } from '../base/nudge.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { openMeeting, upcomingMeeting } from '../meeting/current.ts'
import { nudgeMotion } from '../motion/motion.ts'
import { openMotionOf } from '../motion/standing.ts'
import { nudgePoll } from '../poll/close.ts'
import { currentPoll } from '../poll/standing.ts'
import { nudgeMeeting } from '../rsvp/rsvp.ts'

export function nudge(turn: Turn): void {
  const poll = currentPoll(turn.state)
  const meeting = upcomingMeeting(turn.state)
  if (nudgeEvening(turn)) return
  if (poll?.status === 'open') nudgePoll(turn, poll)
  else if (meeting) nudgeMeeting(turn, meeting)
  // What waits now is the head's own word.
  else if (poll) refuse({ code: 'pollUndecided', options: poll.options })
  else refuse({ code: 'nothingToNudge' })
}

/** On the evening: for the vote, else for those who are not here. False when no meeting is going on. */
function nudgeEvening(turn: Turn): boolean {
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
