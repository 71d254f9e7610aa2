/** What happened to issues. Ids and figures only; of an issue's words the ledger keeps a fingerprint, because words may name people. */
import type { DateString, Instant } from '../../kernel/time.ts'
import type { HandedFrom, IssueStatus, Level, Score } from './rows.ts'

/** How a survey round stands. Every figure counts households. */
export interface SurveyFigures {
  /** Households that rated, the handler's apart: the base of the share. */
  raters: number
  /** 满意, and 基本满意 where the policy counts it. */
  satisfied: number
  basic: number
  dissatisfied: number
  /** At-home households: the base of the least number of raters. */
  atHome: number
  /** The least number of raters. */
  needed: number
  /** Households that may rate. */
  eligible: number
  /** How many of the raters were asked at the door. */
  atDoor: number
}

/** One issue that is being waited for. */
export interface ChasedIssue {
  issueId: string
  no: number
  dueOn: DateString
  /** Working days left, 0 on the last day; absent once overdue. */
  left?: number
  /** Working days since the deadline. */
  late?: number
}

interface Of {
  issueId: string
  no: number
}
interface Round extends Of {
  surveyId: string
  round: number
}

export interface MovedDeadline {
  before: DateString | null
  after: DateString
  provisional: boolean
}

declare module '../base/events.ts' {
  interface EventData {
    issueRaised: Of & {
      category: string | null
      /** The category was proposed, not said. */
      proposed: boolean
      confidential: boolean
      textDigest: string
      householdId: string | null
      meetingId: string | null
      /** Numbers of issues that are much alike. */
      alike: number[]
      passesOver: string | null
      againOf: number | null
    }
    /** It went straight to the town, past those whom it is about. */
    issuePassedOver: Of
    mediaAttached: Of & { mediaId: string; withReport: boolean }
    issueCategorised: Of & { before: string | null; category: string }
    issueSupported: Of & { householdId: string | null; known: boolean }
    issueWithdrawn: Of
    issueAgreed: Of & { dueOn: DateString; onTheSpot: boolean }
    issueDismissed: Of
    issueMerged: Of & { into: number; intoId: string }
    issueHandedOver: Of & {
      from: HandedFrom
      meetingId: string | null
      countedFrom: DateString
      dueOn: DateString
      provisional: boolean
    }
    issueAccepted: Of
    issueReported: Of & { reportNo: number; dueOn: DateString | null }
    issueAssigned: Of & { department: string; known: boolean; dueOn: DateString; studyId: string | null }
    issueHandled: Round & { level: Level; closesAt: Instant; handlerHouseholdId: string | null }
    rated: Round & {
      accountId: string | null
      householdId: string | null
      score: Score
      known: boolean
      atDoor: boolean
      figures: SurveyFigures
    }
    /** A second person has confirmed what was entered at the door: from here on it counts. `seqs`: the entries `rated` that it confirms; in older entries only the households tell. */
    visitsConfirmed: Round & { householdIds: string[]; seqs: number[]; figures: SurveyFigures }
    surveyExtended: Round & { closesAt: Instant; figures: SurveyFigures }
    surveyWaits: Round & { figures: SurveyFigures }
    issueClosed: Round & { figures: SurveyFigures }
    issueSentBack: Round & { figures: SurveyFigures; level: Level; status: IssueStatus; dueOn: DateString | null }
    issuesChased: { kind: 'village' | 'town' | 'hamlet'; items: ChasedIssue[]; draft: string[] }
    deadlineMoved: Of & MovedDeadline
    /** `dueOn`: the village's date, and whether it had passed by then. */
    issueTakenUp: Of & { dueOn: DateString; missed: boolean }
    reportSigned: Of & { reportNo: number }
    /** 村里研究: when, and a fingerprint of what was decided; the words are on its row. */
    villageStudied: Of & { studyId: string; heldOn: DateString; textDigest: string }
    /** The town's meeting has given it back to the village. */
    issueBroughtBack: Of & { studyId: string | null }
    confidentialitySet: { issueId: string; no: number; confidential: boolean }
  }
  interface NoteData {
    supportNoted: Of & { households: number }
    /** Said once for all that were handed over together. */
    issuesPassedOn: { issueIds: string[]; from: HandedFrom }
    surveyNoted: Round & { figures: SurveyFigures }
    /** Said once for all that moved together. */
    deadlinesMoved: { items: (Of & MovedDeadline)[]; because?: 'rule' }
  }
}
