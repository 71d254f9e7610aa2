/** The row of a meeting, from the moment its evening is fixed until its minutes lie in the archive. */

import type { Instant } from '../../kernel/time.ts'
import type { Table } from '../base/table.ts'
import type { PresentFigures } from './figures.ts'

export interface MeetingRow {
  id: string
  hamletId: string
  status: 'scheduled' | 'open' | 'ended' | 'cancelled'
  startsAt: Instant
  venue: string | null
  topics: string[]
  pollId: string | null
  scheduledAt: Instant
  scheduledBy: string
  rsvpSince: Instant
  rsvpFromSeq: number
  openedAt: Instant | null
  atHomeBase: number | null
  atHomeIds: string[]
  quorumSaidAt: Instant | null
  notedAt: Instant | null
  endedAt: Instant | null
  endedBy: string | null
  cancelReason: string | null
  /** The ledger's length when attendance was last given up: who signed in before that signed in for nothing that is going on. */
  attendanceFromSeq: number
  /** Lines of the record so far. */
  lastLineNo: number
  /** Who was there; null until the meeting is over. */
  figures: PresentFigures | null
}

declare module '../base/state.ts' {
  interface Tables {
    meetings: Table<MeetingRow>
  }
}
