/**
 * Which group hears of an issue. Every step is told in the group it came from. Of a confidential issue no hamlet's group hears anything: what
 * has to be said goes to the cadres' or the town's group, who may know, and in private to whoever raised it.
 */
import { type HamletState, hamletOf } from '../../../domain/base/state.ts'
import type { IssueRow } from '../../../domain/issue/rows.ts'
import * as text from '../../../text/issue.ts'
import { type Said, toPerson } from '../telling.ts'

export const aliasOf = (state: HamletState): string => hamletOf(state).alias
export const issueOf = (state: HamletState, id: string): IssueRow => state.issues.must(id)
export const byOfficial = (event: { who: string }): boolean => event.who.startsWith('official:')
export const byPerson = (event: { who: string }): boolean => event.who.startsWith('account:')

/** In the hamlet's group: an answer when somebody of the group caused it, else something that waits for the morning. */
export function inHamlet(event: { who: string }, issue: IssueRow, words: string): Said[] {
  if (issue.confidential)
    return [
      ...(byPerson(event) ? [{ to: 'origin' as const, text: text.CONFIDENTIAL_DONE, discreet: true as const }] : []),
      ...(words ? toPerson(issue.reporterAccountId, words, !byPerson(event)) : []),
    ]
  return [{ to: 'hamlet', text: words, ...(byPerson(event) ? {} : { scheduled: true as const }) }]
}
/** Back to the cadre or official who ordered it. */
export const here = (event: { who: string }, words: string): Said[] => (byOfficial(event) ? [{ to: 'origin', text: words }] : [])
export const office = (to: 'village' | 'town', words: string): Said => ({ to, text: words, scheduled: true })
/** To the cadres' group, unless it is about them. */
export const toVillage = (issue: IssueRow, words: string): Said[] => (issue.passesOver === 'village' ? [] : [office('village', words)])
/** The nearest office that may know of a confidential issue. */
export const confidant = (issue: IssueRow): 'village' | 'town' => (issue.passesOver === 'village' ? 'town' : 'village')
/** The head, in private, unless it is about the head. */
export function toHead(state: HamletState, issue: IssueRow, words: string): Said[] {
  const { headId } = hamletOf(state)
  if (headId === null || issue.passesOver !== null) return []
  return state.accounts.where((a) => a.villagerId === headId).flatMap((a) => toPerson(a.id, words))
}
