/** The same words handed over again under a new id: a puppet that reconnects, a bridge that resends. */
import { DAY, type Instant } from '../../kernel/time.ts'
import type { Transaction } from '../database.ts'
import { prepared } from '../wire/raw.ts'
import type { InboxRow } from './inbox.ts'

/** What comes so long after it was said may be a message that was handed over before; nobody repeats himself with the same second. */
const LATE_MS = 2_000
const LOOKED_BACK = 14 * DAY

const SAID_BEFORE =
  prepared(`SELECT late.seq FROM unnest($1::bigint[], $3::text[]) AS said(seq, "hamletId") JOIN "Inbox" late ON late.seq = said.seq WHERE late."receivedAt" > late.at + interval '${LATE_MS} milliseconds'
       AND (EXISTS (SELECT 1 FROM "Inbox" i WHERE i."externalRoomId" = late."externalRoomId" AND i."externalSenderId" = late."externalSenderId"
         AND i.at = late.at AND i.account = late.account AND i.kind = late.kind AND i.text = late.text AND i.seq < late.seq AND i."receivedAt" > $2::timestamptz)
       OR EXISTS (SELECT 1 FROM "Inbox" i JOIN "RecordLine" l ON l.at = late.at AND l.text = late.text AND l.kind <> 'corrected'
         WHERE i."externalRoomId" = late."externalRoomId" AND i."externalSenderId" = late."externalSenderId" AND i.at = late.at AND i.account = late.account
         AND i.status <> 'received' AND i.seq < late.seq AND i."receivedAt" > $2::timestamptz AND l."hamletId" = said."hamletId"))`)

/**
 * Those among these that the room has had before: same sender, same moment, same words. Only a time of the channel's own tells that, so only what
 * comes after it was said is looked at. A tap has a name of its own, given on the phone. Of ordinary chat no words are kept; what the record of a meeting has of it, it has once.
 */
export async function handedOverAgain(
  tx: Transaction,
  messages: readonly InboxRow[],
  hamletOf: (message: InboxRow) => string | null,
  now: Instant,
): Promise<Set<bigint>> {
  const late = messages.filter((m) => m.kind !== 'tap' && m.receivedAt - m.at > LATE_MS)
  if (late.length === 0) return new Set()
  const rows = await tx.$queryRawUnsafe<{ seq: bigint }[]>(
    SAID_BEFORE,
    late.map((m) => m.seq.toString()),
    new Date(now - LOOKED_BACK).toISOString(),
    late.map(hamletOf),
  )
  return new Set(rows.map((row) => row.seq))
}
