/** Phones that have the page of a hamlet's head, and whose they are. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { PAGE_ACCOUNT } from '../directory.ts'

export interface NewPhone {
  id: string
  townId: string
  hamletId: string | null
  villagerId: string | null
  officialId: string | null
  /** Hash of the link. */
  link: string
  linkUntil: Instant
  createdAt: Instant
  createdBy: string
}

export async function addPhone(tx: Reader, phone: NewPhone): Promise<void> {
  await tx.phone.create({ data: { ...phone, linkUntil: new Date(phone.linkUntil), createdAt: new Date(phone.createdAt) } })
}

/** The account through which somebody of an office speaks from a phone: it is no hamlet's. */
export async function addOfficePhone(tx: Reader, id: string, phone: NewPhone & { officialId: string }, nickname: string): Promise<void> {
  const boundAt = new Date(phone.createdAt)
  await tx.chatAccount.create({
    data: { id, account: PAGE_ACCOUNT, externalId: phone.id, nickname, officialId: phone.officialId, boundAt, boundBy: phone.createdBy },
  })
}

/** Whose it is, and which offices they hold now. */
export interface PhoneLine {
  id: string
  townId: string
  hamletId: string | null
  villagerId: string | null
  officialId: string | null
  name: string
  isHead: boolean
  isRecorder: boolean
  /** Of somebody of an office who still holds it. */
  office: 'cadre' | 'official' | null
  /** Of the office; of head or recorder that of the hamlet. */
  villageId: string | null
  hamletName: string | null
  device: string
  linkUntil: Instant
  createdAt: Instant
  createdByName: string | null
  openedAt: Instant | null
  seenAt: Instant | null
  endsAt: Instant | null
  endedAt: Instant | null
}

const LINE = `SELECT f.id, f."townId", f."hamletId", f."villagerId", f."officialId", coalesce(p.name, o.name, '') AS name,
    f."villagerId" IS NOT NULL AND h."headId" IS NOT DISTINCT FROM f."villagerId" AS "isHead",
    f."villagerId" IS NOT NULL AND h."recorderId" IS NOT DISTINCT FROM f."villagerId" AS "isRecorder",
    CASE WHEN o."endedAt" IS NULL THEN o.office::text END AS office, coalesce(h."villageId", o."villageId") AS "villageId", h.name AS "hamletName",
    f.device, f."linkUntil", f."createdAt", u.name AS "createdByName", f."openedAt", f."seenAt", f."endsAt", f."endedAt"
  FROM "Phone" f LEFT JOIN "Hamlet" h ON h.id = f."hamletId" LEFT JOIN "Villager" p ON p.id = f."villagerId" LEFT JOIN "Official" o ON o.id = f."officialId"
    LEFT JOIN "User" u ON u.id = f."createdBy"`

type Found = Omit<PhoneLine, Instants> & { [K in Instants]: Date | null }
type Instants = 'linkUntil' | 'createdAt' | 'openedAt' | 'seenAt' | 'endsAt' | 'endedAt'
const lineOf = (row: Found): PhoneLine => {
  const at = (date: Date | null): Instant | null => date?.getTime() ?? null
  const { openedAt, seenAt, endsAt, endedAt } = row
  return {
    ...row,
    ...{ linkUntil: at(row.linkUntil) ?? 0, createdAt: at(row.createdAt) ?? 0 },
    ...{ openedAt: at(openedAt), seenAt: at(seenAt), endsAt: at(endsAt), endedAt: at(endedAt) },
  }
}

async function one(db: Reader, column: 'link' | 'session' | 'id', value: string): Promise<PhoneLine | undefined> {
  const [row] = await db.$queryRawUnsafe<Found[]>(`${LINE} WHERE f."${column}" = $1`, value)
  return row && lineOf(row)
}

