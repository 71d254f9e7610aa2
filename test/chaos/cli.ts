/**
 * `npm run chaos -- [--seed N] [--replies N] [--kills N] [--minutes N] [--hamlets N] [--only fillDisk,moveClock,…]`: a busy evening through the real program while everything
 * around it breaks. Says what it did, what the machine gave, and a verdict; ends with 1 when anything is wrong.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Came, chaos } from './chaos.ts'
import { Ground } from './ground.ts'
import { ledgerFaults } from './ledger.ts'
import type { Program } from './program.ts'
import { Troubles } from './trouble.ts'

const OPTIONS = { seed: Date.now() % 1_000_000, replies: 10_000, kills: 20, minutes: 5, hamlets: 30 }
type Options = typeof OPTIONS & { only?: string[] | undefined }

function options(): Options {
  const strings = Object.fromEntries([...Object.keys(OPTIONS), 'only'].map((name) => [name, { type: 'string' as const }]))
  const { only, ...values } = parseArgs({ options: strings }).values
  const numbers = Object.entries(values).map(([name, given]): [string, number] => {
    const n = Number(given)
    if (!Number.isInteger(n) || n < 0 || n > 10_000_000) throw new Error(`--${name} is a whole number, not ${given}`)
    return [name, n]
  })
  return { ...OPTIONS, ...(Object.fromEntries(numbers) as Partial<Options>), only: typeof only === 'string' ? only.split(',') : undefined }
}

function told({ seed, replies, kills }: Options, came: Came, troubles: Troubles | undefined, programs: readonly Program[]): string {
  const median = (of: readonly number[]): number => [...of].sort((x, y) => x - y)[Math.floor(of.length / 2)] ?? 0
  const fell = programs.flatMap((p) => p.fell)
  const starts = programs.flatMap((p) => p.starts)
  const { readyAfter = [], skipped = [] } = troubles ?? {}
  return [
    `seed ${seed}: ${came.counted.replies} of ${replies} replies, ${readyAfter.length} breaks (${kills} kills asked), ${came.seconds} s`,
    ...came.did.map((line) => `  ${line}`),
    ...(fell.length > 0 ? [`  ended by itself and was started again: ${fell.length} (${fell.at(-1)})`] : []),
    ...skipped.map((line) => `  skipped: ${line}`),
    `  started within ${median(starts)} ms (median of ${starts.length}); heard again after a break within ${median(readyAfter)} ms, at most ${Math.max(0, ...readyAfter)} ms`,
    `  ${Object.entries(came.counted)
      .map(([what, n]) => `${what} ${n}`)
      .join(', ')}`,
    ...came.faults.slice(0, 40).map((line) => `WRONG: ${line}`),
    came.faults.length === 0 ? 'Everything was counted once, and nothing was said twice.' : `${came.faults.length} things are wrong.`,
  ].join('\n')
}

async function main(): Promise<number> {
  const asked = options()
  const ground = new Ground(mkdtempSync(join(tmpdir(), 'wuchang-chaos-')))
  const stop = () => void ground.clear(false).then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  let troubles: Troubles | undefined
  let came: Came | undefined
  try {
    await ground.make(asked.hamlets)
    for (const program of ground.programs) program.start()
    const until = performance.now() + asked.minutes * 60_000
    came = await chaos({
      ...{ seed: asked.seed, hamlets: asked.hamlets, replies: asked.replies, programs: ground.programs, now: ground.clock.now },
      databaseUrl: () => ground.databaseUrl,
      until,
      tell: (line) => console.error(`${line}, ${[...(troubles?.did ?? [])].map(([what, n]) => `${what} ${n}`).join(', ')}`),
      trouble: async (at) => {
        troubles = new Troubles(ground, at, asked.only)
        await troubles.run(asked.kills, until)
        return [...troubles.did].map(([what, n]) => `${what}: ${n}`)
      },
    })
    came.faults.push(...(troubles?.slow ?? []), ...(await ledgerFaults(ground.databaseUrl)))
  } finally {
    const left = await ground.clear(came?.faults.length !== 0)
    came?.faults.push(...left)
  }
  console.log(told(asked, came, troubles, ground.programs))
  return came.faults.length === 0 ? 0 : 1
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.stack ?? error.message)
  return 2
})
