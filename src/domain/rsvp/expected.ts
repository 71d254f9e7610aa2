/** Who is expected on the evening: the last word of each household, be it its answer to the poll or its RSVP. */
import { atHomeIds, latestByHousehold } from '../base/households.ts'
import type { HamletState } from '../base/state.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { answersOf } from '../poll/standing.ts'
import type { RsvpRow } from './rows.ts'

export interface Expected {
  /** At-home households that said they come, and the people they announced. */
  households: number
  persons: number
  /** At-home households for which the chosen time is 勉强: they have answered, and nobody counts on them. */
  maybe: number
  /** At-home households that said they do not. */
  declined: number
  atHome: number
  /** Away households that said they come. */
  away: number
}

/** Who is expected: the last word of each household, be it its answer to the poll or its RSVP. */
export function expectedAt(state: HamletState, meeting: MeetingRow): Expected {
  const atHome = atHomeIds(state)
  const expected: Expected = { households: 0, persons: 0, maybe: 0, declined: 0, atHome: atHome.size, away: 0 }
  for (const [household, { coming, persons }] of lastWords(state, meeting)) {
    if (!atHome.has(household)) expected.away += coming === 'yes' ? 1 : 0
    else if (coming === 'no') expected.declined += 1
    else if (coming === 'maybe') expected.maybe += 1
    else {
      expected.households += 1
      expected.persons += persons ?? 1
    }
  }
  return expected
}

export interface LastWord {
  coming: 'yes' | 'maybe' | 'no'
  persons: number | null
}

/** Answers to this invitation: said since the time was last fixed. */
export const rsvpsOf = (state: HamletState, meeting: MeetingRow): RsvpRow[] =>
  state.rsvps.where(
    (r) => r.meetingId === meeting.id && (r.at > meeting.rsvpSince || (r.at === meeting.rsvpSince && r.seq > meeting.rsvpFromSeq)),
  )

/** Each household's last word on this meeting. Who answered the poll without naming the time that was chosen cannot make it. */
export function lastWords(state: HamletState, meeting: MeetingRow): Map<string, LastWord> {
  const words = new Map<string, LastWord>()
  const poll = meeting.pollId ? state.polls.get(meeting.pollId) : undefined
  const option = poll?.chosen ?? undefined
  // A change of time makes the poll's answers those to another question.
  if (poll && option && poll.options[option - 1] === meeting.startsAt)
    for (const [household, answer] of answersOf(state, poll))
      if (answer.yes.includes(option)) words.set(household, { coming: 'yes', persons: answer.persons })
      else words.set(household, { coming: answer.maybe.includes(option) ? 'maybe' : 'no', persons: null })
  const rsvps = latestByHousehold(state, rsvpsOf(state, meeting))
  for (const [household, { coming, persons }] of rsvps)
    words.set(household, { coming: coming ? 'yes' : 'no', persons: persons ?? words.get(household)?.persons ?? null })
  return words
}
