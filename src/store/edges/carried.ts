/** What waits on pages of ours: texts for a hamlet's group, and words for one phone. */
import { DAY, type Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { PAGE_ACCOUNT } from '../directory.ts'

export interface Carried {
  seq: bigint
  roomId: string
  text: string
  about: unknown
  documentId: string | null
  createdAt: Instant
  /** When somebody said that it is in the group. */
  sentAt: Instant | null
}

type Row = Omit<Carried, 'createdAt' | 'sentAt'> & { createdAt: Date; sentAt: Date | null }
const asCarried = (row: Row): Carried => ({ ...row, createdAt: row.createdAt.getTime(), sentAt: row.sentAt?.getTime() ?? null })

const LIST = `r."hamletId" = $1 AND r.kind = 'hamlet' AND r.account = '${PAGE_ACCOUNT}'`
const KEPT_IN_SIGHT = DAY

export async function listCarried(db: Reader, hamletId: string, now: Instant): Promise<Carried[]> {
  const rows = await db.$queryRawUnsafe<Row[]>(
    `SELECT o.seq, o."roomId", o.text, o.about, o."documentId", o."createdAt", o."sentAt" FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId"
     WHERE ${LIST} AND (o.status = 'onPage' AND o."notBefore" <= $2::timestamptz OR o.status = 'sent' AND o."sentAt" > $3::timestamptz)
     ORDER BY o.status = 'sent', CASE WHEN o.status = 'sent' THEN -o.seq ELSE o.seq END LIMIT 60`,
    hamletId,
    new Date(now).toISOString(),
    new Date(now - KEPT_IN_SIGHT).toISOString(),
  )
  return rows.map(asCarried)
}

export async function markCarried(db: Reader, hamletId: string, seq: bigint, at: Instant): Promise<boolean> {
  const changed = await db.$executeRawUnsafe(
    `UPDATE "Outbox" o SET status = 'sent', "sentAt" = $3::timestamptz FROM "Room" r WHERE r.id = o."roomId" AND ${LIST} AND o.seq = $2 AND o.status = 'onPage'`,
    hamletId,
    seq,
    new Date(at).toISOString(),
  )
  return changed === 1
}

/** Not for the group after all. */
export async function putOff(db: Reader, hamletId: string, seq: bigint): Promise<boolean> {
  const changed = await db.$executeRawUnsafe(
    `UPDATE "Outbox" o SET status = 'cancelled', error = 'left out on the page' FROM "Room" r WHERE r.id = o."roomId" AND ${LIST} AND o.seq = $2 AND o.status = 'onPage'`,
    hamletId,
    seq,
  )
  return changed === 1
}

/** What was said to one phone and nobody has looked at yet, the oldest first: answers that got lost with the line, and words of its own. */
export const unreadOn = (db: Reader, externalRoomId: string): Promise<{ seq: bigint; text: string }[]> =>
  db.$queryRawUnsafe(
    `SELECT o.seq, o.text FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId"
     WHERE r.account = '${PAGE_ACCOUNT}' AND r."externalId" = $1 AND r.kind = 'private' AND o.status = 'onPage' ORDER BY o.seq LIMIT 20`,
    externalRoomId,
  )

export async function markRead(db: Reader, externalRoomId: string, at: Instant): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE "Outbox" o SET status = 'sent', "sentAt" = $2::timestamptz FROM "Room" r
     WHERE r.id = o."roomId" AND r.account = '${PAGE_ACCOUNT}' AND r."externalId" = $1 AND r.kind = 'private' AND o.status = 'onPage'`,
    externalRoomId,
    new Date(at).toISOString(),
  )
}
