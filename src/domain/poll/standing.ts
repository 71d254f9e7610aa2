/** How a time poll stands: who has answered, what they can make, who is still silent. */
import type { Instant } from '../../kernel/time.ts'
import { atHomeIds, latestByHousehold } from '../base/households.ts'
import type { HamletState } from '../base/state.ts'
import { countOptions, type OptionCount } from './choose.ts'
import type { Turnout } from './events.ts'
import type { TimeAnswerRow, TimePollRow } from './rows.ts'

/** The poll that is not over for the head: open, or closed with no evening decided, to be chosen from, extended or called off. */
export const currentPoll = (state: HamletState): TimePollRow | undefined =>
  state.polls.find((p) => p.status === 'open' || p.status === 'undecided')

/**
 * The poll whose answers are taken: also one that closed undecided, as long as one of its times is ahead (ours): the head may still choose
 * or extend, and then what was said meanwhile counts.
 */
export function answerablePoll(state: HamletState, now: Instant): TimePollRow | undefined {
  const poll = currentPoll(state)
  return poll && (poll.status === 'open' || poll.options.some((at) => at > now)) ? poll : undefined
}

export const answersOf = (state: HamletState, poll: TimePollRow): Map<string, TimeAnswerRow> =>
  latestByHousehold(
    state,
    state.timeAnswers.where((a) => a.pollId === poll.id),
  )

export function standing(state: HamletState, poll: TimePollRow): { counts: OptionCount[]; turnout: Turnout } {
  const atHome = atHomeIds(state)
  const answers = answersOf(state, poll)
  const answered = [...answers.keys()].filter((id) => atHome.has(id)).length
  return { counts: countOptions(poll.options, answers, atHome), turnout: { atHome: atHome.size, answered } }
}

/** The at-home households that have not answered. */
export function silentHouseholds(state: HamletState, poll: TimePollRow): string[] {
  const answers = answersOf(state, poll)
  return [...atHomeIds(state)].filter((id) => !answers.has(id))
}
