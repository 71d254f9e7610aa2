/** How a noun says what is told about its events, and where. */
import type { EventOf, EventType } from '../../domain/base/events.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'

export interface Said {
  text: string
  /** hamlet, village, town: that group; origin: where the command came from; person: the private talk of `accountId`, where there is one. */
  to: 'origin' | 'hamlet' | 'village' | 'town' | 'person'
  accountId?: string
  /** An answer that gives nothing away: not said where the same person is told more. */
  discreet?: true
  /** Not an answer to anybody: waits for the end of quiet hours. */
  scheduled?: true
}

type Telling<K extends EventType> = (event: EventOf<K>, state: HamletState, now: Instant) => Said | Said[] | undefined

/** One for each event; each noun's file has those of its own (`satisfies Partial<Tellings>`), announce.ts all of them. */
export type Tellings = { readonly [K in EventType]: Telling<K> }

export const hamlet = (text: string, scheduled = false): Said => ({ to: 'hamlet', text, ...(scheduled ? { scheduled: true } : {}) })
export const origin = (text: string): Said => ({ to: 'origin', text })
/** To one person alone, who has a private talk with the bot. */
export const toPerson = (accountId: string | null, text: string, scheduled = true): Said[] =>
  accountId === null ? [] : [{ to: 'person', accountId, text, ...(scheduled ? { scheduled: true as const } : {}) }]
export const silent = (): undefined => undefined
