/** What the tables tell of how the program is. One question for each figure, each over an index: it is asked every minute. */

import { lateFrom } from '../../domain/backup/keep.ts'
import { type Policy, policyOf } from '../../domain/base/policy.ts'
import type { AccountSigns, Signs } from '../../domain/signs/signs.ts'
import { UNSENT_FOR } from '../../domain/signs/trouble.ts'
import { HOUR, type Instant, MINUTE } from '../../kernel/time.ts'
import { readStanding } from '../backup/standing.ts'
import type { Reader } from '../database.ts'
import { KIND_SETTING } from '../kind.ts'
import { readSetting } from '../settings.ts'
import { row, rows } from './select.ts'

export const LEDGER_SETTING = 'ledger.verified'

const ms = (sql: string): string => `(extract(epoch FROM ${sql}) * 1000)::float8`
/** An account that still has a room: one that was given up long ago is nobody's trouble. */
const ACCOUNTS = `SELECT a.account,
    (SELECT ${ms('min(g."from")')} FROM "ConnectionGap" g WHERE g.account = a.account AND g."to" IS NULL) AS "offlineSince",
    (SELECT ${ms('l.at')} FROM "AccountLimit" l WHERE l.account = a.account) AS "limitedSince",
    d.due, d."dueSince",
    (SELECT ${ms('max(s."sentAt")')} FROM "Outbox" s WHERE s.account = a.account AND s."sentAt" > $1::timestamptz - interval '1 day') AS "lastSentAt",
    u.unsent, u."unsentSince"
  FROM (SELECT DISTINCT account FROM "Room") a
  CROSS JOIN LATERAL (SELECT count(*)::int AS due, ${ms('min(o."notBefore")')} AS "dueSince" FROM "Outbox" o
    WHERE o.account = a.account AND o.status = 'queued' AND o."notBefore" <= $1::timestamptz) d
  CROSS JOIN LATERAL (SELECT count(*)::int AS unsent, ${ms('min(o."createdAt")')} AS "unsentSince" FROM "Outbox" o
    WHERE o.account = a.account AND o.status IN ('failed', 'unknown') AND o."createdAt" > $1::timestamptz - make_interval(secs => ${UNSENT_FOR / 1_000})) u
  ORDER BY a.account`

const INBOX = `SELECT count(*) FILTER (WHERE status = 'received')::int AS waiting, ${ms(`min("receivedAt") FILTER (WHERE status = 'received')`)} AS since,
    count(*) FILTER (WHERE status = 'failed')::int AS failed FROM "Inbox" WHERE status IN ('received', 'failed')`
const LATE = `SELECT count(*)::int AS late, ${ms('min("dueAt")')} AS since FROM "Deadline" WHERE "doneAt" IS NULL AND "dueAt" <= $1::timestamptz`
const HEARD = `SELECT count(*)::int AS heard, min(${ms('"receivedAt"')} - ${ms('at')}) AS least FROM "Inbox"
  WHERE "receivedAt" > $1::timestamptz AND "receivedAt" <= $2::timestamptz AND NOT self`

const one = async <T>(db: Reader, sql: string, ...values: unknown[]): Promise<T> => (await row<T>(db, sql, values)) as T

/** Everything but the disk, which is not the database's to know. All of it is asked at once: a page pays for one answer. */
export async function readSigns(db: Reader, now: Instant, wall: Instant): Promise<Omit<Signs, 'disk'>> {
  const at = new Date(now).toISOString()
  const [accounts, inbox, deadlines, { last }, plans, ledger, ahead] = await Promise.all([
    rows<AccountSigns>(db, ACCOUNTS, [at]),
    one<Signs['inbox']>(db, INBOX),
    one<Signs['deadlines']>(db, LATE, new Date(now - MINUTE).toISOString()),
    readStanding(db),
    planned(db),
    readSetting(db, LEDGER_SETTING),
    clockAhead(db, now, wall),
  ])
  const from = plans.map(({ begun, policy }) => lateFrom(last?.at, begun, policyOf(policy)))
  return {
    now,
    accounts,
    inbox,
    deadlines,
    backupAt: last?.at ?? null,
    backupLateFrom: from.length === 0 ? null : Math.min(...from),
    clockAhead: ahead,
    ledger: typeof ledger === 'string' ? (JSON.parse(ledger) as Signs['ledger']) : null,
  }
}

/** The towns that are backed up by themselves: none of a demonstration. */
const planned = (db: Reader): Promise<{ begun: Instant; policy: Partial<Policy> }[]> =>
  rows(db, `SELECT ${ms('t."createdAt"')} AS begun, t.policy FROM "Town" t JOIN "Setting" s ON s.key = $1 AND s.value = '"real"'::jsonb`, [
    KIND_SETTING,
  ])

/**
 * How far this machine's clock is ahead of others': the database's server, and the chat's own, whose time each message carries. A message
 * from the future means that we are behind; when none of the last hour's came in fresh, that we are ahead. The larger of the two counts.
 */
async function clockAhead(db: Reader, now: Instant, wall: Instant): Promise<number> {
  const [server, chat] = await Promise.all([
    one<{ server: number }>(db, `SELECT ${ms('clock_timestamp()')} AS server`),
    one<{ heard: number; least: number | null }>(db, HEARD, new Date(now - HOUR).toISOString(), new Date(now).toISOString()),
  ])
  const fromServer = Math.round(wall - server.server)
  const fromChat = chat.least !== null && (chat.least < 0 || chat.heard >= FRESH_ENOUGH) ? Math.round(chat.least) : 0
  return Math.abs(fromChat) > Math.abs(fromServer) ? fromChat : fromServer
}

/** Of fewer messages one cannot say that they should have come in fresh. */
const FRESH_ENOUGH = 5
