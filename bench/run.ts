/** `npm run bench [-- suite …]`: runs the suites on an embedded PostgreSQL of their own, prints a table, writes bench/results.json. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { silentLog } from '../src/kernel/log.ts'
import { isoShanghai } from '../src/kernel/time.ts'
import { migrate } from '../src/store/migrate.ts'
import { startEmbedded } from '../src/store/postgres/embedded.ts'
import { suite as alone } from './alone.ts'
import { suite as api } from './api.ts'
import { suite as evening } from './evening.ts'
import type { Suite } from './figures.ts'
import { suite as hamlets } from './hamlets.ts'
import { suite as memory } from './memory.ts'
import { suite as room } from './room.ts'
import { suite as rooms } from './rooms.ts'
import { suite as start } from './start.ts'
import { suite as understand } from './understand.ts'

const SUITES: Suite[] = [understand, room, rooms, alone, evening, hamlets, start, memory, api]
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)))

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !SUITES.some((s) => s.name === name))
if (unknown.length > 0) {
  process.stderr.write(`no suite ${unknown.join(', ')}; there are: ${SUITES.map((s) => s.name).join(', ')}\n`)
  process.exit(2)
}

const dataDir = join(PROJECT, 'data', `bench-${process.pid}`)
await mkdir(dataDir, { recursive: true })
const server = await startEmbedded({ dataDir, projectDir: PROJECT, log: silentLog })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(130)))
const results = []
try {
  for (const suite of SUITES) {
    if (wanted.length > 0 && !wanted.includes(suite.name)) continue
    const figures = await suite.run(await freshDatabase(suite.name))
    results.push({ name: suite.name, figures })
    process.stdout.write(`\n${suite.name}\n`)
    for (const f of figures) {
      const beside = f.floor === undefined ? '' : `   floor ${round(f.floor)} ${f.unit}, ratio ${f.ratio?.toFixed(2)}`
      const asked = f.statements === undefined ? '' : `   ${f.statements} statements`
      process.stdout.write(`  ${f.name.padEnd(48)} ${String(round(f.value)).padStart(12)} ${f.unit}${beside}${asked}\n`)
    }
  }
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
  if (server.dataDir !== dataDir) await rm(server.dataDir, { recursive: true, force: true })
}
const [cpu] = cpus()
const machine = {
  cpu: cpu?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: process.platform,
}
await writeFile(
  join(PROJECT, 'bench', 'results.json'),
  `${JSON.stringify({ machine, at: isoShanghai(Date.now()), suites: results }, null, 2)}\n`,
)

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

async function freshDatabase(name: string): Promise<string> {
  const url = new URL(server.url)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(`CREATE DATABASE bench_${name}`)
  await client.end()
  url.pathname = `bench_${name}`
  await migrate(url.href)
  return url.href
}
