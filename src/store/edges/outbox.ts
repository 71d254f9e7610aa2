/** The outbox: everything that is to be said, and what became of it. */
import { DOORS } from '../../domain/base/rows.ts'
import { type Instant, SECOND } from '../../kernel/time.ts'
import { type Reader, type Transaction, write } from '../database.ts'
import { prepared } from '../wire/raw.ts'

export interface Draft {
  /** The same cause makes the same key; a repeat adds nothing. */
  key: string
  roomId: string
  text: string
  priority: 'answer' | 'reminder' | 'broadcast'
  notBefore: Instant
  announcementId?: string
  /** The document itself, where the channel carries files; `text` is its name. */
  documentId?: string
  /** The poll, meeting, motion … that it speaks of. */
  subject?: string
  /** What it says the state of (src/application/saying/outgoing.ts): looked at again when it had to wait. */
  about?: { topic: string } & Readonly<Record<string, unknown>>
}

const PUT =
  prepared(`INSERT INTO "Outbox" (key, account, "roomId", text, priority, status, "notBefore", "createdAt", "announcementId", "documentId", about, subject)
     SELECT d.key, r.account, d."roomId", d.text, d.priority, (CASE WHEN r.account = ANY ($3::text[]) THEN 'onPage' ELSE 'queued' END)::"OutboxStatus",
       d."notBefore", $2::timestamptz, d."announcementId", d."documentId", d.about, d.subject
     FROM ROWS FROM (jsonb_populate_recordset(NULL::"Outbox", $1::jsonb)) WITH ORDINALITY AS d JOIN "Room" r ON r.id = d."roomId" ORDER BY d.ordinality
     ON CONFLICT (key) DO NOTHING`)

/** Whether it has worked is known with the commit. */
export async function put(tx: Transaction, drafts: readonly Draft[], now: Instant): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map((d) => ({
    ...d,
    announcementId: d.announcementId ?? null,
    documentId: d.documentId ?? null,
    about: d.about ?? null,
    subject: d.subject ?? null,
    notBefore: new Date(d.notBefore).toISOString(),
  }))
  await write(tx, PUT, [JSON.stringify(rows), new Date(now).toISOString(), DOORS])
}

/** What the words that were said in a room spoke of, the latest first; of a quote that was cut the beginning is enough. */
export async function spokenOf(tx: Reader, roomId: string, words: string): Promise<string | undefined> {
  const beginning = words.replace(/(?:…|\.{3})$/, '')
  const [row] = await tx.$queryRawUnsafe<{ subject: string | null }[]>(
    `SELECT subject FROM "Outbox" WHERE "roomId" = $1 AND starts_with(regexp_replace(text, '\\s+', ' ', 'g'), $2)
     ORDER BY seq DESC LIMIT 1`,
    roomId,
    beginning,
  )
  return row?.subject ?? undefined
}

export interface Sending {
  seq: bigint
  roomId: string
  externalRoomId: string
  townId: string
  text: string
  priority: Draft['priority']
  createdAt: Date
  documentId: string | null
  /** As it was put in with the draft. */
  about: unknown
  /** With this one. */
  attempts: number
}

const CLAIM = prepared(`UPDATE "Outbox" o SET status = 'sending', "startedAt" = $2::timestamptz, attempts = attempts + 1
     FROM "Room" r
     WHERE r.id = o."roomId" AND o.status = 'queued' AND o.seq = (
       SELECT seq FROM "Outbox" WHERE account = $1 AND status = 'queued' AND ("notBefore" <= $2::timestamptz OR "createdAt" > $2::timestamptz AND "notBefore" <= "createdAt") AND NOT ("roomId" = ANY ($3::text[]))
       ORDER BY priority, seq LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING o.seq, o."roomId", r."externalId" AS "externalRoomId", r."townId", o.text, o.priority::text AS priority, o."createdAt", o."documentId", o.about, o.attempts`)

/**
 * Takes the next message to send, if any: due, not in `restingRooms`, answers first. The claim repeats its condition, so two senders never
 * take the same one. What was to be said at once under a clock that has been set back since is due, and does not wait for that clock.
 */
export async function claim(db: Reader, account: string, now: Instant, restingRooms: readonly string[]): Promise<Sending | undefined> {
  const at = new Date(now).toISOString()
  const [row] = await db.$queryRawUnsafe<Sending[]>(CLAIM, account, at, restingRooms)
  return row
}

const SENT = prepared(
  `UPDATE "Outbox" SET status = 'sent', "sentAt" = $2::timestamptz, "externalId" = $3 WHERE seq = $1::bigint AND status IN ('sending', 'unknown', 'onPage')`,
)

export async function markSent(db: Reader, seq: bigint, now: Instant, externalId?: string): Promise<void> {
  await db.$executeRawUnsafe(SENT, seq, new Date(now).toISOString(), externalId ?? null)
}

/** Claimed, and not for now: back in line from `notBefore` on, as if it had not been tried. */
export async function putBack(db: Reader, seq: bigint, notBefore: Instant, why: string | null): Promise<void> {
  await db.outbox.updateMany({
    where: { seq, status: 'sending' },
    data: { status: 'queued', notBefore: new Date(notBefore), attempts: { decrement: 1 }, error: why },
  })
}

