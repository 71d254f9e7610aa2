/** Towns, villages, hamlets, and who lives there, as the desk looks at them. */
import type { Reach } from '../domain/desk/access.ts'
import { type HamletFacts, type Lack, lacksOf } from '../domain/desk/registry-checks.ts'
import type { Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './desk/select.ts'

/**
 * One order at a time about what is the whole town's (who may log in, who is in office, the rules' numbers, the calendar): what was read under
 * it is still so when it is written. Held until the transaction ends; no hamlet waits for it.
 */
export async function lockTown(tx: Transaction, townId: string): Promise<void> {
  await tx.$executeRaw`SELECT id FROM "Town" WHERE id = ${townId} FOR NO KEY UPDATE`
}

export interface TownRow {
  id: string
  name: string
}

/** An installation serves one town. */
export const theTown = (db: Reader): Promise<TownRow | null> =>
  db.town.findFirst({ orderBy: { id: 'asc' }, select: { id: true, name: true } })

export async function addTown(tx: Transaction, town: TownRow & { createdAt: Instant }): Promise<TownRow> {
  await tx.town.create({ data: { id: town.id, name: town.name, createdAt: new Date(town.createdAt) } })
  return { id: town.id, name: town.name }
}

/** Conditions that keep a query within somebody's reach; `h` is the alias of the hamlet (or of whatever has townId and villageId). */
export function within(reach: Reach, where = new Conditions(), h = 'h'): Conditions {
  return where.and(`${h}."townId" = ?`, reach.townId).andIf(reach.villageId, `${h}."villageId" = ?`)
}

export interface VillageRow {
  id: string
  name: string
  hamlets: number
  households: number
  atHome: number
}

/** All of them, for choosing one: a town has some dozens. */
export const listVillages = (db: Reader, reach: Reach): Promise<VillageRow[]> => villages(db, reach, undefined, VILLAGES_TO_CHOOSE)

export async function pageOfVillages(db: Reader, reach: Reach, paging: Paging): Promise<Page<VillageRow>> {
  const limit = limitOf(paging)
  return paged(await villages(db, reach, readCursor(paging.cursor, 'text')?.[0], limit + 1), limit, (v) => [v.id])
}

const VILLAGES_TO_CHOOSE = 500

function villages(db: Reader, reach: Reach, after: string | undefined, limit: number): Promise<VillageRow[]> {
  const where = new Conditions().and('v."townId" = ?', reach.townId).andIf(reach.villageId, 'v.id = ?').andIf(after, 'v.id > ?')
  return rows(
    db,
    `SELECT v.id, v.name, (SELECT count(*)::int FROM "Hamlet" h WHERE h."villageId" = v.id) AS hamlets,
       coalesce(x.households, 0)::int AS households, coalesce(x."atHome", 0)::int AS "atHome"
     FROM "Village" v LEFT JOIN (
       SELECT h."villageId", count(*) AS households, count(*) FILTER (WHERE y."atHome") AS "atHome"
       FROM "Household" y JOIN "Hamlet" h ON h.id = y."hamletId" WHERE y."removedAt" IS NULL GROUP BY h."villageId") x ON x."villageId" = v.id
     WHERE ${where} ORDER BY v.id LIMIT ${limit}`,
    where.values,
  )
}

export interface HamletLine {
  id: string
  villageId: string
  villageName: string
  name: string
  alias: string
  venue: string | null
  venueReady: boolean
  stage: 'pilot' | 'spread' | 'deepened'
  filing: 'pending' | 'filed' | 'replaced'
  partyGroup: boolean
  category: string | null
  headId: string | null
  headName: string | null
  recorderId: string | null
  recorderName: string | null
  households: number
  atHome: number
  /** At-home households with a bound account. */
  reached: number
  partyMembers: number
  roomId: string | null
  lacks: Lack[]
}

const HAMLET = `h.id, h."villageId", v.name AS "villageName", h.name, h.alias, h.venue, h."venueReady", h.stage::text AS stage,
  h.filing::text AS filing, h."partyGroup", h.category, h."headId", head.name AS "headName", coalesce(head."partyMember", false) AS "headIsPartyMember",
  h."recorderId", rec.name AS "recorderName", hh.households, hh."atHome", hh.reached, pm."partyMembers",
  (SELECT r.id FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet' ORDER BY r.id LIMIT 1) AS "roomId"`
/** `from`: the table or the part of it that is meant; what stands beside it is looked up for each of its rows. */
const hamletsFrom = (from: string): string => `${from} h JOIN "Village" v ON v.id = h."villageId"
  LEFT JOIN "Villager" head ON head.id = h."headId" LEFT JOIN "Villager" rec ON rec.id = h."recorderId"
  CROSS JOIN LATERAL (SELECT count(*)::int AS households, count(*) FILTER (WHERE x."atHome")::int AS "atHome",
    count(*) FILTER (WHERE x."atHome" AND EXISTS (SELECT FROM "ChatAccount" c WHERE c."hamletId" = h.id AND c."householdId" = x.id))::int AS reached
    FROM "Household" x WHERE x."hamletId" = h.id AND x."removedAt" IS NULL) hh
  CROSS JOIN LATERAL (SELECT count(*)::int AS "partyMembers" FROM "Villager" p WHERE p."hamletId" = h.id AND p."partyMember" AND p."removedAt" IS NULL) pm`

type RawHamlet = Omit<HamletLine, 'lacks'> & { headIsPartyMember: boolean }

function withLacks({ headIsPartyMember, ...h }: RawHamlet): HamletLine {
  return { ...h, lacks: lacksOf({ ...h, headIsPartyMember, hasRoom: h.roomId !== null }) }
}

export interface HamletFilter extends Paging {
  villageId?: string | undefined
  /** Part of the name or alias. */
  search?: string | undefined
  stage?: string | undefined
  /** Only those whose registration lacks something. */
  lacking?: boolean | undefined
}

export async function listHamlets(db: Reader, reach: Reach, filter: HamletFilter = {}): Promise<Page<HamletLine>> {
  const where = within(reach)
    .andIf(filter.villageId, 'h."villageId" = ?')
    .andIf(filter.stage, 'h.stage::text = ?')
    .andIf(filter.search, 'strpos(h.name, ?) > 0 OR strpos(h.alias, ?) > 0', filter.search, filter.search)
  const cursor = readCursor(filter.cursor, 'text', 'text')
  if (cursor) where.and('(h."villageId", h.id) > (?, ?)', ...cursor)
  const limit = limitOf(filter)
  if (filter.lacking) where.and('h.id = ANY (?::text[])', await lackingHamlets(db, reach))
  // The page is cut first: figures are counted for the rows that are shown, not for a whole village.
  const page = `(SELECT h.* FROM "Hamlet" h WHERE ${where} ORDER BY h."villageId", h.id LIMIT ${limit + 1})`
  const found = await rows<RawHamlet>(db, `SELECT ${HAMLET} FROM ${hamletsFrom(page)} ORDER BY h."villageId", h.id`, where.values)
  return paged(found.map(withLacks), limit, (h) => [h.villageId, h.id])
}

export async function findHamlet(db: Reader, reach: Reach, id: string): Promise<HamletLine | undefined> {
  const where = within(reach).and('h.id = ?', id)
  const found = await row<RawHamlet>(db, `SELECT ${HAMLET} FROM ${hamletsFrom('"Hamlet"')} WHERE ${where}`, where.values)
  return found && withLacks(found)
}

/** For doors that only need to know whether it is theirs. */
export async function hamletInReach(db: Reader, reach: Reach, id: string): Promise<{ id: string; villageId: string } | undefined> {
  const where = within(reach).and('h.id = ?', id)
  return row(db, `SELECT h.id, h."villageId" FROM "Hamlet" h WHERE ${where}`, where.values)
}

/** Every hamlet's name, for choosing one: a town has about 600. */
export async function hamletNames(
  db: Reader,
  reach: Reach,
): Promise<{ id: string; name: string; villageId: string; villageName: string }[]> {
  const where = within(reach)
  return rows(
    db,
    `SELECT h.id, h.name, h."villageId", v.name AS "villageName" FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId"
     WHERE ${where} ORDER BY h."villageId", h.id LIMIT 2000`,
    where.values,
  )
}

export interface PersonLine {
  id: string
  name: string
  isHouseholdHead: boolean
  gender: string | null
  birthDate: string | null
  phone: string | null
  partyMember: boolean
}

export interface HouseholdLine {
  id: string
  groupNo: number
  number: number
  atHome: boolean
  people: PersonLine[]
  accounts: { id: string; nickname: string; villagerId: string | null }[]
}

/** 138****5678; the whole number only for a role that needs it. */
export const maskPhone = (phone: string | null, whole: boolean): string | null =>
  phone === null || whole ? phone : phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`

export async function listHouseholds(db: Reader, reach: Reach, hamletId: string, paging: Paging = {}): Promise<Page<HouseholdLine>> {
  const where = within(reach).and('h.id = ?', hamletId).and('x."removedAt" IS NULL')
  const cursor = readCursor(paging.cursor, 'int', 'int', 'text')
  if (cursor) where.and('(x."groupNo", x.number, x.id) > (?::int, ?::int, ?)', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<HouseholdLine>(
    db,
    `SELECT x.id, x."groupNo", x.number, x."atHome",
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'isHouseholdHead', p."isHouseholdHead", 'gender', p.gender,
          'birthDate', p."birthDate", 'phone', p.phone, 'partyMember', p."partyMember") ORDER BY p."isHouseholdHead" DESC, p.id), '[]')
        FROM "Villager" p WHERE p."householdId" = x.id AND p."removedAt" IS NULL) AS people,
       (SELECT coalesce(json_agg(json_build_object('id', c.id, 'nickname', c.nickname, 'villagerId', c."villagerId") ORDER BY c.id), '[]')
        FROM "ChatAccount" c WHERE c."hamletId" = h.id AND c."householdId" = x.id) AS accounts
     FROM "Household" x JOIN "Hamlet" h ON h.id = x."hamletId"
     WHERE ${where} ORDER BY x."groupNo", x.number, x.id LIMIT ${limit + 1}`,
    where.values,
  )
  const shown = found.map((h) => ({ ...h, people: h.people.map((p) => ({ ...p, phone: maskPhone(p.phone, reach.phones) })) }))
  return paged(shown, limit, (h) => [h.groupNo, h.number, h.id])
}

export interface AccountLine {
  id: string
  nickname: string
  hamletId: string
  villagerId: string | null
  villagerName: string | null
  householdId: string | null
  household: string | null
  boundAt: Instant | null
  /** The number of the claim that waits for the head's word. */
  claimNo: number | null
  claimSaid: string | null
}

export async function listAccounts(
  db: Reader,
  reach: Reach,
  filter: Paging & { hamletId?: string | undefined; bound?: boolean | undefined },
): Promise<Page<AccountLine>> {
  const where = within(reach).andIf(filter.hamletId, 'h.id = ?')
  if (filter.bound !== undefined) where.and(`c."householdId" IS ${filter.bound ? 'NOT ' : ''}NULL`)
  const cursor = readCursor(filter.cursor, 'text')
  if (cursor) where.and('c.id > ?', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<AccountLine>(
    db,
    `SELECT c.id, c.nickname, c."hamletId", c."villagerId", p.name AS "villagerName", c."householdId",
       CASE WHEN x.id IS NOT NULL THEN x."groupNo" || '组' || x.number || '户' END AS household, c."boundAt", i.no AS "claimNo", i.said AS "claimSaid"
     FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" LEFT JOIN "Villager" p ON p.id = c."villagerId"
       LEFT JOIN "Household" x ON x.id = c."householdId"
       LEFT JOIN "IdentityClaim" i ON i."accountId" = c.id AND i.status = 'pending'
     WHERE ${where} ORDER BY c.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (a) => [a.id])
}

