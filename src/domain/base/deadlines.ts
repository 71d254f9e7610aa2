/** What can fall due in a hamlet, declared by the noun that it belongs to; one rule each in src/domain/decide.ts. */
// biome-ignore lint/suspicious/noEmptyInterface: open on purpose: each noun adds its own by declaration merging
export interface Deadlines {}

export type DeadlineKind = keyof Deadlines
