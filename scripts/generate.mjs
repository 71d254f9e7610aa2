// Makes the Prisma client in src/store/generated when prisma/schema.prisma, Prisma's version or this file has changed since the
// last time; otherwise returns at once. It runs before start, test and check, because install scripts are off in this project.
// Nothing is fetched and nothing is written outside the project.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const schema = join(project, 'prisma', 'schema.prisma')
const output = join(project, 'src', 'store', 'generated')
const stamp = join(output, '.made-from')
const lock = join(project, 'src', 'store', 'generated.lock')

const LOCK_WAIT_MS = 120_000
const LOCK_POLL_MS = 100

const prisma = prismaFolder()

function prismaFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('prisma/package.json'))
  } catch {
    return undefined
  }
}

function wanted() {
  const hash = createHash('sha256')
  for (const file of [schema, join(prisma, 'package.json'), fileURLToPath(import.meta.url)]) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** Where Prisma has been taken out again (the image), what it made is all there will be. */
const fresh = () => existsSync(stamp) && (prisma === undefined || readFileSync(stamp, 'utf8') === wanted())

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Only one process generates; the others wait for it. A lock whose owner is gone is taken away. */
function withLock(work) {
  let ownerless = 0
  for (let waited = 0; ; waited += LOCK_POLL_MS) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (waited >= LOCK_WAIT_MS) throw new Error(`${lock} has been held for ${LOCK_WAIT_MS / 1000} s: remove it if nothing is generating`)
    ownerless = ownerLives() ? 0 : ownerless + 1
    // A lock is ownerless for the moment between making the folder and writing the number into it: look twenty times.
    if (ownerless > 20) rmSync(lock, { recursive: true, force: true })
    sleep(LOCK_POLL_MS)
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function ownerLives() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function generate() {
  if (fresh()) return
  if (prisma === undefined) throw new Error('Prisma is not installed and its client has not been made: run npm ci first')
  const madeFrom = wanted()
  rmSync(stamp, { force: true })
  const home = join(lock, 'home')
  mkdirSync(home)
  const result = spawnSync(process.execPath, [join(prisma, 'build', 'index.js'), 'generate', '--no-hints', '--schema', schema], {
    cwd: project,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      NO_COLOR: '1',
      // Generating needs no schema engine, but Prisma fetches one unless it is told that there is one: any file will do.
      PRISMA_SCHEMA_ENGINE_BINARY: schema,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      PRISMA_GENERATE_SKIP_AUTOINSTALL: '1',
      // Prisma keeps its caches in the home and temporary folders.
      HOME: home,
      XDG_CACHE_HOME: home,
      XDG_CONFIG_HOME: home,
      TMPDIR: home,
    },
  })
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`)
  writeFileSync(stamp, madeFrom)
}

if (!fresh()) {
  try {
    withLock(generate)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
