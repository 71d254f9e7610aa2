/** Why the register was not changed. */

declare module '../base/refusals.ts' {
  interface Refusals {
    householdThere: { groupNo: number; number: number }
    goesInOffice: { office: 'head' | 'recorder' }
  }
}
