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
import { tenYears } from './ten-years.ts'

const HAMLETS = 600
const TIMES = 15
const NOW = instantAt('2026-09-16', 9)

const MEETINGS = `SELECT m.*, h.name FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" ORDER BY m."startsAt" DESC LIMIT 50`
const ISSUES = `SELECT i.*, h.name FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" ORDER BY i."raisedAt" DESC LIMIT 50`
const HAMLET_ROWS = `SELECT h.*, (SELECT count(*) FROM "Household" x WHERE x."hamletId" = h.id) FROM "Hamlet" h ORDER BY h."villageId", h.id LIMIT 50`
const MONTH = `SELECT m."hamletId", l.data FROM "Meeting" m JOIN "LedgerEntry" l ON l."hamletId" = m."hamletId" AND l.subject = m.id
  WHERE m."startsAt" >= '2026-07-31T16:00Z' AND m."startsAt" < '2026-08-31T16:00Z'`
const YEAR = MONTH.replace('2026-07-31', '2025-08-31')

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
