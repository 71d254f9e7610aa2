/** Why nothing changed about an issue. */
import type { DateString } from '../../kernel/time.ts'
import type { IssueStatus } from './rows.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    /** Also said of a confidential issue to whoever may not see it. */
    noSuchIssue: { issueNo: number }
    issueElsewhere: { issueNo: number; status: IssueStatus; mergedInto?: number }
    notYourIssue: { issueNo: number }
    ownSupport: { issueNo: number }
    supportedAlready: { issueNo: number }
    sameCategory: { issueNo: number; category: string }
    noSuchCategory: { category: string }
    reasonNeeded: { issueNo: number }
    dateNeeded: { issueNo: number }
    dueOnPast: { issueNo: number; dueOn: DateString }
    mergeTarget: { issueNo: number; into: number }
    acceptedAlready: { issueNo: number }
    assignedAlready: { issueNo: number; department: string; dueOn: DateString }
    /** `household`: its name, when somebody else entered the rating for it. */
    handlerMayNotRate: { issueNo: number; household: string | null }
    /** Not one of the households that are asked: gone from the roster, or any but the reporter's of a confidential issue. */
    mayNotRate: { issueNo: number }
    /** What was agreed on the spot for a day cannot be done before it. */
    notBeforeItsDay: { issueNo: number; dueOn: DateString }
    /** The household has rated it itself. */
    ownWordStands: { issueNo: number; household: string }
    /** The round is not short of raters yet; `from`: its last day. */
    tooEarlyForDoor: { issueNo: number; from: DateString }
    handlerMayNotVisit: { issueNo: number }
    nothingToConfirm: { issueNo: number }
    /** Whoever entered it, handled it, or is of the household, is no second person. */
    notTheSecond: { issueNo: number }
    studyAhead: { issueNo: number; heldOn: DateString }
    notReported: { issueNo: number }
    /** With what was said of it, for the right form. */
    personNeeded: { issueNo: number; department: string; dueOn: DateString }
    notEnded: { issueNo: number }
    /** It passes over the village’s cadres: they are not given it. */
    aboutCadres: { issueNo: number }
    /** Whoever raised it was promised who alone would see it. */
    staysConfidential: { issueNo: number }
    notInReview: { issueNo: number; status?: IssueStatus }
    whichSurvey: { issueNos: number[] }
    noSurvey: object
    /** At the desk a department is chosen from the town's list. */
    noSuchDepartment: { department: string; known: string[] }
    dueTooFar: { dueOn: DateString; latest: DateString }
    /** Nobody is on record as having raised it. */
    noReporter: { issueNo: number }
  }
}
