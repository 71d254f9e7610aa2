/** Rows of announcements in one hamlet (tables Delivery, Receipt) as the domain sees them. */

import type { Instant } from '../../kernel/time.ts'
import type { Table } from '../base/table.ts'

export interface DeliveryRow {
  id: string
  hamletId: string
  announcementId: string
  text: string
  receipts: boolean
  /** Until then 收到 counts; null when none was asked for. */
  openUntil: Instant | null
  at: Instant
}

export interface ReceiptRow {
  id: string
  hamletId: string
  deliveryId: string
  accountId: string | null
  householdId: string | null
  at: Instant
  seq: number
}

declare module '../base/state.ts' {
  interface Tables {
    deliveries: Table<DeliveryRow>
    receipts: Table<ReceiptRow>
  }
}
