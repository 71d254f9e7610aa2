/** A deadline has come: the job only knows its id; everything else is looked at again under the lock. */
import type { Command } from '../../domain/base/commands.ts'
import { findDeadline, noteFailure } from '../../store/edges/deadlines.ts'
import { heldUntil } from '../connection/gap.ts'
import type { Deps } from '../ports.ts'
import { type Sitting, sit } from '../sitting.ts'
import { ERRANDS } from './errands.ts'

/** `refused`: the rules did not take what was ordered; nothing has changed, and the deadline is tried again. */
export type FireOutcome = 'fired' | 'refused' | 'notYet' | 'gone'

export async function fireDeadline(deps: Deps, id: string): Promise<FireOutcome> {
  const deadline = await findDeadline(deps.db, id)
  if (!deadline || deadline.done) return 'gone'
  if (deadline.dueAt > deps.clock.now()) return 'notYet'
  const { hamletId } = deadline
  if (hamletId === null) throw new Error(`nobody deals with the town's deadline ${deadline.kind}`)
  try {
    const until = await heldUntil(deps, { kind: deadline.kind, hamletId })
    if (until !== undefined) {
      await sit(deps, hamletId, `due/${id}`, (sitting) =>
        sitting.order({ type: 'holdDeadline', actor: { kind: 'clock' }, deadlineId: id, until }),
      )
      return 'notYet'
    }
    const done = (await ERRANDS[deadline.kind]?.(deps, { ...deadline, hamletId })) ?? []
    await sit(deps, hamletId, `due/${id}`, (sitting) => fall(sitting, deadline, done))
    return 'fired'
  } catch (error) {
    if (error instanceof OrderRefused) {
      deps.log.warn({ deadline: id, kind: deadline.kind, reason: error.message }, 'a deadline was refused')
      await noteFailure(deps.db, id, error.message)
      return 'refused'
    }
    await noteFailure(deps.db, id, error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** What a deadline orders, in its hamlet's sitting; throws when the rules refuse any of it. */
export function fall(sitting: Sitting, { id }: { id: string }, done: readonly Command[] = []): void {
  sitting.because(`due/${id}`)
  for (const command of [{ type: 'fall', actor: { kind: 'clock' }, deadlineId: id } as const, ...done]) {
    const decided = sitting.order(command)
    if ('refusal' in decided) throw new OrderRefused(`${command.type} was refused: ${decided.refusal.code}`)
  }
}

/** Takes the whole sitting back: half of what a deadline orders is not done. */
class OrderRefused extends Error {}
