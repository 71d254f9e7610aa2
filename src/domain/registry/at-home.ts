/** 在家 and 外出: the base of every count of households. */
import type { CommandOf } from '../base/commands.ts'
import type { Turn } from '../base/turn.ts'
import { closeWhenAllAnswered } from '../poll/close.ts'

export function setAtHome(turn: Turn, command: CommandOf<'setAtHome'>): void {
  const household = turn.state.households.must(command.householdId)
  if (household.atHome === command.atHome) return
  turn.state.households.put({ ...household, atHome: command.atHome })
  turn.state.atHomeChanges.put({
    id: turn.id(),
    hamletId: turn.hamlet.id,
    householdId: household.id,
    atHome: command.atHome,
    at: turn.now,
    by: turn.who,
  })
  turn.happened('atHomeSet', household.id, { householdId: household.id, atHome: command.atHome })
  closeWhenAllAnswered(turn)
}
