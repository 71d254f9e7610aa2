/** `npm run migration`, in a copy of the project whose schema has moved on. */
import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const server = inject('testServer')

let copy: string
let existing: string[]
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'wuchang migration 迁移-'))
  const filter = (path: string) => !path.endsWith('generated')
  for (const part of ['src/kernel', 'src/store', 'scripts', 'prisma', 'package.json', 'tsconfig.json']) {
    await cp(join(project, part), join(copy, part), { recursive: true, filter })
  }
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'))
  existing = await migrations()
})
afterAll(() => rm(copy, { recursive: true, force: true }))

const migrations = async () => (await readdir(join(copy, 'prisma/migrations'))).sort()

function run(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  return new Promise((done) => {
    const command = ['--import', './scripts/ts.mjs', 'scripts/migration.ts', ...args]
    execFile(process.execPath, command, { cwd: copy, env: { PATH: process.env.PATH, DATABASE_URL: server } }, (error, out, said) =>
      done({ code: error ? Number(error.code) : 0, out: out.trim(), said: said.trim() }),
    )
  })
}

it('refuses a name that is none, a name that is taken, and a migration of nothing', async () => {
  for (const args of [[], ['Add-Thing'], ['../up']]) {
    expect(await run(...args)).toEqual({ code: 1, out: '', said: expect.stringMatching(/^usage: npm run migration/) })
  }
  expect((await run('ledger')).said).toBe(`there is a migration of that name already: ${existing[0]}`)
  expect((await run('nothing_new')).said).toMatch(/^the migrations already make what prisma\/schema\.prisma says: nothing to write/)
  expect(await migrations()).toEqual(existing)
})

it('writes what is missing, with its reason, after all the others', async () => {
  await appendFile(join(copy, 'prisma/schema.prisma'), '\nmodel Thing {\n  id Int @id\n}\n')
  const { code, out } = await run('add_thing', '--why', 'Things are wanted\nby everybody.')
  expect(code).toBe(0)
  expect(out).toMatch(/^prisma\/migrations\/\d{14}_add_thing\/migration\.sql$/)
  expect(await readFile(join(copy, out), 'utf8')).toBe(
    `-- Why: Things are wanted
-- by everybody.

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
`,
  )
  expect((await migrations()).indexOf(out.split('/')[2]!)).toBe(existing.length - 1)
})

it('leaves room for what Prisma cannot say, and asks for the reason', async () => {
  const { out } = await run('by_hand', '--by-hand')
  expect(await readFile(join(copy, out), 'utf8')).toBe('-- Why: (say what changes for the people who use this, and why)\n')
  expect(await migrations()).toContain('migration_lock.toml')
})
