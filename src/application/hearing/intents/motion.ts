/** 表决 and 举手 in a hamlet's group. */
import { type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'

export const MOTION_INTENTS = {
  openMotion: (said, { actor }) => one({ type: 'openMotion', actor, ...said }),
  closeMotion: (_, { actor }) => one({ type: 'closeMotion', actor }),
  ballot: (said, { actor, via }) => one({ type: 'castBallot', actor, from: { accountId: actor.accountId, via }, ...said }),
  // 算上 is also a word of ordinary chat: with nothing that came late, it is nothing.
  letLateIn: (_, { actor, state }) => (state.lateReplies.find((r) => r.inTime) ? one({ type: 'letLateIn', actor }) : {}),
  handCount: ({ approve, reject = 0, abstain = 0 }, { actor }) => one({ type: 'countHands', actor, approve, reject, abstain }),
  nameWitnesses: ({ names }, hearing) => {
    const found = names.map((name) => person(name, hearing))
    const unknown = found.find((who) => 'say' in who)
    if (unknown && 'say' in unknown) return { say: unknown.say }
    const householdIds = found.flatMap((who) => ('householdId' in who ? [who.householdId] : []))
    return one({ type: 'nameWitnesses', actor: hearing.actor, householdIds })
  },
  // 属实 is also a word of ordinary chat: without a count that waited for it when it was said, it is nothing.
  witness: ({ holds }, { actor, asked }) =>
    asked.some((a) => a.question.question === 'hands') ? one({ type: 'witness', actor, holds }) : {},
} satisfies Partial<IntentRules>
