/**
 * `npm run ledger:verify [-- [--rows] <hamlet> [<count> <fingerprint>]]`: recomputes the hash chain of every hamlet, or of one (id or alias), and
 * says which entry was changed, taken out, moved or put in. With count and fingerprint, as a group was told on the 1st of a month, it also
 * says whether the chain still had that fingerprint at that length. With `--rows` everything that 考核 shows is worked out from the ledger
 * once more and held against the rows. Ends with 1 when anything is wrong.
 */
import { resolve } from 'node:path'
import { loadConfig } from '../src/config.ts'
import { silentLog } from '../src/kernel/log.ts'
import { openDatabase } from '../src/store/database.ts'
import { startEmbedded } from '../src/store/postgres/embedded.ts'
import { runningServer } from '../src/store/postgres/running.ts'
import { type Fault, type Finding, hashAt, verifyLedgers } from '../src/store/reading/ledger-verify.ts'
import { verifyRows } from '../src/store/reading/rows-verify.ts'

const WORDS: Record<Fault, (f: Finding) => string> = {
  changed: (f) => `entry ${f.seq} was changed after it was written`,
  missing: (f) => (f.seq === f.to ? `entry ${f.seq} is missing` : `entries ${f.seq} to ${f.to} are missing`),
  reordered: (f) => `entry ${f.seq} was written as entry ${f.from} and moved`,
  unlinked: (f) => `entry ${f.seq} does not follow from the one before it: one of the two was rewritten`,
  added: (f) => (f.seq === f.to ? `entry ${f.seq} was put in` : `entries ${f.seq} to ${f.to} were put in`),
  head: (f) => `the last entry, ${f.seq}, is not the one that the hamlet's row remembers`,
}

async function database(projectDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const config = loadConfig(projectDir)
  const running = config.databaseUrl ?? (await runningServer(projectDir, config.dataDir))
  if (running) return { url: running, stop: async () => undefined }
  return startEmbedded({ dataDir: config.dataDir, projectDir, log: silentLog })
}

async function main(): Promise<number> {
  const rows = process.argv.includes('--rows')
  const given = process.argv.slice(2).filter((word) => word !== '--rows')
  const [only, count, fingerprint] = given
  const server = await database(resolve(import.meta.dirname, '..'))
  const db = openDatabase(server.url, 2)
  try {
    let faults = 0
    let hamlets = 0
    for await (const { alias, entries, head, findings } of verifyLedgers(db, only)) {
      hamlets += 1
      faults += findings.length
      console.log(`${alias}: ${entries} entries, head ${head.slice(0, 16) || '-'}${findings.length === 0 ? ', sound' : ''}`)
      for (const finding of findings) console.log(`  ${WORDS[finding.fault](finding)}`)
    }
    if (only !== undefined && count !== undefined && fingerprint !== undefined) {
      const hash = await hashAt(db, only, Number(count))
      const same = hash?.startsWith(given.slice(2).join('').toLowerCase()) ?? false
      console.log(same ? 'the fingerprint fits' : 'the fingerprint does not fit: the chain was rewritten before that entry')
      if (!same) faults += 1
    }
    if (rows)
      for await (const { alias, findings } of verifyRows(db, only)) {
        faults += findings.length
        for (const { table, id, column, ledger, row } of findings)
          console.log(`${alias}: ${table} ${id}: ${column} is ${row ?? 'not there'}, the ledger says ${ledger ?? 'nothing of it'}`)
      }
    console.log(`${hamlets} hamlets, ${faults === 0 ? 'nothing wrong' : `${faults} faults`}`)
    return faults === 0 && hamlets > 0 ? 0 : 1
  } finally {
    await db.$disconnect()
    await server.stop()
  }
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
