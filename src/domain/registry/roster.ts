/** A roster taken in, and taken back. */
import type { CommandOf } from '../base/commands.ts'
import type { HouseholdRow, VillagerRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import type { RosterChange, RosterChanges } from './commands.ts'
import type { RosterCounts } from './events.ts'
import { same } from './roster-plan.ts'

export function takeRoster(turn: Turn, { changes }: CommandOf<'takeRoster'>): void {
  const { households, villagers } = turn.state
  if (
    changes.households.some((c) => !holds(households.get(c.after.id), c.before)) ||
    changes.people.some((c) => !holds(villagers.get(c.after.id), c.before))
  )
    throw new Error('the roster has changed since the file was looked through')
  for (const { before, after } of changes.households) putHousehold(turn, before, after)
  for (const { before, after } of changes.people) putVillager(turn, before, after)
  const count = countChanges(changes)
  if (Object.values(count).some((n) => n > 0)) turn.happened('rosterTaken', turn.hamlet.id, count)
}

/** Nothing is ever deleted: what an import had added is removed as a household or villager is. What was changed since stays as it is. */
export function takeBackRoster(turn: Turn, { importId, changes }: CommandOf<'takeBackRoster'>): void {
  const { households, people } = untouched(turn, changes)
  for (const { before, after } of households) putHousehold(turn, after, before ?? { ...after, removedAt: turn.now })
  for (const { before, after } of people) putVillager(turn, after, before ?? { ...after, removedAt: turn.now })
  const left = changes.households.length + changes.people.length - households.length - people.length
  turn.happened('rosterTakenBack', turn.hamlet.id, { importId, households: households.length, people: people.length, left })
}

/** What still is as the import left it. A household into which somebody has come since is not taken from under them. */
export function untouched({ state }: Pick<Turn, 'state'>, changes: RosterChanges): RosterChanges {
  const people = changes.people.filter((c) => holds(state.villagers.get(c.after.id), c.after) && !isOffice({ state }, c))
  const going = new Set(people.map((c) => c.after.id))
  const households = changes.households.filter((c) => {
    if (!holds(state.households.get(c.after.id), c.after)) return false
    const addedByIt = c.before === undefined || c.before.removedAt !== null
    return !addedByIt || !state.villagers.find((v) => v.householdId === c.after.id && v.removedAt === null && !going.has(v.id))
  })
  return { households, people }
}

/** Whoever has become head or recorder since stays, however they came. */
function isOffice({ state }: Pick<Turn, 'state'>, { before, after }: RosterChange<VillagerRow>): boolean {
  const hamlet = state.hamlet.must(after.hamletId)
  return before === undefined && (hamlet.headId === after.id || hamlet.recorderId === after.id)
}

const holds = <Row extends object>(row: Row | undefined, expected: Row | undefined): boolean =>
  row === undefined || expected === undefined ? row === expected : same(row, expected)

function putHousehold(turn: Turn, before: HouseholdRow | undefined, after: HouseholdRow): void {
  turn.state.households.put(after)
  if (before && before.atHome !== after.atHome)
    turn.state.atHomeChanges.put({
      id: turn.id(),
      hamletId: turn.hamlet.id,
      householdId: after.id,
      atHome: after.atHome,
      at: turn.now,
      by: turn.who,
    })
}

/** The chat accounts of somebody who moves go along. */
function putVillager(turn: Turn, before: VillagerRow | undefined, after: VillagerRow): void {
  turn.state.villagers.put(after)
  if (!before || before.householdId === after.householdId) return
  for (const account of turn.state.accounts.where((a) => a.villagerId === after.id && a.householdId === before.householdId))
    turn.state.accounts.put({ ...account, householdId: after.householdId })
}

type Kind = 'Added' | 'Removed' | 'Moved' | 'Changed'

/** One change is of one kind: whoever moves is not counted as changed, too. */
export function kindOf({ before, after }: RosterChange<HouseholdRow | VillagerRow>): Kind {
  if (!before || (before.removedAt !== null && after.removedAt === null)) return 'Added'
  if (before.removedAt === null && after.removedAt !== null) return 'Removed'
  return 'householdId' in before && 'householdId' in after && before.householdId !== after.householdId ? 'Moved' : 'Changed'
}

export function countChanges({ households, people }: RosterChanges): RosterCounts {
  const of = (changes: readonly RosterChange<HouseholdRow | VillagerRow>[], kind: Kind): number =>
    changes.filter((c) => kindOf(c) === kind).length
  return {
    householdsAdded: of(households, 'Added'),
    householdsChanged: of(households, 'Changed'),
    householdsRemoved: of(households, 'Removed'),
    peopleAdded: of(people, 'Added'),
    peopleChanged: of(people, 'Changed'),
    peopleMoved: of(people, 'Moved'),
    peopleRemoved: of(people, 'Removed'),
  }
}
