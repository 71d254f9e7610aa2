/**
 * One wide line for each unit of work – a message, a job, a request: what it was, what came of it, where, how long it took and how many
 * statements it cost. Ids, kinds and figures only: the log's own rule (./log.ts) holds here as well.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

interface Cost {
  statements: number
}

const running = new AsyncLocalStorage<Cost>()

/** Called for each statement that goes to the database, by whoever sends it. */
export function countStatement(): void {
  const cost = running.getStore()
  if (cost) cost.statements += 1
}

export interface Measured {
  /** Milliseconds, to a tenth. */
  ms: number
  statements: number
}

/** Does the work and says what it cost; `told` also when it throws. A unit within a unit counts for itself. */
export async function measured<T>(
  work: () => Promise<T>,
  told: (cost: Measured, outcome: { value: T } | { error: unknown }) => void,
): Promise<T> {
  const cost: Cost = { statements: 0 }
  const began = performance.now()
  const tell = (outcome: { value: T } | { error: unknown }) =>
    told({ ms: Math.round((performance.now() - began) * 10) / 10, statements: cost.statements }, outcome)
  try {
    const value = await running.run(cost, work)
    tell({ value })
    return value
  } catch (error) {
    tell({ error })
    throw error
  }
}
