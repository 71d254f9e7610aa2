/** How a time poll ends, whatever ended it: nothing of it falls due any more. */

import type { Turn } from '../base/turn.ts'
import type { TimePollRow } from './rows.ts'

export function endPoll(turn: Turn, poll: TimePollRow): void {
  turn.state.polls.put({ ...poll, closedAt: turn.now })
  turn.drop(poll.id)
}

/** Called off by the head: by a word of his own (`instead` is null), or because he has fixed a meeting or asks anew. */
export function callOff(turn: Turn, poll: TimePollRow, instead: 'meeting' | 'poll' | null): void {
  endPoll(turn, { ...poll, status: 'cancelled', how: 'cancelled' })
  turn.happened('timePollCancelled', poll.id, { pollId: poll.id, instead })
}
