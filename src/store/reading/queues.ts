/** What the person who keeps the system running looks at: groups, accounts, what waits to be sent, what could not be handled, what is due. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { within } from './hamlets.ts'
import { seenBy } from './issues.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface RoomLine {
  id: string
  kind: 'hamlet' | 'village' | 'town'
  name: string
  account: string
  hamletId: string | null
  villageId: string | null
  queued: number
  failed: number
  lastHeardAt: Instant | null
}

export async function listRooms(db: Reader, reach: Reach, paging: Paging): Promise<Page<RoomLine>> {
  // Who talks to the bot alone is nobody's business, and who is told of the program's troubles is no group.
  const where = within(reach, undefined, 'r').and(`r.kind NOT IN ('private', 'watch')`)
  const cursor = readCursor(paging.cursor, 'text')
  if (cursor) where.and('r.id > ?', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<RoomLine>(
    db,
    `SELECT r.id, r.kind::text AS kind, r.name, r.account, r."hamletId", r."villageId",
       (SELECT count(*)::int FROM "Outbox" o WHERE o."roomId" = r.id AND o.status IN ('queued', 'sending')) AS queued,
       (SELECT count(*)::int FROM "Outbox" o WHERE o."roomId" = r.id AND o.status IN ('failed', 'unknown')) AS failed,
       (SELECT max(m."receivedAt") FROM "Inbox" m WHERE m.account = r.account AND m."externalRoomId" = r."externalId" AND NOT m.self) AS "lastHeardAt"
     FROM "Room" r WHERE ${where} ORDER BY r.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (r) => [r.id])
}

export interface BotAccountLine {
  account: string
  rooms: number
  queued: number
  failed: number
  sentToday: number
  /** Since when it is not connected; null while it is. */
  offlineSince: Instant | null
  offlineWhy: string | null
  /** Since when, and why, the channel lets it say nothing more. */
  limitedSince: Instant | null
  limitedWhy: string | null
  leaseUntil: Instant | null
}

/** What waits to be sent; what went wrong and needs somebody's eyes. Figures and lists are made of the same two. */
export const WAITING = ['queued', 'sending'] as const
export const STUCK = ['failed', 'unknown'] as const
const oneOf = (statuses: readonly string[]): string => `o.status IN (${statuses.map((s) => `'${s}'`).join(', ')})`

/** Accounts with a group within reach, and of each only what concerns those groups. */
export function listBotAccounts(db: Reader, reach: Reach, dayBegan: Instant): Promise<BotAccountLine[]> {
  const where = within(reach, undefined, 'r')
  const count = (condition: string): string =>
    `(SELECT count(*)::int FROM "Outbox" o JOIN rooms x ON x.id = o."roomId" WHERE o.account = r.account AND ${condition})`
  return rows(
    db,
    `WITH rooms AS MATERIALIZED (SELECT r.id, r.account FROM "Room" r WHERE ${where})
     SELECT r.account, count(*)::int AS rooms,
       ${count(oneOf(WAITING))} AS queued,
       ${count(oneOf(STUCK))} AS failed,
       ${count(`o.status = 'sent' AND o."sentAt" >= ${where.value(new Date(dayBegan))}::timestamptz`)} AS "sentToday",
       (SELECT g."from" FROM "ConnectionGap" g WHERE g.account = r.account AND g."to" IS NULL ORDER BY g."from" LIMIT 1) AS "offlineSince",
       (SELECT g.why FROM "ConnectionGap" g WHERE g.account = r.account AND g."to" IS NULL ORDER BY g."from" LIMIT 1) AS "offlineWhy",
       (SELECT l.at FROM "AccountLimit" l WHERE l.account = r.account) AS "limitedSince",
       (SELECT l.reason FROM "AccountLimit" l WHERE l.account = r.account) AS "limitedWhy",
       (SELECT a."expiresAt" FROM "AccountLease" a WHERE a.account = r.account) AS "leaseUntil"
     FROM rooms r GROUP BY r.account ORDER BY r.account LIMIT 100`,
    where.values,
  )
}

