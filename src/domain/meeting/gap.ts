/** The bot was away for a while: questions that were open meanwhile get the time back, and the group is asked to send again, once. */
import type { Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import type { Turn } from '../turn.ts'
import { openMotionOf } from './motion.ts'
import { openMeeting } from './present.ts'

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
  for (const survey of surveys) {
    const closesAt = survey.closesAt + lost(survey.openedAt)
    turn.state.surveys.put({ ...survey, closesAt })
    turn.schedule('surveyClose', survey.id, closesAt, survey.extended ? 'extended' : '')
  }
  const meeting = openMeeting(turn.state)
  const motion = openMotionOf(turn.state)
  const subject = meeting?.id ?? poll?.id ?? surveys[0]?.id
  if (subject === undefined) return
  turn.happened('gapMadeUp', subject, {
    from,
    to,
    pollId: poll?.id ?? null,
    meetingId: meeting?.id ?? null,
    motionId: motion?.id ?? null,
    surveyIds: surveys.map((s) => s.id),
  })
}

/** A question does not close while nobody can answer it: its deadline looks again later. */
export function holdDeadline(turn: Turn, command: CommandOf<'holdDeadline'>): void {
  const deadline = turn.state.deadlines.get(command.deadlineId)
  if (deadline && deadline.doneAt === null) turn.state.deadlines.put({ ...deadline, dueAt: command.until })
}
