/** Hamlets, as the desk looks at them. */

import { DOORS } from '../../domain/base/rows.ts'
import { type HamletFacts, type Lack, lacksOf } from '../../domain/registry/lacks.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'
import { SPOKEN_FIRST } from '../directory.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

/** Conditions that keep a query within somebody's reach; `h` is the alias of the hamlet (or of whatever has townId and villageId). */
export function within(reach: Reach, where = new Conditions(), h = 'h'): Conditions {
  return where.and(`${h}."townId" = ?`, reach.townId).andIf(reach.villageId, `${h}."villageId" = ?`)
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
  headHow: string | null
  headChecks: string[]
  filedOn: string | null
  filingNo: string | null
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

/** Pages of ours are no chat: nobody is reached by a code that was printed. */
const PAGES = DOORS.map((door) => `'${door}'`).join()

const HAMLET = `h.id, h."villageId", v.name AS "villageName", h.name, h.alias, h.venue, h."venueReady", h.stage::text AS stage,
  h.filing::text AS filing, h."partyGroup", h.category, h."headId", head.name AS "headName", h."headHow", h."headChecks", h."filedOn", h."filingNo", coalesce(head."partyMember", false) AS "headIsPartyMember",
  h."recorderId", rec.name AS "recorderName", hh.households, hh."atHome", hh.reached, pm."partyMembers",
  (SELECT r.id FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet' ORDER BY ${SPOKEN_FIRST} LIMIT 1) AS "roomId"`

/** `from`: the table or the part of it that is meant; what stands beside it is looked up for each of its rows, a hamlet's accounts once. */
const hamletsFrom = (from: string): string => `${from} h JOIN "Village" v ON v.id = h."villageId"
  LEFT JOIN "Villager" head ON head.id = h."headId" LEFT JOIN "Villager" rec ON rec.id = h."recorderId"
  CROSS JOIN LATERAL (SELECT count(*)::int AS households, count(*) FILTER (WHERE x."atHome")::int AS "atHome",
    count(*) FILTER (WHERE x."atHome" AND x.id = ANY (ARRAY(SELECT c."householdId" FROM "ChatAccount" c WHERE c."hamletId" = h.id AND c.account NOT IN (${PAGES}))))::int AS reached
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
  if (filter.lacking) where.and('h.id = ANY (?::text[])', lacking(await hamletFacts(db, reach)))
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

/** Every hamlet within reach, those without a group first. */
export async function hamletsByRoom(
  db: Reader,
  reach: Reach,
): Promise<{ id: string; name: string; villageName: string; hasRoom: boolean }[]> {
  const where = within(reach)
  return rows(
    db,
    `SELECT h.id, h.name, v.name AS "villageName", EXISTS (SELECT FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet') AS "hasRoom"
     FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId" WHERE ${where} ORDER BY "hasRoom", h."villageId", h.id LIMIT 2000`,
    where.values,
  )
}

/** Every hamlet within reach by what its registration has. Counted in whole tables, not hamlet by hamlet; a head is one row of 75 000. */
export async function hamletFacts(db: Reader, reach: Reach): Promise<(HamletFacts & { id: string })[]> {
  const where = within(reach)
  // As arrays: of 600 rows the names of the columns would be most of what is read.
  const found = await rows<{ line: unknown[] }>(
    db,
    `SELECT json_build_array(h.id, h."headId", h."recorderId", h.venue, h."venueReady", h.filing, h."partyGroup", coalesce(hh.n, 0),
       coalesce((SELECT head."partyMember" FROM "Villager" head WHERE head.id = h."headId"), false),
       coalesce(pm.n, 0), EXISTS (SELECT FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet')) AS line
     FROM "Hamlet" h LEFT JOIN (SELECT "hamletId", count(*) AS n FROM "Household" WHERE "removedAt" IS NULL GROUP BY 1) hh ON hh."hamletId" = h.id
       LEFT JOIN (SELECT "hamletId", count(*) AS n FROM "Villager" WHERE "partyMember" AND "removedAt" IS NULL GROUP BY 1) pm ON pm."hamletId" = h.id
     WHERE ${where} LIMIT 5000`,
    where.values,
  )
  type Line = [
    string,
    string | null,
    string | null,
    string | null,
    boolean,
    HamletFacts['filing'],
    boolean,
    number,
    boolean,
    number,
    boolean,
  ]
  return (found as { line: Line }[]).map(
    ({ line: [id, headId, recorderId, venue, venueReady, filing, partyGroup, households, member, members, hasRoom] }) => ({
      ...{ id, headId, recorderId, venue, venueReady, filing, partyGroup },
      ...{ households, headIsPartyMember: member, partyMembers: members, hasRoom },
    }),
  )
}

/** Those that lack something of their registration. */
export const lacking = (facts: readonly (HamletFacts & { id: string })[]): string[] =>
  facts.filter((h) => lacksOf(h).length > 0).map((h) => h.id)
