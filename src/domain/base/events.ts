/**
 * What happened, in the past tense. An event is one entry of the hamlet's ledger: `data` holds ids and figures, never a name or a phone
 * number, and enough to recompute every figure that is shown. Each noun declares its own (`<noun>/events.ts`); here is what they share.
 */
import type { Instant } from '../../kernel/time.ts'

/** Entries of the ledger. */
// biome-ignore lint/suspicious/noEmptyInterface: open on purpose: each noun adds its own by declaration merging
export interface EventData {}

/** Told and forgotten: bookkeeping, hints and sums whose figures are in the ledger already. Not written to it. */
export interface NoteData {
  deadlinePassed: { kind: string; outcome: 'fired' | 'obsolete' }
}

export type EventType = keyof EventData | keyof NoteData
export type DataOf<K extends EventType> = K extends keyof EventData ? EventData[K] : K extends keyof NoteData ? NoteData[K] : never

export type DomainEvent = {
  [K in EventType]: {
    type: K
    /** Its place in the ledger; of a note, the place of the entry before it. */
    seq: number
    at: Instant
    who: string
    subject: string
    data: DataOf<K>
    why?: string
    ledgered: boolean
  }
}[EventType]
export type EventOf<K extends EventType> = Extract<DomainEvent, { type: K }>
