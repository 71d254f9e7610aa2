import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drift, migrate } from '../../src/store/migrate.ts'
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
    await expect(migrate(url, folder)).rejects.toThrow(
      `migration engine: migration ${name} failed: external connector error\nNo such table: Missing`,
    )
    expect(await query(url, `SELECT to_regclass('"Half"') AS half`)).toEqual([{ half: null }])
    // A semicolon in a string and one in a function body do not end a statement.
    await add(name, `CREATE TABLE "Half" (id INTEGER); COMMENT ON TABLE "Half" IS 'a; b'; DO $$ BEGIN PERFORM 1; END $$;`)
    expect(await migrate(url, folder)).toEqual([name])
    await drop()
  })
})
