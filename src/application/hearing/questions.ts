/** Who is who in a hamlet's room, as understanding wants to know it. */

import type { AccountRow, HouseholdRow, VillagerRow } from '../../domain/base/rows.ts'
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import type { Role, RosterName } from '../../understand/outcome.ts'

export function roleOf(state: HamletState, account: AccountRow): Role {
  if (account.householdId === null) return 'unbound'
  const hamlet = hamletOf(state)
  if (account.villagerId !== null && account.villagerId === hamlet.headId) return 'head'
  return account.villagerId !== null && account.villagerId === hamlet.recorderId ? 'recorder' : 'villager'
}

/** A roster line that remembers whose it is. */
export interface RosterLine extends RosterName {
  villagerId: string
  householdId: string
}

export const householdLabel = (h: HouseholdRow): string => `${h.groupNo}组${h.number}户`

const rosters = new WeakMap<HamletState, { roster: RosterLine[]; of: string }>()

/** The roster names are matched against: everybody who still lives in a household of the hamlet. Made anew when the register has changed. */
export function rosterOf(state: HamletState): RosterLine[] {
  const of = `${state.villagers.revision}/${state.households.revision}`
  const known = rosters.get(state)
  if (known?.of === of) return known.roster
  const line = (v: VillagerRow): RosterLine[] => {
    const household = state.households.get(v.householdId)
    if (!household || household.removedAt !== null || v.removedAt !== null) return []
    return [
      {
        name: v.name,
        household: householdLabel(household),
        ...(v.isHouseholdHead ? { head: true } : {}),
        villagerId: v.id,
        householdId: v.householdId,
      },
    ]
  }
  const roster = [...state.villagers.all()].flatMap(line)
  rosters.set(state, { roster, of })
  return roster
}

/** This speaker's confirmed kin words, as names. */
export function kinOf(state: HamletState, accountId: string): Record<string, string> {
  const words = state.kinWords.where((k) => k.accountId === accountId)
  return Object.fromEntries(words.map((k) => [k.word, state.villagers.get(k.villagerId)?.name ?? '']).filter(([, name]) => name))
}
