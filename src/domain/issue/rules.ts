/** The issue loop's part of the one list of rules (src/domain/decide.ts). */
import { rate, surveyClose, surveyProgress } from '../survey/round.ts'
import { agreedChase, assignChase, villageChase } from './chase.ts'
import { decideIssue } from './hamlet.ts'
import { attachMedia, categorise, raiseIssue, supportIssue, supportProgress, withdrawIssue } from './raise.ts'
import { assignIssue, handleIssue } from './town.ts'
import { acceptIssue, recountDeadlines, reportToTown } from './village.ts'

export const ISSUE_RULES = {
  raiseIssue,
  attachMedia,
  categorise,
  supportIssue,
  withdrawIssue,
  decideIssue,
  acceptIssue,
  handleIssue,
  reportToTown,
  assignIssue,
  rate,
  recountDeadlines,
}

/** The papers themselves are made by src/application/report.ts before this falls. */
const made = (): boolean => true

export const ISSUE_DEADLINES = {
  villageChase,
  assignChase,
  agreedChase,
  surveyClose,
  surveyProgress,
  supportProgress,
  draftReport: made,
  fileReport: made,
}
