/** What can be asked of the register of a hamlet. */
import type { HamletRow, HouseholdRow, VillagerRow } from '../base/rows.ts'

/** What the registration of a hamlet says and an official may set. */
export type RegistryChange = Partial<
  Pick<
    HamletRow,
    | 'venue'
    | 'venueReady'
    | 'stage'
    | 'filing'
    | 'partyGroup'
    | 'category'
    | 'headId'
    | 'recorderId'
    | 'headHow'
    | 'headChecks'
    | 'filedOn'
    | 'filingNo'
  >
>

export interface RosterPersonGiven extends Partial<Pick<VillagerRow, 'gender' | 'birthDate' | 'phone'>> {
  name: string
  isHouseholdHead: boolean
  partyMember: boolean
}

export interface RosterHouseholdGiven extends Pick<HouseholdRow, 'groupNo' | 'number' | 'atHome'> {
  people: RosterPersonGiven[]
}

declare module '../base/commands.ts' {
  interface Commands {
    setAtHome: { householdId: string; atHome: boolean }
    setRegistry: { change: RegistryChange }
    /** The roster of this hamlet as a file has it. Whoever is not in it stays. */
    takeRoster: { households: RosterHouseholdGiven[] }
  }
}
