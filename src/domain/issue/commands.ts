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
    /** `passesOver`: about the head, or about the village's cadres: they are told nothing of it. `againOf`: 再反映 of a closed one. */
    raiseIssue: {
      text: string
      category?: string
      confidential?: true
      mediaId?: string
      passesOver?: 'head' | 'village'
      againOf?: number
    }
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
    reportToTown: { issueNo: number; text?: string; signer?: string; reportNo: number }
    /** `studyId`: the record of the town's meeting that decided it. */
    assignIssue: { issueNo: number; department: string; person?: string; dueOn: DateString; studyId?: string }
    /** The town's meeting gives it back to the village, with the reason. */
    bringBackIssue: { issueNo: number; reason: string; studyId?: string }
    /** 村里研究: when, who took part, what was decided. */
    studyIssue: { issueNo: number; heldOn: DateString; present: string; decided: string }
    rate: { from: Respondent | OfReporter; issueNo?: number; score: Score; comment?: string }
    /** 签发人 of a report that was filed without: it is made again, signed. */
    signReport: { issueNo: number; signer: string }
    /** 走访属实: a second person confirms what was entered at the door. */
    confirmVisits: { issueNo: number }
    /** The town's calendar has changed, or new years have become known; `rule`: how many days there are has changed. */
    recountDeadlines: { because?: 'rule' }
    /** 提级办理: the town takes an issue out of the village's hands. */
    takeUpIssue: { issueNo: number; reason: string }
    setConfidential: { issueNo: number; confidential: boolean }
    /** 提醒: whoever has it is asked once more, by the hand of an office. */
    remindIssue: { issueNo: number }
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
    headDays: true
    villageDays: true
    fileReport: true
  }
}
