/**
 * How soon the desk answers: first byte of each page and of the API's longest lists, in a town of 600 hamlets with ten years of ledger.
 * The floor is what plain `pg` needs, on the same database in the same run, to read the rows that the page is mainly about.
 */
import pg from 'pg'
import { seedTown } from '../prisma/seed/town.ts'
import { hashSecret, newSecret } from '../src/application/orders/passwords.ts'
import type { Deps } from '../src/application/ports.ts'
import { townApp } from '../src/house/town-app.ts'
import { ManualClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { HOUR, instantAt } from '../src/kernel/time.ts'
import { measured } from '../src/kernel/wide.ts'
import { openDatabase } from '../src/store/database.ts'
import { resetTo } from '../src/store/reset.ts'
import type { Figure } from './figures.ts'

const HAMLETS = 600
const YEARS = 10
const TIMES = 15
const NOW = instantAt('2026-09-16', 9)

const MEETINGS = `SELECT m.*, h.name FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" ORDER BY m."startsAt" DESC LIMIT 50`
const ISSUES = `SELECT i.*, h.name FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" ORDER BY i."raisedAt" DESC LIMIT 50`
const HAMLET_ROWS = `SELECT h.*, (SELECT count(*) FROM "Household" x WHERE x."hamletId" = h.id) FROM "Hamlet" h ORDER BY h."villageId", h.id LIMIT 50`
const MONTH = `SELECT m."hamletId", l.data FROM "Meeting" m JOIN "LedgerEntry" l ON l."hamletId" = m."hamletId" AND l.subject = m.id
  WHERE m."startsAt" >= '2026-07-31T16:00Z' AND m."startsAt" < '2026-08-31T16:00Z'`
const YEAR = MONTH.replace('2026-07-31', '2025-08-31')

const FIGURES = '{"base": 30, "atHome": 26, "away": 1, "persons": 40, "needed": 24, "quorate": true}'

/** Path → what plain pg reads instead. */
const PAGES: Readonly<Record<string, string>> = {
  '/': `SELECT i.id FROM "Issue" i WHERE i.status NOT IN ('closed', 'withdrawn', 'raised')`,
  '/hamlets': HAMLET_ROWS,
  '/hamlets/hamlet_huaishu': `SELECT * FROM "Issue" WHERE "hamletId" = 'hamlet_huaishu' ORDER BY "raisedAt" DESC LIMIT 50`,
  '/hamlets/hamlet_huaishu/people': `SELECT * FROM "Villager" WHERE "hamletId" = 'hamlet_huaishu'`,
  '/meetings': MEETINGS,
  '/meetings/m_hamlet_huaishu_100': `SELECT * FROM "Motion" WHERE "meetingId" = 'm_hamlet_huaishu_100'`,
  '/issues': ISSUES,
  '/issues?due=overdue': `SELECT * FROM "Issue" WHERE status = 'inVillage' AND "reportDueOn" < '2026-09-16' ORDER BY "reportDueOn" LIMIT 50`,
  '/issues/i_hamlet_huaishu_100': `SELECT * FROM "LedgerEntry" WHERE "hamletId" = 'hamlet_huaishu' AND subject = 'i_hamlet_huaishu_100'`,
  '/surveys': `SELECT s.*, i.text FROM "Survey" s JOIN "Issue" i ON i.id = s."issueId" ORDER BY s."openedAt" DESC LIMIT 50`,
  '/assessment?month=2026-08': MONTH,
  '/assessment/months.svg?month=2026-08': YEAR,
  '/assessment/deadlines?month=2026-08': MONTH,
  '/assessment/motions?month=2026-08': MONTH,
  '/digest': `SELECT i.id FROM "Issue" i WHERE i.status NOT IN ('closed', 'withdrawn', 'raised')`,
  '/studies': `SELECT * FROM "Issue" WHERE status = 'inTown' ORDER BY "raisedAt" DESC LIMIT 30`,
  '/calendar': `SELECT * FROM "CalendarEntry"`,
  '/officials': `SELECT * FROM "Official" ORDER BY id LIMIT 50`,
  '/settings/users': `SELECT * FROM "User" ORDER BY id LIMIT 50`,
  '/inbox': `SELECT * FROM "Inbox" WHERE status = 'failed' ORDER BY seq DESC LIMIT 50`,
  '/announcements': `SELECT * FROM "Announcement" ORDER BY "createdAt" DESC LIMIT 30`,
  '/rooms': `SELECT * FROM "Room" ORDER BY id LIMIT 50`,
  '/outbox': `SELECT * FROM "Outbox" ORDER BY seq DESC LIMIT 50`,
  '/deadlines': `SELECT * FROM "Deadline" WHERE "doneAt" IS NULL ORDER BY "dueAt" LIMIT 50`,
  '/api/v1/issues?limit=200': ISSUES.replace('50', '200'),
  '/api/v1/hamlets?limit=200': HAMLET_ROWS.replace('50', '200'),
}

export async function run(databaseUrl: string): Promise<Figure[]> {
  const db = openDatabase(databaseUrl, 8)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await resetTo(db, seedTown({ now: new Date(NOW), account: 'bench', hamlets: HAMLETS }))
    await tenYears(client)
    const deps: Deps = {
      db,
      clock: new ManualClock(NOW),
      newId: randomId,
      wake: { outbox() {}, deadlines() {}, inbox() {} },
      log: silentLog,
    }
    const wall = new ManualClock(NOW)
    const app = townApp({ deps, wall })
    const cookie = `desk=${await official(client)}`
    const figures: Figure[] = []
    for (const [path, sql] of Object.entries(PAGES)) {
      let statements = 0
      const look = async () => {
        const response = await app.request(`http://bench.test${path}`, { headers: { cookie } })
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
        await response.body?.getReader().read()
      }
      await measured(look, (cost) => {
        statements = cost.statements
      })
      const { value, floor } = await medians(look, () => client.query(sql))
      figures.push({ name: `first byte of ${path}`, value, unit: 'ms', floor, ratio: value / floor, statements })
    }
    return figures
  } finally {
    await client.end()
    await db.$disconnect()
  }
}

