/** What the desk did to a hamlet. Ids and figures only. */
import type { RegistryChange } from './commands.ts'

export interface DeskEvents {
  issueTakenUp: { issueId: string; no: number }
  confidentialitySet: { issueId: string; no: number; confidential: boolean }
  registrySet: { change: RegistryChange; headBefore: string | null; recorderBefore: string | null }
  receiptGiven: { deliveryId: string; householdId: string | null; known: boolean }
  rosterTaken: { householdsAdded: number; householdsChanged: number; peopleAdded: number; peopleChanged: number }
}
