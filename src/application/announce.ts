/** What is said about what happened, and where. The words are src/text's; the figures come with the event or from the state after it. */
import type { DomainEvent, EventOf, EventType } from '../domain/events.ts'
import { expectedAt } from '../domain/meeting/meeting.ts'
import { atHomeIds, householdName } from '../domain/member/households.ts'
import { neededOf } from '../domain/policy.ts'
import type { HamletState } from '../domain/state.ts'
import type { Instant } from '../kernel/time.ts'
import * as meetingText from '../text/meeting.ts'
import * as memberText from '../text/member.ts'
import * as pollText from '../text/poll.ts'
import { DESK_TELLINGS } from './tellings/desk.ts'
import { ISSUE_TELLINGS } from './tellings/issue.ts'
import { NIGHT_TELLINGS } from './tellings/night.ts'

export interface Said {
  text: string
  /** hamlet, village, town: that group; origin: where the command came from. */
  to: 'origin' | 'hamlet' | 'village' | 'town'
  /** Not an answer to anybody: waits for the end of quiet hours. */
  scheduled?: true
}

export type Telling<K extends EventType> = (event: EventOf<K>, state: HamletState, now: Instant) => Said | Said[] | undefined

const hamlet = (text: string, scheduled = false): Said => ({ to: 'hamlet', text, ...(scheduled ? { scheduled: true } : {}) })
const villagerName = (state: HamletState, id: string | null): string | null => state.villagers.get(id)?.name ?? null
const silent = () => undefined

const TELLINGS: { readonly [K in EventType]: Telling<K> } = {
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
  meetingScheduled: ({ data }, state, now) => {
    if (data.fromPoll) return undefined
    const meeting = state.meetings.must(data.meetingId)
    return hamlet(meetingText.meetingScheduled(meeting, data.conflicts, data.insteadOf !== null, now))
  },
  meetingRescheduled: ({ data }, state, now) =>
    hamlet(meetingText.meetingRescheduled(state.meetings.must(data.meetingId), data.before, data.conflicts, now)),
  meetingCancelled: ({ data }, state, now) => hamlet(meetingText.meetingCancelled(state.meetings.must(data.meetingId), data.reason, now)),
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
  identityClaimed: ({ data }, state) =>
    hamlet(
      memberText.claimMade({
        no: data.claimNo,
        nickname: state.accounts.must(data.accountId).nickname,
        villager: villagerName(state, data.villagerId),
        household: householdName(state, data.householdId),
      }),
    ),
  accountBound: ({ data }, state) =>
    hamlet(
      memberText.accountBound({
        nickname: state.accounts.must(data.accountId).nickname,
        villager: villagerName(state, data.villagerId),
        household: householdName(state, data.householdId),
      }),
    ),
  atHomeSet: ({ data }, state) => hamlet(memberText.atHomeSet(householdName(state, data.householdId), data.atHome, atHomeIds(state).size)),
  strangerGreeted: ({ data }, state) => hamlet(memberText.greeting(state.accounts.must(data.accountId).nickname)),
  // The question itself was already said, with the reading in it.
  askedBack: silent,
  clarificationSettled: silent,
  kinLearnt: silent,
  noteRemembered: silent,
  deadlinePassed: silent,
  ...NIGHT_TELLINGS,
  ...ISSUE_TELLINGS,
  ...DESK_TELLINGS,
}

export function announce(event: DomainEvent, state: HamletState, now: Instant): Said[] {
  const said = (TELLINGS[event.type] as Telling<EventType>)(event as EventOf<EventType>, state, now)
  return said === undefined ? [] : Array.isArray(said) ? said : [said]
}
