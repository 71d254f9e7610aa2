/** The program in a process of its own, on a database of the suite's server or on what its environment says. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'

const PROJECT = resolve(import.meta.dirname, '../../..')

export interface Program {
  child: ChildProcess
  printed: { out: string; err: string }
  /** Its exit code. */
  ended: Promise<number | null>
  /** Where its pages are, once it has said its four lines. */
  ready(): Promise<string>
  /** Ctrl-C, and the end. */
  stop(): Promise<void>
}

/** What is set outside must not reach the program: each test says what it needs. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG']

export function startProgram(environment: Record<string, string>): Program {
  const inherited = Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  const dataDir = environment.DATA_DIR ?? scratchFolder()
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: PROJECT,
    env: { ...inherited, PORT: '0', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  afterAll(() => void child.kill('SIGKILL'))
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    printed.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed.err += chunk.toString()
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const ready = async (): Promise<string> => {
    await until(() => printed.out.includes('Ctrl-C') || child.exitCode !== null, `four lines (${printed.err})`)
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.out)?.[0]
    if (!address) throw new Error(`${printed.out}\n${printed.err}`)
    return address
  }
  const stop = async () => {
    child.kill('SIGINT')
    await ended
  }
  return { child, printed, ended, ready, stop }
}

/** A folder of the project's own data folder that the test removes. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(PROJECT, 'data/test-program-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return folder
}

async function until(holds: () => boolean | Promise<boolean>, what: string, withinMs = 40_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${withinMs} ms: ${what}`)
    await sleep(50)
  }
}
