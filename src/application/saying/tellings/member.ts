/** What is said about accounts and the register. A question that was asked back has been said already, with the reading in it. */
import { atHomeIds, householdName } from '../../../domain/base/households.ts'
import { doorOf } from '../../../domain/base/rows.ts'
import type { HamletState } from '../../../domain/base/state.ts'
import * as memberText from '../../../text/member.ts'
import { hamlet, silent, type Tellings } from '../telling.ts'

const villagerName = (state: HamletState, id: string | null): string | null => state.villagers.get(id)?.name ?? null

export const MEMBER_TELLINGS = {
  identityClaimed: ({ data }, state) =>
    hamlet(
      memberText.claimMade({
        no: data.claimNo,
        nickname: state.accounts.must(data.accountId).nickname,
        villager: villagerName(state, data.villagerId),
        household: householdName(state, data.householdId),
        informed: data.informed,
      }),
    ),
  accountBound: ({ data }, state) =>
    hamlet(
      memberText.accountBound({
        nickname: state.accounts.must(data.accountId).nickname,
        villager: villagerName(state, data.villagerId),
        household: householdName(state, data.householdId),
      }),
    ),
  accountUnbound: ({ data }, state) => {
    const account = state.accounts.must(data.accountId)
    // A code that is void is between the household and whoever prints it another one.
    if (doorOf(account) === 'card') return undefined
    return hamlet(memberText.accountUnbound({ nickname: account.nickname, household: householdName(state, data.householdId) }))
  },
  // Whose phone has the page is the desk's and the ledger's to know; the group was not asked.
  pageAdmitted: silent,
  atHomeSet: ({ data }, state) => hamlet(memberText.atHomeSet(householdName(state, data.householdId), data.atHome, atHomeIds(state).size)),
  strangerGreeted: ({ data }, state) => hamlet(memberText.greeting(state.accounts.must(data.accountId).nickname, data.informed)),
  askedBack: silent,
  clarificationSettled: silent,
  kinLearnt: silent,
  noteRemembered: silent,
  // Nothing of it is anybody else's business.
  wordsErased: silent,
  registrySet: silent,
  rosterTaken: silent,
  rosterTakenBack: silent,
} satisfies Partial<Tellings>
