/** Why nothing changed about an issue. */
import type { DateString } from '../../kernel/time.ts'
import type { IssueStatus } from './rows.ts'

export type IssueRefusal =
  /** Also said of a confidential issue to whoever may not see it. */
  | { code: 'noSuchIssue'; issueNo: number }
  | { code: 'issueElsewhere'; issueNo: number; status: IssueStatus; mergedInto?: number }
  | { code: 'notYourIssue'; issueNo: number }
  | { code: 'ownSupport'; issueNo: number }
  | { code: 'supportedAlready'; issueNo: number }
  | { code: 'sameCategory'; issueNo: number; category: string }
  | { code: 'noSuchCategory'; category: string }
  | { code: 'reasonNeeded'; issueNo: number }
  | { code: 'dateNeeded'; issueNo: number }
  | { code: 'dueOnPast'; issueNo: number; dueOn: DateString }
  | { code: 'mergeTarget'; issueNo: number; into: number }
  | { code: 'acceptedAlready'; issueNo: number }
  | { code: 'assignedAlready'; issueNo: number; department: string; dueOn: DateString }
  /** `household`: its name, when somebody else entered the rating for it. */
  | { code: 'handlerMayNotRate'; issueNo: number; household: string | null }
  /** Not one of the households that are asked: gone from the roster, or any but the reporter's of a confidential issue. */
  | { code: 'mayNotRate'; issueNo: number }
  | { code: 'notInReview'; issueNo: number }
  | { code: 'whichSurvey'; issueNos: number[] }
  | { code: 'noSurvey' }

const CODES: ReadonlySet<string> = new Set<IssueRefusal['code']>([
  'noSuchIssue',
  'issueElsewhere',
  'notYourIssue',
  'ownSupport',
  'supportedAlready',
  'sameCategory',
  'noSuchCategory',
  'reasonNeeded',
  'dateNeeded',
  'dueOnPast',
  'mergeTarget',
  'acceptedAlready',
  'assignedAlready',
  'handlerMayNotRate',
  'mayNotRate',
  'notInReview',
  'whichSurvey',
  'noSurvey',
])

export const isIssueRefusal = (refusal: { code: string }): refusal is IssueRefusal => CODES.has(refusal.code)
