/** The record and the end of an evening, in a hamlet's group. */
import * as recordText from '../../../text/record.ts'
import { type IntentRules, one } from '../hearing.ts'
import { speakerName } from '../person.ts'

/** As phones show a voice that is quoted. */
const VOICE = /^[[［]?(?:语音|Voice)/i

export const RECORD_INTENTS = {
  note: ({ text, speaker = recordText.NOBODY_NAMED }, { actor, state, account }) =>
    one({ type: 'note', actor, text, speaker, by: speakerName(state, account) }),
  correctLine: ({ text }, { actor, state, account, role, quoted, quotedLine }) => {
    if (quotedLine) return one({ type: 'correctLine', actor, ...quotedLine, text, by: speakerName(state, account) })
    // Of words that are in no record, only whoever keeps it means the record.
    if (role !== 'recorder') return {}
    return { say: VOICE.test(quoted ?? '') ? recordText.NO_WORDS_IN_VOICE : recordText.NO_SUCH_WORDS }
  },
  endMeeting: (_, { actor }) => one({ type: 'endMeeting', actor }),
} satisfies Partial<IntentRules>
