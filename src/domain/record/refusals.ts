/** Why nothing changed about a meeting's record. */

declare module '../base/refusals.ts' {
  interface Refusals {
    noSuchLine: { line: number; lines: number }
    recordSealed: { days: number }
  }
}
