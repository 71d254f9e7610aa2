/** 开会 …: the head fixes the evening without waiting for answers, which ends the asking. */
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { upcomingMeeting } from '../meeting/current.ts'
import { fixMeeting } from '../meeting/meeting.ts'
import { callOff } from './end.ts'
import { currentPoll } from './standing.ts'

export function scheduleMeeting(turn: Turn, command: CommandOf<'scheduleMeeting'>): void {
  const already = upcomingMeeting(turn.state)
  if (already) refuse({ code: 'meetingAlreadyFixed', startsAt: already.startsAt })
  if (command.startsAt <= turn.now) refuse({ code: 'startPast', startsAt: command.startsAt })
  // The head has decided without waiting for the answers: the question is over with it.
  const poll = currentPoll(turn.state)
  if (poll) callOff(turn, poll, 'meeting')
  const { startsAt, topics = [], venue } = command
  fixMeeting(turn, { startsAt, topics, ...(venue ? { venue } : {}), ...(poll?.status === 'open' ? { insteadOf: poll.id } : {}) })
}
