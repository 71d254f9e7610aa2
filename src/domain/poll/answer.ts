/** A household's answer to 约时间. */

import type { CommandOf } from '../base/commands.ts'
import { householdOf } from '../base/households.ts'
import { noteSoon } from '../base/notes.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { givenBy, type Respondent } from '../base/who.ts'
import { forAnother } from '../rights/for-another.ts'
import { closeWhenAllAnswered } from './close.ts'
import type { TimeAnswer, TimeReply } from './commands.ts'
import type { TimeAnswerRow, TimePollRow } from './rows.ts'
import { answerablePoll } from './standing.ts'

export function answerTime(turn: Turn, command: CommandOf<'answerTime'>): void {
  const poll = answerablePoll(turn.state, turn.now) ?? refuse({ code: 'noOpenPoll' })
  for (const answer of command.answers) take(turn, poll, answer)
  closeWhenAllAnswered(turn)
}

function take(turn: Turn, poll: TimePollRow, { from, reply }: TimeAnswer): void {
  forAnother(turn, from, () => turn.state.timeAnswers.where((a) => a.pollId === poll.id))
  const row = answerRow(turn, poll, from, reply)
  turn.state.timeAnswers.put(row)
  const known = householdOf(turn.state, row) !== undefined
  const { yes, maybe, no, persons, partial } = row
  turn.happened('timeAnswered', poll.id, { pollId: poll.id, yes, maybe, no, persons, partial, known, ...turn.late })
  // An answer that belongs to no household yet changes no figure; of a poll that is closed there are none to tell.
  if (known && poll.status === 'open') noteSoon(turn, 'pollProgress', poll.id)
}

function answerRow(turn: Turn, poll: TimePollRow, from: Respondent, reply: TimeReply): TimeAnswerRow {
  const base = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    pollId: poll.id,
    ...givenBy(from),
    at: turn.saidSince(poll.openedAt),
    seq: turn.nextSeq,
  }
  const bad = [...(reply.yes ?? []), ...(reply.maybe ?? []), ...(reply.no ?? [])].find((n) => n < 1 || n > poll.options.length)
  if (bad !== undefined) refuse({ code: 'noSuchOption', option: bad, options: poll.options.length })
  return { ...base, ...choices(poll.options.length, reply), persons: reply.persons ?? null }
}

/** What a reply says of each option. */
function choices(count: number, reply: TimeReply): Pick<TimeAnswerRow, 'yes' | 'maybe' | 'no' | 'partial'> {
  const every = Array.from({ length: count }, (_, i) => i + 1)
  if (reply.all) return { yes: every, maybe: [], no: [], partial: false }
  if (reply.none) return { yes: [], maybe: [], no: every, partial: false }
  const { yes = [], maybe = [], no = [] } = reply
  return { yes, maybe, no, partial: yes.length === 0 && maybe.length === 0 }
}
