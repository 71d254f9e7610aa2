/**
 * `npm run migration -- <name> [--why "…"] [--by-hand]`: writes the next migration, by comparing what the existing ones make of an
 * empty database with prisma/schema.prisma. `--by-hand` writes an empty file instead, for what Prisma cannot say (CHECK constraints,
 * partial indexes, data). DATABASE_URL, if set, names the server on which the scratch database is made.
 */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/kernel/clock.ts'
import { isoShanghai } from '../src/kernel/time.ts'
import { drift } from '../src/store/drift.ts'
import { migrate } from '../src/store/migrate.ts'
import { withScratchDatabase } from '../src/store/postgres/scratch.ts'

/** Stands where the reason belongs until somebody writes it; a test refuses a migration that still has it. */
const ASK = 'Why: (say what changes for the people who use this, and why)'

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function wantedName(positionals: string[]): string {
  const [name = '', ...more] = positionals
  if (!/^[a-z][a-z0-9_]{2,59}$/.test(name) || more.length > 0) {
    fail('usage: npm run migration -- <name> [--why "…"] [--by-hand]; the name is 3 to 60 of a-z, 0-9 and _, beginning with a letter')
  }
  return name
}

/** Fourteen digits of Shanghai time, later than every existing migration: they are applied in the order of their names. */
async function nextStamp(folder: string): Promise<string> {
  const now = isoShanghai(systemClock.now()).slice(0, 19).replace(/\D/g, '')
  const stamps = (await readdir(folder)).flatMap((name) => /^(\d{14})_/.exec(name)?.[1] ?? [])
  const last = stamps.sort().at(-1) ?? ''
  return now > last ? now : String(BigInt(last) + 1n)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { why: { type: 'string' }, 'by-hand': { type: 'boolean' } },
  })
  const name = wantedName(positionals)
  const projectDir = resolve(import.meta.dirname, '..')
  const migrations = join(projectDir, 'prisma', 'migrations')
  await mkdir(migrations, { recursive: true })
  const taken = (await readdir(migrations)).find((existing) => existing.endsWith(`_${name}`))
  if (taken) fail(`there is a migration of that name already: ${taken}`)

  let sql = ''
  if (!values['by-hand']) {
    sql = await withScratchDatabase({ projectDir, serverUrl: process.env.DATABASE_URL || undefined }, async (url) => {
      await migrate(url)
      return drift(url)
    })
    if (sql === '')
      fail('the migrations already make what prisma/schema.prisma says: nothing to write (--by-hand for what Prisma cannot say)')
  }
  const lockfile = join(migrations, 'migration_lock.toml')
  if (!(await stat(lockfile).catch(() => undefined))) await writeFile(lockfile, 'provider = "postgresql"\n')
  const file = join(migrations, `${await nextStamp(migrations)}_${name}`, 'migration.sql')
  await mkdir(resolve(file, '..'))
  const reason = values.why?.trim().replace(/\s*\n\s*/g, '\n-- ')
  await writeFile(file, `-- ${reason ? `Why: ${reason}` : ASK}\n${sql && `\n${sql}\n`}`)
  console.log(relative(projectDir, file))
}

await main().catch((error: Error) => fail(error.message))
