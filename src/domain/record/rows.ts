/** Lines of a meeting's record. */

import type { Instant } from '../../kernel/time.ts'
import type { Table } from '../base/table.ts'

export type LineKind = 'said' | 'noted' | 'voice' | 'image' | 'corrected'

export interface RecordLineRow {
  /** `<meeting>/<seq>`. */
  id: string
  hamletId: string
  meetingId: string
  seq: number
  at: Instant
  speaker: string
  accountId: string | null
  kind: string
  text: string
  intent: string | null
  mediaId: string | null
  corrects: string | null
  by: string | null
}

declare module '../base/state.ts' {
  interface Tables {
    recordLines: Table<RecordLineRow>
  }
}
