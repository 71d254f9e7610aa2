/** What the database itself refuses, whoever writes. Prisma knows nothing of these rules, so a lost one would go unnoticed. */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

const { url } = await freshDatabase()
const client = new pg.Client({ connectionString: url })
beforeAll(async () => {
  await client.connect()
  await client.query(`INSERT INTO "LedgerEntry" ("hamletId", seq, at, who, what, subject, data, "prevHash", hash)
    VALUES ('h', 1, now(), 'w', 'x', 's', '{}', '', '1')`)
})
afterAll(() => client.end())

const poll = (id: string, status: string, chosen: number | null = null) =>
  client.query(
    `INSERT INTO "TimePoll" (id, "hamletId", options, status, "openedAt", "openedBy", "closesAt", chosen)
     VALUES ($1, 'h', ARRAY[now(), now()], $2::"PollStatus", '2026-01-01', 'x', '2026-01-02', $3)`,
    [id, status, chosen],
  )

describe('the database refuses', () => {
  it('a second open or undecided poll in a hamlet, but not a decided one', async () => {
    await poll('a', 'open')
    await expect(poll('b', 'undecided')).rejects.toThrow('"TimePoll_one_active"')
    await poll('c', 'decided', 2)
  })

  it('a choice that is none of the options, and a decision without a choice', async () => {
    await expect(poll('d', 'decided', 3)).rejects.toThrow('"TimePoll_chosen_exists"')
    await expect(poll('e', 'decided')).rejects.toThrow('"TimePoll_decided_has_choice"')
  })

  it('an open meeting without its base', async () => {
    const insert = `INSERT INTO "Meeting" (id, "hamletId", status, "startsAt", "scheduledAt", "scheduledBy", "rsvpSince") VALUES ('m', 'h', 'open', now(), now(), 'x', now())`
    await expect(client.query(insert)).rejects.toThrow('"Meeting_open_has_base"')
  })

  it('more satisfied households than raters', async () => {
    const insert = (id: string, satisfied: number) =>
      client.query(
        `INSERT INTO "Survey" (id, "hamletId", "issueId", round, status, "openedAt", "closesAt", raters, satisfied)
         VALUES ($1, 'h', $1, 1, 'passed', now(), now(), 5, $2)`,
        [id, satisfied],
      )
    await insert('s', 5)
    await expect(insert('t', 6)).rejects.toThrow('"Survey_counts"')
  })

  it('a date that is none', async () => {
    await client.query(`INSERT INTO "Town" (id, name) VALUES ('t', 'x')`)
    const insert = `INSERT INTO "BusyPeriod" (id, "townId", name, "from", "to") VALUES ('p', 't', 'x', $1, $2)`
    await expect(client.query(insert, ['2026-5-1', '2026-06-01'])).rejects.toThrow('"BusyPeriod_dates"')
    await expect(client.query(insert, ['2026-06-02', '2026-06-01'])).rejects.toThrow('"BusyPeriod_dates"')
    await client.query(insert, ['2026-06-01', '2026-06-01'])
  })

  it('any change of the ledger', async () => {
    await expect(client.query(`UPDATE "LedgerEntry" SET who = 'y'`)).rejects.toThrow('LedgerEntry is append-only: UPDATE refused')
    await expect(client.query(`DELETE FROM "LedgerEntry"`)).rejects.toThrow('LedgerEntry is append-only: DELETE refused')
  })
})

it('every migration says why it was made', async () => {
  const folder = resolve(import.meta.dirname, '../../prisma/migrations')
  const names = (await readdir(folder)).filter((name) => name !== 'migration_lock.toml')
  for (const name of names) {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
    expect(sql, name).toMatch(/^-- Why: [^(\n]{30,}/)
  }
})
