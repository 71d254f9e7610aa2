/** What happened to the register of a hamlet. Ids and figures only. */
import type { RegistryChange } from './commands.ts'

declare module '../base/events.ts' {
  interface EventData {
    atHomeSet: { householdId: string; atHome: boolean }
    registrySet: { change: RegistryChange; headBefore: string | null; recorderBefore: string | null }
    rosterTaken: { householdsAdded: number; householdsChanged: number; peopleAdded: number; peopleChanged: number }
  }
}
