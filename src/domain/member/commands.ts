/** What can be asked about accounts, and what was asked back. */

import type { Door } from '../base/rows.ts'
import type { ErasedEntry } from '../ledger/erased.ts'

declare module '../base/commands.ts' {
  interface Commands {
    claimIdentity: { accountId: string; villagerId?: string; householdId: string; said: string }
    approveClaim: { claimNo: number }
    /** `sure`: head's or recorder's account is meant, in so many words; without it such a binding is asked back. */
    bindAccount: { accountId: string; villagerId?: string; householdId: string; sure?: boolean }
    unbindAccount: { accountId: string }
    /** A page of ours is opened for somebody of the hamlet, or for a household whoever of it holds the phone: an account of its own, bound from the start. */
    admitPage: { accountId: string; door: Door; externalId: string; nickname: string; villagerId: string | null; householdId: string }
    greet: { accountId: string }
    askBack: { accountId: string; roomId: string; reading?: unknown }
    settleClarification: { accountId: string; clarificationId: string }
    learnKin: { accountId: string; word: string; villagerId: string }
    /** The person's words have been taken out of rows and ledger: what was taken out of the ledger is told by it. */
    forgetPerson: { erasureId: string; villagerId: string | null; accountIds: string[]; entries: ErasedEntry[] }
    rememberNote: { roomId: string; heading: string; about: string; text: string }
  }
}
