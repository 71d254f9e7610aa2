/** 日报 at 08:30 on working days, 月度提醒 on the town's day of the month, and the ledger's fingerprint on the 1st: what happens by the clock alone. */
import { calendarOf, dayKind } from '../domain/calendar/calendar.ts'
import { type DigestItem, digestOf, isBusyMonth, monthsEnded } from '../domain/digest/digest.ts'
import { afterQuiet } from '../domain/quiet.ts'
import { addDays, DAY, type DateString, dateOf, type Instant, instantAt, wallTime } from '../kernel/time.ts'
import { inTransaction, type Reader, type Transaction } from '../store/database.ts'
import {
  chainHeads,
  type DigestScope,
  hamletRooms,
  hamletsWithoutMeeting,
  readDigest,
  type TownSettings,
  townRooms,
  townSettings,
} from '../store/digest.ts'
import { hamletsWithDates } from '../store/issues.ts'
import { allSaid, type Draft, put } from '../store/outbox.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import * as text from '../text/digest.ts'
import type { Deps } from './ports.ts'
import { sit } from './sitting.ts'

/** Robots cannot be asked for the next page: they are given all of it, and split it themselves. */
const isRobot = (room: { account: string }): boolean => room.account.startsWith('webhook')

interface Sent {
  at: Instant
  since: Instant
}

/** What is said by the clock alone, as the outbox keeps it: looked at again when it had to wait (outgoing.ts). */
export type AboutClock = { topic: string; townId: string } & (
  | { of: 'digest'; on: DateString; since: Instant }
  | { of: 'monthly'; month: string; hamletId: string }
  | { of: 'chainHead'; hamletId: string }
)

/** The words as they are now; undefined when the day is over, or the reason gone. */
export async function tellByClockAnew(db: Reader, about: AboutClock, roomId: string, now: Instant): Promise<string | undefined> {
  const [town] = await townSettings(db, about.townId)
  if (!town) return undefined
  switch (about.of) {
    case 'digest': {
      // The next day's digest covers what this one did not say.
      if (about.on !== dateOf(now)) return undefined
      const room = (await townRooms(db, town.id)).find((r) => r.id === roomId)
      return room && digestWords(room, await digestSince(db, town, { townId: town.id, villageId: null }, about.since, now), now)
    }
    case 'monthly': {
      if (about.month !== dateOf(now).slice(0, 7)) return undefined
      const without = await hamletsWithoutMeeting(db, { townId: town.id, villageId: null }, about.month, 'plannedCounts')
      return without.some((h) => h.hamletId === about.hamletId) ? text.monthlyReminder(wallTime(now).month) : undefined
    }
    case 'chainHead': {
      const head = (await chainHeads(db, town.id, 0)).find((h) => h.hamletId === about.hamletId)
      return head && text.chainHead(head.seq, head.hash)
    }
  }
}

const digestWords = (room: { account: string }, items: readonly DigestItem[], now: Instant): string =>
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

async function digestSince(db: Reader, town: TownSettings, scope: DigestScope, since: Instant, now: Instant): Promise<DigestItem[]> {
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

/** On the town's day of the month a hamlet that has neither held nor planned a meeting is reminded once; a busy month, and a hamlet that is fine, are left alone. */
export async function remindOfMeetings(deps: Deps, townId: string | 'all'): Promise<void> {
  const now = deps.clock.now()
  const month = dateOf(now).slice(0, 7)
  for (const town of await townSettings(deps.db, townId)) {
    if (wallTime(now).day !== town.policy.monthlyReminderDay || isBusyMonth(month, town.busyPeriods, town.policy)) continue
    const without = await hamletsWithoutMeeting(deps.db, { townId: town.id, villageId: null }, month, 'plannedCounts')
    const words = text.monthlyReminder(wallTime(now).month)
    await sayInHamlets(deps, town, now, `monthly/${month}`, new Map(without.map((h) => [h.hamletId, words])), { of: 'monthly', month })
  }
}

/**
 * The head of each hamlet's hash chain, said in its group once a month, from the 1st on: whoever keeps the message can prove later that
 * nothing before it was changed. A month in which nothing was written says nothing.
 */
export async function postChainHeads(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const month = dateOf(now).slice(0, 7)
  if ((await readSetting(deps.db, 'chainHeadsOf')) === month) return
  const lastMonth = instantAt(`${addDays(`${month}-01`, -1).slice(0, 7)}-01`)
  for (const town of await townSettings(deps.db, 'all')) {
    const heads = await chainHeads(deps.db, town.id, lastMonth)
    await sayInHamlets(deps, town, now, `head/${month}`, new Map(heads.map((h) => [h.hamletId, text.chainHead(h.seq, h.hash)])), {
      of: 'chainHead',
    })
  }
  await writeSetting(deps.db, 'chainHeadsOf', month)
}

async function sayInHamlets(
  deps: Deps,
  town: TownSettings,
  now: Instant,
  cause: string,
  words: ReadonlyMap<string, string>,
  about: { of: 'monthly'; month: string } | { of: 'chainHead' },
): Promise<void> {
  if (words.size === 0) return
  const notBefore = afterQuiet(now, town.policy)
  const drafts = (await hamletRooms(deps.db, [...words.keys()])).map(
    (room): Draft => ({
      key: `${cause}/${room.id}`,
      roomId: room.id,
      text: words.get(room.hamletId ?? '') ?? '',
      priority: 'broadcast',
      notBefore,
      about: { ...about, topic: cause, townId: town.id, hamletId: room.hamletId ?? '' } satisfies AboutClock,
    }),
  )
  await inTransaction(deps.db, (tx) => put(tx, drafts, now))
  deps.wake.outbox()
}

/**
 * The town's calendar has changed: every open deadline of the town is reckoned anew, each change goes to the hamlet's ledger, and the
 * villages concerned are told. To be called after the change has committed. Harmless when repeated. Returns the number of hamlets looked at.
 */
export async function recountDeadlines(deps: Deps, townId: string): Promise<number> {
  return recount(deps, await hamletsWithDates(deps.db, townId), `recount/${townId}`)
}

/** A year may have become known with a new version of the calendar's data: what was provisional is looked at again. */
export async function recountProvisional(deps: Deps): Promise<number> {
  let count = 0
  for (const town of await townSettings(deps.db, 'all'))
    count += await recount(deps, await hamletsWithDates(deps.db, town.id, true), `recount/${town.id}`)
  return count
}

async function recount(deps: Deps, hamletIds: readonly string[], cause: string): Promise<number> {
  const stamp = deps.newId()
  for (const id of hamletIds)
    await sit(deps, id, `${cause}/${stamp}`, (sitting) => sitting.order({ type: 'recountDeadlines', actor: { kind: 'clock' } }))
  return hamletIds.length
}
