/** Why nothing was let in. */

declare module '../base/refusals.ts' {
  interface Refusals {
    nothingLate: object
  }
}