export const phoneByLink = (db: Reader, hash: string): Promise<PhoneLine | undefined> => one(db, 'link', hash)
export const phoneBySession = (db: Reader, hash: string): Promise<PhoneLine | undefined> => one(db, 'session', hash)
export const phoneById = (db: Reader, id: string): Promise<PhoneLine | undefined> => one(db, 'id', id)

/** Uses the link up. False when somebody was quicker. */
export async function openPhone(
  db: Reader,
  id: string,
  opened: { session: string; device: string; at: Instant; endsAt: Instant },
): Promise<boolean> {
  const { session, device, at, endsAt } = opened
  const { count } = await db.phone.updateMany({
    where: { id, session: null, endedAt: null },
    data: { session, device, openedAt: new Date(at), seenAt: new Date(at), endsAt: new Date(endsAt) },
  })
  return count === 1
}

export async function seenPhone(db: Reader, id: string, at: Instant): Promise<void> {
  await db.phone.updateMany({ where: { id }, data: { seenAt: new Date(at) } })
}

/** False when it has ended already. */
export async function endPhone(tx: Reader, id: string, at: Instant, by: string): Promise<boolean> {
  return (await tx.phone.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date(at), endedBy: by } })).count === 1
}

/** Of a hamlet: those of its people and those of its village's cadres, the newest first. */
export async function phonesOf(db: Reader, hamletId: string): Promise<PhoneLine[]> {
  const rows = await db.$queryRawUnsafe<Found[]>(
    `${LINE} WHERE f."hamletId" = $1 OR o."villageId" = (SELECT "villageId" FROM "Hamlet" WHERE id = $1) ORDER BY f."createdAt" DESC, f.id LIMIT 100`,
    hamletId,
  )
  return rows.map(lineOf)
}

/** Hamlets whose page an office may open. */
export const hamletsAt = (db: Reader, townId: string, villageId: string | null): Promise<{ id: string; name: string }[]> =>
  db.hamlet.findMany({
    where: { townId, ...(villageId === null ? {} : { villageId }) },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
    take: 1_000,
  })

/** The talk of a phone with a hamlet: what is said back to it stands there. */
export async function openTalk(db: Reader, room: { id: string; hamletId: string; externalId: string; name: string }): Promise<void> {
  const { id, hamletId, externalId, name } = room
  await db.$executeRawUnsafe(
    `INSERT INTO "Room" (id, kind, "townId", "villageId", "hamletId", name, account, "externalId")
     SELECT $1, 'private', h."townId", h."villageId", h.id, $4, '${PAGE_ACCOUNT}', $3 FROM "Hamlet" h WHERE h.id = $2
     ON CONFLICT (account, "externalId") DO NOTHING`,
    id,
    hamletId,
    externalId,
    name,
  )
}

/** Who can be given a page: a hamlet's head and recorder, and the cadres of its village. */
export async function mayHavePage(
  db: Reader,
  hamletId: string,
): Promise<{
  headId: string | null
  head: string | null
  recorderId: string | null
  recorder: string | null
  cadres: { id: string; name: string }[]
}> {
  const [row] = await db.$queryRawUnsafe<Awaited<ReturnType<typeof mayHavePage>>[]>(
    `SELECT h."headId", p.name AS head, h."recorderId", r.name AS recorder,
       (SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o.id), '[]') FROM "Official" o
        WHERE o."villageId" = h."villageId" AND o."endedAt" IS NULL AND o.office = 'cadre') AS cadres
     FROM "Hamlet" h LEFT JOIN "Villager" p ON p.id = h."headId" LEFT JOIN "Villager" r ON r.id = h."recorderId" WHERE h.id = $1`,
    hamletId,
  )
  return row ?? { headId: null, head: null, recorderId: null, recorder: null, cadres: [] }
}

export const placeOfHead = (db: Reader, hamletId: string): Promise<{ townId: string; headId: string | null }> =>
  db.hamlet.findUniqueOrThrow({ where: { id: hamletId }, select: { townId: true, headId: true } })
