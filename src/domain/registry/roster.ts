/** A roster file goes into the register. */
import type { CommandOf } from '../base/commands.ts'
import type { HouseholdRow, VillagerRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import type { RosterHouseholdGiven, RosterPersonGiven } from './commands.ts'

/**
 * Puts a file's households and people into the roster. A household is known by its group and number, a person by the name within it; what
 * the file leaves empty stays as it was, and nobody is removed: a person missing from a file may be a slip, and past answers are theirs.
 */
export function takeRoster(turn: Turn, command: CommandOf<'takeRoster'>): void {
  const count = { householdsAdded: 0, householdsChanged: 0, peopleAdded: 0, peopleChanged: 0 }
  for (const given of command.households) {
    const household = takeHousehold(turn, given, count)
    const known = turn.state.villagers.where((v) => v.householdId === household.id && v.removedAt === null)
    for (const person of given.people) takePerson(turn, household, person, known, count)
  }
  if (Object.values(count).some((n) => n > 0)) turn.happened('rosterTaken', turn.hamlet.id, count)
}

type Counts = { householdsAdded: number; householdsChanged: number; peopleAdded: number; peopleChanged: number }

function takeHousehold(turn: Turn, { groupNo, number, atHome }: RosterHouseholdGiven, count: Counts): HouseholdRow {
  const before = turn.state.households.find((h) => h.groupNo === groupNo && h.number === number)
  if (before && before.removedAt === null && before.atHome === atHome) return before
  const row: HouseholdRow = before
    ? { ...before, atHome, removedAt: null }
    : { id: turn.id(), hamletId: turn.hamlet.id, groupNo, number, atHome, removedAt: null }
  turn.state.households.put(row)
  if (before) count.householdsChanged += 1
  else count.householdsAdded += 1
  if (before && before.atHome !== atHome)
    turn.state.atHomeChanges.put({ id: turn.id(), hamletId: turn.hamlet.id, householdId: row.id, atHome, at: turn.now, by: turn.who })
  return row
}

function takePerson(turn: Turn, household: HouseholdRow, given: RosterPersonGiven, known: VillagerRow[], count: Counts): void {
  const before = known.find((v) => v.name === given.name)
  const row: VillagerRow = {
    id: before?.id ?? turn.id(),
    hamletId: turn.hamlet.id,
    householdId: household.id,
    name: given.name,
    isHouseholdHead: given.isHouseholdHead,
    gender: given.gender ?? before?.gender ?? null,
    birthDate: given.birthDate ?? before?.birthDate ?? null,
    phone: given.phone ?? before?.phone ?? null,
    partyMember: given.partyMember,
    removedAt: null,
  }
  const fields = Object.keys(row) as (keyof VillagerRow)[]
  if (before && fields.every((field) => before[field] === row[field])) return
  turn.state.villagers.put(row)
  if (before) count.peopleChanged += 1
  else count.peopleAdded += 1
}
