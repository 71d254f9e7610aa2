/** The bot was away for a while: questions that were open meanwhile get the time back, and the group is asked to send again, once. */
import type { CommandOf } from '../commands.ts'
import type { Turn } from '../turn.ts'
import { openMotionOf } from './motion.ts'
import { openMeeting } from './present.ts'

export function makeUpForGap(turn: Turn, command: CommandOf<'makeUpForGap'>): void {
  const { from, to } = command
  const poll = turn.state.polls.find((p) => p.status === 'open' && p.openedAt < to)
  if (poll) {
    const closesAt = poll.closesAt + (to - from)
    turn.state.polls.put({ ...poll, closesAt })
    turn.schedule('pollClose', poll.id, closesAt)
  }
  const meeting = openMeeting(turn.state)
  const motion = openMotionOf(turn.state)
  if (!poll && !meeting) return
  turn.happened('gapMadeUp', poll?.id ?? meeting?.id ?? '', {
    from,
    to,
    pollId: poll?.id ?? null,
    meetingId: meeting?.id ?? null,
    motionId: motion?.id ?? null,
  })
}

/** A question does not close while nobody can answer it: its deadline looks again later. */
export function holdDeadline(turn: Turn, command: CommandOf<'holdDeadline'>): void {
  const deadline = turn.state.deadlines.get(command.deadlineId)
  if (deadline && deadline.doneAt === null) turn.state.deadlines.put({ ...deadline, dueAt: command.until })
}
