/**
 * What sums up or reminds is worked out when it is said: in quiet hours the deadline waits for the morning, not a text of last night
 * (rules: Manners).
 */
import { SECOND } from '../../kernel/time.ts'
import { afterQuiet } from './quiet.ts'
import type { Turn } from './turn.ts'

type Noted = 'pollProgress' | 'rsvpProgress' | 'meetingReminder' | 'surveyProgress' | 'supportProgress' | 'lateReplies'

/** A progress note comes at most once in `progressNoteSeconds`. */
export function noteSoon(turn: Turn, kind: Noted, subject: string): void {
  if (turn.hasOpenDeadline(kind, subject)) return
  turn.schedule(kind, subject, afterQuiet(turn.now + turn.policy.progressNoteSeconds * SECOND, turn.policy))
}

/** True when it is night, as after downtime, and the deadline `kind` was set anew for the morning. */
export function waitsForMorning(turn: Turn, kind: Noted, subject: string): boolean {
  const morning = afterQuiet(turn.now, turn.policy)
  if (morning === turn.now) return false
  turn.schedule(kind, subject, morning)
  return true
}
