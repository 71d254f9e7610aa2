/** Head and recorder run the evening and forget that they are households too: who never said 到 is asked once, and not printed as absent. */
import { worthANote } from '../base/notes.ts'
import type { VillagerRow } from '../base/rows.ts'
import { type HamletState, hamletOf } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { arrivalsOf, presentHouseholds } from './present.ts'

/** Those of head and recorder whose household is not here although one of their accounts is in `acted`. */
export function unsignedHosts(state: HamletState, meeting: MeetingRow, acted: ReadonlySet<string | null>): VillagerRow[] {
  const { headId, recorderId } = hamletOf(state)
  const here = presentHouseholds(state, meeting)
  return [...new Set([headId, recorderId])].flatMap((id) => {
    const host = state.villagers.get(id)
    const runs = host && state.accounts.find((a) => a.villagerId === host.id && acted.has(a.id)) !== undefined
    return runs && !here.has(host.householdId) ? [host] : []
  })
}

/** To be called when it begins to matter who is here. Whoever opens a vote or has signed others in is there. */
export function askHosts(turn: Turn, meeting: MeetingRow): void {
  const signedOthers = arrivalsOf(turn.state, meeting).flatMap((row) => (row.confirmed && row.by !== null ? [row.by] : []))
  const acted = new Set([turn.who, ...signedOthers].map((who) => who.replace(/^account:/, '')))
  const hosts = unsignedHosts(turn.state, meeting, acted).filter(({ id }) =>
    worthANote(turn, 'hostsAsked', `${meeting.id}/${meeting.openedAt}/${id}`, []),
  )
  if (hosts.length > 0) turn.noted('hostsAsked', meeting.id, { meetingId: meeting.id, villagerIds: hosts.map(({ id }) => id) })
}
