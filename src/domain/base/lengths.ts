/**
 * How long what people write may be, in characters (ours). One list for chat, office and desk: what is longer is refused, with the limit and with
 * how long it was, and is never cut. What was only said aloud in a meeting has no limit: it is the record.
 */
export const MOST = {
  /** What somebody reports. */
  report: 1_000,
  /** What was decided, done or asked for, why, and what a household thinks of it. */
  words: 500,
  /** Who took part in a meeting. */
  present: 200,
  /** A line that is added to a meeting's record by hand. */
  line: 10_000,
  /** Of people, places, departments. */
  name: 40,
  signer: 20,
} as const

export const lengthOf = (text: string): number => [...text].length

/** What was too long, for the sentence that says so. */
export type Written =
  | 'report'
  | 'decision'
  | 'reason'
  | 'handled'
  | 'request'
  | 'comment'
  | 'present'
  | 'line'
  | 'name'
  | 'person'
  | 'signer'

declare module './refusals.ts' {
  interface Refusals {
    textTooLong: { what: Written; most: number; length: number }
  }
}
