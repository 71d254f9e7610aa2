/** What the application needs from outside. */
import type { Clock } from '../kernel/clock.ts'
import type { NewId } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database } from '../store/database.ts'

/** Told after a commit, never inside one. */
interface Wake {
  /** Something is to be sent. */
  outbox(account?: string): void
  /** Deadlines were set or moved. */
  deadlines(rows: readonly { id: string; dueAt: Instant }[]): void
  /** A message of this room waits to be handled once more. */
  inbox(room: { account: string; externalRoomId: string }): void
}

export interface Deps {
  db: Database
  clock: Clock
  newId: NewId
  wake: Wake
  log: Log
}
