/**
 * `npm run fuzz -- understand --texts 1000000 [--seed N]`: hostile words through `understand`, on every core; `npm run fuzz -- http --requests N`
 * and `npm run fuzz -- bridge --requests N`: the suite's own share (test/fuzz), longer. Ends with 1 when anything is wrong.
 */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Found, understandMany } from './understand.ts'

const USAGE = 'npm run fuzz -- understand --texts N | http --requests N | bridge --requests N, each with --seed N'

type Share = Parameters<typeof understandMany>[0]

const inOwnProcess = (share: Share): Promise<Found> =>
  new Promise((done, reject) => {
    const child = fork(import.meta.filename, ['share', JSON.stringify(share)])
    child.once('message', done).once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`a share ended with ${code}`)))
  })

async function understood(texts: number, seed: number): Promise<number> {
  const cores = Math.min(availableParallelism(), Math.ceil(texts / 1_000))
  const begun = performance.now()
  const shares = Array.from({ length: cores }, (_, i) => ({ seed: seed + i, texts: Math.ceil(texts / cores) }))
  const found = await Promise.all(shares.map(inOwnProcess))
  const kinds = new Map<string, number>()
  for (const part of found) for (const [kind, n] of Object.entries(part.kinds)) kinds.set(kind, (kinds.get(kind) ?? 0) + n)
  const faults = found.flatMap((part) => part.faults)
  for (const { what, message } of faults.slice(0, 20)) console.log(`WRONG: ${what}: ${JSON.stringify(message).slice(0, 1_000)}`)
  const [slowest] = found.map((part) => part.slowest).sort((a, b) => b.ms - a.ms)
  const sum = found.reduce((n, part) => n + part.texts, 0)
  const chat = kinds.get('silence') ?? 0
  console.log(
    `seed ${seed}: ${sum} texts in ${Math.round((performance.now() - begun) / 1_000)} s on ${cores} cores, ${chat} left alone as chat`,
  )
  console.log(`${kinds.size - 1} other outcomes; the slowest took ${slowest?.ms} ms`)
  console.log(faults.length === 0 ? 'Each was answered, soundly and at once.' : `${faults.length} things are wrong.`)
  return faults.length === 0 ? 0 : 1
}

async function suite(file: string, requests: number, seed: number): Promise<number> {
  const environment = { ...process.env, FUZZ_REQUESTS: `${requests}`, FUZZ_SEED: `${seed}` }
  const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', `test/fuzz/${file}.test.ts`], { env: environment, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return Number(code ?? 1)
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { texts: { type: 'string' }, requests: { type: 'string' }, seed: { type: 'string' } },
  })
  const [what] = positionals
  const count = Number(values.texts ?? values.requests ?? (what === 'understand' ? 100_000 : 2_000))
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) throw new Error(USAGE)
  if (what === 'understand') return understood(count, seed)
  if (what === 'http' || what === 'bridge') return suite(what, count, seed)
  throw new Error(USAGE)
}

const [word, share] = process.argv.slice(2)
if (word === 'share' && share !== undefined) process.send?.(understandMany(JSON.parse(share) as Share))
else
  process.exitCode = await main().catch((error: Error) => {
    console.error(error.message)
    return 2
  })
