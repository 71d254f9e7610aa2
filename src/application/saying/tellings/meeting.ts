/** What is said about the evening that is fixed, and about who comes. */
import { neededOf } from '../../../domain/base/policy.ts'
import { expectedAt } from '../../../domain/rsvp/expected.ts'
import * as meetingText from '../../../text/meeting.ts'
import { hamlet, silent, type Tellings } from '../telling.ts'

export const MEETING_TELLINGS = {
  meetingScheduled: ({ data }, state, now) => {
    if (data.fromPoll) return undefined
    const meeting = state.meetings.must(data.meetingId)
    return hamlet(meetingText.meetingScheduled(meeting, data.conflicts, data.insteadOf !== null, now))
  },
  meetingRescheduled: ({ data }, state, now) => hamlet(meetingText.meetingRescheduled(state.meetings.must(data.meetingId), data, now)),
  meetingCancelled: ({ data }, state, now) => hamlet(meetingText.meetingCancelled(state.meetings.must(data.meetingId), data, now)),
  venueSet: ({ data }) => hamlet(meetingText.venueSet(data.venue, data.meetingId !== null)),
  topicAdded: ({ data }, state) => hamlet(meetingText.topicAdded(state.meetings.must(data.meetingId).topics)),
  rsvpGiven: silent,
  rsvpNoted: ({ data }, state, now) => {
    const meeting = state.meetings.must(data.meetingId)
    return hamlet(meetingText.rsvpNote(meeting, expectedAt(state, meeting), now), true)
  },
  meetingReminded: ({ data }, state, now) => {
    const meeting = state.meetings.must(data.meetingId)
    const expected = expectedAt(state, meeting)
    return hamlet(meetingText.meetingReminder(meeting, expected, neededOf(state.town.policy.quorumPercent, expected.atHome), now), true)
  },
  meetingNudged: ({ data }, state, now) => {
    const meeting = state.meetings.must(data.meetingId)
    return hamlet(meetingText.meetingNudge(meeting, expectedAt(state, meeting), now))
  },
} satisfies Partial<Tellings>
