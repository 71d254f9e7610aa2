/**
 * `npm run simulate -- [--seed N] [--months N] [--hamlet N]`: lives so many hamlet-months, on every core, and says which rules were broken; with
 * `--hamlet` only that one's life. Ends with 1 when any was.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { add, type Fault, MONTHS_AT_MOST, type Ran, run } from './run.ts'

type Share = Parameters<typeof run>[0]

/** In a process of its own, which lives its share and says what came of it. */
const live = (share: Share): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['share', JSON.stringify(share)])
    child.once('message', resolve).once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`a share ended with ${code}`)))
  })

function number(given: string | undefined, otherwise: number, what: string, most: number): number {
  const n = given === undefined ? otherwise : Number(given)
  if (Number.isInteger(n) && n >= 0 && n <= most) return n
  throw new Error(`--${what} is a whole number up to ${most}, not ${given}`)
}

function told({ seed, hamlet, what, last }: Fault): string {
  return `\nhamlet ${hamlet}: ${what}\n${last.map((line) => `    ${line}`).join('\n')}\n    again: npm run simulate -- --seed ${seed} --hamlet ${hamlet}`
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, months: { type: 'string' }, hamlet: { type: 'string' } } })
  const seed = number(values.seed, Date.now() % 1_000_000, 'seed', 4_294_967_295)
  const one = values.hamlet === undefined ? undefined : number(values.hamlet, 0, 'hamlet', 1_000_000)
  const months = number(values.months, one === undefined ? 1_000 : MONTHS_AT_MOST, 'months', 1_000_000)
  const cores = one === undefined ? Math.min(availableParallelism(), Math.ceil(months / MONTHS_AT_MOST)) : 1
  const started = performance.now()
  const shares = Array.from({ length: cores }, (_, i): Share => {
    const lives = Math.floor(months / cores) + (i < months % cores ? 1 : 0)
    return { seed, months: lives, from: one ?? i, step: cores }
  })
  const ran = await Promise.all(shares.map(live))
  const sum: Ran = { months: 0, faults: [], steps: 0, refused: 0, fired: 0, held: 0, done: {} }
  for (const part of ran) {
    add(sum, part)
    sum.months += part.months
    sum.faults.push(...part.faults)
  }
  const { steps, refused, fired, held, done, faults } = sum
  for (const fault of faults) console.log(told(fault))
  const seconds = Math.round((performance.now() - started) / 1_000)
  console.log(`seed ${seed}: ${sum.months} hamlet-months in ${seconds} s on ${cores} cores`)
  console.log(`${steps} steps of ${Object.keys(done).length} kinds, ${refused} refused without a trace, ${fired} deadlines fell once`)
  console.log(`${held} figures counted a second time: ${faults.length === 0 ? 'every rule held' : `${faults.length} lives broke a rule`}`)
  return faults.length === 0 ? 0 : 1
}

const [word, share] = process.argv.slice(2)
if (word === 'share' && share !== undefined) process.send?.(run(JSON.parse(share) as Share))
else
  process.exitCode = await main().catch((error: Error) => {
    console.error(error.message)
    return 2
  })
