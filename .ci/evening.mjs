// Start, one evening, stop, on the Node that runs this file, the way a user does it: `npm start`, the meeting of scripts/play-meeting.mjs
// from 约时间 to 散会, Ctrl-C. The database's client is made anew first, so that Prisma is tried on this Node as well. The data folder is
// one of its own, gone at the end. Exits non-zero with one line when anything is not as it should be.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const project = resolve(import.meta.dirname, '..')
const UP_WITHIN_MS = 90_000
const DOWN_WITHIN_MS = 30_000

/** What the evening must have come to; each stands in another part of the house. */
const EXPECTED = [
  '【约时间】修路灯',
  '【时间定了】',
  '【表决1结果】修路灯',
  '同意40/44人，90.9%，通过。',
  '【散会】',
  '村里要在9月16日周三24点前办好',
]

const failAfter = (ms, reason) => sleep(ms, reason, { ref: false }).then(fail)

async function evening(folder) {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const program = spawn('npm', ['start', '--silent'], {
    cwd: project,
    env: { ...process.env, PATH: path, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit').then(([code, signal]) => `it ended (${code ?? signal})`)
  const stopped = () => Promise.race([ended, failAfter(DOWN_WITHIN_MS, 'Ctrl-C did not end it')])
  try {
    const address = await Promise.race([addressOf(program.stdout), ended.then(fail), failAfter(UP_WITHIN_MS, 'it did not come up')])
    const { stdout } = await promisify(execFile)(process.execPath, [join(project, 'scripts/play-meeting.mjs'), address])
    const lacking = EXPECTED.filter((line) => !stdout.includes(line))
    if (lacking.length > 0) fail(`not said that evening: ${lacking.join(' | ')}\n${stdout}`)
    program.kill('SIGINT')
    await stopped()
    if (await answers(address)) fail(`${address} still answers after Ctrl-C`)
  } finally {
    program.kill('SIGINT')
    await stopped()
  }
}

async function addressOf(output) {
  let said = ''
  for await (const part of output) {
    said += part
    if (said.includes('Ctrl-C')) return /http:\/\/127\.0\.0\.1:\d+/.exec(said)[0]
  }
}

const answers = (address) =>
  fetch(`${address}/healthz`).then(
    () => true,
    () => false,
  )

function fail(reason) {
  throw new Error(reason)
}

await mkdir(join(project, 'data'), { recursive: true })
const folder = await mkdtemp(join(project, 'data/evening-'))
// Under root the database runs as another account, which has to be let in.
await chmod(folder, 0o755)
try {
  await rm(join(project, 'src/store/generated'), { recursive: true, force: true })
  await evening(folder)
  console.log(`start, evening and stop on Node ${process.versions.node}`)
} catch (error) {
  console.error(`Node ${process.versions.node}: ${error.message}`)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
