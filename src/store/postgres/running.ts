/** The embedded server of a wuchang that is running on the data folder, for a program that only wants to look. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { USER } from './cluster.ts'
import { isAlive } from './lock.ts'
import { place } from './place.ts'

/** Its address; undefined when none is running. The port stands in the fourth line of PostgreSQL's own pid file. */
export async function runningServer(projectDir: string, dataDir: string): Promise<string | undefined> {
  const spot = await place(resolve(projectDir), resolve(dataDir))
  const lines = (await readFile(join(spot.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 1) || !(port > 0) || !isAlive(pid)) return undefined
  const password = await readFile(join(spot.folder, 'postgres.password'), 'utf8').catch(() => '')
  return password ? `postgresql://${USER}:${password}@127.0.0.1:${port}/wuchang` : undefined
}
