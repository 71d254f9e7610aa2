/** 约时间 and 开会 in a hamlet's group. */
import type { Instant } from '../../../kernel/time.ts'
import { type IntentRules, one } from '../hearing.ts'

const at = (iso: string): Instant => Date.parse(iso)

export const POLL_INTENTS = {
  availability: (reply, { actor, via }) =>
    one({ type: 'answerTime', actor, answers: [{ from: { accountId: actor.accountId, via }, reply }] }),
  openTimePoll: ({ topic, options, closesAt }, { actor }) =>
    one({
      type: 'openTimePoll',
      actor,
      ...(topic ? { topic } : {}),
      ...(options ? { options: options.map(at) } : {}),
      ...(closesAt ? { closesAt: at(closesAt) } : {}),
    }),
  closeTimePoll: (_, { actor }) => one({ type: 'closeTimePoll', actor }),
  chooseOption: ({ option }, { actor }) => one({ type: 'chooseOption', actor, option }),
  extendPoll: ({ closesAt }, { actor }) => one({ type: 'extendPoll', actor, closesAt: at(closesAt) }),
  cancelPoll: (_, { actor }) => one({ type: 'cancelPoll', actor }),
  scheduleMeeting: (plan, { actor }) => one({ type: 'scheduleMeeting', actor, ...plan, startsAt: at(plan.startsAt) }),
  reschedule: ({ startsAt }, { actor }) => one({ type: 'reschedule', actor, startsAt: at(startsAt) }),
} satisfies Partial<IntentRules>
