/** A head and a cadre who would like it otherwise. */
import type { Command } from '../../src/domain/base/commands.ts'
import type { HamletState } from '../../src/domain/base/state.ts'
import type { Actor } from '../../src/domain/base/who.ts'
import type { DateString } from '../../src/kernel/time.ts'

export type Cheat = 'inTheHamletsPlace' | 'beforeItsDay' | 'overOwnWord' | 'handlerAtTheDoor' | 'handlerConfirms'

type Official = Extract<Actor, { kind: 'official' }>
export const CADRE: Official = { kind: 'official', id: 'official_hekou_cadre1', name: '周建国', office: 'cadre' }
export const OFFICIAL: Official = { kind: 'official', id: 'official_town_official1', name: '郑文', office: 'official' }
export const headOf = (hamletId: string): Extract<Actor, { kind: 'account' }> => ({
  kind: 'account',
  accountId: `account_${hamletId.replace('hamlet_', '')}_head`,
})

/** What they would try as things stand, and what kind of cheating it is. Each must be refused. */
export function triesOf(state: HamletState, hamletId: string, today: DateString): [Cheat, Command][] {
  const head = headOf(hamletId)
  const tries: [Cheat, Command][] = []
  for (const issue of state.issues.where((i) => i.status !== 'closed' && i.status !== 'withdrawn')) {
    const { no: issueNo } = issue
    if (issue.status === 'raised' || issue.status === 'inHamlet')
      tries.push(['inTheHamletsPlace', { type: 'handleIssue', actor: CADRE, issueNo, text: '屋场办好了' }])
    if (issue.status === 'inHamlet' && issue.decision === 'onTheSpot' && issue.agreedOn !== null && today < issue.agreedOn)
      tries.push(['beforeItsDay', { type: 'handleIssue', actor: head, issueNo }])
    if (issue.status !== 'inReview') continue
    const survey = state.surveys.find((s) => s.issueId === issue.id && (s.status === 'open' || s.status === 'waiting'))
    const visit = (householdId: string, actor: Actor): Command => ({
      type: 'rate',
      actor,
      from: { householdId, via: 'byHand', by: 'x' },
      issueNo,
      score: 'satisfied',
    })
    const against = state.ratings.find((r) => r.surveyId === survey?.id && r.via === 'chat' && r.score === 'dissatisfied')
    const household = state.accounts.get(against?.accountId)?.householdId
    if (household) tries.push(['overOwnWord', visit(household, head)])
    const key = hamletId.replace('hamlet_', '')
    if (issue.handledBy === `account:${head.accountId}`) tries.push(['handlerAtTheDoor', visit(`household_${key}_9`, head)])
    if (issue.handledBy === `official:${CADRE.id}`) tries.push(['handlerConfirms', { type: 'confirmVisits', actor: CADRE, issueNo }])
  }
  return tries
}
