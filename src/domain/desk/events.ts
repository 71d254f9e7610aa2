/** What the desk did to a hamlet. Ids and figures only. */
import type { RegistryChange } from './commands.ts'

export interface RosterCounts {
  householdsAdded: number
  householdsChanged: number
  householdsRemoved: number
  peopleAdded: number
  peopleChanged: number
  peopleMoved: number
  peopleRemoved: number
}

export interface DeskEvents {
  issueTakenUp: { issueId: string; no: number }
  confidentialitySet: { issueId: string; no: number; confidential: boolean }
  registrySet: { change: RegistryChange; headBefore: string | null; recorderBefore: string | null }
  receiptGiven: { deliveryId: string; householdId: string | null; known: boolean }
  rosterTaken: RosterCounts
  /** `left`: rows that somebody has changed since, and that stay. */
  rosterTakenBack: { importId: string; households: number; people: number; left: number }
}
