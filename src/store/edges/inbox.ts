/** The inbox: every message once, in the order in which its room received it. */
import { DAY, type Instant } from '../../kernel/time.ts'
import { type Reader, type Transaction, write } from '../database.ts'
import { prepared } from '../wire/raw.ts'

export interface Received {
  account: string
  messageId: string
  externalRoomId: string
  externalSenderId: string
  senderName: string
  kind: string
  text: string
  mentionsBot: boolean
  mentionIds: string[]
  self: boolean
  mediaId: string | null
  at: Instant
}

export interface InboxRow extends Received {
  seq: bigint
  receivedAt: Instant
}

const asRow = <R extends { text: string | null; at: Date; receivedAt: Date }>(row: R) => ({
  ...row,
  text: row.text ?? '',
  at: row.at.getTime(),
  receivedAt: row.receivedAt.getTime(),
})

/** PostgreSQL's text has no NUL and no half of a character; a message with one is stored without it, and not refused with its whole batch. */
const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')

const TAKE_IN =
  prepared(`INSERT INTO "Inbox" (account, "messageId", "externalRoomId", "externalSenderId", "senderName", kind, text, "mentionsBot", "mentionIds", self, "mediaId", at, "receivedAt")
     SELECT account, "messageId", "externalRoomId", "externalSenderId", "senderName", kind, text, "mentionsBot", "mentionIds", self, "mediaId", at, "receivedAt"
     FROM ROWS FROM (jsonb_populate_recordset(NULL::"Inbox", $1::jsonb)) WITH ORDINALITY AS t ORDER BY t.ordinality
     ON CONFLICT (account, "messageId") DO NOTHING`)

/** Takes messages in, in the order given; a message id that the account has had before is left as it is. Returns how many were new. */
export async function takeIn(db: Reader, messages: readonly Received[], now: Instant): Promise<number> {
  const receivedAt = new Date(now).toISOString()
  const rows = messages.map((m) => ({
    ...m,
    text: storable(m.text),
    senderName: storable(m.senderName),
    at: new Date(m.at).toISOString(),
    receivedAt,
  }))
  return db.$executeRawUnsafe(TAKE_IN, JSON.stringify(rows))
}

export interface PendingRoom {
  account: string
  externalRoomId: string
}

/** Rooms with messages that nobody has handled: what a new process takes over. */
export const roomsWithMessages = (db: Reader): Promise<PendingRoom[]> =>
  db.$queryRawUnsafe(`SELECT DISTINCT account, "externalRoomId" FROM "Inbox" WHERE status = 'received'`)

/** The next messages of a room. The caller holds the room's lock, so nobody else has them. */
export const nextOfRoom = (tx: Reader, room: PendingRoom, limit: number): Promise<InboxRow[]> => nextOfRooms(tx, [room], limit)

const NEXT = prepared(`SELECT next.* FROM unnest($1::text[], $2::text[]) AS room(account, "externalRoomId")
     CROSS JOIN LATERAL (SELECT seq, account, "messageId", "externalRoomId", "externalSenderId", "senderName", kind, text, "mentionsBot", "mentionIds", self, "mediaId", at, "receivedAt"
       FROM "Inbox" i WHERE i.status = 'received' AND i."externalRoomId" = room."externalRoomId" AND i.account = room.account
       ORDER BY i.seq LIMIT $3) AS next ORDER BY next.seq`)

/** The next messages of each of these rooms, at most `each` of one. The caller holds the rooms' locks. */
export async function nextOfRooms(tx: Reader, rooms: readonly PendingRoom[], each: number): Promise<InboxRow[]> {
  const rows = await tx.$queryRawUnsafe<(Omit<InboxRow, 'at' | 'receivedAt'> & { at: Date; receivedAt: Date })[]>(
    NEXT,
    rooms.map((r) => r.account),
    rooms.map((r) => r.externalRoomId),
    each,
  )
  return rows.map(asRow)
}

/** Meant for the bot and not understood: how it called, and what it could have been an answer to. */
export interface Missed {
  by: 'mention' | 'quote'
  role: string
  open: { question: string }[]
}

export interface Handled {
  seq: bigint
  /** silence, clarify, refused, or the intent. */
  outcome: string
  /** Ordinary chat is never stored: its text goes. */
  keepText: boolean
  /** The words are kept for a while for learning from, without who said them. */
  missed?: Missed
  error?: string
}

const MARK =
  prepared(`UPDATE "Inbox" i SET status = (CASE WHEN h.error IS NULL THEN 'done' ELSE 'failed' END)::"InboxStatus", outcome = h.outcome, error = h.error,
       "handledAt" = $2::timestamptz, missed = h.missed, text = CASE WHEN h.keep OR h.missed IS NOT NULL THEN i.text END, "senderName" = CASE WHEN h.keep THEN i."senderName" ELSE '' END
     FROM jsonb_to_recordset($1::jsonb) AS h(seq bigint, outcome text, keep boolean, missed jsonb, error text)
     WHERE i.seq = h.seq AND i.status = 'received'`)

/** Whether it has worked is known with the commit. */
export async function markHandled(tx: Transaction, handled: readonly Handled[], now: Instant): Promise<void> {
  const rows = handled.map((h) => ({
    seq: h.seq.toString(),
    outcome: h.outcome,
    keep: h.keepText,
    missed: h.missed ?? null,
    error: h.error ?? null,
  }))
  await write(tx, MARK, [JSON.stringify(rows), new Date(now).toISOString()])
}

const MISSED_KEPT_MS = 30 * DAY

/** Words that came before are forgotten: a list does not show them, and the night erases them. */
export const missedSince = (now: Instant): Instant => now - MISSED_KEPT_MS

/** Erases the words of what was not understood and came before this moment. Returns how many messages had any. */
export const forgetMissed = (db: Reader, before: Instant): Promise<number> =>
  db.$executeRawUnsafe(
    `UPDATE "Inbox" SET text = NULL, "senderName" = '', missed = NULL
     WHERE text IS NOT NULL AND outcome IN ('silence', 'clarify') AND "receivedAt" < $1::timestamptz`,
    new Date(before).toISOString(),
  )

/** How many messages wait to be handled. */
export const countPending = (db: Reader): Promise<number> => db.inbox.count({ where: { status: 'received' } })
