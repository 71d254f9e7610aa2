/** Rounds of 评议 and what was said in them, as far as their issue may be seen. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { visibleIssues } from './issues.ts'
import { limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

export interface SurveyLine {
  id: string
  issueId: string
  issueNo: number
  issueText: string
  hamletId: string
  hamletName: string
  round: number
  status: 'open' | 'waiting' | 'passed' | 'failed' | 'cancelled'
  openedAt: Instant
  closesAt: Instant
  closedAt: Instant | null
  extended: boolean
  raters: number | null
  satisfied: number | null
  atHomeBase: number | null
  atDoor: number | null
}

export async function listSurveys(
  db: Reader,
  reach: Reach,
  filter: Paging & {
    issueId?: string | undefined
    hamletId?: string | undefined
    villageId?: string | undefined
    /** One result, or any of several. */
    status?: string | readonly string[] | undefined
    /** Closed at or after, and before. */
    from?: Instant | undefined
    to?: Instant | undefined
  },
): Promise<Page<SurveyLine>> {
  const where = visibleIssues(reach)
    .andIf(filter.issueId, 'i.id = ?')
    .andIf(filter.hamletId, 'h.id = ?')
    .andIf(filter.villageId, 'h."villageId" = ?')
    .andIf(filter.status, 's.status = ANY (?::"SurveyStatus"[])', [filter.status].flat())
  if (filter.from !== undefined) where.and('s."closedAt" >= ?::timestamptz', new Date(filter.from))
  if (filter.to !== undefined) where.and('s."closedAt" < ?::timestamptz', new Date(filter.to))
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(s."openedAt", s.id) < (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<SurveyLine>(
    db,
    `SELECT s.id, s."issueId", i.no AS "issueNo", i.text AS "issueText", s."hamletId", h.name AS "hamletName", s.round, s.status::text AS status,
       s."openedAt", s."closesAt", s."closedAt", s.extended, s.raters, s.satisfied, s."atHomeBase", s."atDoor"
     FROM "Survey" s JOIN "Issue" i ON i.id = s."issueId" JOIN "Hamlet" h ON h.id = s."hamletId"
     WHERE ${where} ORDER BY s."openedAt" DESC, s.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (s) => [s.openedAt, s.id])
}

export interface RatingLine {
  /** Null while the account is not bound, and for whoever may not look at people. */
  household: string | null
  score: 'satisfied' | 'basic' | 'dissatisfied'
  comment: string | null
  at: Instant
  via: string
  /** Entered at the door and not confirmed by a second person yet: it does not count. */
  unconfirmed: boolean
}

/** Every rating of a round as it was given, in order. */
export const ratingsOf = (db: Reader, reach: Reach, surveyId: string): Promise<RatingLine[]> =>
  rows(
    db,
    `SELECT CASE WHEN x.id IS NOT NULL AND ${reach.people} THEN x."groupNo" || '组' || x.number || '户' END AS household, r.score::text AS score, r.comment, r.at, r.via,
       r.via = 'byHand' AND r."confirmedAt" IS NULL AS unconfirmed
     FROM "Rating" r LEFT JOIN "ChatAccount" c ON c.id = r."accountId" LEFT JOIN "Household" x ON x.id = coalesce(r."householdId", c."householdId")
     WHERE r."surveyId" = $1 ORDER BY r.seq, r.id LIMIT 500`,
    [surveyId],
  )
