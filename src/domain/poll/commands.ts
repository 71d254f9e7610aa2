/** What can be asked of a time poll. */
import type { Instant } from '../../kernel/time.ts'
import type { Respondent } from '../base/who.ts'

export interface TimeReply {
  yes?: number[]
  maybe?: number[]
  no?: number[]
  all?: true
  none?: true
  persons?: number
}

export interface TimeAnswer {
  from: Respondent
  reply: TimeReply
}

declare module '../base/commands.ts' {
  interface Commands {
    openTimePoll: { topic?: string; options?: Instant[]; closesAt?: Instant }
    closeTimePoll: object
    chooseOption: { option: number }
    extendPoll: { closesAt: Instant }
    cancelPoll: object
    /** The answers of one message: one household's own, or all the lines of a 接龙. What follows from them follows once. */
    answerTime: { answers: readonly TimeAnswer[] }
    scheduleMeeting: { startsAt: Instant; venue?: string; topics?: string[] }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    pollClose: true
    pollProgress: true
  }
}
