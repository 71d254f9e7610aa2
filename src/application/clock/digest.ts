/** 日报 goes out: at 08:30 on the town’s working days, or by hand. */

import { afterQuiet } from '../../domain/base/quiet.ts'
import { calendarOf, dayKind } from '../../domain/calendar/calendar.ts'
import { DAY, dateOf, type Instant } from '../../kernel/time.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { type TownSettings, townRooms, townSettings } from '../../store/digest.ts'
import { allSaid, type Draft, put } from '../../store/edges/outbox.ts'
import { writeSetting } from '../../store/settings.ts'
import type { Deps } from '../ports.ts'
import type { AboutClock } from '../saying/about-clock.ts'
import { digestKey, digestSince, digestWords, lastSent, type Sent, settingKey } from '../saying/digest-now.ts'

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
