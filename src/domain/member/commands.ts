/** What can be asked about accounts, and what was asked back. */

declare module '../base/commands.ts' {
  interface Commands {
    claimIdentity: { accountId: string; villagerId?: string; householdId: string; said: string }
    approveClaim: { claimNo: number }
    bindAccount: { accountId: string; villagerId?: string; householdId: string }
    greet: { accountId: string }
    askBack: { accountId: string; roomId: string; reading?: unknown }
    settleClarification: { accountId: string; clarificationId: string }
    learnKin: { accountId: string; word: string; villagerId: string }
    rememberNote: { roomId: string; heading: string; about: string; text: string }
  }
}
