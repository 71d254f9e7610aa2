/** What was meant for the bot in the groups of hamlets and was not understood: its words, as long as they are kept. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import type { Missed } from '../edges/inbox.ts'
import { within } from './hamlets.ts'
import { limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

export interface MissedLine extends Missed {
  seq: number
  hamletId: string
  hamletName: string
  kind: 'text' | 'audio'
  at: Instant
  text: string
  outcome: 'silence' | 'clarify'
}

interface Filter extends Paging {
  /** Received at or after. */
  since: Instant
  /** These only. */
  seqs?: readonly number[] | undefined
}

/** The newest first. */
export async function listMissed(db: Reader, reach: Reach, filter: Filter): Promise<Page<MissedLine>> {
  const where = within(reach, undefined, 'r')
    .and(`m.missed IS NOT NULL AND r.kind = 'hamlet'`)
    .and('m."receivedAt" >= ?::timestamptz', new Date(filter.since))
    .andIf(filter.seqs, 'm.seq = ANY (?::bigint[])')
  const cursor = readCursor(filter.cursor, 'seq')
  if (cursor) where.and('m.seq < ?::bigint', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<MissedLine>(
    db,
    `SELECT m.seq, r."hamletId", r.name AS "hamletName", m.kind, m.at, m.text, m.outcome, m.missed ->> 'by' AS by, m.missed ->> 'role' AS role,
       m.missed -> 'open' AS open
     FROM "Inbox" m JOIN "Room" r ON r.account = m.account AND r."externalId" = m."externalRoomId"
     WHERE ${where} ORDER BY m.seq DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (m) => [m.seq])
}

/** Everybody in the town whom these words may name: of the rosters, also who has left them; officials; chat accounts, by what they are called. */
export async function namesOfTown(db: Reader, townId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `SELECT v.name FROM "Villager" v JOIN "Hamlet" h ON h.id = v."hamletId" WHERE h."townId" = $1
     UNION SELECT o.name FROM "Official" o WHERE o."townId" = $1
     UNION SELECT u.name FROM "User" u WHERE u."townId" = $1
     UNION SELECT a.nickname FROM "ChatAccount" a LEFT JOIN "Hamlet" h ON h.id = a."hamletId" LEFT JOIN "Official" o ON o.id = a."officialId"
       WHERE h."townId" = $1 OR o."townId" = $1`,
    [townId],
  )
  return found.map(({ name }) => name)
}
