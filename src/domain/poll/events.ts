/** What happened to a time poll. */
import type { Instant } from '../../kernel/time.ts'
import type { Conflict } from '../meeting/evening.ts'
import type { OptionCount } from './choose.ts'

/** How many households of the base have answered. */
export interface Turnout {
  atHome: number
  answered: number
}

declare module '../base/events.ts' {
  interface EventData {
    /** `insteadOf`: the poll that had come to nothing. */
    timePollOpened: { pollId: string; proposed: boolean; conflicts: Conflict[]; insteadOf: string | null }
    /** As it was said. */
    timeAnswered: {
      pollId: string
      yes: number[]
      maybe: number[]
      no: number[]
      persons: number | null
      partial: boolean
      known: boolean
      saidAt?: Instant
    }
    timePollNudged: { pollId: string; turnout: Turnout }
    timePollExtended: { pollId: string; closesAt: Instant }
    timePollDecided: {
      pollId: string
      option: number
      how: 'deadline' | 'everybody' | 'head'
      tie: 'maybe' | 'persons' | 'earlier' | null
      counts: OptionCount[]
      turnout: Turnout
      needed: number
      meetingId: string
    }
    timePollUndecided: { pollId: string; turnout: Turnout }
    /** `instead`: what the head has put in its place. */
    timePollCancelled: { pollId: string; instead: 'meeting' | 'poll' | null }
  }
  interface NoteData {
    timeProgressNoted: { pollId: string; counts: OptionCount[]; turnout: Turnout }
  }
}
