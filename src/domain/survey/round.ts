/** 评议: one round of one issue, from 办好了 to 销号 or back (rules: Satisfaction). Rounds never mix: each has its own ratings. */
import { addDays, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { rechase } from '../issue/chase.ts'
import type { SurveyFigures } from '../issue/events.ts'
import { issueOf, ofIssue, put } from '../issue/find.ts'
import type { IssueRow, Level, RatingRow, SurveyRow } from '../issue/rows.ts'
import { handOver } from '../issue/village.ts'
import { forAnother } from '../member/for-another.ts'
import { householdName } from '../member/households.ts'
import { noteSoon, waitsForMorning } from '../notes.ts'
import { refuse } from '../refusals.ts'
import type { HamletState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { eligibleIds, ratingsOf, satisfies, surveyFigures } from './count.ts'

export const isActive = (survey: Pick<SurveyRow, 'status'>): boolean => survey.status === 'open' || survey.status === 'waiting'

/** The rounds that still take ratings, oldest first. */
export const activeSurveys = (state: HamletState): SurveyRow[] =>
  state.surveys.where(isActive).sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))

export const surveyOf = (state: HamletState, issue: IssueRow): SurveyRow | undefined =>
  state.surveys.find((s) => s.issueId === issue.id && isActive(s))

/**
 * What this account may answer in the hamlet's group. A confidential issue's round is nobody's question there; its reporter answers it by
 * saying its number (`named`), and only then is it one.
 */
export const surveysFor = (state: HamletState, accountId: string, named: readonly number[]): { survey: SurveyRow; issue: IssueRow }[] =>
  activeSurveys(state)
    .map((survey) => ({ survey, issue: state.issues.must(survey.issueId) }))
    .filter(({ issue }) => !issue.confidential || (named.includes(issue.no) && mayRateAs(state, issue, accountId)))

/** The reporter of a confidential issue, unless the own household handled it. */
function mayRateAs(state: HamletState, issue: IssueRow, accountId: string): boolean {
  const household = state.accounts.get(accountId)?.householdId ?? null
  return issue.reporterAccountId === accountId && (household === null || eligibleIds(state, issue).has(household))
}

export function openSurvey(
  turn: Turn,
  issue: IssueRow,
  handled: { level: Level; text: string | null; handlerHouseholdId: string | null },
): void {
  const round = issue.round + 1
  const closesAt = instantAt(addDays(dateOf(turn.now), turn.policy.surveyDays), turn.policy.surveyClosesHour)
  const survey: SurveyRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    issueId: issue.id,
    round,
    status: 'open',
    openedAt: turn.now,
    closesAt,
    extended: false,
    closedAt: null,
    raters: null,
    satisfied: null,
    atHomeBase: null,
    notedAt: null,
  }
  turn.state.surveys.put(survey)
  const { level, text, handlerHouseholdId } = handled
  put(
    turn,
    { ...issue, status: 'inReview', level, round, handledAt: turn.now, handledText: text, handledBy: turn.who, handlerHouseholdId },
    { what: 'handled', level, text },
  )
  turn.schedule('surveyClose', survey.id, closesAt)
  turn.happened('issueHandled', issue.id, { ...at(survey, issue), level, closesAt, handlerHouseholdId }, text ?? undefined)
}

const at = (survey: SurveyRow, issue: IssueRow) => ({ ...ofIssue(issue), surveyId: survey.id, round: survey.round })

export function rate(turn: Turn, command: CommandOf<'rate'>): void {
  const { survey, issue } = meant(turn, command.issueNo)
  const { from } = command
  if (from.via === 'byHand') turn.only(['head', 'recorder'], '走访评议')
  forAnother(
    turn,
    from,
    turn.state.ratings.where((r) => r.surveyId === survey.id),
  )
  const accountId = 'accountId' in from ? from.accountId : null
  const householdId = 'householdId' in from ? from.householdId : null
  const household = householdId ?? turn.state.accounts.get(accountId)?.householdId ?? null
  const handler = (household !== null && household === issue.handlerHouseholdId) || `account:${accountId}` === issue.handledBy
  if (handler)
    refuse({
      code: 'handlerMayNotRate',
      issueNo: issue.no,
      household: householdId === null ? null : householdName(turn.state, householdId),
    })
  if (household !== null && !eligibleIds(turn.state, issue).has(household)) refuse({ code: 'mayNotRate', issueNo: issue.no })
  const row: RatingRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    surveyId: survey.id,
    accountId,
    householdId,
    score: command.score,
    comment: command.comment ?? null,
    at: turn.now,
    seq: turn.nextSeq,
    via: from.via,
    by: 'by' in from ? from.by : null,
  }
  turn.state.ratings.put(row)
  const known = household !== null
  const figures = surveyFigures(turn.state, survey, issue)
  turn.happened('rated', issue.id, { ...at(survey, issue), accountId, householdId: household, score: command.score, known, figures })
  if (!known) return
  // Every household that may has rated: nothing is left to wait for. In 走访 the wait was for the least number.
  if (figures.raters >= figures.eligible || (survey.status === 'waiting' && figures.raters >= figures.needed))
    conclude(turn, survey, issue, figures)
  else if (from.via === 'chat') noteSoon(turn, 'surveyProgress', survey.id)
}

