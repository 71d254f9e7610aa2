/** What became of taps, and what was said to whoever tapped. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'

interface BecomeOf {
  /** Null while nobody has handled it. */
  outcome: string | null
  said: string[]
}

/** By message id. What is said in the tapper's own talk is handed over with this, and is marked as said. */
export async function becomeOf(db: Reader, account: string, messageIds: readonly string[], now: Instant): Promise<Map<string, BecomeOf>> {
  const rows = await db.$queryRawUnsafe<{ messageId: string; outcome: string | null; said: string[] }[]>(
    `WITH tapped AS (
       SELECT i."messageId", i.outcome, i.seq, r.id AS "roomId" FROM "Inbox" i
       LEFT JOIN "Room" r ON r.account = i.account AND r."externalId" = i."externalRoomId" WHERE i.account = $1 AND i."messageId" = ANY ($2::text[])),
     told AS (
       UPDATE "Outbox" o SET status = 'sent', "sentAt" = $3::timestamptz FROM tapped t
       WHERE o."roomId" = t."roomId" AND o.key LIKE 'in/' || t.seq || '/%' AND o.status = 'onPage' RETURNING o.seq)
     SELECT t."messageId", t.outcome, coalesce((SELECT array_agg(o.text ORDER BY o.seq) FROM "Outbox" o
       WHERE o."roomId" = t."roomId" AND o.key LIKE 'in/' || t.seq || '/%'), '{}') AS said FROM tapped t`,
    account,
    messageIds,
    new Date(now).toISOString(),
  )
  return new Map(rows.map(({ messageId, ...became }) => [messageId, became]))
}
