/** What only the town's desk asks of a hamlet. Who may was checked at the door; the rules hold all the same. */
import type { Respondent } from '../commands.ts'
import type { HamletRow, HouseholdRow, VillagerRow } from '../rows.ts'

/** What the registration of a hamlet says and an official may set. */
export type RegistryChange = Partial<
  Pick<HamletRow, 'venue' | 'venueReady' | 'stage' | 'filing' | 'partyGroup' | 'category' | 'headId' | 'recorderId'>
>

export interface RosterPersonGiven extends Partial<Pick<VillagerRow, 'gender' | 'birthDate' | 'phone'>> {
  name: string
  isHouseholdHead: boolean
  partyMember: boolean
}

export interface RosterHouseholdGiven extends Pick<HouseholdRow, 'groupNo' | 'number' | 'atHome'> {
  people: RosterPersonGiven[]
}

export interface DeskCommands {
  /** 提级办理: the town takes an issue out of the village's hands. */
  takeUpIssue: { issueNo: number; reason: string }
  setConfidential: { issueNo: number; confidential: boolean }
  setRegistry: { change: RegistryChange }
  /** The roster of this hamlet as a file has it. Whoever is not in it stays. */
  /** 收到: counted once a household, for the announcement that asked last. */
  acknowledge: { from: Respondent }
  takeRoster: { households: RosterHouseholdGiven[] }
}
