/** What became known of an account. */

import type { Door } from '../base/rows.ts'
import type { ErasedEntry } from '../ledger/erased.ts'

declare module '../base/events.ts' {
  interface EventData {
    /** `informed`: it is told with this, once, what is kept of whoever speaks to the bot. */
    identityClaimed: { claimNo: number; accountId: string; householdId: string; villagerId: string | null; informed: boolean }
    wordsErased: { erasureId: string; villagerId: string | null; accountIds: string[]; entries: ErasedEntry[] }
    accountBound: { accountId: string; householdId: string; villagerId: string | null; claimNo: number | null }
    pageAdmitted: { accountId: string; door: Door; householdId: string; villagerId: string | null }
    /** Whose it was until now: what it has answered stays that household's. */
    accountUnbound: { accountId: string; householdId: string; villagerId: string | null }
  }
  interface NoteData {
    strangerGreeted: { accountId: string; informed: boolean }
    askedBack: { accountId: string; clarificationId: string }
    clarificationSettled: { clarificationId: string }
    kinLearnt: { accountId: string; word: string; villagerId: string }
    noteRemembered: { heading: string }
  }
}
