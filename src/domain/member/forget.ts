/** Somebody is forgotten: what is left of them is our own ids, and figures. The rows have been changed by then; here the ledger is told. */
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'

/** An office is a public one: who holds it is put on record until somebody else does. */
export function forgetPerson(turn: Turn, command: CommandOf<'forgetPerson'>): void {
  const { erasureId, villagerId, accountIds, entries } = command
  if (villagerId !== null && villagerId === turn.hamlet.headId) refuse({ code: 'stillInOffice', office: 'head' })
  if (villagerId !== null && villagerId === turn.hamlet.recorderId) refuse({ code: 'stillInOffice', office: 'recorder' })
  turn.happened('wordsErased', villagerId ?? accountIds[0] ?? turn.hamlet.id, { erasureId, villagerId, accountIds, entries })
}
