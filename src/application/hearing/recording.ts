/** 原汁原味: while a meeting is open, every message of the hamlet's room becomes a line of the record, whatever it was understood as. */

import { openMeeting } from '../../domain/meeting/current.ts'
import type { LineKind } from '../../domain/record/rows.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { IN_CONFIDENCE, UNKNOWN_SPEAKER } from '../../text/record.ts'
import type { Sitting } from '../sitting.ts'

export interface Speaking {
  name: string
  /** Null for somebody of whom nothing is kept. */
  accountId: string | null
}

const KINDS: Readonly<Record<string, LineKind>> = { text: 'said', groupNote: 'said', audio: 'voice', image: 'image' }
/** Not answers and not commands: plain speech, for the minutes. */
const SPEECH = new Set(['silence', 'clarify', 'failed'])

/** What somebody tells in confidence is not for the minutes, though they typed it in the group. */
const CONFIDENTIAL = /^.{0,16}(?:悄悄|偷偷|私下|保密|匿名|单独|秘密|不公开)/s

export const meetingGoingOn = (sitting: Sitting): string | undefined => openMeeting(sitting.state)?.id

/** `before`: the meeting that was open before the message was handled; 散会 is its last line. Returns whether a line was kept. */
export function keepLine(
  sitting: Sitting,
  before: string | undefined,
  message: InboxRow,
  speaker: () => Speaking,
  outcome: string,
): boolean {
  const meetingId = meetingGoingOn(sitting) ?? before
  const kind = KINDS[message.kind]
  if (!meetingId || !kind || message.self) return false
  const { name, accountId } = speaker()
  const kept = sitting.order({
    type: 'recordLine',
    actor: { kind: 'clock' },
    meetingId,
    speaker: name || UNKNOWN_SPEAKER,
    accountId,
    kind,
    text: outcome === 'raiseIssue' && CONFIDENTIAL.test(message.text) ? IN_CONFIDENCE : message.text,
    intent: SPEECH.has(outcome) ? null : outcome,
    mediaId: message.mediaId,
    at: message.at,
  })
  return 'events' in kept && kept.events.length > 0
}
