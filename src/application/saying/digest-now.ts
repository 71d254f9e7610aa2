/** 日报 as it stands: what the morning’s covered, or what has come since. */

import { calendarOf } from '../../domain/calendar/calendar.ts'
import { type DigestItem, digestOf, isBusyMonth, monthsEnded } from '../../domain/digest/digest.ts'
import { DAY, type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import type { Reader } from '../../store/database.ts'
import { type DigestScope, readDigest, type TownSettings, townSettings } from '../../store/digest.ts'
import { readSetting } from '../../store/settings.ts'
import * as text from '../../text/digest.ts'

/** Robots cannot be asked for the next page: they are given all of it, and split it themselves. */
const isRobot = (room: { account: string }): boolean => room.account.startsWith('webhook')

export interface Sent {
  at: Instant
  since: Instant
}

export const digestWords = (room: { account: string }, items: readonly DigestItem[], now: Instant): string =>
  isRobot(room) ? text.digestText(items, now) : (text.digestPages(items, now)[0] ?? '')

export const digestKey = (on: DateString): string => `digest/${on}/`

export const settingKey = (townId: string): string => `digest/${townId}`

export const lastSent = async (db: Reader, townId: string): Promise<Sent | undefined> => {
  const stored = await readSetting(db, settingKey(townId))
  return typeof stored === 'string' ? (JSON.parse(stored) as Sent) : undefined
}

/**
 * What the digest of this scope says now. Between two digests it covers the same time as the last one did, so that `日报 2` belongs to the
 * page that everybody has read.
 */
export async function digestNow(db: Reader, town: TownSettings, scope: DigestScope, now: Instant): Promise<DigestItem[]> {
  return digestAfter(db, town, await lastSent(db, town.id), scope, now)
}

/** The same for whoever has not looked up the town yet. Undefined when there is no such town. */
export async function digestOfTown(db: Reader, scope: DigestScope, now: Instant): Promise<DigestItem[] | undefined> {
  const [[town], sent] = await Promise.all([townSettings(db, scope.townId), lastSent(db, scope.townId)])
  return town && digestAfter(db, town, sent, scope, now)
}

function digestAfter(db: Reader, town: TownSettings, sent: Sent | undefined, scope: DigestScope, now: Instant): Promise<DigestItem[]> {
  return digestSince(db, town, scope, sinceOf(sent, now), now)
}

const sinceOf = (sent: Sent | undefined, now: Instant): Instant =>
  sent && dateOf(sent.at) === dateOf(now) ? sent.since : (sent?.at ?? now - DAY)

/** The whole of it, also as one text. Undefined when there is no such town. */
export async function fullDigest(db: Reader, scope: DigestScope, now: Instant): Promise<{ items: DigestItem[]; text: string } | undefined> {
  const items = await digestOfTown(db, scope, now)
  return items && { items, text: text.digestText(items, now) }
}

/** What the digest says of hamlets and of the program; of issues 今天 has lines of its own. */
export async function digestBesideIssues(
  db: Reader,
  town: TownSettings,
  sent: Sent | undefined,
  scope: DigestScope,
  now: Instant,
): Promise<DigestItem[]> {
  return digestSince(db, town, scope, sinceOf(sent, now), now, 'besideIssues')
}

export async function digestSince(
  db: Reader,
  town: TownSettings,
  scope: DigestScope,
  since: Instant,
  now: Instant,
  what: 'all' | 'besideIssues' = 'all',
): Promise<DigestItem[]> {
  const months = monthsEnded(since, now).filter((month) => !isBusyMonth(month, town.busyPeriods, town.policy))
  return digestOf(await readDigest(db, scope, { since, now, months, what }), calendarOf(town.calendarEntries), town.policy)
}
