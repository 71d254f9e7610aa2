/** What can be asked about issues. A cadre's or official's scope was checked at the door. */
import type { DateString } from '../../kernel/time.ts'
import type { Respondent } from '../base/who.ts'
import type { Score } from './rows.ts'

/** Entered for whoever raised the issue, of whom the desk does not learn who it is. */
export interface OfReporter {
  reporter: true
  via: 'byHand'
  by: string
}

declare module '../base/commands.ts' {
  interface Commands {
    raiseIssue: { text: string; category?: string; confidential?: true; mediaId?: string }
    /** A picture or voice: for the issue named, else for what the same account raised in the last two minutes. */
    attachMedia: { mediaId: string; issueNo?: number }
    categorise: { issueNo: number; category: string }
    supportIssue: { issueNo: number }
    withdrawIssue: { issueNo: number }
    decideIssue: {
      issueNo: number
      decision: 'onTheSpot' | 'agreed' | 'toVillage' | 'dismiss' | 'merge'
      text?: string
      dueOn?: DateString
      into?: number
    }
    acceptIssue: { issueNo: number; text?: string }
    handleIssue: { issueNo: number; text?: string }
    /** `reportNo`: the next of the village's register this year; whoever orders this holds the village's row (src/store/turn/older-issues.ts). */
    reportToTown: { issueNo: number; text?: string; reportNo: number }
    assignIssue: { issueNo: number; department: string; person?: string; dueOn: DateString }
    rate: { from: Respondent | OfReporter; issueNo?: number; score: Score; comment?: string }
    /** The town's calendar has changed, or new years have become known. */
    recountDeadlines: object
    /** 提级办理: the town takes an issue out of the village's hands. */
    takeUpIssue: { issueNo: number; reason: string }
    setConfidential: { issueNo: number; confidential: boolean }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    villageChase: true
    assignChase: true
    agreedChase: true
    surveyClose: true
    surveyProgress: true
    supportProgress: true
    draftReport: true
    fileReport: true
  }
}
