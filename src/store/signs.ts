/** Signs of life, read from the tables: what waits, what is late, what went wrong. One question, answered in milliseconds. */
import type { Instant } from '../kernel/time.ts'
import type { Ask } from './vital.ts'

/** Ages and lags in seconds; 0 where there is nothing. */
export interface Signs {
  messages: number
  inboxWaiting: number
  inboxFailed: number
  inboxOldest: number
  /** From receipt to handled, of the messages of the last five minutes: the middle one and the slowest of a hundred. */
  lagHalf: number
  lagMost: number
  sent: number
  outboxWaiting: number
  outboxOldest: number
  outboxStuck: number
  deadlinesLate: number
  deadlinesLatest: number
  gapsOpen: number
  accountsLimited: number
}

const SECONDS = (from: string): string => `coalesce(extract(epoch FROM $1::timestamptz - ${from}), 0)::float8`
const LAG = (share: number): string =>
  `coalesce((SELECT percentile_cont(${share}) WITHIN GROUP (ORDER BY extract(epoch FROM "handledAt" - "receivedAt")) FROM "Inbox"
     WHERE "handledAt" > $1::timestamptz - interval '5 minutes'), 0)::float8`

export async function readSigns(ask: Ask, now: Instant): Promise<Signs> {
  const [row] = await ask(
    `SELECT (SELECT coalesce(max(seq), 0) FROM "Inbox")::float8 AS messages,
       (SELECT count(*) FROM "Inbox" WHERE status = 'received')::int AS "inboxWaiting",
       (SELECT count(*) FROM "Inbox" WHERE status = 'failed')::int AS "inboxFailed",
       (SELECT ${SECONDS('min("receivedAt")')} FROM "Inbox" WHERE status = 'received') AS "inboxOldest",
       ${LAG(0.5)} AS "lagHalf", ${LAG(0.99)} AS "lagMost",
       (SELECT count(*) FROM "Outbox" WHERE status = 'sent')::int AS sent,
       (SELECT count(*) FROM "Outbox" WHERE status IN ('queued', 'sending') AND "notBefore" <= $1::timestamptz)::int AS "outboxWaiting",
       (SELECT ${SECONDS('min("notBefore")')} FROM "Outbox" WHERE status IN ('queued', 'sending') AND "notBefore" <= $1::timestamptz) AS "outboxOldest",
       (SELECT count(*) FROM "Outbox" WHERE status IN ('failed', 'unknown'))::int AS "outboxStuck",
       (SELECT count(*) FROM "Deadline" WHERE "doneAt" IS NULL AND "dueAt" < $1::timestamptz - interval '5 seconds')::int AS "deadlinesLate",
       (SELECT ${SECONDS('min("dueAt")')} FROM "Deadline" WHERE "doneAt" IS NULL AND "dueAt" < $1::timestamptz - interval '5 seconds') AS "deadlinesLatest",
       (SELECT count(*) FROM "ConnectionGap" WHERE "to" IS NULL)::int AS "gapsOpen",
       (SELECT count(*) FROM "AccountLimit")::int AS "accountsLimited"`,
    [new Date(now).toISOString()],
  )
  return row as Signs
}
