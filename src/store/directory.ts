/** Which group chat is whose, and who speaks for the town. */
import type { Reader, Transaction } from './database.ts'
import { SITS } from './turn/hamlet.ts'
import { prepared } from './wire/raw.ts'

/** The account of the page on the head's phone (domain: Door). What is to be said in a room of it somebody carries into the group by hand. */
export const PAGE_ACCOUNT = 'page'

/** Of the rooms of a hamlet (`r`) a group that is connected comes before the list on the page. */
export const SPOKEN_FIRST = `r.account = '${PAGE_ACCOUNT}', r.id`

export interface RoomRow {
  id: string
  kind: 'hamlet' | 'village' | 'town' | 'private' | 'watch'
  townId: string
  villageId: string | null
  hamletId: string | null
  name: string
  account: string
  externalId: string
}

const columns = (of: string): string =>
  ['id', 'kind', 'townId', 'villageId', 'hamletId', 'name', 'account', 'externalId'].map((name) => `${of}."${name}"`).join(', ')

const LOCK_ROOM = prepared(`SELECT ${columns('r')} FROM "Room" r WHERE account = $1 AND "externalId" = $2 FOR UPDATE`)

/** Locks a room's row until the transaction ends: its messages are handled by one process at a time. */
export async function lockRoom(tx: Transaction, account: string, externalId: string): Promise<RoomRow | undefined> {
  const [row] = await tx.$queryRawUnsafe<RoomRow[]>(LOCK_ROOM, account, externalId)
  return row
}

export interface HeldRoom extends RoomRow {
  hamletId: string
  /** The hamlet's, under the lock. */
  version: string
}

const LOCK_ROOMS = prepared(`SELECT ${columns('r')}, h.version::text AS version, ${SITS}
     FROM unnest($1::text[], $2::text[]) AS wanted(account, "externalId")
     JOIN "Room" r ON r.account = wanted.account AND r."externalId" = wanted."externalId" AND r.kind = 'hamlet'
     JOIN "Hamlet" h ON h.id = r."hamletId"
     ORDER BY h.id FOR UPDATE OF r, h SKIP LOCKED`)

/**
 * Of these rooms those of hamlets that nobody holds, each locked with its hamlet until the transaction ends. In the order of the hamlets' ids, and
 * nobody is waited for: two processes never block each other.
 */
export const lockHamletRooms = (tx: Transaction, rooms: readonly { account: string; externalRoomId: string }[]): Promise<HeldRoom[]> =>
  tx.$queryRawUnsafe(
    LOCK_ROOMS,
    rooms.map((r) => r.account),
    rooms.map((r) => r.externalRoomId),
  )

const LOCK_HAMLETS =
  prepared(`SELECT h.id, h.version::text AS version, (SELECT r.id FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet' ORDER BY ${SPOKEN_FIRST} LIMIT 1) AS "roomId", ${SITS}
     FROM "Hamlet" h WHERE h.id = ANY ($1::text[]) ORDER BY h.id FOR UPDATE OF h SKIP LOCKED`)

/** Of these hamlets those that nobody holds, locked until the transaction ends, each with the group in which its messages are said. As above. */
export const lockHamlets = (tx: Transaction, ids: readonly string[]): Promise<{ id: string; version: string; roomId: string | null }[]> =>
  tx.$queryRawUnsafe(LOCK_HAMLETS, ids)

/** The room in which a hamlet's messages are said: its group; where none is connected, the list of what somebody is to carry into it. */
export const hamletRoom = (db: Reader, hamletId: string): Promise<RoomRow | undefined> => firstRoom(db, OF_HAMLET, hamletId)
export const villageRoom = (db: Reader, villageId: string): Promise<RoomRow | undefined> => firstRoom(db, OF_VILLAGE, villageId)
/** Where the town's people talk; robots (account `webhook…`) only speak. */
export const townRoom = (db: Reader, townId: string): Promise<RoomRow | undefined> => firstRoom(db, OF_TOWN, townId)

const roomsWhere = (condition: string, order = 'r.id'): string =>
  prepared(`SELECT ${columns('r')} FROM "Room" r WHERE ${condition} ORDER BY ${order}`)
const OF_HAMLET = roomsWhere(`r."hamletId" = $1 AND r.kind = 'hamlet'`, SPOKEN_FIRST)
const OF_VILLAGE = roomsWhere(`r."villageId" = $1 AND r.kind = 'village'`)
const OF_TOWN = roomsWhere(`r."townId" = $1 AND r.kind = 'town' AND NOT starts_with(r.account, 'webhook')`)
const PRIVATE = roomsWhere(`r.kind = 'private' AND r."externalId" = ANY ($1::text[])`)

const firstRoom = async (db: Reader, sql: string, of: string): Promise<RoomRow | undefined> =>
  (await db.$queryRawUnsafe<RoomRow[]>(sql, of))[0]

/** The private talks that these accounts have with the bot: account id → room id. */
export async function privateRooms(
  db: Reader,
  accounts: readonly { id: string; account: string; externalId: string }[],
): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map()
  const rooms = await db.$queryRawUnsafe<RoomRow[]>(
    PRIVATE,
    accounts.map((a) => a.externalId),
  )
  const roomOf = (a: (typeof accounts)[number]) => rooms.find((r) => r.account === a.account && r.externalId === a.externalId)
  return new Map(accounts.flatMap((a) => (roomOf(a)?.id ? [[a.id, roomOf(a)?.id ?? '']] : [])))
}

/** A talk that somebody of a hamlet has begun with the bot is that hamlet's, as far as the person is concerned. */
/** Where a hamlet belongs. */
export const placeOfHamlet = (tx: Transaction, hamletId: string): Promise<{ id: string; townId: string; villageId: string }> =>
  tx.hamlet.findUniqueOrThrow({ where: { id: hamletId }, select: { id: true, townId: true, villageId: true } })

export async function openPrivateRoom(tx: Transaction, room: Omit<RoomRow, 'kind'>): Promise<RoomRow> {
  return tx.room.create({ data: { ...room, kind: 'private' } })
}

/**
 * What is to be said in a hamlet's group whether or not one is connected: without, it stands on the page of the head's phone, for somebody to carry
 * it there. Made with the hamlet's first page or card; there already: nothing.
 */
export async function openPageRoom(tx: Reader, id: string, hamletId: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Room" (id, kind, "townId", "villageId", "hamletId", name, account, "externalId")
     SELECT $1, 'hamlet', h."townId", h."villageId", h.id, h.name, '${PAGE_ACCOUNT}', h.id FROM "Hamlet" h WHERE h.id = $2
     ON CONFLICT (account, "externalId") DO NOTHING`,
    id,
    hamletId,
  )
}
