/** The evening of a meeting: from what was understood to what is to be done. */

import type { Arrival } from '../../domain/attendance/commands.ts'
import type { Command } from '../../domain/base/commands.ts'
import { householdName } from '../../domain/base/households.ts'
import type { AccountRow } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Respondent } from '../../domain/base/who.ts'
import { waitingHands } from '../../domain/motion/hands.ts'
import * as attendanceText from '../../text/attendance.ts'
import * as recordText from '../../text/record.ts'
import { matchName } from '../../understand/names.ts'
import type { Entry, Intent, IntentArgs } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import { type Act, type Hearing, person } from './interpret.ts'
import { rosterOf } from './questions.ts'

const one = (command: Command): Act => ({ commands: [command] })

/** Undefined: not an intent of the evening. */
export function interpretNight(intent: Intent, hearing: Hearing): Act | undefined {
  const { actor, account } = hearing
  const from: Respondent = { accountId: account.id, via: 'chat' }
  switch (intent.intent) {
    case 'openAttendance':
    case 'closeMotion':
    case 'endMeeting':
      return one({ type: intent.intent, actor })
    case 'openMotion':
      return one({ type: 'openMotion', actor, ...intent.args })
    case 'attend':
      return attend(intent.args, hearing)
    case 'markAttendance':
    case 'unmarkAttendance':
      return mark(intent, hearing)
    case 'ballot':
      return one({ type: 'castBallot', actor, from, ...intent.args })
    case 'handCount': {
      const { approve, reject = 0, abstain = 0 } = intent.args
      return one({ type: 'countHands', actor, approve, reject, abstain })
    }
    // 属实 is also a word of ordinary chat: without a count that waits for it, it is nothing.
    case 'witness':
      return waitingHands(hearing) ? one({ type: 'witness', actor, holds: intent.args.holds }) : {}
    case 'note': {
      const { text, speaker = recordText.NOBODY_NAMED } = intent.args
      return one({ type: 'note', actor, text, speaker, by: speakerName(hearing.state, account) })
    }
    case 'correctLine': {
      const { quotedLine, state } = hearing
      if (!quotedLine) return { say: recordText.NO_SUCH_WORDS }
      return one({ type: 'correctLine', actor, ...quotedLine, text: intent.args.text, by: speakerName(state, account) })
    }
    default:
      return undefined
  }
}

/** Somebody nobody knows cannot vouch for a household: what they say of their own is kept, of another's it is not. */
function attend(args: IntentArgs['attend'], hearing: Hearing): Act {
  const { actor, account } = hearing
  const arriving = (from: Respondent) => one({ type: 'attend', actor, arrivals: [{ from, ...personsOf(args) }] })
  if (args.onBehalfOf === undefined) return arriving({ accountId: account.id, via: 'chat' })
  const who = person(args.onBehalfOf, hearing)
  if ('say' in who) return who
  if (hearing.role === 'unbound') return { say: attendanceText.onBehalfByStranger(who.name) }
  return arriving({ householdId: who.householdId, via: 'chat', by: `account:${account.id}`, onBehalf: true })
}

function mark(intent: Extract<Intent, { intent: 'markAttendance' | 'unmarkAttendance' }>, hearing: Hearing): Act {
  const { args } = intent
  const who = person(args.name, hearing, 'household' in args ? args.household : undefined)
  if ('say' in who) return who
  const { actor } = hearing
  const { householdId } = who
  if (intent.intent === 'unmarkAttendance') return one({ type: 'unmarkAttendance', actor, householdId })
  const { persons } = intent.args
  return one({ type: 'markAttendance', actor, householdId, ...(persons === undefined ? {} : { persons }) })
}

/** A line of a 接龙 whose name is one of the roster. */
export interface SignedEntry {
  entry: Entry
  from: Respondent
}

export const personsOf = ({ persons }: { persons?: number }): { persons?: number } => (persons === undefined ? {} : { persons })

/** The lines of a 接龙 while people are signing in. 请假 in one is no arrival. */
export function attendanceEntries(signed: readonly SignedEntry[], { actor }: Hearing): Command[] {
  const arrivals = signed.flatMap(({ entry, from }): Arrival[] => {
    const read = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
    return read?.kind === 'intent' && read.intent === 'rsvp' && !read.args.coming ? [] : [{ from, ...personsOf(entry) }]
  })
  return arrivals.length > 0 ? [{ type: 'attend', actor, arrivals }] : []
}

/** The name under which somebody's words stand in the record. */
export function speakerName(state: HamletState, account: AccountRow): string {
  const villager = state.villagers.get(account.villagerId)
  if (villager) return villager.name
  if (account.householdId) return `${householdName(state, account.householdId)}家`
  return account.nickname || recordText.UNKNOWN_SPEAKER
}

/** A name in a pasted text, as the roster has it; undefined when it is not certain. */
export function certainName(state: HamletState, said: string): { householdId: string; name: string } | undefined {
  const match = matchName(said, rosterOf(state), {})
  return match.kind === 'one' ? (match.entry as ReturnType<typeof rosterOf>[number]) : undefined
}
