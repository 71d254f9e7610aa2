/**
 * What somebody sees who has scanned a household's code: what is asked of the household now, what it has answered, and how the issues stand that it
 * raised or stands behind. Nothing confidential: whoever of the household holds the phone may be whom it is about.
 */
import { presentHouseholds } from '../../domain/attendance/present.ts'
import { latestByHousehold } from '../../domain/base/households.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { supportersOf } from '../../domain/issue/find.ts'
import type { IssueRow, Score } from '../../domain/issue/rows.ts'
import type { Choice } from '../../domain/motion/rows.ts'
import { provisionalHands } from '../../domain/motion/standing.ts'
import { answersOf } from '../../domain/poll/standing.ts'
import { lastWords } from '../../domain/rsvp/expected.ts'
import type { Instant } from '../../kernel/time.ts'
import type { CardPlace } from '../../store/cards.ts'
import type { Database } from '../../store/database.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import { whereNow } from '../../text/progress.ts'
import { answerable } from '../hearing/asked.ts'
import { knownOf } from '../hearing/progress.ts'

/** `id`: what it is about, which an answer names. `own`: what the household has said last; null while it has said nothing. */
export type CardQuestion = { id: string } & (
  | { kind: 'timePoll'; topic: string | null; closesAt: Instant; options: Instant[]; own: { yes: number[]; none: boolean } | null }
  | { kind: 'rsvp'; startsAt: Instant; venue: string | null; topics: string[]; own: 'yes' | 'maybe' | 'no' | null }
  | { kind: 'attendance'; startsAt: Instant; venue: string | null; own: number | null }
  | { kind: 'motion'; no: number; text: string; can: 'vote' | 'signInFirst' | 'raiseHands'; own: Choice | null }
  | { kind: 'survey'; issueNo: number; text: string; handled: string | null; closesAt: Instant; handler: boolean; own: Score | null }
  | { kind: 'receipt'; text: string; own: boolean }
)

export interface CardPicture {
  questions: CardQuestion[]
  /** The newest first. */
  issues: { no: number; text: string; where: string }[]
}

export async function pictureOfCard(
  db: Database,
  card: Pick<CardPlace, 'hamletId' | 'householdId' | 'accountId' | 'accountIds'>,
  now: Instant,
): Promise<CardPicture> {
  const { hamletId, householdId, accountId } = card
  const state = await loadHamlet(db, hamletId, now)
  // Nobody's numbers are named: of what is kept out of the group nothing is asked here.
  const asked = answerable(state, { accountId, named: [] }, { saidAt: now, now }, undefined)
  const questions = asked.flatMap(({ question, subject }): CardQuestion[] => {
    const make = QUESTIONS[question.question]
    const made = make?.(state, subject, householdId, now)
    return made ? [made] : []
  })
  return { questions: questions.reverse(), issues: issuesOf(state, card, now) }
}

type Make = (state: HamletState, subject: string, householdId: string, now: Instant) => CardQuestion | undefined

/** A question that has no line here is not asked on a card: raised hands are borne out by those who see them. */
const QUESTIONS: Readonly<Record<string, Make>> = {
  timePoll: (state, id, householdId) => {
    const { topic, closesAt, options } = state.polls.must(id)
    const said = answersOf(state, state.polls.must(id)).get(householdId)
    return { id, kind: 'timePoll', topic, closesAt, options, own: said ? { yes: said.yes, none: said.yes.length === 0 } : null }
  },
  rsvp: (state, id, householdId) => {
    const { startsAt, venue, topics } = state.meetings.must(id)
    return { id, kind: 'rsvp', startsAt, venue, topics, own: lastWords(state, state.meetings.must(id)).get(householdId)?.coming ?? null }
  },
  attendance: (state, id, householdId) => {
    const { startsAt, venue } = state.meetings.must(id)
    return { id, kind: 'attendance', startsAt, venue, own: presentHouseholds(state, state.meetings.must(id)).get(householdId) ?? null }
  },
  motion: (state, id, householdId) => {
    const { no, text, meetingId } = state.motions.must(id)
    const here = presentHouseholds(state, state.meetings.must(meetingId)).has(householdId)
    const can = provisionalHands(state, id) ? 'raiseHands' : here ? 'vote' : 'signInFirst'
    const ballots = state.ballots.where((b) => b.motionId === id)
    return { id, kind: 'motion', no, text, can, own: latestByHousehold(state, ballots).get(householdId)?.choice ?? null }
  },
  survey: (state, id, householdId) => {
    const { issueId, closesAt } = state.surveys.must(id)
    const { no, text, handledText, handlerHouseholdId } = state.issues.must(issueId)
    const ratings = state.ratings.where((r) => r.surveyId === id)
    const own = latestByHousehold(state, ratings).get(householdId)?.score ?? null
    return { id, kind: 'survey', issueNo: no, text, handled: handledText, closesAt, handler: handlerHouseholdId === householdId, own }
  },
  receipt: (state, id, householdId, now) => {
    const { text, openUntil } = state.deliveries.must(id)
    if (openUntil === null || openUntil <= now) return undefined
    const given = state.receipts.where((r) => r.deliveryId === id)
    const own = given.some((r) => (r.householdId ?? state.accounts.get(r.accountId)?.householdId) === householdId)
    return { id, kind: 'receipt', text, own }
  },
}

function issuesOf(
  state: HamletState,
  { householdId, accountIds }: Pick<CardPlace, 'householdId' | 'accountIds'>,
  now: Instant,
): CardPicture['issues'] {
  const isOwn = (issue: IssueRow): boolean =>
    supportersOf(state, issue).has(householdId) || accountIds.includes(issue.reporterAccountId ?? '')
  return state.issues
    .where((issue) => !issue.confidential && isOwn(issue))
    .sort((a, b) => b.no - a.no)
    .map((issue) => ({ no: issue.no, text: issue.text, where: whereNow(knownOf(state, issue, now), now) }))
}