export const suite = { name: 'api', run }

/** In turn, so that whatever else the machine does is done to both. The first run fills caches, as the first visitor of a morning does. */
async function medians(page: () => Promise<unknown>, floor: () => Promise<unknown>): Promise<{ value: number; floor: number }> {
  const times: [number[], number[]] = [[], []]
  for (let i = 0; i <= TIMES; i++)
    for (const [which, work] of [page, floor].entries()) {
      const began = performance.now()
      await work()
      if (i > 0) times[which]?.push(performance.now() - began)
    }
  const [value, beside] = times.map((of) => of.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0)
  return { value: value ?? 0, floor: beside ?? 0 }
}

async function official(client: pg.Client): Promise<string> {
  const secret = newSecret()
  const at = new Date(NOW).toISOString()
  await client.query(
    `INSERT INTO "User" (id, "townId", role, name, login, "createdAt") VALUES ('u', 'town_qingshan', 'townAdmin', '郑文', 'bench', $1)`,
    [at],
  )
  await client.query(`INSERT INTO "Session" (hash, "userId", csrf, "createdAt", "expiresAt") VALUES ($1, 'u', 'x', $2, $3)`, [
    hashSecret(secret),
    at,
    new Date(NOW + 12 * HOUR).toISOString(),
  ])
  return secret
}

