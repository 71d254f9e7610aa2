/**
 * A line to the database beside the pool that everything else goes through: for whose the account is, and whether the database is there at
 * all. A pool whose connections all hang (a network that went away, a server that was stopped) cannot tell, and cannot be waited for.
 */
import pg from 'pg'

export type Ask = (sql: string, values: readonly unknown[]) => Promise<unknown[]>

export interface Vital {
  ask: Ask
  end(): Promise<void>
}

/** Milliseconds that the connection is left longer than whoever asks waits: the driver counts while the program is too busy to read what came. */
const LEFT_LONGER = 500

/** A connection that has not answered within `answerMs` is thrown away, and the next question opens another. */
export function openVital(url: string, answerMs = 2_000): Vital {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs + LEFT_LONGER,
    allowExitOnIdle: true,
  })
  // An idle connection that breaks is simply not there at the next question.
  pool.on('error', () => undefined)
  return {
    ask: async (sql, values) => (await pool.query(sql, [...values])).rows,
    end: () => pool.end(),
  }
}
