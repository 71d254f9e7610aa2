/** A database to try something in and throw away: on the server of DATABASE_URL if there is one, else on an embedded server. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { silentLog } from '../../kernel/log.ts'
import { startEmbedded } from './embedded.ts'

export async function withScratchDatabase<T>(
  options: { projectDir: string; serverUrl: string | undefined },
  work: (url: string) => Promise<T>,
): Promise<T> {
  return options.serverUrl === undefined ? onEmbedded(options.projectDir, work) : onServer(options.serverUrl, work)
}

async function onServer<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `wuchang_scratch_${process.pid}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`)
    const url = new URL(serverUrl)
    url.pathname = name
    return await work(url.href)
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.end()
  }
}

async function onEmbedded<T>(projectDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const dataDir = join(projectDir, 'data', `scratch-${process.pid}`)
  const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable: false })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
    // Two folders when root had to go outside: what was asked for, and what was used.
    for (const folder of [dataDir, server.dataDir]) await rm(folder, { recursive: true, force: true })
  }
}