/** Claimed by us without our being told, when the database went away in between: never handed to the channel. */
export async function putBackUnseen(db: Reader, account: string): Promise<void> {
  await db.outbox.updateMany({
    where: { account, status: 'sending' },
    data: { status: 'queued', attempts: { decrement: 1 } },
  })
}

/** The words that will be sent: an echo is known by them. */
export async function reword(db: Reader, seq: bigint, text: string): Promise<void> {
  await db.outbox.updateMany({ where: { seq, status: { in: ['sending', 'onPage'] } }, data: { text } })
}

/** Nobody needs to hear it any more. */
export async function withdraw(db: Reader, seqs: readonly bigint[], why: string): Promise<void> {
  await db.outbox.updateMany({
    where: { seq: { in: [...seqs] }, status: { in: ['queued', 'sending', 'onPage'] } },
    data: { status: 'cancelled', error: why },
  })
}

/** What waits for the same room on the same topic, oldest first. */
export const waitingOn = (db: Reader, roomId: string, topic: string, now: Instant): Promise<{ seq: bigint; about: unknown }[]> =>
  db.outbox.findMany({
    where: { roomId, status: { in: ['queued', 'onPage'] }, notBefore: { lte: new Date(now) }, about: { path: ['topic'], equals: topic } },
    orderBy: { seq: 'asc' },
    select: { seq: true, about: true },
  })

/** Not sent, certainly. Tried again after `retryAt`, or given up for a person to look at. */
export async function markFailed(db: Reader, seq: bigint, error: string, retryAt?: Instant): Promise<void> {
  const data =
    retryAt === undefined ? { status: 'failed' as const, error } : { status: 'queued' as const, error, notBefore: new Date(retryAt) }
  await db.outbox.updateMany({ where: { seq, status: 'sending' }, data })
}

/** It may have gone out: nobody knows. It is not blindly sent again; our own message coming back, or a person, settles it. */
export async function markUnknown(db: Reader, seq: bigint, error: string): Promise<void> {
  await db.outbox.updateMany({ where: { seq, status: 'sending' }, data: { status: 'unknown', error } })
}

/** A send that was under way when its process ended: nobody knows whether the group saw it. It is not blindly sent again. */
export async function orphansToUnknown(db: Reader, account: string): Promise<number> {
  const { count } = await db.outbox.updateMany({
    where: { account, status: 'sending' },
    data: { status: 'unknown', error: 'the process ended between sending and marking' },
  })
  return count
}

/**
 * Our own message came back: of those of that text in that room, the one that is being sent, else the oldest of which we did not know, was
 * sent. An echo under an id that a send has answered with is that message's, and settles nothing else.
 */
export async function resolveEcho(
  db: Reader,
  { account, externalRoomId, text, messageId }: { account: string; externalRoomId: string; text: string; messageId: string },
  at: Instant,
): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE "Outbox" SET status = 'sent', "sentAt" = $4::timestamptz, "externalId" = $5 WHERE seq = (
       SELECT o.seq FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId"
       WHERE o.account = $1 AND r."externalId" = $2 AND o.text = $3 AND o.status IN ('sending', 'unknown')
         AND NOT EXISTS (SELECT 1 FROM "Outbox" s WHERE s."roomId" = r.id AND s."externalId" = $5)
       ORDER BY o.status <> 'sending', o.seq LIMIT 1)`,
    account,
    externalRoomId,
    text,
    new Date(at).toISOString(),
    messageId,
  )
}

/** Whether everything whose key begins so was said, as far as anybody knows. */
export const allSaid = async (db: Reader, key: string): Promise<boolean> =>
  (await db.outbox.count({ where: { key: { startsWith: key }, status: { in: ['queued', 'failed', 'cancelled'] } } })) === 0

/** What is still to be sent by `now`; what waits for an account that is `offline` waits for something else than time. */
export const countDue = (db: Reader, now: Instant, offline: readonly string[] = []): Promise<number> =>
  db.outbox.count({
    where: {
      account: { notIn: [...offline] },
      OR: [{ status: 'queued', notBefore: { lte: new Date(now) } }, { status: 'sending' }],
    },
  })

/** When the next message that is being held back (quiet hours, a retry) may go. */
export async function nextHeld(db: Reader, offline: readonly string[] = []): Promise<Instant | undefined> {
  const row = await db.outbox.findFirst({
    where: { status: 'queued', account: { notIn: [...offline] } },
    orderBy: { notBefore: 'asc' },
    select: { notBefore: true },
  })
  return row?.notBefore.getTime()
}

/** Messages of an account sent since `since`: for its hourly and daily caps. */
/** Up to `now`: what was sent under a clock that has been set back since is of no hour that we are in. */
export const countSentSince = (db: Reader, account: string, since: Instant, now: Instant): Promise<number> =>
  db.outbox.count({ where: { account, status: 'sent', sentAt: { gt: new Date(since), lte: new Date(now) } } })

export const SEND_RETRY_AFTER = 30 * SECOND
