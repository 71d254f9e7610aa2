/**
 * decide(state, command) → events, or a refusal that leaves no trace. Pure: no I/O, no clock, no chance; `context` brings the moment and
 * new identifiers. This is the only door to the rules: chat, deadlines and the API all come through it.
 */
import { Refused } from '../kernel/refusal.ts'
import type { Command, CommandOf, CommandType } from './base/commands.ts'
import type { DeadlineKind } from './base/deadlines.ts'
import type { DomainEvent } from './base/events.ts'
import type { Refusal } from './base/refusals.ts'
import { type Context, type HamletState, mark, takeBack } from './base/state.ts'
import { Turn } from './base/turn.ts'
import { closesLater } from './gap/gap.ts'
import { speaksOfConfidential } from './issue/find.ts'
import { mustFit } from './lengths.ts'
import { insist } from './rights/insist.ts'
import { DEADLINES, FOLLOWS, RULES, type Rule } from './rules.ts'

export type Decided = { events: DomainEvent[] } | { refusal: Refusal }

/**
 * A refusal tells of what stands in the way, and it is said where the command was given: of a confidential issue the hamlet's group is told
 * nothing. There the answer is the one that a number nobody has would get.
 */
export function decide(state: HamletState, command: Command, context: Context): Decided {
  const decided = attempt(state, command, context, false)
  return 'refusal' in decided && speaksOfConfidential(state, command) ? attempt(state, command, context, true) : decided
}

function attempt(state: HamletState, command: Command, context: Context, blind: boolean): Decided {
  mark(state)
  const turn = new Turn(state, command.actor, context, blind)
  try {
    insist(turn, command.type)
    mustFit(command)
    if (command.type === 'fall') fall(turn, command)
    else (RULES[command.type] as Rule<CommandType>)(turn, command)
    for (const follow of FOLLOWS[command.type] ?? []) follow(turn)
    return { events: turn.events }
  } catch (thrown) {
    takeBack(state)
    if (thrown instanceof Refused) return { refusal: thrown.refusal as Refusal }
    throw thrown
  }
}

/** A deadline has come. It looks at the state as it is now: what no longer applies finishes quietly, and nothing falls twice or early. */
function fall(turn: Turn, command: CommandOf<'fall'>): void {
  const deadline = turn.state.deadlines.get(command.deadlineId)
  if (!deadline || deadline.doneAt !== null || deadline.dueAt > turn.now) return
  const later = closesLater(turn, deadline)
  if (later !== undefined) {
    turn.state.deadlines.put({ ...deadline, dueAt: later })
    return
  }
  turn.state.deadlines.put({ ...deadline, doneAt: turn.now, outcome: 'fired' })
  const due = DEADLINES[deadline.kind as DeadlineKind]
  if (!due) throw new Error(`no rule knows the deadline kind ${deadline.kind}`)
  const outcome = due(turn, deadline.subject, deadline) ? 'fired' : 'obsolete'
  if (outcome === 'obsolete') turn.state.deadlines.put({ ...deadline, doneAt: turn.now, outcome })
  turn.noted('deadlinePassed', deadline.subject, { kind: deadline.kind, outcome })
}
