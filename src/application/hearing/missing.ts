/** 还差谁: who has not answered what is open. Names only for head and recorder; numbers for everybody. */

import { missingHouseholds, presence } from '../../domain/attendance/present.ts'
import { atHomeIds, householdName } from '../../domain/base/households.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { openMeeting, upcomingMeeting } from '../../domain/meeting/current.ts'
import { openMotionOf, silentVoters, votesNow } from '../../domain/motion/standing.ts'
import { answerablePoll, silentHouseholds } from '../../domain/poll/standing.ts'
import { lastWords } from '../../domain/rsvp/expected.ts'
import type { Instant } from '../../kernel/time.ts'
import * as attendanceText from '../../text/attendance.ts'
import { missingVotes } from '../../text/motion.ts'
import * as talk from '../../text/talk.ts'

export function missing(state: HamletState, now: Instant, withNames: boolean): string {
  const atHome = atHomeIds(state)
  const names = (ids: readonly string[]): string[] => ids.map((id) => householdName(state, id))
  const evening = missingHere(state, withNames)
  if (evening !== undefined) return evening
  const poll = answerablePoll(state, now)
  if (poll) {
    const silent = silentHouseholds(state, poll)
    if (poll.status === 'undecided') return talk.missingUndecided(silent.length, withNames ? names(silent) : [], atHome.size)
    return withNames ? talk.missingPoll(names(silent), atHome.size, now, poll.closesAt) : talk.missingCount(silent.length, atHome.size)
  }
  const meeting = upcomingMeeting(state)
  if (!meeting) return talk.nothingOpen
  const words = lastWords(state, meeting)
  const silent = [...atHome].filter((id) => !words.has(id))
  return withNames ? talk.missingRsvp(names(silent), atHome.size) : talk.missingCount(silent.length, atHome.size)
}

/** On the evening: who has a vote left, else who is not here. */
function missingHere(state: HamletState, withNames: boolean): string | undefined {
  const meeting = openMeeting(state)
  if (!meeting) return undefined
  const named = (ids: readonly string[]): string[] => ids.map((id) => householdName(state, id))
  const motion = openMotionOf(state)
  if (motion) return missingVotes(motion, votesNow(state, motion), withNames ? named(silentVoters(state, motion)) : [])
  const figures = presence(state, meeting)
  const words = lastWords(state, meeting)
  const [onLeave, missing] = apart(missingHouseholds(state, meeting), (id) => words.get(id)?.coming === 'no')
  return withNames
    ? attendanceText.missingHere(named(missing), named(onLeave), figures)
    : attendanceText.missingHereCount(figures, onLeave.length)
}

const apart = (ids: readonly string[], holds: (id: string) => boolean): [string[], string[]] => [
  ids.filter(holds),
  ids.filter((id) => !holds(id)),
]
