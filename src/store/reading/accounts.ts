/** One chat account: what it says of itself, and what it has said and answered, so that nobody is bound by a nickname. */
import { DOORS } from '../../domain/base/rows.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { row, rows } from './select.ts'

export interface AccountAtDesk {
  id: string
  nickname: string
  hamletId: string
  hamletName: string
  headId: string | null
  recorderId: string | null
  householdId: string | null
  household: string | null
  villagerId: string | null
  villagerName: string | null
  boundAt: Instant | null
  claimSaid: string | null
}

export function accountInReach(db: Reader, reach: Reach, hamletId: string, accountId: string): Promise<AccountAtDesk | undefined> {
  const where = within(reach).and('h.id = ?', hamletId).and('c.id = ?', accountId)
  return row<AccountAtDesk>(
    db,
    `SELECT c.id, c.nickname, h.id AS "hamletId", h.name AS "hamletName", h."headId", h."recorderId", c."householdId",
       CASE WHEN x.id IS NOT NULL THEN x."groupNo" || '组' || x.number || '户' END AS household, c."villagerId", p.name AS "villagerName", c."boundAt",
       (SELECT i.said FROM "IdentityClaim" i WHERE i."accountId" = c.id AND i.status = 'pending' LIMIT 1) AS "claimSaid"
     FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" LEFT JOIN "Villager" p ON p.id = c."villagerId" LEFT JOIN "Household" x ON x.id = c."householdId"
     WHERE ${where}`,
    where.values,
  )
}

export interface SaidLine {
  accountId: string
  at: Instant
  /** Which kind of word it was: `words` are its own, kept in a record; `issue` what it reported. */
  what: 'words' | 'issue' | 'time' | 'coming' | 'attendance' | 'ballot' | 'rating' | 'receipt'
  /** Own words, or what was answered to. */
  text: string
  /** approve, satisfied, how many persons …; null where there is nothing to add. */
  answer: string | null
}

/** Latest words an account. */
const SHOWN = 6

const EVENING = `to_char(m."startsAt" AT TIME ZONE 'Asia/Shanghai', 'FMMM"月"FMDD"日的会"')`

/** Alias `c`: the accounts; `i`: an issue that everybody of the hamlet may see. */
const PARTS = [
  `SELECT l."accountId", l.at, 'words' AS what, l.text, NULL AS answer FROM "RecordLine" l JOIN c ON c.id = l."accountId" WHERE l."hamletId" = c."hamletId" AND l.kind IN ('said', 'voice') AND l.intent IS NULL`,
  `SELECT c.id, i."raisedAt", 'issue', i.text, NULL FROM "Issue" i JOIN c ON c.id = i."reporterAccountId" WHERE i."hamletId" = c."hamletId" AND NOT i.confidential`,
  `SELECT c.id, a.at, 'attendance', ${EVENING}, a.persons::text FROM "Attendance" a JOIN c ON c.id = a."accountId" JOIN "Meeting" m ON m.id = a."meetingId" WHERE a."hamletId" = c."hamletId"`,
  `SELECT c.id, a.at, 'coming', ${EVENING}, a.coming::text FROM "Rsvp" a JOIN c ON c.id = a."accountId" JOIN "Meeting" m ON m.id = a."meetingId" WHERE a."hamletId" = c."hamletId"`,
  `SELECT c.id, b.at, 'ballot', o.text, b.choice::text FROM "Ballot" b JOIN c ON c.id = b."accountId" JOIN "Motion" o ON o.id = b."motionId" WHERE b."hamletId" = c."hamletId"`,
  `SELECT c.id, r.at, 'rating', i.no || '号', r.score::text FROM "Rating" r JOIN c ON c.id = r."accountId" JOIN "Survey" s ON s.id = r."surveyId" JOIN "Issue" i ON i.id = s."issueId" WHERE r."hamletId" = c."hamletId" AND NOT i.confidential`,
  `SELECT c.id, t.at, 'time', '', coalesce(array_length(t.yes, 1), 0)::text FROM "TimeAnswer" t JOIN c ON c.id = t."accountId" WHERE t."hamletId" = c."hamletId"`,
  `SELECT c.id, r.at, 'receipt', d.text, NULL FROM "Receipt" r JOIN c ON c.id = r."accountId" JOIN "Delivery" d ON d.id = r."deliveryId" WHERE r."hamletId" = c."hamletId"`,
].join('\n       UNION ALL ')

/** What somebody has said and answered who is looked for: the latest first, of one account or of all of a hamlet that are bound to nobody. */
export function saidBy(db: Reader, reach: Reach, hamletId: string, accountId?: string): Promise<SaidLine[]> {
  const where = within(reach).and('h.id = ?', hamletId)
  if (accountId === undefined) where.and('c."householdId" IS NULL AND c.account <> ALL (?::text[])', DOORS)
  else where.and('c.id = ?', accountId)
  return rows<SaidLine>(
    db,
    `WITH c AS MATERIALIZED (SELECT c.id, c."hamletId" FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" WHERE ${where} ORDER BY c.id LIMIT 50),
       said AS (${PARTS})
     SELECT "accountId", at, what, text, answer FROM (SELECT said.*, row_number() OVER (PARTITION BY "accountId" ORDER BY at DESC) AS place FROM said) s
     WHERE place <= ${SHOWN} ORDER BY "accountId", at DESC`,
    where.values,
  )
}
