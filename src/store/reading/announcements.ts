/** What the town tells the hamlets, how far it has got, and who has answered 收到. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { SPOKEN_FIRST } from '../directory.ts'
import { within } from './hamlets.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface AnnouncementLine {
  id: string
  kind: string
  text: string
  receipts: boolean
  createdAt: Instant
  createdBy: string
  cancelledAt: Instant | null
  hamlets: number
  sent: number
  waiting: number
  failed: number
  cancelled: number
  /** Households that answered 收到, of the households of the hamlets it went or goes to; both 0 when nobody was asked to. */
  received: number
  households: number
}

/** The message that a delivery (`d`) is. */
const OUTBOX_KEY = `'announcement/' || d."announcementId" || '/' || d."hamletId"`
/** It was stopped before it went out: nobody there has anything to answer. */
const STOPPED = `EXISTS (SELECT FROM "Outbox" o WHERE o.key = ${OUTBOX_KEY} AND o.status = 'cancelled')`

/** All figures are of the hamlets within reach, as the list of deliveries is. */
function read(reach: Reach, where: Conditions): string {
  const own = (alias: string): string => (reach.villageId === null ? '' : ` AND ${alias}."villageId" = ${where.value(reach.villageId)}`)
  const delivered = `FROM "Delivery" d JOIN "Hamlet" h ON h.id = d."hamletId"${own('h')}`
  return `SELECT a.id, a.kind, a.text, a.receipts, a."createdAt", a."createdBy", a."cancelledAt",
    (SELECT count(*)::int ${delivered} WHERE d."announcementId" = a.id) AS hamlets,
    coalesce(o.sent, 0) AS sent, coalesce(o.waiting, 0) AS waiting, coalesce(o.failed, 0) AS failed, coalesce(o.cancelled, 0) AS cancelled,
    (SELECT count(DISTINCT coalesce(r."householdId", c."householdId"))::int ${delivered} JOIN "Receipt" r ON r."deliveryId" = d.id
       LEFT JOIN "ChatAccount" c ON c.id = r."accountId" WHERE d."announcementId" = a.id) AS received,
    CASE WHEN a.receipts THEN (SELECT count(*)::int ${delivered} JOIN "Household" x ON x."hamletId" = h.id
       WHERE d."announcementId" = a.id AND x."removedAt" IS NULL AND NOT ${STOPPED}) ELSE 0 END AS households
    FROM "Announcement" a LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE o.status = 'sent')::int AS sent, count(*) FILTER (WHERE o.status IN ('queued', 'sending', 'onPage'))::int AS waiting,
        count(*) FILTER (WHERE o.status IN ('failed', 'unknown'))::int AS failed, count(*) FILTER (WHERE o.status = 'cancelled')::int AS cancelled
      FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId"${own('r')} WHERE o."announcementId" = a.id) o ON true WHERE ${where}`
}

/** A cadre sees what went to the own village's hamlets. */
function visible(reach: Reach): Conditions {
  const where = new Conditions().and('a."townId" = ?', reach.townId)
  if (reach.villageId !== null)
    where.and(
      `EXISTS (SELECT FROM "Delivery" d JOIN "Hamlet" h ON h.id = d."hamletId" WHERE d."announcementId" = a.id AND h."villageId" = ?)`,
      reach.villageId,
    )
  return where
}

