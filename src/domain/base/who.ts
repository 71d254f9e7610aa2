/** Who asks, and whose answer it is. */
import type { Door, Via } from './rows.ts'

/** Who asks. `head` and `recorder` are looked up from the account's villager; an official's scope was checked at the door. */
export type Actor =
  /** `alone`: in a private talk, where what is confidential may be spoken of. */
  | { kind: 'account'; accountId: string; alone?: true }
  /** `door`: on the own phone, and not in a group or at the desk. */
  | { kind: 'official'; id: string; name: string; office: 'cadre' | 'official'; accountId?: string; door?: Door }
  | { kind: 'clock' }

/** Whose answer it is: the account's own household, or a household named by someone else. */
export type Respondent = { accountId: string; via: Via } | { householdId: string; via: Via; by: string; onBehalf?: true }

/** As rows and the ledger name whoever asked. */
export function whoIs(actor: Actor): string {
  if (actor.kind === 'account') return `account:${actor.accountId}`
  return actor.kind === 'official' ? `official:${actor.id}` : 'clock'
}

/** As a row of an answer keeps it. */
export const givenBy = (from: Respondent) => ({
  accountId: 'accountId' in from ? from.accountId : null,
  householdId: 'householdId' in from ? from.householdId : null,
  via: from.via,
  by: 'by' in from ? from.by : null,
})

/** The offices of a hamlet and above it. */
export type OfficeOf = 'head' | 'recorder' | 'cadre' | 'official'
