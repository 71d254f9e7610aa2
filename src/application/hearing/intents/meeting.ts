/** The evening that is fixed, in a hamlet's group: who comes, where, about what. */
import { isNamed } from '../../../domain/rights/who-may.ts'
import { type IntentRules, one } from '../hearing.ts'
import { missing } from '../missing.ts'

export const MEETING_INTENTS = {
  rsvp: (said, { actor, via }) => one({ type: 'answerRsvp', actor, from: { accountId: actor.accountId, via }, ...said }),
  cancelMeeting: (said, { actor }) => one({ type: 'cancelMeeting', actor, ...said }),
  setVenue: ({ venue }, { actor }) => one({ type: 'setVenue', actor, venue }),
  addTopic: ({ topic }, { actor }) => one({ type: 'addTopic', actor, topic }),
  nudge: (_, { actor }) => one({ type: 'nudge', actor }),
  whoIsMissing: (_, { state, now, role }) => ({ say: missing(state, now, isNamed(role, 'whoIsMissing')) }),
} satisfies Partial<IntentRules>
