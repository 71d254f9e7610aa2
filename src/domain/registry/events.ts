/** What happened to the register of a hamlet. Ids and figures only. */
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

declare module '../base/events.ts' {
  interface EventData {
    atHomeSet: { householdId: string; atHome: boolean }
    registrySet: { change: RegistryChange; headBefore: string | null; recorderBefore: string | null }
    rosterTaken: RosterCounts
    /** `left`: rows that somebody has changed since, and that stay. */
    rosterTakenBack: { importId: string; households: number; people: number; left: number }
  }
}
