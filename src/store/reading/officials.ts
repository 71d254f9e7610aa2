/** The town's officials and the villages' cadres, the chat accounts that are theirs, and who asked in an office's group without being known. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { seal } from '../personal/sealed.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface OfficialRow {
  id: string
  name: string
  office: 'cadre' | 'official'
  villageId: string | null
  villageName: string | null
  /** Until when; null while in office. */
  endedAt: Instant | null
  accounts: { id: string; nickname: string }[]
}

const OFFICIAL = `o.id, o.name, o.office::text AS office, o."villageId", v.name AS "villageName", o."endedAt",
  (SELECT coalesce(json_agg(json_build_object('id', c.id, 'nickname', c.nickname) ORDER BY c.id), '[]') FROM "ChatAccount" c WHERE c."officialId" = o.id) AS accounts`
const FROM = '"Official" o LEFT JOIN "Village" v ON v.id = o."villageId"'

export async function listOfficials(
  db: Reader,
  townId: string,
  filter: Paging & { office?: string | undefined; villageId?: string | undefined; ended?: boolean | undefined },
): Promise<Page<OfficialRow>> {
  const where = new Conditions()
    .and('o."townId" = ?', townId)
    .andIf(filter.office, 'o.office::text = ?')
    .andIf(filter.villageId, 'o."villageId" = ?')
  if (filter.ended !== undefined) where.and(`o."endedAt" IS ${filter.ended ? 'NOT ' : ''}NULL`)
  const cursor = readCursor(filter.cursor, 'text')
  if (cursor) where.and('o.id > ?', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<OfficialRow>(db, `SELECT ${OFFICIAL} FROM ${FROM} WHERE ${where} ORDER BY o.id LIMIT ${limit + 1}`, where.values)
  return paged(found, limit, (o) => [o.id])
}

/** All who are in office, for choosing one: a town and its villages have some dozens. */
export const inOfficeToChoose = (db: Reader, townId: string): Promise<Pick<OfficialRow, 'id' | 'name' | 'villageName'>[]> =>
  rows(
    db,
    `SELECT o.id, o.name, v.name AS "villageName" FROM ${FROM} WHERE o."townId" = $1 AND o."endedAt" IS NULL
     ORDER BY v.name NULLS FIRST, o.name, o.id LIMIT 1000`,
    [townId],
  )

export const findOfficial = (db: Reader, townId: string, id: string): Promise<OfficialRow | undefined> =>
  row(db, `SELECT ${OFFICIAL} FROM ${FROM} WHERE o."townId" = $1 AND o.id = $2`, [townId, id])

/** Somebody of that name holds that office now. */
export async function inOffice(
  db: Reader,
  townId: string,
  { name, office, villageId }: { name: string; office: 'cadre' | 'official'; villageId: string | null },
): Promise<boolean> {
  return (await db.official.count({ where: { townId, name, office, villageId, endedAt: null } })) > 0
}

export async function addOfficial(
  tx: Transaction,
  official: { id: string; townId: string; name: string; office: 'cadre' | 'official'; villageId: string | null; phone: string | null },
): Promise<void> {
  await tx.official.create({ data: { ...official, phone: seal('Official', 'phone', official.phone) } })
}

/** Out of office, and no longer spoken for by any account. False when it was so already. */
export async function endOfficial(tx: Transaction, id: string, now: Instant): Promise<boolean> {
  const { count } = await tx.official.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date(now) } })
  await lockHamletsOfAccounts(tx, id)
  await tx.chatAccount.updateMany({ where: { officialId: id }, data: { officialId: null } })
  return count === 1
}

/** Accounts of people who also live in a hamlet are rows of that hamlet: they change under its lock only. */
async function lockHamletsOfAccounts(tx: Transaction, officialId: string): Promise<void> {
  await tx.$queryRawUnsafe(
    `SELECT h.id FROM "Hamlet" h WHERE h.id IN (SELECT c."hamletId" FROM "ChatAccount" c WHERE c."officialId" = $1) ORDER BY h.id FOR UPDATE`,
    officialId,
  )
}

export interface CallerRow {
  id: string
  nickname: string
  at: Instant
  /** Whom the account speaks for; null while nobody. */
  officialId: string | null
  officialName: string | null
}

