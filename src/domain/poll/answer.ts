/** A household's answer to 约时间. */

import type { CommandOf } from '../base/commands.ts'
import { householdOf } from '../base/households.ts'
import { noteSoon } from '../base/notes.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { Respondent } from '../base/who.ts'
import { forAnother } from '../rights/for-another.ts'
import { closeWhenAllAnswered } from './close.ts'
import type { TimeAnswer, TimeReply } from './commands.ts'
import type { TimeAnswerRow, TimePollRow } from './rows.ts'
import { answerablePoll, answersOf } from './standing.ts'

export function answerTime(turn: Turn, command: CommandOf<'answerTime'>): void {
  const poll = answerablePoll(turn.state, turn.now) ?? refuse({ code: 'noOpenPoll' })
  for (const answer of command.answers) take(turn, poll, answer)
  closeWhenAllAnswered(turn)
}

function take(turn: Turn, poll: TimePollRow, { from, reply }: TimeAnswer): void {
  forAnother(
    turn,
    from,
    turn.state.timeAnswers.where((a) => a.pollId === poll.id),
  )
  const row = answerRow(turn, poll, from, reply)
  turn.state.timeAnswers.put(row)
  const known = householdOf(turn.state, row) !== undefined
  turn.happened('timeAnswered', poll.id, { pollId: poll.id, yes: row.yes, maybe: row.maybe, no: row.no, persons: row.persons, known })
  // An answer that belongs to no household yet changes no figure; of a poll that is closed there are none to tell.
  if (known && poll.status === 'open') noteSoon(turn, 'pollProgress', poll.id)
}

function answerRow(turn: Turn, poll: TimePollRow, from: Respondent, reply: TimeReply): TimeAnswerRow {
  const accountId = 'accountId' in from ? from.accountId : null
  const base = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    pollId: poll.id,
    accountId,
    householdId: 'householdId' in from ? from.householdId : null,
    at: turn.now,
    seq: turn.nextSeq,
    via: from.via,
    by: 'by' in from ? from.by : null,
  }
  const bad = [...(reply.yes ?? []), ...(reply.maybe ?? []), ...(reply.no ?? [])].find((n) => n < 1 || n > poll.options.length)
  if (bad !== undefined) refuse({ code: 'noSuchOption', option: bad, options: poll.options.length })
  const household = householdOf(turn.state, base)
  const before = household
    ? answersOf(turn.state, poll).get(household)
    : turn.state.timeAnswers.where((a) => a.accountId === accountId && a.pollId === poll.id).at(-1)
  return { ...base, ...choices(poll.options.length, reply, before), persons: reply.persons ?? before?.persons ?? null }
}

/**
 * What a reply says of each option. Only what somebody cannot (`周五不行`) leaves an earlier answer standing for the rest; with no earlier
 * one the rest is 勉强, because "not Friday" is not yet a promise for Saturday.
 */
function choices(count: number, reply: TimeReply, before: TimeAnswerRow | undefined): { yes: number[]; maybe: number[]; no: number[] } {
  const every = Array.from({ length: count }, (_, i) => i + 1)
  if (reply.all) return { yes: every, maybe: [], no: [] }
  if (reply.none) return { yes: [], maybe: [], no: every }
  const no = reply.no ?? []
  const unsaid = every.filter((n) => !no.includes(n))
  if (!reply.yes?.length && !reply.maybe?.length)
    return before
      ? {
          yes: before.yes.filter((n) => !no.includes(n)),
          maybe: before.maybe.filter((n) => !no.includes(n)),
          no: [...new Set([...before.no, ...no])].sort(),
        }
      : { yes: [], maybe: unsaid, no }
  return { yes: reply.yes ?? [], maybe: reply.maybe ?? [], no }
}