/** A meeting, two issues with a survey each, and twelve entries of the ledger for every hamlet and month; all made by the server itself. */
async function tenYears(client: pg.Client): Promise<void> {
  const months = YEARS * 12
  const when = `timestamptz '2026-09-08 19:30+08' - make_interval(months => ${months} - n) + make_interval(hours => (hashtext(h.id) % 200))`
  const each = `FROM "Hamlet" h CROSS JOIN generate_series(1, ${months}) n`
  await client.query(`
    INSERT INTO "Meeting" (id, "hamletId", status, "startsAt", venue, "scheduledAt", "scheduledBy", "rsvpSince", "endedAt", "atHomeBase", topics, "atHomeIds", figures)
    SELECT 'm_' || h.id || '_' || n, h.id, 'ended', ${when}, h.venue, ${when}, 'clock', ${when}, ${when} + interval '1 hour', 30, '{}', '{}', '${FIGURES}' ${each}`)
  await client.query(`
    INSERT INTO "Motion" (id, "hamletId", "meetingId", no, text, status, "openedAt", "openedBy", "closedAt", present, approve, reject, abstain, carried, "binding", counted)
    SELECT 'v_' || h.id || '_' || n, h.id, 'm_' || h.id || '_' || n, 1, '每户出50元修路灯', 'closed', ${when}, 'clock', ${when}, 40, 34, 3, 3, true, true, 'ballots' ${each}`)
  await client.query(`
    INSERT INTO "Issue" (id, "hamletId", no, status, text, category, "raisedAt", "raisedBy", "meetingId", level, round, "reportDueOn", "reportedAt", "handledAt", "closedAt")
    SELECT 'i_' || h.id || '_' || (2 * n + k), h.id, 2 * n + k, (CASE WHEN n < ${months} THEN 'closed' WHEN k = 0 THEN 'inVillage' ELSE 'inTown' END)::"IssueStatus",
      '村口路灯坏了两盏，晚上看不见路', '设施管护', ${when}, 'clock', 'm_' || h.id || '_' || n, 'village', 1,
      to_char(${when} + interval '7 days', 'YYYY-MM-DD'), CASE WHEN k = 1 THEN ${when} + interval '3 days' END, CASE WHEN n < ${months} THEN ${when} + interval '4 days' END, CASE WHEN n < ${months} THEN ${when} + interval '8 days' END
    ${each} CROSS JOIN generate_series(0, 1) k`)
  await client.query(`
    INSERT INTO "DueDate" (id, "hamletId", "issueId", what, since, "dueOn", "metAt")
    SELECT 'd_' || i.id, i."hamletId", i.id, 'report', i."raisedAt", i."reportDueOn", least(i."reportedAt", i."handledAt") FROM "Issue" i WHERE i."reportDueOn" IS NOT NULL`)
  await client.query(`
    INSERT INTO "Survey" (id, "hamletId", "issueId", round, status, "openedAt", "closesAt", "closedAt", raters, satisfied, "atHomeBase")
    SELECT 's_' || i.id, i."hamletId", i.id, 1, 'passed', i."handledAt", i."closedAt", i."closedAt", 12, 10, 30 FROM "Issue" i WHERE i.status = 'closed'`)
  await client.query(`
    INSERT INTO "LedgerEntry" ("hamletId", seq, at, who, what, subject, data, "prevHash", hash)
    SELECT h.id, n * 20 + k, ${when} + make_interval(mins => k), 'clock', (CASE WHEN k = 0 THEN 'meetingEnded' ELSE 'rated' END),
      (CASE WHEN k = 0 THEN 'm_' || h.id || '_' || n ELSE 'i_' || h.id || '_' || (2 * n + k % 2) END),
      (CASE WHEN k = 0 THEN '{"figures": ${FIGURES}}' ELSE '{"score": "satisfied", "round": 1}' END)::jsonb,
      md5(h.id || n || k), md5(h.id || n || (k + 1)) ${each} CROSS JOIN generate_series(0, 11) k`)
  await client.query(`
    INSERT INTO "Outbox" (key, account, "roomId", text, priority, status, "notBefore", "createdAt", "sentAt")
    SELECT 'b/' || r.id || '/' || n, r.account, r.id, '明天上午停水', 'reminder', 'sent', s.at, s.at, s.at FROM "Room" r CROSS JOIN generate_series(1, 200) n
      CROSS JOIN LATERAL (SELECT timestamptz '2026-09-16 08:30+08' - make_interval(hours => 18 * (n - 1)) AS at) s`)
  await client.query(`
    INSERT INTO "Deadline" (id, key, "hamletId", "townId", kind, subject, "dueAt")
    SELECT 'd' || h.id, 'd' || h.id, h.id, h."townId", 'villageChase', h.id, timestamptz '2026-09-17 09:00+08' FROM "Hamlet" h`)
  await client.query(`
    INSERT INTO "Announcement" (id, "townId", kind, text, "createdAt", "createdBy")
    SELECT 'a' || n, 'town_qingshan', 'notice', '明天上午停水', now() - make_interval(days => n), 'u' FROM generate_series(1, 500) n`)
  await client.query(`
    INSERT INTO "Delivery" (id, "hamletId", "announcementId", text, receipts, at)
    SELECT 'a' || n || h.id, h.id, 'a' || n, '明天上午停水', false, now() FROM "Hamlet" h CROSS JOIN generate_series(1, 40) n`)
  await client.query('VACUUM ANALYZE')
}
