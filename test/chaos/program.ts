/** The real program in a process of its own, as `npm start` runs it: started, killed, started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PROJECT = resolve(import.meta.dirname, '../..')
export const SECRET = 'chaos-chaos-chaos-chaos-chaos-chaos'
const AGAIN_MS = 1_000
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG']

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export class Program {
  readonly name: string
  readonly port: number
  readonly #environment: Record<string, string>
  #child: ChildProcess | undefined
  /** The one that is to run; none once it was stopped or killed. */
  #wanted: ChildProcess | undefined
  /** Ends that nobody had asked for, with the code and the line. */
  readonly fell: string[] = []
  printed = ''
  /** Milliseconds from each start until its pages answered. */
  readonly starts: number[] = []

  private constructor(name: string, port: number, environment: Record<string, string>) {
    this.name = name
    this.port = port
    this.#environment = environment
  }
  static async of(name: string, environment: Record<string, string>): Promise<Program> {
    return new Program(name, await freePort(), environment)
  }

  get pid(): number | undefined {
    return this.#child?.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }

  start(): void {
    const inherited = Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: PROJECT,
      env: {
        ...inherited,
        PORT: `${this.port}`,
        BRIDGE_SECRET: SECRET,
        // An address, since a blank in a path would end the option.
        NODE_OPTIONS: `--import=${new URL('moved-clock.mjs', import.meta.url).href}`,
        ...{ SEND_MIN_GAP_MS: '0', SEND_MAX_GAP_MS: '0', SEND_ROOM_GAP_MS: '0', SEND_PER_HOUR: '100000', SEND_PER_DAY: '1000000' },
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => {
        this.printed = (this.printed + part.toString()).slice(-4_000)
      })
    this.#child = child
    // As its unit does (ops/): a start that meets no database ends with a line, and is tried again.
    child.once('exit', (code) => {
      if (this.#child !== child || this.#wanted !== child) return
      this.fell.push(`${code}: ${this.printed.slice(-200).trim()}`)
      setTimeout(() => this.#wanted === child && this.start(), AGAIN_MS)
    })
    this.#wanted = child
    const begun = performance.now()
    void this.#up(child).then((up) => up && this.starts.push(Math.round(performance.now() - begun)))
  }

  async #up(child: ChildProcess): Promise<boolean> {
    while (this.#child === child && this.pid !== undefined) {
      if (await this.answers('/healthz')) return true
      await sleep(50)
    }
    return false
  }

  /** Whether this page says 200. */
  async answers(path: string): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(2_000) })).ok
    } catch {
      return false
    }
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }
  /** Ctrl-C, and the end; killed when it does not come. Returns its exit code. */
  async stop(): Promise<number | null | undefined> {
    const hard = setTimeout(() => this.#child?.kill('SIGKILL'), 20_000)
    await this.#end('SIGINT')
    clearTimeout(hard)
    return this.#child?.exitCode
  }
  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#child
    this.#wanted = undefined
    if (!child || this.pid === undefined) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}
