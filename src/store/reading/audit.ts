/** The desk's log, as it is read: each write with the name of what it was about. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

export interface AuditLine {
  seq: number
  at: Instant
  userId: string
  userName: string | null
  via: string
  action: string
  subject: string
  /** 槐树12号, 槐树 1组3户, a person's name: null of what is no more, or has no name. */
  about: string | null
  before: unknown
  after: unknown
}

export interface AuditFilter extends Paging {
  /** `issue:…`, as it was written. */
  subject?: string | undefined
  userId?: string | undefined
  action?: string | undefined
  from?: Instant | undefined
  /** Before. */
  to?: Instant | undefined
}

const ID = `substr(a.subject, strpos(a.subject, ':') + 1)`
const ABOUT = `CASE split_part(a.subject, ':', 1)
  WHEN 'issue' THEN (SELECT h.alias || i.no || '号' FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" WHERE i.id = ${ID})
  WHEN 'hamlet' THEN (SELECT h.name FROM "Hamlet" h WHERE h.id = ${ID})
  WHEN 'village' THEN (SELECT v.name FROM "Village" v WHERE v.id = ${ID})
  WHEN 'household' THEN (SELECT h.alias || ' ' || x."groupNo" || '组' || x.number || '户' FROM "Household" x JOIN "Hamlet" h ON h.id = x."hamletId" WHERE x.id = ${ID})
  WHEN 'account' THEN (SELECT h.alias || ' “' || c.nickname || '”' FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" WHERE c.id = ${ID})
  WHEN 'villager' THEN (SELECT h.alias || ' ' || p.name FROM "Villager" p JOIN "Hamlet" h ON h.id = p."hamletId" WHERE p.id = ${ID})
  WHEN 'user' THEN (SELECT u.name FROM "User" u WHERE u.id = ${ID})
  WHEN 'official' THEN (SELECT o.name FROM "Official" o WHERE o.id = ${ID})
  WHEN 'meeting' THEN (SELECT h.name || to_char(m."startsAt" AT TIME ZONE 'Asia/Shanghai', 'FMMM"月"FMDD"日的会"') FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" WHERE m.id = ${ID})
END`

/** The newest first. */
export async function auditLines(db: Reader, townId: string, filter: AuditFilter): Promise<Page<AuditLine>> {
  const where = new Conditions()
    .and('a."townId" = ?', townId)
    .andIf(filter.userId, 'a."userId" = ?')
    .andIf(filter.action, 'a.action = ?')
    .andIf(filter.subject, 'a.subject = ?')
  if (filter.from !== undefined) where.and('a.at >= ?::timestamptz', new Date(filter.from))
  if (filter.to !== undefined) where.and('a.at < ?::timestamptz', new Date(filter.to))
  const cursor = readCursor(filter.cursor, 'seq')
  if (cursor) where.and('a.seq < ?::bigint', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<AuditLine>(
    db,
    `SELECT a.seq, a.at, a."userId", u.name AS "userName", a.via, a.action, a.subject, ${ABOUT} AS about, a.before, a.after
     FROM "AuditEntry" a LEFT JOIN "User" u ON u.id = a."userId" WHERE ${where} ORDER BY a.seq DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(
    found.map((a) => ({ ...a, seq: Number(a.seq) })),
    limit,
    (a) => [a.seq],
  )
}

/** Whoever has written something, for choosing one. */
export const auditedUsers = (db: Reader, townId: string): Promise<{ id: string; name: string }[]> =>
  rows(db, `SELECT u.id, u.name FROM "User" u WHERE u."townId" = $1 ORDER BY u.name, u.id LIMIT 500`, [townId])
