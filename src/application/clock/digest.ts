/** 日报: at 08:30 on working days, and whenever somebody asks. */

import { afterQuiet } from '../../domain/base/quiet.ts'
import { calendarOf, dayKind } from '../../domain/calendar/calendar.ts'
import { type DigestItem, digestOf, isBusyMonth, monthsEnded } from '../../domain/digest/digest.ts'
import { DAY, type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import { inTransaction, type Reader, type Transaction } from '../../store/database.ts'
import { type DigestScope, readDigest, type TownSettings, townRooms, townSettings } from '../../store/digest.ts'
import { allSaid, type Draft, put } from '../../store/edges/outbox.ts'
import { readSetting, writeSetting } from '../../store/settings.ts'
import * as text from '../../text/digest.ts'
import type { Deps } from '../ports.ts'
import type { AboutClock } from './tell-anew.ts'

/** Robots cannot be asked for the next page: they are given all of it, and split it themselves. */
const isRobot = (room: { account: string }): boolean => room.account.startsWith('webhook')

interface Sent {
  at: Instant
  since: Instant
}

export const digestWords = (room: { account: string }, items: readonly DigestItem[], now: Instant): string =>
  isRobot(room) ? text.digestText(items, now) : (text.digestPages(items, now)[0] ?? '')

const digestKey = (on: DateString): string => `digest/${on}/`

const settingKey = (townId: string): string => `digest/${townId}`

const lastSent = async (db: Reader, townId: string): Promise<Sent | undefined> => {
  const stored = await readSetting(db, settingKey(townId))
  return typeof stored === 'string' ? (JSON.parse(stored) as Sent) : undefined
}

/**
 * What the digest of this scope says now. Between two digests it covers the same time as the last one did, so that `日报 2` belongs to the
 * page that everybody has read.
 */
export async function digestNow(db: Reader, town: TownSettings, scope: DigestScope, now: Instant): Promise<DigestItem[]> {
  const sent = await lastSent(db, town.id)
  return digestSince(db, town, scope, sent && dateOf(sent.at) === dateOf(now) ? sent.since : (sent?.at ?? now - DAY), now)
}

/** The whole of it, as one text and as rows for a sheet (src/documents/ledger.ts, `digestBook`). Undefined when there is no such town. */
export async function fullDigest(
  db: Reader,
  scope: DigestScope,
  now: Instant,
): Promise<{ items: DigestItem[]; text: string; sheets: text.DigestSheet[] } | undefined> {
  const [town] = await townSettings(db, scope.townId)
  if (!town) return undefined
  const items = await digestNow(db, town, scope, now)
  return { items, text: text.digestText(items, now), sheets: text.digestSheets(items, now) }
}

export async function digestSince(db: Reader, town: TownSettings, scope: DigestScope, since: Instant, now: Instant): Promise<DigestItem[]> {
  const months = monthsEnded(since, now).filter((month) => !isBusyMonth(month, town.busyPeriods, town.policy))
  return digestOf(await readDigest(db, scope, { since, now, months }), calendarOf(town.calendarEntries), town.policy)
}

/** Sends the digest of one town, or of all. Only on its working days, and once a day however often it is asked for. Returns how many were sent. */
export async function sendDigest(deps: Deps, townId: string | 'all'): Promise<number> {
  const now = deps.clock.now()
  let sent = 0
  for (const town of await townSettings(deps.db, townId)) {
    if (!dayKind(calendarOf(town.calendarEntries), dateOf(now)).workday) continue
    if (await inTransaction(deps.db, (tx) => writeDigest(tx, town, now))) sent += 1
  }
  if (sent > 0) deps.wake.outbox()
  return sent
}

async function writeDigest(tx: Transaction, town: TownSettings, now: Instant): Promise<boolean> {
  const sent = await lastSent(tx, town.id)
  if (sent && dateOf(sent.at) === dateOf(now)) return false
  // One that could not be said has covered nothing.
  const since = sent ? ((await allSaid(tx, digestKey(dateOf(sent.at)))) ? sent.at : sent.since) : now - DAY
  const on = dateOf(now)
  const items = await digestSince(tx, town, { townId: town.id, villageId: null }, since, now)
  const drafts = (await townRooms(tx, town.id)).map(
    (room): Draft => ({
      key: `${digestKey(on)}${room.id}`,
      roomId: room.id,
      text: digestWords(room, items, now),
      priority: 'reminder',
      notBefore: afterQuiet(now, town.policy),
      about: { of: 'digest', topic: `${digestKey(on)}${town.id}`, townId: town.id, on, since } satisfies AboutClock,
    }),
  )
  await put(tx, drafts, now)
  await writeSetting(tx, settingKey(town.id), JSON.stringify({ at: now, since } satisfies Sent))
  return drafts.length > 0
}
