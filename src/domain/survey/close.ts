/** 评议 comes to its end: 销号, back to whoever handled it, or one more asking (issue-loop: Satisfaction). */

import { addDays, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import { stageOf, waitsForMorning, worthANote } from '../base/notes.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from '../issue/chase.ts'
import { countHeadDays, headDays } from '../issue/days.ts'
import type { SurveyFigures } from '../issue/events.ts'
import { inReview, put } from '../issue/find.ts'
import { roundOf } from '../issue/review.ts'
import type { InReview, SurveyRow } from '../issue/rows.ts'
import { handOver } from '../issue/village.ts'
import { isActive } from './active.ts'
import { satisfies, surveyFigures } from './count.ts'

export function surveyProgress(turn: Turn, surveyId: string): boolean {
  const survey = turn.state.surveys.get(surveyId)
  if (!survey || !isActive(survey) || (survey.status === 'open' && survey.closesAt <= turn.now)) return false
  if (waitsForMorning(turn, 'surveyProgress', survey.id)) return false
  const issue = inReview(turn.state, survey)
  const figures = surveyFigures(turn.state, survey, issue)
  const picture = [stageOf(figures.raters, figures.atHome), figures.raters >= figures.needed]
  if (!worthANote(turn, 'surveyProgress', survey.id, picture)) return false
  turn.state.surveys.put({ ...survey, notedAt: turn.now })
  turn.noted('surveyNoted', issue.id, { ...roundOf(survey, issue), figures })
  return true
}

export function surveyClose(turn: Turn, surveyId: string): boolean {
  const survey = turn.state.surveys.get(surveyId)
  if (survey?.status !== 'open') return false
  const issue = inReview(turn.state, survey)
  const figures = surveyFigures(turn.state, survey, issue)
  if (figures.raters >= figures.needed) conclude(turn, survey, issue, figures)
  else if (!survey.extended) extend(turn, survey, issue, figures)
  else {
    // Never closed on silence: it waits for somebody to go and ask.
    turn.state.surveys.put({ ...survey, status: 'waiting' })
    turn.drop(survey.id)
    turn.happened('surveyWaits', issue.id, { ...roundOf(survey, issue), figures })
  }
  return true
}

/** Once, with one reminder. After downtime the days count from now, so that people really have them. */
function extend(turn: Turn, survey: SurveyRow, issue: InReview, figures: SurveyFigures): void {
  const closesAt = laterClose(turn, survey.closesAt)
  turn.state.surveys.put({ ...survey, extended: true, closesAt })
  turn.drop(survey.id, ['surveyProgress'])
  turn.schedule('surveyClose', survey.id, closesAt, 'extended')
  turn.happened('surveyExtended', issue.id, { ...roundOf(survey, issue), closesAt, figures })
}

function laterClose(turn: Turn, closedAt: Instant): Instant {
  const { surveyExtensionDays, surveyClosesHour } = turn.policy
  const from = Math.max(closedAt, turn.now)
  return instantAt(addDays(dateOf(from), surveyExtensionDays), surveyClosesHour)
}

export function conclude(turn: Turn, survey: SurveyRow, issue: InReview, figures: SurveyFigures): void {
  const passed = satisfies(figures, turn.policy)
  const { raters, satisfied, atHome, atDoor } = figures
  turn.state.surveys.put({
    ...survey,
    status: passed ? 'passed' : 'failed',
    closedAt: turn.now,
    raters,
    satisfied,
    atHomeBase: atHome,
    atDoor,
  })
  turn.drop(survey.id)
  const result = { round: survey.round, satisfied, raters, level: issue.level }
  if (passed) {
    put(turn, { ...issue, status: 'closed', closedAt: turn.now }, { what: 'passed', ...result })
    turn.drop(issue.id)
    turn.happened('issueClosed', issue.id, { ...roundOf(survey, issue), figures })
  } else sendBack(turn, survey, put(turn, issue, { what: 'failed', ...result }), figures)
  rechase(turn)
}

/** Back to the level that handled it. For the village a new five days begin; the town has to name a new date. */
function sendBack(turn: Turn, survey: SurveyRow, issue: InReview, figures: SurveyFigures): void {
  const { level } = issue
  if (level === 'village') handOver(turn, [issue], 'review', dateOf(turn.now), null)
  else if (level === 'town') put(turn, { ...issue, status: 'inTown', level, assignedAt: null, assignDueOn: null })
  else {
    const headDueOn = issue.confidential && issue.passesOver === null ? headDays(turn) : null
    countHeadDays(turn, put(turn, { ...issue, status: 'inHamlet', level, decision: null, decisionText: null, agreedOn: null, headDueOn }))
  }
  const { status, reportDueOn } = turn.state.issues.must(issue.id)
  const dueOn = level === 'village' ? reportDueOn : null
  turn.happened('issueSentBack', issue.id, { ...roundOf(survey, issue), figures, level, status, dueOn })
}
