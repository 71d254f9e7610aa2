/** What is said by the clock alone, told anew when it had to wait. */
import { dateOf, type Instant, wallTime } from '../../kernel/time.ts'
import type { Reader } from '../../store/database.ts'
import { chainHeads, hamletsWithoutMeeting, townRooms, townSettings } from '../../store/digest.ts'
import * as text from '../../text/digest.ts'
import type { AboutClock } from './about-clock.ts'
import { digestSince, digestWords } from './digest-now.ts'

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
