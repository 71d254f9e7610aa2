/** What became known of an account. */

declare module '../base/events.ts' {
  interface EventData {
    identityClaimed: { claimNo: number; accountId: string; householdId: string; villagerId: string | null }
    accountBound: { accountId: string; householdId: string; villagerId: string | null; claimNo: number | null }
  }
  interface NoteData {
    strangerGreeted: { accountId: string }
    askedBack: { accountId: string; clarificationId: string }
    clarificationSettled: { clarificationId: string }
    kinLearnt: { accountId: string; word: string; villagerId: string }
    noteRemembered: { heading: string }
  }
}
