/** 月度提醒 on the town's day of the month, and the ledger's fingerprint on the 1st. */

import { afterQuiet } from '../../domain/base/quiet.ts'
import { isBusyMonth } from '../../domain/digest/digest.ts'
import { addDays, dateOf, type Instant, instantAt, wallTime } from '../../kernel/time.ts'
import { inTransaction } from '../../store/database.ts'
import { chainHeads, hamletRooms, hamletsWithoutMeeting, type TownSettings, townSettings } from '../../store/digest.ts'
import { type Draft, put } from '../../store/edges/outbox.ts'
import { readSetting, writeSetting } from '../../store/settings.ts'
import * as text from '../../text/digest.ts'
import type { Deps } from '../ports.ts'
import type { AboutClock } from '../saying/about-clock.ts'

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
