/** Rows of what an account says of itself and of what was asked back: claims, kin words, questions, chains of names already seen. */

import type { Instant } from '../../kernel/time.ts'
import type { Table } from '../base/table.ts'

export interface ClaimRow {
  id: string
  hamletId: string
  no: number
  accountId: string
  villagerId: string | null
  householdId: string
  said: string
  status: 'pending' | 'approved' | 'superseded'
  at: Instant
}

export interface KinWordRow {
  id: string
  hamletId: string
  accountId: string
  word: string
  villagerId: string
  at: Instant
}

export interface ClarificationRow {
  id: string
  hamletId: string
  roomId: string
  accountId: string
  reading: unknown
  askedAt: Instant
  expiresAt: Instant
  settledAt: Instant | null
}

export interface GroupNoteRow {
  id: string
  hamletId: string
  roomId: string
  heading: string
  /** The question that it answered. */
  about: string
  text: string
  at: Instant
}

declare module '../base/state.ts' {
  interface Tables {
    claims: Table<ClaimRow>
    kinWords: Table<KinWordRow>
    clarifications: Table<ClarificationRow>
    groupNotes: Table<GroupNoteRow>
  }
}
