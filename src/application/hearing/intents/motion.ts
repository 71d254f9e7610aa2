/** 表决 and 举手 in a hamlet's group. */
import { waitingHands } from '../../../domain/motion/hands.ts'
import { type IntentRules, one } from '../hearing.ts'

export const MOTION_INTENTS = {
  openMotion: (said, { actor }) => one({ type: 'openMotion', actor, ...said }),
  closeMotion: (_, { actor }) => one({ type: 'closeMotion', actor }),
  ballot: (said, { actor }) => one({ type: 'castBallot', actor, from: { accountId: actor.accountId, via: 'chat' }, ...said }),
  handCount: ({ approve, reject = 0, abstain = 0 }, { actor }) => one({ type: 'countHands', actor, approve, reject, abstain }),
  // 属实 is also a word of ordinary chat: without a count that waits for it, it is nothing.
  witness: ({ holds }, { actor, state }) => (waitingHands({ state }) ? one({ type: 'witness', actor, holds }) : {}),
} satisfies Partial<IntentRules>
