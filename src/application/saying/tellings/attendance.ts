/**
 * What is said while people sign in. Its sums are answers to the people who are there (ours): they are said in quiet hours too, because in the
 * morning they would be of no use to anybody.
 */

import { householdName } from '../../../domain/base/households.ts'
import { whyBelow } from '../../../domain/base/policy.ts'
import * as attendance from '../../../text/attendance.ts'
import { hamlet, origin, silent, type Tellings } from '../telling.ts'

export const ATTENDANCE_TELLINGS = {
  attendanceOpened: ({ data }, state, now) =>
    data.byHand ? undefined : hamlet(attendance.attendanceOpened(state.meetings.must(data.meetingId), data.base, data.needed, now)),
  // An evening that is moved or called off says so itself.
  attendanceGivenUp: ({ data }, state, now) =>
    data.why === 'mistake' ? hamlet(attendance.attendanceGivenUp(state.meetings.must(data.meetingId), now)) : undefined,
  attendanceGiven: silent,
  attendanceMarked: ({ data }, state) =>
    origin(attendance.attendanceMarked(householdName(state, data.householdId), data.persons, data.figures)),
  attendanceStruck: ({ data }, state) =>
    origin(attendance.attendanceStruck(householdName(state, data.householdId), data.figures, data.lost)),
  attendanceCapped: ({ data }, state) =>
    hamlet(attendance.attendanceCapped(householdName(state, data.householdId), data.said, data.counted)),
  hostsAsked: ({ data }, state) => hamlet(attendance.hostsAsked(data.villagerIds.map((id) => state.villagers.must(id).name))),
  attendanceNoted: ({ data }) => hamlet(attendance.attendanceNote(data.figures)),
  attendanceSummed: ({ data }, state, now) => {
    const minutes = Math.round((now - state.meetings.must(data.meetingId).startsAt) / 60_000)
    return hamlet(attendance.attendanceSummed(data.figures, minutes))
  },
  attendanceNudged: ({ data }) => hamlet(attendance.attendanceNudge(data.figures)),
  quorumReached: ({ data }, state) => hamlet(attendance.quorumReached(data.figures, whyBelow(state.town.policy, 'quorumPercent'))),
  enteredByHand: ({ data }) =>
    data.attendance.length > 0 ? hamlet(attendance.enteredByHand(data.attendance.length, data.figures)) : undefined,
} satisfies Partial<Tellings>
