/**
 * When a message was said. A phone that was off, a puppet that reconnects, a bridge that sends again: what is heard now may have been said
 * hours ago, and it counts for that moment (docs/meeting-night.md).
 */
import type { Log } from '../../kernel/log.ts'
import { DAY, type Instant, MINUTE, SECOND } from '../../kernel/time.ts'
import type { Received } from '../../store/edges/inbox.ts'

/** A channel's clock may run ahead of ours by so much; nothing older than this is handed over again. */
const AHEAD_AT_MOST = 2 * MINUTE
const OLDEST = 14 * DAY

/** Channels tell whole seconds, and no two clocks agree: what comes within this time is said now. */
const CLOCKS_DIFFER = 10 * SECOND

const isPlausible = (at: Instant, now: Instant): boolean => at <= now + AHEAD_AT_MOST && at >= now - OLDEST

/** Seconds for milliseconds, 1970, next year: where a time cannot be, the time of receipt stands for it. */
export function plausiblyTimed(messages: readonly Received[], now: Instant, log: Log): Received[] {
  return messages.map((message) => {
    if (isPlausible(message.at, now)) return message
    log.warn(
      { account: message.account, message: message.messageId, room: message.externalRoomId, at: message.at },
      'a message has an impossible time',
    )
    return { ...message, at: now }
  })
}

/** The moment of a message, and the moment it is heard. */
export interface Moment {
  saidAt: Instant
  now: Instant
}

export const momentOf = (message: { at: Instant }, now: Instant): Moment => ({ saidAt: Math.min(message.at, now), now })

export const isLate = ({ saidAt, now }: Moment): boolean => now - saidAt > CLOCKS_DIFFER

/**
 * Was what began at `since` there when it was said? What is said now answers what stands there now; what began ahead of our clock began before
 * that clock was set back, and no moment can be compared with it.
 */
export const hadBegun = (since: Instant, moment: Moment): boolean =>
  !isLate(moment) || since > moment.now || since <= moment.saidAt + SECOND - 1
