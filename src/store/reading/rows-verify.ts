/** Holds the rows that 考核 counts against what the ledger alone says they must be (src/domain/ledger/recount.ts), hamlet by hamlet. */
import {
  type Difference,
  differences,
  type Entry,
  FACT_TABLES,
  type Fact,
  type Facts,
  type FactTable,
  Recount,
} from '../../domain/ledger/recount.ts'
import type { Reader } from '../database.ts'

/** Each as one row an id, its facts as JSON; $1 is the hamlet. Instants are milliseconds. */
const ROWS: Readonly<Record<FactTable, string>> = {
  Issue: `SELECT i.id, json_build_object('no', i.no, 'raisedAt', ms(i."raisedAt"), 'confidential', i.confidential) AS fact FROM "Issue" i WHERE i."hamletId" = $1`,
  Rating: `SELECT r.seq::text AS id, json_build_object('surveyId', r."surveyId", 'score', r.score, 'household', coalesce(r."householdId", e.data ->> 'householdId'),
      'atDoor', r.via = 'byHand', 'confirmed', r."confirmedAt" IS NOT NULL) AS fact
    FROM "Rating" r LEFT JOIN "LedgerEntry" e ON e."hamletId" = r."hamletId" AND e.seq = r.seq AND e.data ->> 'accountId' = r."accountId" WHERE r."hamletId" = $1`,
  Survey: `SELECT s.id, json_build_object('issueId', s."issueId", 'round', s.round, 'status', s.status, 'closedAt', ms(s."closedAt"), 'raters', s.raters, 'satisfied', s.satisfied, 'atDoor', s."atDoor") AS fact
    FROM "Survey" s WHERE s."hamletId" = $1`,
  DueDate: `SELECT d."issueId" || '/' || row_number() OVER (PARTITION BY d."issueId" ORDER BY d.since, d.id) AS id,
      json_build_object('what', d.what, 'dueOn', d."dueOn", 'department', d.department, 'metAt', ms(d."metAt"), 'droppedAt', ms(d."droppedAt")) AS fact
    FROM "DueDate" d WHERE d."hamletId" = $1`,
  Meeting: `SELECT m.id, json_build_object('startsAt', ms(m."startsAt"), 'base', (m.figures ->> 'base')::int, 'atHome', (m.figures ->> 'atHome')::int, 'quorate', (m.figures ->> 'quorate')::boolean) AS fact
    FROM "Meeting" m WHERE m."hamletId" = $1 AND m.status = 'ended'`,
  Motion: `SELECT x.id, json_build_object('closedAt', ms(x."closedAt"), 'approve', x.approve, 'present', x.present, 'carried', x.carried, 'binding', x."binding") AS fact
    FROM "Motion" x WHERE x."hamletId" = $1 AND x.status = 'closed'`,
}

const milliseconds = (sql: string): string => sql.replace(/ms\(([^)]+)\)/g, 'round(extract(epoch FROM $1) * 1000)')

async function rowsOf(db: Reader, hamletId: string): Promise<Record<FactTable, Facts>> {
  const found = await Promise.all(
    FACT_TABLES.map(async (table): Promise<[FactTable, Facts]> => {
      const rows = await db.$queryRawUnsafe<{ id: string; fact: Fact }[]>(milliseconds(ROWS[table]), hamletId)
      return [table, new Map(rows.map(({ id, fact }) => [id, fact]))]
    }),
  )
  return Object.fromEntries(found) as Record<FactTable, Facts>
}

/** Entries read at a time. */
const PAGE = 1_000

export interface RowFinding extends Difference {
  hamletId: string
}

/** Every hamlet, or the one whose id or alias is given. */
export async function* verifyRows(db: Reader, only?: string): AsyncGenerator<{ alias: string; findings: RowFinding[] }> {
  const hamlets = await db.hamlet.findMany({
    where: only === undefined ? {} : { OR: [{ id: only }, { alias: only }] },
    select: { id: true, alias: true },
    orderBy: { id: 'asc' },
  })
  for (const { id: hamletId, alias } of hamlets) {
    const recount = new Recount()
    let after = 0
    for (;;) {
      const entries = await db.ledgerEntry.findMany({ where: { hamletId, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: PAGE })
      for (const { seq, at, what, subject, data } of entries)
        recount.take({ seq, at: at.getTime(), what, subject, data: data as Entry['data'] })
      if (entries.length < PAGE) break
      after = entries.at(-1)?.seq ?? after
    }
    const found = differences(recount.facts, await rowsOf(db, hamletId))
    yield { alias, findings: found.map((difference) => ({ hamletId, ...difference })) }
  }
}
