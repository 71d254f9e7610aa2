/** The record and the end of an evening, in a hamlet's group. */
import * as recordText from '../../../text/record.ts'
import { type IntentRules, one } from '../hearing.ts'
import { speakerName } from '../person.ts'

export const RECORD_INTENTS = {
  note: ({ text, speaker = recordText.NOBODY_NAMED }, { actor, state, account }) =>
    one({ type: 'note', actor, text, speaker, by: speakerName(state, account) }),
  correctLine: ({ text }, { actor, state, account, quotedLine }) =>
    quotedLine
      ? one({ type: 'correctLine', actor, ...quotedLine, text, by: speakerName(state, account) })
      : { say: recordText.NO_SUCH_WORDS },
  endMeeting: (_, { actor }) => one({ type: 'endMeeting', actor }),
} satisfies Partial<IntentRules>