/** Who gave commands in an office's group without being known there, the latest first. */
export async function listCallers(db: Reader, townId: string, roomId: string, paging: Paging): Promise<Page<CallerRow>> {
  const where = new Conditions().and('r."townId" = ? AND r.id = ?', townId, roomId)
  const cursor = readCursor(paging.cursor, 'instant', 'text')
  if (cursor) where.and('(k.at, k.id) < (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<CallerRow>(
    db,
    `SELECT k.id, k.nickname, k.at, o.id AS "officialId", o.name AS "officialName"
     FROM "OfficeCaller" k JOIN "Room" r ON r.id = k."roomId"
       LEFT JOIN "ChatAccount" c ON c.account = k.account AND c."externalId" = k."externalId" LEFT JOIN "Official" o ON o.id = c."officialId"
     WHERE ${where} ORDER BY k.at DESC, k.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (k) => [k.at, k.id])
}

export interface OfficeRoom {
  id: string
  kind: 'village' | 'town'
  name: string
  villageId: string | null
}

/** The groups of the town's offices: where cadres and officials give orders. Robots only speak. A town has some dozens of villages. */
export const officeRooms = (db: Reader, townId: string): Promise<OfficeRoom[]> =>
  rows(
    db,
    `SELECT r.id, r.kind::text AS kind, r.name, r."villageId" FROM "Room" r
     WHERE r."townId" = $1 AND r.kind IN ('village', 'town') AND r.account NOT LIKE 'webhook%' ORDER BY r.kind DESC, r.id LIMIT 500`,
    [townId],
  )

/** True for a group of an office of this town. */
export async function isOfficeRoom(db: Reader, townId: string, id: string): Promise<boolean> {
  return (await db.room.count({ where: { id, townId, kind: { in: ['village', 'town'] } } })) > 0
}

export interface Caller {
  account: string
  externalId: string
  nickname: string
  kind: 'hamlet' | 'village' | 'town'
  villageId: string | null
}

/** A caller, with the group in which the account was heard. */
export const findCaller = (db: Reader, townId: string, id: string): Promise<Caller | undefined> =>
  row(
    db,
    `SELECT k.account, k."externalId", k.nickname, r.kind::text AS kind, r."villageId"
     FROM "OfficeCaller" k JOIN "Room" r ON r.id = k."roomId" WHERE r."townId" = $1 AND k.id = $2`,
    [townId, id],
  )

/** From now on the account speaks for the official, in whatever group it is heard. False when it speaks for somebody already. */
export async function giveAccount(
  tx: Transaction,
  caller: Caller,
  officialId: string,
  by: { id: string; at: Instant; who: string },
): Promise<boolean> {
  const { account, externalId, nickname } = caller
  const key = { account_externalId: { account, externalId } }
  const known = await tx.chatAccount.findUnique({ where: key, select: { hamletId: true } })
  if (known?.hamletId) await tx.$queryRawUnsafe('SELECT id FROM "Hamlet" WHERE id = $1 FOR UPDATE', known.hamletId)
  const before = await tx.chatAccount.findUnique({ where: key, select: { officialId: true } })
  if (before?.officialId) return false
  const bound = { officialId }
  await tx.chatAccount.upsert({
    where: key,
    create: { id: by.id, account, externalId, nickname, ...bound, boundAt: new Date(by.at), boundBy: by.who },
    update: bound,
  })
  return true
}

/** The account speaks for the official no longer. False when it did not. */
export async function takeAccount(tx: Transaction, officialId: string, accountId: string): Promise<boolean> {
  await lockHamletsOfAccounts(tx, officialId)
  const { count } = await tx.chatAccount.updateMany({ where: { id: accountId, officialId }, data: { officialId: null } })
  return count === 1
}

/** Notes who called. Returns when this account was last told who can put it on record; undefined the first time. */
export async function noteCaller(
  tx: Transaction,
  caller: { id: string; roomId: string; account: string; externalId: string; nickname: string; at: Instant },
): Promise<Instant | undefined> {
  const { roomId, account, externalId, nickname } = caller
  const at = new Date(caller.at)
  const key = { roomId_account_externalId: { roomId, account, externalId } }
  const before = await tx.officeCaller.findUnique({ where: key, select: { toldAt: true } })
  await tx.officeCaller.upsert({ where: key, create: { ...caller, at, toldAt: at }, update: { at, ...(nickname ? { nickname } : {}) } })
  return before?.toldAt.getTime()
}

export async function toldCaller(
  tx: Transaction,
  caller: { roomId: string; account: string; externalId: string; at: Instant },
): Promise<void> {
  const { at, ...of } = caller
  await tx.officeCaller.updateMany({ where: of, data: { toldAt: new Date(at) } })
}
