/** 签到 in a hamlet's group. */

import { type Respondent, whoIs } from '../../../domain/base/who.ts'
import * as attendanceText from '../../../text/attendance.ts'
import type { IntentArgs } from '../../../understand/outcome.ts'
import { type Act, type Hearing, type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'

export const ATTENDANCE_INTENTS = {
  openAttendance: (_, { actor, sure }) => one({ type: 'openAttendance', actor, ...(sure ? { sure } : {}) }),
  cancelAttendance: (_, { actor }) => one({ type: 'cancelAttendance', actor }),
  attend,
  markAttendance: ({ name, household, persons }, hearing) => {
    const who = person(name, hearing, household)
    if ('say' in who) return who
    const { householdId } = who
    return one({ type: 'markAttendance', actor: hearing.actor, householdId, ...(persons === undefined ? {} : { persons }) })
  },
  unmarkAttendance: ({ name }, hearing) => {
    const who = person(name, hearing)
    return 'say' in who ? who : one({ type: 'unmarkAttendance', actor: hearing.actor, householdId: who.householdId })
  },
} satisfies Partial<IntentRules>

/** Somebody nobody knows cannot vouch for a household: what they say of their own is kept, of another's it is not. */
function attend({ persons, onBehalfOf }: IntentArgs['attend'], hearing: Hearing): Act {
  const { actor, account, via } = hearing
  const arriving = (from: Respondent) => one({ type: 'attend', actor, arrivals: [{ from, ...(persons === undefined ? {} : { persons }) }] })
  if (onBehalfOf === undefined) return arriving({ accountId: account.id, via })
  const who = person(onBehalfOf, hearing)
  if ('say' in who) return who
  if (hearing.role === 'unbound') return { say: attendanceText.onBehalfByStranger(who.name) }
  return arriving({ householdId: who.householdId, via, by: whoIs(actor), onBehalf: true })
}
