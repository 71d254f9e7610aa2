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

/** Answers of one poll as they were taken, and what they were taken from. */
interface Taken {
  answers: Map<string, TimeChoice>
  last: TimeAnswerRow | undefined
  pollId: string
  options: number
  rows: number
  accounts: number
}

const taken = new WeakMap<HamletState, Taken>()

/**
 * What each household has answered, all its words taken in the order in which they were said. In a burst each word asks for it: words that come
 * after all those before them are added to what was made of these; whatever else has changed, all are taken again.
 */
export function answersOf(state: HamletState, poll: TimePollRow): ReadonlyMap<string, TimeChoice> {
  const known = taken.get(state)
  const same =
    known?.pollId === poll.id && known.options === poll.options.length && known.accounts === state.accounts.revision ? known : undefined
  const further = same && ofPoll(state.timeAnswers.addedSince(same.rows), poll)
  const [first] = further ?? []
  const goesOn = same && further && (!same.last || !first || bySaying(same.last, first) <= 0)
  const { answers, last } = goesOn ? same : { answers: new Map<string, TimeChoice>(), last: undefined }
  const rows = goesOn ? further : (ofPoll([...state.timeAnswers.all()], poll) ?? [])
  for (const row of rows) {
    const household = householdOf(state, row)
    if (household) answers.set(household, after(answers.get(household), row, poll.options.length))
  }
  taken.set(state, {
    answers,
    last: rows.at(-1) ?? last,
    pollId: poll.id,
    options: poll.options.length,
    rows: state.timeAnswers.revision,
    accounts: state.accounts.revision,
  })
  return answers
}

const ofPoll = (rows: readonly TimeAnswerRow[] | undefined, poll: TimePollRow): TimeAnswerRow[] | undefined =>
  rows?.filter((a) => a.pollId === poll.id).sort(bySaying)

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
  return { counts: countOptions(poll.options, answersOf(state, poll), atHomeIds(state)), turnout: turnoutOf(state, poll) }
}

export function turnoutOf(state: HamletState, poll: TimePollRow): Turnout {
  const atHome = atHomeIds(state)
  let answered = 0
  for (const household of answersOf(state, poll).keys()) if (atHome.has(household)) answered += 1
  return { atHome: atHome.size, answered }
}

/** The at-home households that have not answered. */
export function silentHouseholds(state: HamletState, poll: TimePollRow): string[] {
  const answers = answersOf(state, poll)
  return [...atHomeIds(state)].filter((id) => !answers.has(id))
}
