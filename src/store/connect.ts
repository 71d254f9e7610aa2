/** The first contact with a database that somebody else runs: a wrong DATABASE_URL is told in one line, soon, without the password. */
import pg from 'pg'

/** Told to whoever starts the program. */
export class DatabaseUnreachable extends Error {
  override name = 'DatabaseUnreachable'
}

const CONNECT_WITHIN_MS = 8_000

/** Throws DatabaseUnreachable within 10 seconds. */
export async function connectOrExplain(url: string): Promise<void> {
  const where = new URL(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
  } catch (error) {
    const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error)
    throw new DatabaseUnreachable(
      `DATABASE_URL: cannot use the database ${where.pathname.slice(1) || '(none named)'} on ${where.host}: ${reason}`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}
