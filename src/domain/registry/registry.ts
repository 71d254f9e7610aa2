/** The register of a hamlet: what its registration with the town says. */
import type { CommandOf } from '../base/commands.ts'
import type { Turn } from '../base/turn.ts'

/** How the one before came into office, what held of them and when they were put on record says nothing of the next. */
const OF_THE_HEAD_BEFORE = { filing: 'replaced', headHow: null, headChecks: [] as string[], filedOn: null, filingNo: null } as const

/** A head who is put in place of another has to be put on record anew (备案). */
export function setRegistry(turn: Turn, command: CommandOf<'setRegistry'>): void {
  const { hamlet } = turn
  const { headId, recorderId } = command.change
  for (const id of [headId, recorderId]) if (typeof id === 'string') turn.state.villagers.must(id)
  const newHead = headId !== undefined && headId !== hamlet.headId && hamlet.headId !== null
  const change = newHead ? { ...OF_THE_HEAD_BEFORE, ...command.change } : command.change
  turn.state.hamlet.put({ ...hamlet, ...change })
  turn.happened('registrySet', hamlet.id, { change, headBefore: hamlet.headId, recorderBefore: hamlet.recorderId })
}
