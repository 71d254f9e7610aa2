/** The bot was away for a while: questions that were open meanwhile get the time back, and the group is asked to send again, once. */
import { addDays, DAY, dateOf, HOUR, type Instant, instantAt } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import type { DeadlineRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import type { SurveyRow } from '../issue/rows.ts'
import { openMeeting, upcomingMeeting } from '../meeting/current.ts'
import { openMotionOf } from '../motion/standing.ts'

/** Ours: a survey lasts days; so many lost hours of one are given back as days, whatever time is left. */
const SURVEY_LOSS = 6 * HOUR

export function makeUpForGap(turn: Turn, command: CommandOf<'makeUpForGap'>): void {
  const { from, to } = command
  /** How long of its life the question could not be answered. */
  const lost = (openedAt: Instant): number => Math.max(0, to - Math.max(from, openedAt))
  const poll = turn.state.polls.find((p) => p.status === 'open' && lost(p.openedAt) > 0)
  if (poll) {
    const closesAt = poll.closesAt + lost(poll.openedAt)
    turn.state.polls.put({ ...poll, closesAt })
    turn.schedule('pollClose', poll.id, closesAt)
  }
  const surveys = turn.state.surveys.where((s) => s.status === 'open' && lost(s.openedAt) > 0)
  const moved = surveys.filter((survey) => {
    const closesAt = laterEvening(turn, survey, lost(survey.openedAt), to)
    if (closesAt === survey.closesAt) return false
    turn.state.surveys.put({ ...survey, closesAt })
    turn.schedule('surveyClose', survey.id, closesAt, survey.extended ? 'extended' : '')
    return true
  })
  const meeting = openMeeting(turn.state)
  const motion = openMotionOf(turn.state)
  const upcoming = upcomingMeeting(turn.state)
  const invited = upcoming && lost(upcoming.rsvpSince) > 0 ? upcoming : undefined
  const subject = meeting?.id ?? poll?.id ?? invited?.id ?? surveys[0]?.id
  if (subject === undefined) return
  turn.happened('gapMadeUp', subject, {
    from,
    to,
    pollId: poll?.id ?? null,
    meetingId: meeting?.id ?? null,
    motionId: motion?.id ?? null,
    invitedId: invited?.id ?? null,
    surveyIds: surveys.map((s) => s.id),
    movedIds: moved.map((s) => s.id),
  })
}

/**
 * A survey closes in the evening, so what it gets back are whole days, and never less than was lost. What was lost in a short gap is given
 * back only when less than that is left: a line that breaks for minutes every day must not keep a survey open for ever.
 */
function laterEvening(turn: Turn, survey: SurveyRow, lost: number, to: Instant): Instant {
  const evening = (days: number): Instant => instantAt(addDays(dateOf(survey.closesAt), days), turn.policy.surveyClosesHour)
  let days = lost >= SURVEY_LOSS ? Math.ceil(lost / DAY) : 0
  while ((days === 0 ? survey.closesAt : evening(days)) - to < Math.min(lost, DAY)) days += 1
  return days === 0 ? survey.closesAt : evening(days)
}

/**
 * When the question that this deadline closes really closes, if that is later than now: it was given more time after the deadline had been
 * taken up. Whoever meets the deadline puts it there; a question that is open always has one.
 */
export function closesLater(turn: Turn, { kind, subject }: DeadlineRow): Instant | undefined {
  const question =
    kind === 'pollClose' ? turn.state.polls.get(subject) : kind === 'surveyClose' ? turn.state.surveys.get(subject) : undefined
  return question?.status === 'open' && question.closesAt > turn.now ? question.closesAt : undefined
}

/**
 * A question does not close while nobody can answer it: its deadline looks again later. One that was moved since somebody saw that the
 * connection was lost is left where it stands.
 */
export function holdDeadline(turn: Turn, command: CommandOf<'holdDeadline'>): void {
  const deadline = turn.state.deadlines.get(command.deadlineId)
  if (deadline && deadline.doneAt === null && deadline.dueAt <= turn.now) turn.state.deadlines.put({ ...deadline, dueAt: command.until })
}
