/**
 * An evening without the bot: attendance and votes from a signed sheet, a 接龙 or a chat that was copied out. Marked as entered by hand
 * and by whom. Also after 散会: figures are then counted anew and the minutes are made again; the ledger keeps both.
 */
import { HOUR } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { householdName } from '../member/households.ts'
import { refuse } from '../refusals.ts'
import type { MeetingRow } from '../rows.ts'
import type { Turn } from '../turn.ts'
import { change, give, open } from './attendance.ts'
import { begunMeeting, end } from './end.ts'
import { motionsOf, put, settle } from './motion.ts'
import type { HouseholdVotes } from './night-commands.ts'
import type { MotionRow } from './night-rows.ts'
import { openMeeting, presence, presentHouseholds } from './present.ts'

export function enterByHand(turn: Turn, command: CommandOf<'enterByHand'>): void {
  turn.only(['head', 'recorder'], '补录签到和表决')
  const meeting = begun(turn, command.meetingId)
  change(turn, meeting, () => {
    for (const { householdId, persons } of command.attendance)
      give(turn, meeting, { householdId, via: 'byHand', by: turn.who }, { persons, stated: true, confirmed: true })
    const motions = command.motions.map(({ motion: named, votes }) => {
      const motion = motionOf(turn, meeting, named)
      for (const given of votes) enter(turn, meeting, motion, given)
      return { motion, votes }
    })
    turn.happened('enteredByHand', meeting.id, {
      meetingId: meeting.id,
      attendance: command.attendance,
      motions: motions.map(({ motion, votes }) => ({ motionId: motion.id, votes })),
      figures: presence(turn.state, meeting),
    })
    for (const { motion } of motions) settle(turn, turn.state.motions.must(motion.id), 'byHand')
    recount(turn, meeting)
  })
  const now = turn.state.meetings.must(meeting.id)
  if (now.status === 'ended') turn.schedule('makeMinutes', meeting.id, turn.now)
  // An evening of days ago is over with its sheets: nothing that is said today belongs to its record.
  else if (turn.now >= now.startsAt + turn.policy.meetingHoursAtMost * HOUR) end(turn, now, 'byHand')
}

/** A meeting that nobody opened is opened by its sheet, once its time has come. */
function begun(turn: Turn, meetingId: string): MeetingRow {
  const meeting = begunMeeting(turn, meetingId)
  if (meeting.status !== 'scheduled') return meeting
  if (openMeeting(turn.state)) refuse({ code: 'attendanceAlreadyOpen' })
  return open(turn, meeting, true)
}

function motionOf(turn: Turn, meeting: MeetingRow, named: { no: number } | { text: string }): MotionRow {
  const motions = motionsOf(turn.state, meeting.id)
  if ('no' in named)
    return motions.find((m) => m.no === named.no) ?? refuse({ code: 'noSuchMotion', motionNo: named.no, motions: motions.length })
  return motions.find((m) => m.text === named.text) ?? put(turn, meeting, named.text, true)
}

/** One household's line of the ballot sheet replaces what its list said before. More votes than people is a slip of the pen. */
function enter(turn: Turn, meeting: MeetingRow, motion: MotionRow, given: HouseholdVotes): void {
  const { householdId } = given
  const brought = presentHouseholds(turn.state, meeting).get(householdId) ?? 0
  const votes = given.approve + given.reject + given.abstain
  if (votes > brought) refuse({ code: 'votesBeyondPresence', name: householdName(turn.state, householdId), votes, brought })
  for (const choice of ['approve', 'reject', 'abstain'] as const)
    if (given[choice] > 0)
      turn.state.ballots.put({
        id: turn.id(),
        hamletId: turn.hamlet.id,
        motionId: motion.id,
        accountId: null,
        householdId,
        choice,
        votes: given[choice],
        at: turn.now,
        seq: turn.nextSeq,
        via: 'byHand',
        by: turn.who,
      })
}

/** Who was there has changed after the fact: the base of the votes by ballot, and what is binding, change with it. */
function recount(turn: Turn, meeting: MeetingRow): void {
  if (turn.state.meetings.must(meeting.id).status !== 'ended') return
  for (const motion of motionsOf(turn.state, meeting.id)) {
    if (motion.status !== 'closed') continue
    const { persons, quorate } = presence(turn.state, meeting)
    if (motion.present === persons && motion.binding === quorate) continue
    const hands = turn.state.handCounts.find((h) => h.motionId === motion.id && h.status === 'confirmed')
    settle(turn, motion, 'byHand', hands)
  }
}