type Named = { id: string; name: string }

/** All of them, for choosing one. */
export const listDepartments = (db: Reader, townId: string): Promise<Named[]> => departments(db, townId, undefined, DEPARTMENTS_TO_CHOOSE)

export async function pageOfDepartments(db: Reader, townId: string, paging: Paging): Promise<Page<Named>> {
  const limit = limitOf(paging)
  return paged(await departments(db, townId, readCursor(paging.cursor, 'text')?.[0], limit + 1), limit, (d) => [d.id])
}

const DEPARTMENTS_TO_CHOOSE = 200

const departments = (db: Reader, townId: string, after: string | undefined, take: number): Promise<Named[]> =>
  db.department.findMany({
    where: { townId, ...(after ? { id: { gt: after } } : {}) },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, name: true },
  })

/** The hamlets within reach that lack something of their registration. Looked up in whole tables, not hamlet by hamlet. */
async function lackingHamlets(db: Reader, reach: Reach): Promise<string[]> {
  const where = within(reach)
  const found = await rows<HamletFacts & { id: string }>(
    db,
    `SELECT h.id, h."headId", h."recorderId", h.venue, h."venueReady", h.filing::text AS filing, h."partyGroup", coalesce(hh.n, 0)::int AS households,
       coalesce(head."partyMember", false) AS "headIsPartyMember", coalesce(pm.n, 0)::int AS "partyMembers", r."hamletId" IS NOT NULL AS "hasRoom"
     FROM "Hamlet" h LEFT JOIN "Villager" head ON head.id = h."headId"
       LEFT JOIN (SELECT "hamletId", count(*) AS n FROM "Household" WHERE "removedAt" IS NULL GROUP BY 1) hh ON hh."hamletId" = h.id
       LEFT JOIN (SELECT "hamletId", count(*) AS n FROM "Villager" WHERE "partyMember" AND "removedAt" IS NULL GROUP BY 1) pm ON pm."hamletId" = h.id
       LEFT JOIN (SELECT DISTINCT "hamletId" FROM "Room" WHERE kind = 'hamlet') r ON r."hamletId" = h.id
     WHERE ${where} LIMIT 5000`,
    where.values,
  )
  return found.filter((h) => lacksOf(h).length > 0).map((h) => h.id)
}

export const countLacking = async (db: Reader, reach: Reach): Promise<number> => (await lackingHamlets(db, reach)).length
