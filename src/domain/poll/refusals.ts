/** Why nothing changed about a time poll. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    pollAlreadyOpen: { closesAt: Instant }
    noOpenPoll: object
    pollUndecided: { options: Instant[] }
    pollOptionsGone: object
    tooFewOptions: { options: Instant[]; topic?: string; closesAt?: Instant }
    tooManyOptions: { options: Instant[]; max: number; topic?: string; closesAt?: Instant }
    sameOptionTwice: { option: Instant; options: Instant[]; topic?: string; closesAt?: Instant }
    optionPast: { option: Instant; options: Instant[]; topic?: string; closesAt?: Instant }
    /** `extending`: said with 延到, not with 约时间. */
    deadlinePast: { closesAt: Instant; options: Instant[]; extending: boolean; topic?: string }
    deadlineAfterFirstOption: { closesAt: Instant; first: Instant; options: Instant[]; extending: boolean; topic?: string }
    tooSoonToAsk: { first: Instant }
    noSuchOption: { option: number; options: number }
    optionGone: { option: number; startsAt: Instant }
  }
}