function meant(turn: Turn, issueNo: number | undefined): { survey: SurveyRow; issue: IssueRow } {
  if (issueNo !== undefined) {
    const issue = issueOf(turn, issueNo)
    const survey = surveyOf(turn.state, issue)
    return survey ? { survey, issue } : refuse({ code: 'notInReview', issueNo })
  }
  const open = turn.actor.kind === 'account' ? surveysFor(turn.state, turn.actor.accountId, []) : []
  if (open.length > 1) refuse({ code: 'whichSurvey', issueNos: open.map((o) => o.issue.no) })
  return open[0] ?? refuse({ code: 'noSurvey' })
}

export function surveyProgress(turn: Turn, surveyId: string): boolean {
  const survey = turn.state.surveys.get(surveyId)
  if (!survey || !isActive(survey) || (survey.status === 'open' && survey.closesAt <= turn.now)) return false
  if (waitsForMorning(turn, 'surveyProgress', survey.id)) return false
  const issue = turn.state.issues.must(survey.issueId)
  turn.state.surveys.put({ ...survey, notedAt: turn.now })
  turn.happened('surveyNoted', issue.id, { ...at(survey, issue), figures: surveyFigures(turn.state, survey, issue) })
  return true
}

export function surveyClose(turn: Turn, surveyId: string): boolean {
  const survey = turn.state.surveys.get(surveyId)
  if (survey?.status !== 'open') return false
  const issue = turn.state.issues.must(survey.issueId)
  const figures = surveyFigures(turn.state, survey, issue)
  if (figures.raters >= figures.needed) conclude(turn, survey, issue, figures)
  else if (!survey.extended) extend(turn, survey, issue, figures)
  else {
    // Never closed on silence: it waits for somebody to go and ask.
    turn.state.surveys.put({ ...survey, status: 'waiting' })
    turn.drop(survey.id)
    turn.happened('surveyWaits', issue.id, { ...at(survey, issue), figures })
  }
  return true
}

/** Once, with one reminder. After downtime the days count from now, so that people really have them. */
function extend(turn: Turn, survey: SurveyRow, issue: IssueRow, figures: SurveyFigures): void {
  const closesAt = laterClose(turn, survey.closesAt)
  turn.state.surveys.put({ ...survey, extended: true, closesAt })
  turn.drop(survey.id, ['surveyProgress'])
  turn.schedule('surveyClose', survey.id, closesAt, 'extended')
  turn.happened('surveyExtended', issue.id, { ...at(survey, issue), closesAt, figures })
}

function laterClose(turn: Turn, closedAt: Instant): Instant {
  const { surveyExtensionDays, surveyClosesHour } = turn.policy
  const from = Math.max(closedAt, turn.now)
  return instantAt(addDays(dateOf(from), surveyExtensionDays), surveyClosesHour)
}

function conclude(turn: Turn, survey: SurveyRow, issue: IssueRow, figures: SurveyFigures): void {
  const passed = satisfies(figures, turn.policy)
  const { raters, satisfied, atHome } = figures
  turn.state.surveys.put({
    ...survey,
    status: passed ? 'passed' : 'failed',
    closedAt: turn.now,
    raters,
    satisfied,
    atHomeBase: atHome,
  })
  turn.drop(survey.id)
  const result = { round: survey.round, satisfied, raters, level: issue.level as Level }
  if (passed) {
    put(turn, { ...issue, status: 'closed', closedAt: turn.now }, { what: 'passed', ...result })
    turn.drop(issue.id)
    turn.happened('issueClosed', issue.id, { ...at(survey, issue), figures })
  } else sendBack(turn, survey, put(turn, issue, { what: 'failed', ...result }), figures)
  rechase(turn)
}

/** Back to the level that handled it. For the village a new five days begin; the town has to name a new date. */
function sendBack(turn: Turn, survey: SurveyRow, issue: IssueRow, figures: SurveyFigures): void {
  const level = issue.level as Level
  if (level === 'village') handOver(turn, [issue], 'review', dateOf(turn.now), null)
  else if (level === 'town') put(turn, { ...issue, status: 'inTown', assignedAt: null, assignDueOn: null })
  else put(turn, { ...issue, status: 'inHamlet', decision: null, decisionText: null, agreedOn: null })
  const { status, reportDueOn } = turn.state.issues.must(issue.id)
  const dueOn = level === 'village' ? reportDueOn : null
  turn.happened('issueSentBack', issue.id, { ...at(survey, issue), figures, level, status, dueOn })
}

/** What the dissatisfied said, newest last. */
export const commentsOf = (state: HamletState, survey: SurveyRow, issue: IssueRow): string[] =>
  [...ratingsOf(state, survey, issue).values()]
    .filter((r) => r.comment !== null && r.score === 'dissatisfied')
    .sort((a, b) => a.seq - b.seq)
    .map((r) => r.comment as string)