export async function listAnnouncements(db: Reader, reach: Reach, paging: Paging): Promise<Page<AnnouncementLine>> {
  const where = visible(reach)
  const cursor = readCursor(paging.cursor, 'instant', 'text')
  if (cursor) where.and('(a."createdAt", a.id) < (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<AnnouncementLine>(
    db,
    `${read(reach, where)} ORDER BY a."createdAt" DESC, a.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (a) => [a.createdAt, a.id])
}

export function findAnnouncement(db: Reader, reach: Reach, id: string): Promise<AnnouncementLine | undefined> {
  const where = visible(reach).and('a.id = ?', id)
  return row(db, read(reach, where), where.values)
}

export interface DeliveryLine {
  hamletId: string
  hamletName: string
  status: string | null
  sentAt: Instant | null
  error: string | null
  received: number
  households: number
}

export async function deliveriesOf(db: Reader, reach: Reach, announcementId: string, paging: Paging): Promise<Page<DeliveryLine>> {
  const where = within(reach).and('d."announcementId" = ?', announcementId)
  const cursor = readCursor(paging.cursor, 'text')
  if (cursor) where.and('h.id > ?', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<DeliveryLine>(
    db,
    `SELECT h.id AS "hamletId", h.name AS "hamletName", o.status::text AS status, o."sentAt", o.error,
       (SELECT count(DISTINCT coalesce(r."householdId", c."householdId"))::int FROM "Receipt" r LEFT JOIN "ChatAccount" c ON c.id = r."accountId"
         WHERE r."deliveryId" = d.id) AS received,
       CASE WHEN o.status = 'cancelled' THEN 0
         ELSE (SELECT count(*)::int FROM "Household" x WHERE x."hamletId" = h.id AND x."removedAt" IS NULL) END AS households
     FROM "Delivery" d JOIN "Hamlet" h ON h.id = d."hamletId"
       LEFT JOIN "Outbox" o ON o."announcementId" = d."announcementId" AND o.key = ${OUTBOX_KEY}
     WHERE ${where} ORDER BY h.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (d) => [d.hamletId])
}

export interface Recipient {
  hamletId: string
  hamletName: string
  roomId: string | null
  households: number
}

/** The hamlets that a choice means, within reach; those without a group have nobody to tell. */
export function recipients(
  db: Reader,
  reach: Reach,
  to: { villageIds?: string[] | undefined; hamletIds?: string[] | undefined; category?: string | undefined },
): Promise<Recipient[]> {
  const where = within(reach)
  if (to.villageIds) where.and('h."villageId" = ANY (?::text[])', to.villageIds)
  if (to.hamletIds) where.and('h.id = ANY (?::text[])', to.hamletIds)
  // An empty one is nobody's category, not everybody's.
  if (to.category !== undefined) where.and('h.category = ?', to.category)
  return rows(
    db,
    `SELECT h.id AS "hamletId", h.name AS "hamletName", (SELECT r.id FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet' ORDER BY ${SPOKEN_FIRST} LIMIT 1) AS "roomId",
       (SELECT count(*)::int FROM "Household" x WHERE x."hamletId" = h.id AND x."removedAt" IS NULL) AS households
     FROM "Hamlet" h WHERE ${where} ORDER BY h."villageId", h.id LIMIT 2000`,
    where.values,
  )
}

export async function addAnnouncement(
  tx: Transaction,
  a: { id: string; townId: string; kind: string; text: string; receipts: boolean; createdAt: Instant; createdBy: string },
  deliveries: readonly { id: string; hamletId: string; openUntil: Instant | null }[],
): Promise<void> {
  const at = new Date(a.createdAt)
  await tx.announcement.create({ data: { ...a, createdAt: at } })
  await tx.delivery.createMany({
    data: deliveries.map((d) => ({
      id: d.id,
      hamletId: d.hamletId,
      announcementId: a.id,
      text: a.text,
      receipts: a.receipts,
      openUntil: d.openUntil === null ? null : new Date(d.openUntil),
      at,
    })),
  })
}

/**
 * Stops what has not gone out, and no longer waits for receipts there; where it has gone out, 收到 goes on counting. Returns how many messages
 * were stopped.
 */
export async function cancelAnnouncement(tx: Transaction, id: string, now: Instant): Promise<number> {
  const at = new Date(now)
  const { count } = await tx.outbox.updateMany({
    where: { announcementId: id, status: { in: ['queued', 'onPage'] } },
    data: { status: 'cancelled' },
  })
  // What is out already was not stopped.
  if (count === 0) return 0
  await tx.announcement.updateMany({ where: { id, cancelledAt: null }, data: { cancelledAt: at } })
  await tx.$executeRawUnsafe(
    `UPDATE "Delivery" d SET "openUntil" = $2::timestamptz WHERE d."announcementId" = $1 AND d."openUntil" > $2::timestamptz
       AND ${STOPPED}`,
    id,
    at.toISOString(),
  )
  return count
}

/** The categories that the hamlets within reach have, for choosing one. */
export async function hamletCategories(db: Reader, reach: Reach): Promise<string[]> {
  const where = within(reach).and(`h.category <> ''`)
  const found = await rows<{ category: string }>(
    db,
    `SELECT DISTINCT h.category FROM "Hamlet" h WHERE ${where} ORDER BY h.category LIMIT 200`,
    where.values,
  )
  return found.map((h) => h.category)
}
