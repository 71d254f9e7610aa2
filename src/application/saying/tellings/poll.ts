/** What is said about 约时间. */
import * as pollText from '../../../text/poll.ts'
import { hamlet, silent, type Tellings } from '../telling.ts'

export const POLL_TELLINGS = {
  timePollOpened: ({ data }, state, now) =>
    hamlet(pollText.pollOpened(state.polls.must(data.pollId), data.conflicts, data.insteadOf !== null, now)),
  timeAnswered: silent,
  timeProgressNoted: ({ data }, state, now) =>
    hamlet(pollText.pollProgress(state.polls.must(data.pollId), data.counts, data.turnout, now), true),
  timePollNudged: ({ data }, state, now) => hamlet(pollText.pollNudge(state.polls.must(data.pollId), data.turnout, now)),
  timePollExtended: ({ data }, state, now) => hamlet(pollText.pollExtended(state.polls.must(data.pollId), now)),
  timePollDecided: ({ data }, state, now) => {
    const venue = state.meetings.must(data.meetingId).venue
    return hamlet(pollText.pollDecided({ ...data, poll: state.polls.must(data.pollId), venue, now }), data.how !== 'head')
  },
  timePollUndecided: ({ data }, state, now) => {
    const poll = state.polls.must(data.pollId)
    return hamlet(pollText.pollUndecided(poll, data.turnout, now), poll.how !== 'head')
  },
  // What takes the poll's place says so itself.
  timePollCancelled: ({ data }, state) =>
    data.instead === null ? hamlet(pollText.pollCancelled(state.polls.must(data.pollId))) : undefined,
} satisfies Partial<Tellings>
