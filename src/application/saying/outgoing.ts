/**
 * The next message of an account. One that had to wait, for the morning, for the connection or behind others, is looked at again: what
 * several messages of one topic say is said once, as it is now; what is no longer so is not said; and what was scheduled is not said at night.
 */
import { afterQuiet } from '../../domain/base/quiet.ts'
import { MINUTE } from '../../kernel/time.ts'
import { townSettings } from '../../store/digest.ts'
import { claim, putBack, reword, type Sending, waitingOn, withdraw } from '../../store/edges/outbox.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import type { AboutClock } from './about-clock.ts'
import { othersToCome, tellTogether } from './chases.ts'
import { type AboutEvent, isGathered, tellAnew } from './standing.ts'
import { tellByClockAnew } from './tell-clock-anew.ts'

type About = AboutEvent | AboutClock

/** Ours: what has waited less than that is sent as it was written. */
export const LOOK_AGAIN_AFTER = MINUTE

const TOLD_TOGETHER = 'said together with a later one'
export const NO_LONGER_SO = 'no longer so when it could be said'

/** Claims the next message that is worth saying. Undefined when there is none. */
export async function nextToSay(deps: Deps, account: string, restingRooms: readonly string[]): Promise<Sending | undefined> {
  const resting = [...restingRooms]
  for (;;) {
    const now = deps.clock.now()
    const message = await claim(deps.db, account, now, resting)
    if (!message) return undefined
    if (await othersToCome(deps, message)) {
      await putBack(deps.db, message.seq, now, null)
      resting.push(message.roomId)
      continue
    }
    if (!isOfMany(message) && now - message.createdAt.getTime() < LOOK_AGAIN_AFTER) return message
    const morning = await morningOf(deps, message)
    if (morning > now) {
      await putBack(deps.db, message.seq, morning, null)
      continue
    }
    const text = await asItIsNow(deps, message).catch((error: unknown) => {
      // Better what was written than nothing: a message must not be stuck in the way of all others.
      deps.log.error({ seq: String(message.seq), reason: String(error) }, 'a message that had waited could not be told anew')
      return message.text
    })
    if (text === undefined) {
      await withdraw(deps.db, [message.seq], NO_LONGER_SO)
      continue
    }
    if (text !== message.text) await reword(deps.db, message.seq, text)
    return { ...message, text }
  }
}

const isOfMany = ({ about }: Sending): boolean => (about as About | null)?.of === 'event' && isGathered(about as AboutEvent)

async function morningOf(deps: Deps, { priority, townId }: Sending): Promise<number> {
  const now = deps.clock.now()
  if (priority === 'answer') return now
  const [town] = await townSettings(deps.db, townId)
  return town ? afterQuiet(now, town.policy) : now
}

/** What a message that has waited says now; undefined when it is no longer so. Others of its topic are said with it, and are taken out of the line. */
export async function asItIsNow(
  deps: Deps,
  { seq, roomId, text, about: stored }: Pick<Sending, 'seq' | 'roomId' | 'text' | 'about'>,
): Promise<string | undefined> {
  if (stored === null) return text
  const { db, clock } = deps
  const now = clock.now()
  const about = stored as About
  const others = (await waitingOn(db, roomId, about.topic, now)).filter((other) => other.seq !== seq)
  const told =
    about.of === 'event' && isGathered(about)
      ? await tellTogether(deps, [about, ...others.map((o) => o.about as AboutEvent)], now)
      : about.of === 'event'
        ? tellAnew(
            about,
            others.map((o) => o.about as AboutEvent),
            await loadHamlet(db, about.hamletId, now),
            now,
          )
        : await tellByClockAnew(db, about, roomId, now)
  if (others.length > 0)
    await withdraw(
      db,
      others.map((o) => o.seq),
      TOLD_TOGETHER,
    )
  return told === 'asWritten' ? text : told
}
