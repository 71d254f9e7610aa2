/**
 * The register kept by hand, one household and one person at a time: what an import does with a file. Nothing is deleted: whoever leaves is dated
 * out, and a household that comes back is the same one again. Each is one entry of the ledger with its reason, under the household.
 */

import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { HouseholdRow, VillagerRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import { closeWhenAllAnswered } from '../poll/close.ts'
import type { RosterCounts } from './events.ts'

const NONE: RosterCounts = {
  ...{ householdsAdded: 0, householdsChanged: 0, householdsRemoved: 0 },
  ...{ peopleAdded: 0, peopleChanged: 0, peopleMoved: 0, peopleRemoved: 0 },
}

const tell = (turn: Turn, householdId: string, counts: Partial<RosterCounts>, reason?: string): void =>
  turn.happened('rosterTaken', householdId, { ...NONE, ...counts }, reason)

export function addHousehold(turn: Turn, command: CommandOf<'addHousehold'>): void {
  const { groupNo, number, atHome, name, reason } = command
  const same = turn.state.households.find((h) => h.groupNo === groupNo && h.number === number)
  if (same && same.removedAt === null) refuse({ code: 'householdThere', groupNo, number })
  const household: HouseholdRow = same
    ? { ...same, atHome, removedAt: null }
    : { id: turn.id(), hamletId: turn.hamlet.id, groupNo, number, atHome, removedAt: null }
  turn.state.households.put(household)
  turn.state.villagers.put({ ...person(turn, household.id), name, isHouseholdHead: true })
  tell(turn, household.id, { householdsAdded: 1, peopleAdded: 1 }, reason)
}

const person = (turn: Turn, householdId: string): VillagerRow => ({
  ...{ id: turn.id(), hamletId: turn.hamlet.id, householdId, name: '', isHouseholdHead: false },
  ...{ gender: null, birthDate: null, phone: null, partyMember: false, removedAt: null },
})

export function removeHousehold(turn: Turn, { householdId, reason }: CommandOf<'removeHousehold'>): void {
  const household = turn.state.households.must(householdId)
  if (household.removedAt !== null) return
  const people = turn.state.villagers.where((v) => v.householdId === householdId && v.removedAt === null)
  for (const villager of people) mustHoldNoOffice(turn, villager.id)
  turn.state.households.put({ ...household, removedAt: turn.now })
  for (const villager of people) turn.state.villagers.put({ ...villager, removedAt: turn.now })
  tell(turn, householdId, { householdsRemoved: 1, peopleRemoved: people.length }, reason)
  // It was waited for, perhaps.
  closeWhenAllAnswered(turn)
}

/** A household has one head: who becomes it takes it from whoever was. */
export function putPerson(turn: Turn, { householdId, villagerId, change }: CommandOf<'putPerson'>): void {
  const { villagers } = turn.state
  const before = villagerId === undefined ? undefined : villagers.must(villagerId)
  const after: VillagerRow = { ...(before ?? person(turn, householdId)), ...change }
  if (before && JSON.stringify(before) === JSON.stringify(after)) return
  if (after.isHouseholdHead)
    for (const other of villagers.where((v) => v.householdId === householdId && v.isHouseholdHead && v.id !== after.id))
      villagers.put({ ...other, isHouseholdHead: false })
  villagers.put(after)
  tell(turn, householdId, before ? { peopleChanged: 1 } : { peopleAdded: 1 })
}

export function removePerson(turn: Turn, { villagerId, reason }: CommandOf<'removePerson'>): void {
  const villager = turn.state.villagers.must(villagerId)
  if (villager.removedAt !== null) return
  mustHoldNoOffice(turn, villagerId)
  turn.state.villagers.put({ ...villager, removedAt: turn.now })
  tell(turn, villager.householdId, { peopleRemoved: 1 }, reason)
}

function mustHoldNoOffice({ hamlet }: Turn, villagerId: string): void {
  if (villagerId === hamlet.headId) refuse({ code: 'goesInOffice', office: 'head' })
  if (villagerId === hamlet.recorderId) refuse({ code: 'goesInOffice', office: 'recorder' })
}
