/** How a time poll stands: who has answered, what they can make, who is still silent. */
import type { Instant } from '../../kernel/time.ts'
import { atHomeIds, bySaying, householdOf } from '../base/households.ts'
import type { HamletState } from '../base/state.ts'
import { countOptions, type OptionCount } from './choose.ts'
import type { Turnout } from './events.ts'
import type { TimeAnswerRow, TimeChoice, TimePollRow } from './rows.ts'

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

/** What each household has answered, all its words taken in the order in which they were said. */
export function answersOf(state: HamletState, poll: TimePollRow): Map<string, TimeChoice> {
  const answers = new Map<string, TimeChoice>()
  for (const row of state.timeAnswers.where((a) => a.pollId === poll.id).sort(bySaying)) {
    const household = householdOf(state, row)
    if (household) answers.set(household, after(answers.get(household), row, poll.options.length))
  }
  return answers
}

/**
 * A word after those before it. Only what somebody cannot (`周五不行`) leaves an earlier answer standing for the rest; with no earlier one the
 * rest is 勉强, because "not Friday" is not yet a promise for Saturday. A number of people stands until another is said.
 */
function after(before: TimeChoice | undefined, row: TimeAnswerRow, count: number): TimeChoice {
  const persons = row.persons ?? before?.persons ?? null
  const { yes, maybe, no } = row
  if (!row.partial) return { yes, maybe, no, persons }
  const left = (numbers: readonly number[]): number[] => numbers.filter((n) => !no.includes(n))
  if (!before) return { yes: [], maybe: left(Array.from({ length: count }, (_, i) => i + 1)), no, persons }
  return { yes: left(before.yes), maybe: left(before.maybe), no: [...new Set([...before.no, ...no])].sort((a, b) => a - b), persons }
}

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
