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

/** What the desk may put right of a person. */
export type PersonChange = Partial<Pick<VillagerRow, 'name' | 'isHouseholdHead' | 'gender' | 'birthDate' | 'phone' | 'partyMember'>>

/** A person as a file has them. What is missing the file does not say: it stays as it was. */
export interface RosterPersonGiven extends Partial<Pick<VillagerRow, 'gender' | 'birthDate' | 'phone' | 'partyMember'>> {
  /** Line in the file. */
  row: number
  name: string
  isHouseholdHead: boolean
  /** 去世, 迁出: no longer of the hamlet. */
  gone?: string
}

export interface RosterHouseholdGiven extends Pick<HouseholdRow, 'groupNo'> {
  row: number
  /** Missing where the file has none: then its people tell which household it is. */
  number?: number
  atHome?: boolean
  people: RosterPersonGiven[]
}

/** What was said about a file besides what is in it. */
export interface RosterAnswers {
  /** Villagers of whom a row of the same name in another household speaks, because they have moved. */
  moved?: readonly string[]
  /** Villagers who only share a name with such a row. */
  others?: readonly string[]
  /** Villagers who have moved to another hamlet, with the row of the file that has them there. */
  left?: readonly { villagerId: string; row: number }[]
  /** Whether a new household is at home of which the file does not say it. */
  newAtHome?: boolean
  /** Whoever is missing in a household that the file has is taken off the roster. */
  removeMissing?: boolean
}

/** Rows before and after an import, to take it back by. `before` is missing for what it added. */
export interface RosterChange<Row> {
  before?: Row
  after: Row
}

export interface RosterChanges {
  households: RosterChange<HouseholdRow>[]
  people: RosterChange<VillagerRow>[]
}

declare module '../base/commands.ts' {
  interface Commands {
    setAtHome: { householdId: string; atHome: boolean }
    setRegistry: { change: RegistryChange }
    /** `name`: of its head. One that has been there before comes back as the same. */
    addHousehold: { groupNo: number; number: number; atHome: boolean; name: string; reason: string }
    removeHousehold: { householdId: string; reason: string }
    putPerson: { householdId: string; villagerId?: string; change: PersonChange }
    removePerson: { villagerId: string; reason: string }
    /** What `planRoster` found that a file would change. */
    takeRoster: { changes: RosterChanges }
    /** As it was before an import, for all that nobody has changed since. */
    takeBackRoster: { importId: string; changes: RosterChanges }
  }
}
