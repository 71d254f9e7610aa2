/** A server that outlived its parent (killed together with the watchdog, say), and the pid file of one that did not. */
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './lock.ts'

/** A fast shutdown writes a checkpoint; this long is allowed for it before the immediate one, which recovers at the next start. */
const FAST_MS = 20_000
const IMMEDIATE_MS = 5_000

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid')

/**
 * The process running this cluster, or undefined. The number in the file alone proves nothing (after a reboot it may be anybody's),
 * so the process must also have the cluster as its working folder, as a PostgreSQL server has. Where the system does not show that
 * (no /proc), the number has to do.
 */
async function serverOf(cluster: string): Promise<number | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!(pid > 1) || !isAlive(pid)) return undefined
  if (process.platform !== 'linux') return pid
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  return cwd === (await realpath(cluster)) ? pid : undefined
}

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 50) {
    if (!isAlive(pid)) return true
    await sleep(50)
  }
  return !isAlive(pid)
}

/**
 * Stops a leftover server cleanly and clears a stale pid file, so that a start finds the cluster at rest. Call with the folder's
 * lock held. Returns the process stopped, if any; throws when it does not end.
 */
export async function settleLeftover(cluster: string): Promise<number | undefined> {
  const pid = await serverOf(cluster)
  if (pid === undefined) {
    await rm(pidFile(cluster), { force: true })
    return undefined
  }
  await endServer(pid)
  return pid
}

/** Ends a server: SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one. Throws when it is still there after both. */
export async function endServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await goneWithin(pid, FAST_MS)) return
  signal(pid, 'SIGQUIT')
  if (!(await goneWithin(pid, IMMEDIATE_MS))) throw new Error(`the PostgreSQL server (process ${pid}) does not stop: end it by hand`)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
