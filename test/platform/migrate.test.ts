import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drift } from '../../src/store/drift.ts'
import { migrate } from '../../src/store/migrate.ts'
import { freshDatabase } from '../support/database.ts'

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the migrations of this project', () => {
  it('bring an empty database to exactly the shape of the schema', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    expect((await migrate(url)).length).toBeGreaterThan(0)
    expect(await drift(url)).toBe('')
    expect(await migrate(url)).toEqual([])
    await drop()
  })

  it('notices a column that the schema does not have', async () => {
    const { url, drop } = await freshDatabase()
    await query(url, 'ALTER TABLE "Town" ADD COLUMN extra INTEGER')
    expect(await drift(url)).toContain('DROP COLUMN "extra"')
    await drop()
  })
})

describe('a database that is not for this version', () => {
  it.each([
    ['of another program', 'CREATE TABLE "Order" (id INTEGER)', 'holds tables of another program (Order): give the town an empty database'],
    [
      'of another program that Prisma migrates',
      `CREATE TABLE _prisma_migrations (migration_name TEXT, finished_at TIMESTAMPTZ, rolled_back_at TIMESTAMPTZ);
       INSERT INTO _prisma_migrations VALUES ('20200101000000_shop', now(), NULL)`,
      'belongs to another program (migration 20200101000000_shop): give the town an empty database',
    ],
  ])('%s is not touched', async (_what, sql, message) => {
    const { url, drop } = await freshDatabase({ empty: true })
    await query(url, sql)
    const before = await query(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
    await expect(migrate(url)).rejects.toThrow(message)
    expect(await query(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual(before)
    await drop()
  })

  it('of a newer version is not opened by an older one', async () => {
    const { url, drop } = await freshDatabase()
    await query(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('x', 'x', '20991231235959_later', now(), 1)`,
    )
    await expect(migrate(url)).rejects.toThrow('was opened by a newer version of this program (migration 20991231235959_later)')
    await drop()
  })

  it('in which the user may make no tables says so', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    await query(url, `CREATE ROLE guest_${process.pid} LOGIN PASSWORD 'x'`)
    const guest = new URL(url)
    guest.username = `guest_${process.pid}`
    guest.password = 'x'
    await expect(migrate(guest.href)).rejects.toThrow(`gives guest_${process.pid} no right to make tables`)
    await query(url, `DROP ROLE guest_${process.pid}`)
    await drop()
  })
})

describe('a project of its own', () => {
  let folder: string
  const schema = `datasource db {
  provider = "postgresql"
}
model Thing {
  id    Int    @id
  name  String
  state String
  @@index([name])
}
`
  const first = `CREATE TABLE "Thing" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, "state" TEXT NOT NULL, CONSTRAINT "Thing_pkey" PRIMARY KEY ("id"));
CREATE INDEX "Thing_name_idx" ON "Thing"("name");
`
  const add = async (name: string, sql: string) => {
    await mkdir(join(folder, 'migrations', name), { recursive: true })
    await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wuchang migrate 迁移-'))
    await writeFile(join(folder, 'schema.prisma'), schema)
    await add('20260101000000_first', first)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is migrated once by processes that start together', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
    expect(applied.flat()).toEqual(['20260101000000_first'])
    await drop()
  })

  it('has no drift from what Prisma cannot say: checks, partial and expression indexes, another schema', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    await migrate(url, folder)
    await query(
      url,
      `ALTER TABLE "Thing" ADD CONSTRAINT "Thing_name_said" CHECK (length(name) > 0);
       CREATE UNIQUE INDEX "Thing_one_open" ON "Thing"(name) WHERE state = 'open';
       CREATE UNIQUE INDEX "Thing_lower" ON "Thing"(lower(name));
       CREATE SCHEMA bullmq; CREATE TABLE bullmq.job (id INTEGER)`,
    )
    expect(await drift(url, folder)).toBe('')
    await query(url, 'DROP INDEX "Thing_name_idx"')
    expect(await drift(url, folder)).toBe('-- CreateIndex\nCREATE INDEX "Thing_name_idx" ON "Thing"("name");')
    await drop()
  })

  it('changes nothing by a migration that fails, says why, and applies it once it is mended', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    const name = '20260102000000_second'
    await add(name, 'CREATE TABLE "Half" (id INTEGER); ALTER TABLE "Missing" ADD COLUMN x INTEGER;')
    await expect(migrate(url, folder)).rejects.toThrow(`migration ${name} failed: relation "Missing" does not exist`)
    expect(await query(url, `SELECT to_regclass('"Half"') AS half`)).toEqual([{ half: null }])
    // A semicolon in a string and one in a function body do not end a statement.
    await add(name, `CREATE TABLE "Half" (id INTEGER); COMMENT ON TABLE "Half" IS 'a; b'; DO $$ BEGIN PERFORM 1; END $$;`)
    expect(await migrate(url, folder)).toEqual([name])
    await drop()
  })
})
