/** How the program itself is: what it shows of itself on the status page and to whoever watches it, and what is wrong with it. */
import type { Instant } from '../../kernel/time.ts'

export interface AccountSigns {
  account: string
  /** Since when it is not connected; null while it is. */
  offlineSince: Instant | null
  /** Since when the channel itself lets it say nothing. */
  limitedSince: Instant | null
  /** Due and not sent: how many, and since when the oldest could have gone. */
  due: number
  dueSince: Instant | null
  lastSentAt: Instant | null
  /** Of the last days: not sent, or nobody knows. */
  unsent: number
  unsentSince: Instant | null
}

export interface Signs {
  now: Instant
  accounts: readonly AccountSigns[]
  /** Received and not handled yet. */
  inbox: { waiting: number; since: Instant | null; failed: number }
  /** Past their time and not met; `since`: when the oldest was due. */
  deadlines: { late: number; since: Instant | null }
  /** Bytes where this process keeps its data; null where nobody can tell. */
  disk: { host: string; free: number; total: number } | null
  /** The last backup that was whole; null as long as there is none. */
  backupAt: Instant | null
  /** From when on the next one is late (src/domain/backup/keep.ts); null where none is made by itself. */
  backupLateFrom: Instant | null
  /** Milliseconds that this machine's clock is ahead of the others' (behind: negative). */
  clockAhead: number
  /** When the ledgers were last gone through, and how many hamlets' did not hold; null before the first time. */
  ledger: { at: Instant; broken: number } | null
}
