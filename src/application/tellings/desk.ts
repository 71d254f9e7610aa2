/** What is said about what the town's desk did. */
import type { DeskEvents } from '../../domain/desk/events.ts'
import { hamletOf } from '../../domain/state.ts'
import * as text from '../../text/desk.ts'
import type { Said, Telling } from '../announce.ts'

const silent = () => undefined

export const DESK_TELLINGS: { readonly [K in keyof DeskEvents]: Telling<K> } = {
  issueTakenUp: (event, state) => {
    const issue = state.issues.must(event.data.issueId)
    const office: Said = { to: 'village', text: text.takenUp(hamletOf(state).alias, issue.no, event.why ?? ''), scheduled: true }
    // Every step is told in the group it came from, unless the issue is kept out of it.
    return issue.confidential ? [office] : [office, { to: 'hamlet', text: text.takenUpHere(issue.no), scheduled: true }]
  },
  confidentialitySet: silent,
  registrySet: silent,
  rosterTaken: silent,
  rosterTakenBack: silent,
  receiptGiven: silent,
}