/** What there is to know of an account's limit; undefined when none of its groups is within reach. */
export async function findBotAccount(db: Reader, reach: Reach, account: string): Promise<object | undefined> {
  const where = within(reach, undefined, 'r').andIf(account, 'r.account = ?')
  return row(
    db,
    `SELECT r.account, (SELECT l.at FROM "AccountLimit" l WHERE l.account = r.account) AS "limitedSince",
       (SELECT l.reason FROM "AccountLimit" l WHERE l.account = r.account) AS "limitedWhy"
     FROM "Room" r WHERE ${where} LIMIT 1`,
    where.values,
  )
}

export interface OutboxLine {
  seq: number
  roomId: string
  roomName: string
  text: string
  priority: 'answer' | 'reminder' | 'broadcast'
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled' | 'onPage'
  notBefore: Instant
  createdAt: Instant
  sentAt: Instant | null
  attempts: number
  error: string | null
  announcementId: string | null
}

const OUTBOX = `o.seq, o."roomId", r.name AS "roomName", CASE WHEN r.kind = 'private' THEN '（私聊，内容不显示）' ELSE o.text END AS text, o.priority::text AS priority, o.status::text AS status, o."notBefore", o."createdAt", o."sentAt",
  o.attempts, o.error, o."announcementId"`

