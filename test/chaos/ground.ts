/** A database, a queue and two programs of a run's own, in a folder of its own, on loopback; all of it gone at the end. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { seedTown } from '../../prisma/seed/town.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { HOUR, instantAt } from '../../src/kernel/time.ts'
import { openDatabase } from '../../src/store/database.ts'
import { settleKind } from '../../src/store/kind.ts'
import { openKeys } from '../../src/store/personal/keys.ts'
import { type Embedded, startEmbedded } from '../../src/store/postgres/embedded.ts'
import { resetTo } from '../../src/store/reset.ts'
import { upgrade } from '../../src/store/upgrade.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'
import { Program } from './program.ts'
import { Wire } from './wire.ts'

/** A Wednesday in December; whatever the hour is, people have their evening. */
const EVENING = instantAt('2026-12-02', 18, 58)

/** The clock of a run: the machine's, moved. Programs read the file. */
export class MovedClock {
  readonly file: string
  #offset: number
  constructor(file: string, begin = EVENING) {
    this.file = file
    this.#offset = begin - Date.now()
    this.move(0)
  }
  now = (): number => Date.now() + this.#offset
  move(ms: number): void {
    this.#offset += ms
    writeFileSync(this.file, `${this.#offset}`)
  }
}

/** A real town of so many hamlets in a database that has its tables. */
export async function peopled(url: string, folder: string, hamlets: number, keys: string, now: number): Promise<void> {
  const db = openDatabase(url, 2)
  try {
    await settleKind(db, 'real')
    await openKeys(db, { dataDir: folder, given: keys })
    await resetTo(db, seedTown({ now: new Date(now - HOUR), account: 'bridge', hamlets, households: 40 }))
  } finally {
    await db.$disconnect()
  }
}

export const newKeys = (): string => `k1=${randomBytes(32).toString('base64')}`

export class Ground {
  readonly folder: string
  readonly clock: MovedClock
  readonly programs: Program[] = []
  readonly wires: Wire[] = []
  /** A file system of its own for the first program's folder; undefined where none may be mounted. */
  disk: string | undefined
  redis: TestRedis | undefined
  #database: Embedded | undefined

  constructor(folder: string) {
    this.folder = resolve(folder)
    mkdirSync(this.folder, { recursive: true })
    // PostgreSQL does not run as root, and its other account has to get in.
    chmodSync(this.folder, 0o755)
    this.clock = new MovedClock(join(this.folder, 'clock'))
  }

  get databaseUrl(): string {
    return this.#database?.url ?? ''
  }

  async make(hamlets: number): Promise<void> {
    await this.#serve()
    const keys = newKeys()
    await upgrade({ url: this.databaseUrl, folder: this.folder, passphrase: undefined, version: '0.0.0', now: this.clock.now() })
    await peopled(this.databaseUrl, this.folder, hamlets, keys, this.clock.now())
    if (redisProgram) this.redis = await startRedis()
    for (const name of ['A', 'B']) {
      const wire = await Wire.to(Number(new URL(this.databaseUrl).port))
      this.wires.push(wire)
      const through = new URL(this.databaseUrl)
      through.port = `${wire.port}`
      const dataDir = join(this.folder, name)
      mkdirSync(dataDir)
      if (name === 'A' && (await run('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'chaos', dataDir]))) this.disk = dataDir
      const environment = { DATABASE_URL: through.href, DATA_DIR: dataDir, PERSONAL_KEYS: keys, CHAOS_CLOCK: this.clock.file }
      this.programs.push(await Program.of(name, { ...environment, ...(this.redis ? { REDIS_URL: this.redis.url } : {}) }))
    }
  }

  async #serve(): Promise<void> {
    this.#database = await startEmbedded({ dataDir: join(this.folder, 'database'), projectDir: this.folder, log: silentLog })
  }

  /** Stopped in order, away for as long as it takes, and back on another port. */
  async restartDatabase(away: () => Promise<void>): Promise<void> {
    await this.#database?.stop()
    await away()
    await this.#serve()
    for (const wire of this.wires) wire.mend(Number(new URL(this.databaseUrl).port))
  }
  /** Its processes, the postmaster first. */
  #processes(): number[] {
    const first = this.#database?.pid ?? 0
    const parents = readdirSync('/proc').flatMap((pid) => {
      if (!/^\d+$/.test(pid)) return []
      try {
        const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? ''
        return Number(after.split(' ')[1]) === first ? [Number(pid)] : []
      } catch {
        return []
      }
    })
    return first === 0 ? [] : [first, ...parents]
  }
  signalDatabase(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    const pids = this.#processes()
    for (const pid of signal === 'SIGKILL' ? pids.slice(0, 1) : pids)
      try {
        process.kill(pid, signal)
      } catch {
        // It has ended meanwhile.
      }
  }

  /** Fills the first program's disk to the last byte, until it is given back. */
  fill(): () => void {
    const file = join(this.disk as string, 'filler')
    const { bavail, bsize } = statfsSync(this.disk as string)
    try {
      writeFileSync(file, Buffer.alloc(bavail * bsize + bsize))
    } catch {
      // Full, as it should be.
    }
    return () => {
      truncateSync(file, 0)
      rmSync(file, { force: true })
    }
  }

  /** Ends everything; says what was still there that should not be. `keep`: the programs' logs, beside the folder. */
  async clear(keep: boolean): Promise<string[]> {
    const left: string[] = []
    for (const program of this.programs) {
      const code = program.pid === undefined ? 0 : await program.stop()
      if (code !== 0) left.push(`program ${program.name} ended with ${code}: ${program.printed.slice(-300)}`)
    }
    for (const wire of this.wires) await wire.close()
    await this.redis?.remove()
    await this.#database?.stop()
    const running = this.#processes().filter((pid) => readable(pid))
    if (running.length > 0) left.push(`processes of the database are still there: ${running}`)
    for (const { name } of keep ? this.programs : [])
      for (const file of readdirSync(join(this.folder, name)).filter((f) => f.endsWith('.log')))
        copyFileSync(join(this.folder, name, file), `${this.folder}-${name}.log`)
    if (this.disk) await run('umount', [this.disk])
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    return left
  }
}

function readable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** True when it did its work. */
async function run(program: string, args: string[]): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'ignore' })
  return Promise.race([once(child, 'exit').then(([code]) => code === 0), once(child, 'error').then(() => false)])
}
