/** The meeting that is ahead, and the one that is going on. There is one of each at most. */

import { refuse } from '../base/refusals.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import type { MeetingRow } from './rows.ts'

/** The meeting that is fixed and not yet opened. There is one at most. */
export const upcomingMeeting = (state: HamletState): MeetingRow | undefined => state.meetings.find((m) => m.status === 'scheduled')

export const mustBeUpcoming = (turn: Turn): MeetingRow => {
  const meeting = upcomingMeeting(turn.state)
  if (meeting) return meeting
  return refuse({ code: turn.state.meetings.find((m) => m.status === 'open') ? 'meetingStarted' : 'noMeeting' })
}

/** The meeting that is going on: attendance is open. One at most. */
export const openMeeting = (state: HamletState): MeetingRow | undefined => state.meetings.find((m) => m.status === 'open')