/** The newest first. */
export async function listOutbox(
  db: Reader,
  reach: Reach,
  filter: Paging & {
    /** One status, or any of several. */
    status?: string | readonly string[] | undefined
    roomId?: string | undefined
    account?: string | undefined
    announcementId?: string | undefined
    /** Sent at or after. */
    sentSince?: Instant | undefined
  },
): Promise<Page<OutboxLine>> {
  const where = within(reach, undefined, 'r')
    .andIf(filter.status, 'o.status = ANY (?::"OutboxStatus"[])', [filter.status].flat())
    .andIf(filter.account, 'o.account = ?')
    .andIf(filter.roomId, 'o."roomId" = ?')
    .andIf(filter.announcementId, 'o."announcementId" = ?')
  if (filter.sentSince !== undefined) where.and('o."sentAt" >= ?::timestamptz', new Date(filter.sentSince))
  const cursor = readCursor(filter.cursor, 'seq')
  if (cursor) where.and('o.seq < ?::bigint', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<OutboxLine>(
    db,
    `SELECT ${OUTBOX} FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId" WHERE ${where} ORDER BY o.seq DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (o) => [o.seq])
}

export function findOutbox(db: Reader, reach: Reach, seq: number): Promise<OutboxLine | undefined> {
  const where = within(reach, undefined, 'r').and('o.seq = ?::bigint', seq)
  return row(db, `SELECT ${OUTBOX} FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId" WHERE ${where}`, where.values)
}

/** Sends again what a person has looked at. True when it was waiting for one. */
export async function requeue(tx: Transaction, seq: number, now: Instant): Promise<boolean> {
  const { count } = await tx.outbox.updateMany({
    where: { seq: BigInt(seq), status: { in: ['failed', 'unknown'] } },
    data: { status: 'queued', notBefore: new Date(now), error: null },
  })
  return count === 1
}

/** True when it had not gone out yet. */
export async function cancelOutbox(tx: Transaction, seq: number): Promise<boolean> {
  const { count } = await tx.outbox.updateMany({
    where: { seq: BigInt(seq), status: { in: ['queued', 'failed', 'unknown', 'onPage'] } },
    data: { status: 'cancelled' },
  })
  return count === 1
}

export interface InboxLine {
  seq: number
  account: string
  externalRoomId: string
  roomName: string | null
  kind: string
  at: Instant
  status: 'received' | 'done' | 'failed'
  outcome: string | null
  error: string | null
}

/** Without the words: what somebody wrote is not the operator's business. */
export async function listInbox(db: Reader, reach: Reach, filter: Paging & { status?: string | undefined }): Promise<Page<InboxLine>> {
  const where = within(reach, undefined, 'r').andIf(filter.status, 'm.status = ?::"InboxStatus"')
  const cursor = readCursor(filter.cursor, 'seq')
  if (cursor) where.and('m.seq < ?::bigint', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<InboxLine>(
    db,
    `SELECT m.seq, m.account, CASE WHEN r.kind = 'private' THEN '' ELSE m."externalRoomId" END AS "externalRoomId", r.name AS "roomName", m.kind, m.at, m.status::text AS status, m.outcome, m.error
     FROM "Inbox" m JOIN "Room" r ON r.account = m.account AND r."externalId" = m."externalRoomId"
     WHERE ${where} ORDER BY m.seq DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (m) => [m.seq])
}

/** Messages that could not be handled and wait for somebody to look. */
export async function countFailedInbox(db: Reader, reach: Reach): Promise<number> {
  const where = within(reach, undefined, 'r').and(`m.status = 'failed'`)
  const found = await row<{ n: number }>(
    db,
    `SELECT count(*)::int AS n FROM "Inbox" m JOIN "Room" r ON r.account = m.account AND r."externalId" = m."externalRoomId" WHERE ${where}`,
    where.values,
  )
  return found?.n ?? 0
}

export async function findInbox(db: Reader, reach: Reach, seq: number): Promise<InboxLine | undefined> {
  const where = within(reach, undefined, 'r').and('m.seq = ?::bigint', seq)
  return row(
    db,
    `SELECT m.seq, m.account, CASE WHEN r.kind = 'private' THEN '' ELSE m."externalRoomId" END AS "externalRoomId", r.name AS "roomName", m.kind, m.at, m.status::text AS status, m.outcome, m.error
     FROM "Inbox" m JOIN "Room" r ON r.account = m.account AND r."externalId" = m."externalRoomId" WHERE ${where}`,
    where.values,
  )
}

/** Puts a message that could not be handled back in line. Whoever does wakes its room. */
export async function receiveAgain(tx: Transaction, seq: number): Promise<boolean> {
  const { count } = await tx.inbox.updateMany({
    where: { seq: BigInt(seq), status: 'failed' },
    data: { status: 'received', error: null, outcome: null, handledAt: null },
  })
  return count === 1
}

export interface DeadlineLine {
  id: string
  kind: string
  subject: string
  hamletId: string | null
  hamletName: string | null
  dueAt: Instant
  attempts: number
  error: string | null
}

/**
 * A deadline tells that there is something: one that concerns an issue which its reader may not see is not there, nor are a hamlet's chases,
 * which stand at the next moment of any of its issues.
 */
function ofSeenIssue(reach: Reach): string {
  const ofIssue = `SELECT 1 FROM "Issue" i WHERE (i.id = d.subject OR i.id = (SELECT s."issueId" FROM "Survey" s WHERE s.id = d.subject)) AND NOT (${seenBy(reach)})`
  // A chase is of all the hamlet's issues together: what a cadre may not know of can only be with the town's departments.
  const hidden = reach.confidential ? (reach.aboutCadres ? [] : ['assignChase']) : ['villageChase', 'assignChase', 'agreedChase']
  const chases = hidden.length === 0 ? '' : ` AND d.kind NOT IN (${hidden.map((kind) => `'${kind}'`).join(', ')})`
  return `NOT EXISTS (${ofIssue})${chases}`
}

/** What is going to happen by itself, the nearest first. */
export async function listDeadlines(
  db: Reader,
  reach: Reach,
  filter: Paging & { hamletId?: string | undefined; kind?: string | undefined },
): Promise<Page<DeadlineLine>> {
  const where = new Conditions()
    .and('d."doneAt" IS NULL AND d."townId" = ?', reach.townId)
    .andIf(reach.villageId, 'h."villageId" = ?')
    .andIf(filter.hamletId, 'd."hamletId" = ?')
    .andIf(filter.kind, 'd.kind = ?')
    .and(ofSeenIssue(reach))
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(d."dueAt", d.id) > (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<DeadlineLine>(
    db,
    `SELECT d.id, d.kind, d.subject, d."hamletId", h.name AS "hamletName", d."dueAt", d.attempts, d.error
     FROM "Deadline" d LEFT JOIN "Hamlet" h ON h.id = d."hamletId" WHERE ${where} ORDER BY d."dueAt", d.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (d) => [d.dueAt, d.id])
}
