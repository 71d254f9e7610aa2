/** A first look at the server that DATABASE_URL names, so that a wrong one is told in one line and at once. */
import pg from 'pg'
import { withoutPassword } from '../../kernel/log.ts'

/** Told to whoever starts the program: one line, without the password. */
export class DatabaseUnreachable extends Error {
  override name = 'DatabaseUnreachable'
}

/** The start fails within 10 s; this leaves room for the rest of it. */
const ANSWER_MS = 4_000

/** `server_version_num` of PostgreSQL 14, the oldest that the jobs' backend recommends. */
const OLDEST = 140_000

/** PostgreSQL's own codes for what a wrong URL usually runs into. */
const SAID: Record<string, string> = {
  '28P01': 'the password or the user is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no such database on it',
}

/**
 * Resolves when the server answers queries, is new enough and can be written. Otherwise throws DatabaseUnreachable within 5 s:
 * one line that names DATABASE_URL, the host and the reason, never the password.
 */
export async function connectOrExplain(url: string, answerMs = ANSWER_MS): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerMs, query_timeout: 1_000 })
  client.on('error', () => undefined)
  const where = `DATABASE_URL: PostgreSQL at ${client.host}:${client.port}`
  try {
    await client.connect()
    const answer = await client.query<{ version: string; number: number; standby: boolean; readOnly: boolean }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
         pg_is_in_recovery() AS standby, current_setting('transaction_read_only') = 'on' AS "readOnly"`,
    )
    const found = answer.rows[0]
    if (found && found.number < OLDEST) throw new Error(`it is version ${found.version}, and 14 or later is needed`)
    if (found?.standby) throw new Error('it is a standby, which can be read only: name its primary')
    if (found?.readOnly) throw new Error('it can be read only (default_transaction_read_only is on)')
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    throw new DatabaseUnreachable(`${where} cannot be used: ${SAID[code] ?? withoutPassword(message || code)}`, { cause: error })
  } finally {
    // Waiting for a goodbye from a server that does not answer would take as long again.
    void client.end().catch(() => undefined)
  }
}
