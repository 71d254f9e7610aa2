/**
 * A program that starts the embedded PostgreSQL like the product does, so that a test can kill it: `<data folder> <project folder>`.
 * Says one JSON line when ready or refused; stops on SIGTERM and SIGINT, after one more query.
 */
import pg from 'pg'
import { silentLog } from '../../src/kernel/log.ts'
import { startEmbedded } from '../../src/store/postgres/embedded.ts'

const [dataDir = '', projectDir = ''] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable: false })
  const stop = async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const answered = await client.query('SELECT 1').then((result) => result.rowCount === 1)
    await client.end()
    await server.stop()
    say({ answered })
    process.exit(0)
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  // What the server's process does not do: keep this one alive.
  setInterval(() => undefined, 60_000)
  say({ url: server.url, dataDir: server.dataDir, server: server.pid })
} catch (error) {
  say({ refused: (error as Error).message })
}
