/** What has been asked in a hamlet's room, and what of it a message can answer: what was open when it was said. */
import type { HamletState } from '../../domain/base/state.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import { openClarification } from '../../domain/member/clarify.ts'
import { waitingHands } from '../../domain/motion/hands.ts'
import { answerablePoll } from '../../domain/poll/standing.ts'
import { surveysFor } from '../../domain/survey/active.ts'
import { type Instant, isoShanghai } from '../../kernel/time.ts'
import type { IntentName, OpenQuestion } from '../../understand/outcome.ts'
import { hadBegun, isLate, type Moment } from './said-at.ts'

export interface Asked {
  question: OpenQuestion
  /** The poll, meeting, motion, survey …; a quote of what was said about `about` means it, too. */
  subject: string
  about?: string
  since: Instant
  /** Since when nothing counts any more; null while it does. */
  until: Instant | null
  /** Closed with nothing decided: what is said is kept, and the head may still let it count. */
  lapsedAt?: Instant
  /** Nobody waits for answers to what was called off. */
  calledOff?: true
}

interface Speaker {
  accountId: string
  /** Numbers that the message speaks of; alone with the bot also what the group is not told of is somebody's to rate. */
  named: readonly number[] | 'alone'
}

/** Everything that was asked of late, oldest first. */
function everythingAsked(state: HamletState, { accountId, named }: Speaker, moment: Moment): Asked[] {
  const asked: Asked[] = [...polls(state, moment.now), ...[...state.meetings.all()].flatMap((m) => ofMeeting(m, moment))]
  for (const motion of state.motions.all())
    asked.push({ question: { question: 'motion' }, subject: motion.id, since: motion.openedAt, until: motion.closedAt })
  const hands = waitingHands({ state })
  if (hands) asked.push({ question: { question: 'hands' }, subject: hands.id, about: hands.motionId, since: hands.at, until: null })
  const active = surveysFor(state, accountId, named)
  for (const { survey, issue } of active)
    asked.push({
      question: { question: 'survey', issueNo: issue.no },
      subject: survey.id,
      about: issue.id,
      since: survey.openedAt,
      until: null,
    })
  for (const survey of state.surveys.where((s) => s.closedAt !== null)) {
    const issue = state.issues.get(survey.issueId)
    if (!issue || issue.confidential) continue
    const question = { question: 'survey', issueNo: issue.no } as const
    asked.push({ question, subject: survey.id, about: issue.id, since: survey.openedAt, until: survey.closedAt })
  }
  for (const { id, at, receipts, openUntil } of state.deliveries.all())
    if (receipts && openUntil !== null)
      asked.push({ question: { question: 'receipt' }, subject: id, since: at, until: openUntil > moment.now ? null : openUntil })
  const clarification = openClarification(state, accountId, moment.now)
  if (clarification) asked.push({ question: { question: 'clarify' }, subject: clarification.id, since: clarification.askedAt, until: null })
  return asked.sort((a, b) => a.since - b.since)
}

function polls(state: HamletState, now: Instant): Asked[] {
  const open = answerablePoll(state, now)
  return [...state.polls.all()].map((poll): Asked => {
    const question = { question: 'timePoll', options: poll.options.map(isoShanghai) } as const
    const base = { question: { ...question, options: [...question.options] }, subject: poll.id, since: poll.openedAt }
    if (poll.id === open?.id) return { ...base, until: null, ...(poll.closedAt === null ? {} : { lapsedAt: poll.closedAt }) }
    return { ...base, until: poll.closedAt ?? poll.closesAt, ...(poll.status === 'cancelled' ? { calledOff: true } : {}) }
  })
}

/** The invitation, and the signing in that ends it. Who is expected is still worth knowing while people are signing in. */
function ofMeeting(meeting: MeetingRow, { saidAt }: Moment): Asked[] {
  const { id, status, rsvpSince, openedAt, endedAt, pollId } = meeting
  const inTime = status === 'open' && openedAt !== null && saidAt < openedAt
  const rsvp: Asked = {
    question: { question: 'rsvp' },
    subject: id,
    ...(pollId === null ? {} : { about: pollId }),
    since: rsvpSince,
    until: status === 'scheduled' || inTime ? null : (openedAt ?? rsvpSince),
    ...(status === 'cancelled' ? { calledOff: true } : {}),
  }
  if (openedAt === null) return [rsvp]
  return [rsvp, { question: { question: 'attendance' }, subject: id, since: openedAt, until: endedAt }]
}

/**
 * What a message can answer. A quote of ours means what it speaks of, be it open or over; without one it is what was open when it was said, which
 * may be over by now.
 */
export function answerable(state: HamletState, speaker: Speaker, moment: Moment, quoted: string | undefined): Asked[] {
  const began = everythingAsked(state, speaker, moment).filter((q) => hadBegun(q.since, moment))
  const meant = quoted === undefined ? [] : began.filter((q) => q.subject === quoted || q.about === quoted)
  if (meant.length > 0) return meant
  return began.filter((q) => q.until === null || (isLate(moment) && !q.calledOff && moment.saidAt < q.until))
}

/** Alone with the bot a person rates; everything else is answered in the group. */
export const answerableAlone = (state: HamletState, accountId: string, moment: Moment): Asked[] =>
  answerable(state, { accountId, named: 'alone' }, moment, undefined).filter(
    ({ question: { question } }) => question === 'survey' || question === 'clarify',
  )

const ANSWERS: { readonly [K in IntentName]?: OpenQuestion['question'] } = {
  availability: 'timePoll',
  rsvp: 'rsvp',
  attend: 'attendance',
  ballot: 'motion',
  rate: 'survey',
  acknowledge: 'receipt',
}

/** The question that an answer answers. */
export function answered(intent: { intent: IntentName; args: object }, asked: readonly Asked[]): Asked | undefined {
  const kind = ANSWERS[intent.intent]
  const issueNo = intent.intent === 'rate' && 'issueNo' in intent.args ? intent.args.issueNo : undefined
  return asked.findLast(
    ({ question: q }) => q.question === kind && (q.question !== 'survey' || issueNo === undefined || q.issueNo === issueNo),
  )
}
