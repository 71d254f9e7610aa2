/**
 * Which group hears of an issue. Every step is told in the group it came from. Of a confidential issue no hamlet's group hears anything: what
 * has to be said goes to the cadres' or the town's group, who may know.
 */
import { type HamletState, hamletOf } from '../../../domain/base/state.ts'
import type { IssueRow } from '../../../domain/issue/rows.ts'
import * as text from '../../../text/issue.ts'
import type { Said } from '../telling.ts'

export const aliasOf = (state: HamletState): string => hamletOf(state).alias
export const issueOf = (state: HamletState, id: string): IssueRow => state.issues.must(id)
const byOfficial = (event: { who: string }): boolean => event.who.startsWith('official:')
export const byPerson = (event: { who: string }): boolean => event.who.startsWith('account:')

/** In the hamlet's group: an answer when somebody of the group caused it, else something that waits for the morning. */
export function inHamlet(event: { who: string }, issue: IssueRow, words: string): Said[] {
  if (issue.confidential) return byPerson(event) ? [{ to: 'origin', text: text.CONFIDENTIAL_DONE }] : []
  return [{ to: 'hamlet', text: words, ...(byPerson(event) ? {} : { scheduled: true as const }) }]
}
/** Back to the cadre or official who ordered it. */
export const here = (event: { who: string }, words: string): Said[] => (byOfficial(event) ? [{ to: 'origin', text: words }] : [])
export const office = (to: 'village' | 'town', words: string): Said => ({ to, text: words, scheduled: true })
