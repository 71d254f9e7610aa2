/** Why a command changes nothing, as data; src/text says it in Chinese. */
import { Refused } from '../kernel/refusal.ts'
import type { DateString, Instant } from '../kernel/time.ts'
import type { IssueRefusal } from './issue/refusals.ts'
import type { NightRefusal } from './meeting/night-refusals.ts'

export type Refusal =
  | NightRefusal
  | IssueRefusal
  | { code: 'onlyFor'; who: ('head' | 'recorder' | 'cadre' | 'official')[]; what: string }
  | { code: 'pollAlreadyOpen'; closesAt: Instant }
  | { code: 'noOpenPoll' }
  | { code: 'pollUndecided'; options: Instant[] }
  | { code: 'pollOptionsGone' }
  | { code: 'tooFewOptions'; options: Instant[]; topic?: string; closesAt?: Instant }
  | { code: 'tooManyOptions'; options: Instant[]; max: number; topic?: string; closesAt?: Instant }
  | { code: 'sameOptionTwice'; option: Instant; options: Instant[]; topic?: string; closesAt?: Instant }
  | { code: 'optionPast'; option: Instant; options: Instant[]; topic?: string; closesAt?: Instant }
  /** `extending`: said with 延到, not with 约时间. */
  | { code: 'deadlinePast'; closesAt: Instant; options: Instant[]; extending: boolean; topic?: string }
  | { code: 'deadlineAfterFirstOption'; closesAt: Instant; first: Instant; options: Instant[]; extending: boolean; topic?: string }
  | { code: 'tooSoonToAsk'; first: Instant }
  | { code: 'noSuchOption'; option: number; options: number }
  | { code: 'optionGone'; option: number; startsAt: Instant }
  | { code: 'noEveningFound' }
  | { code: 'meetingAlreadyFixed'; startsAt: Instant }
  | { code: 'noMeeting' }
  | { code: 'meetingStarted' }
  | { code: 'startPast'; startsAt: Instant }
  | { code: 'nudgedJustNow'; minutes: number }
  | { code: 'nothingToNudge' }
  | { code: 'noSuchClaim'; claimNo: number }
  | { code: 'claimSettled'; claimNo: number }
  | { code: 'unknownAccount' }
  /** At the desk a department is chosen from the town's list. */
  | { code: 'noSuchDepartment'; department: string; known: string[] }
  | { code: 'dueTooFar'; dueOn: DateString; latest: DateString }
  /** Said for a household that has answered itself. */
  | { code: 'ownWordFirst'; household: string }
  /** Nobody is on record as having raised it. */
  | { code: 'noReporter'; issueNo: number }

export const refuse = (refusal: Refusal): never => {
  throw new Refused<Refusal>(refusal)
}
