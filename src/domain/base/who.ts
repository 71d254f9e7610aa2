/** Who asks, and whose answer it is. */
import type { Via } from './rows.ts'

/** Who asks. `head` and `recorder` are looked up from the account's villager; an official's scope was checked at the door. */
export type Actor =
  /** `alone`: in a private talk, where what is confidential may be spoken of. */
  | { kind: 'account'; accountId: string; alone?: true }
  | { kind: 'official'; id: string; name: string; office: 'cadre' | 'official'; accountId?: string }
  | { kind: 'clock' }

/** Whose answer it is: the account's own household, or a household named by someone else. */
export type Respondent = { accountId: string; via: Via } | { householdId: string; via: Via; by: string; onBehalf?: true }

/** As a row of an answer keeps it. */
export const givenBy = (from: Respondent) => ({
  accountId: 'accountId' in from ? from.accountId : null,
  householdId: 'householdId' in from ? from.householdId : null,
  via: from.via,
  by: 'by' in from ? from.by : null,
})

/** The offices of a hamlet and above it. */
export type OfficeOf = 'head' | 'recorder' | 'cadre' | 'official'
