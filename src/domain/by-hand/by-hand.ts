/**
 * An evening without the bot: attendance and votes from a signed sheet, a 接龙 or a chat that was copied out. Marked as entered by hand
 * and by whom. Also after 散会: figures are then counted anew and the minutes are made again; the ledger keeps both.
 */
import { HOUR } from '../../kernel/time.ts'
import { begunMeeting, end } from '../adjournment/end.ts'
import { change, give, open, ownWord } from '../attendance/attendance.ts'
import { arrivalsOf, presence, presentHouseholds } from '../attendance/present.ts'
import type { CommandOf } from '../base/commands.ts'
import { bySaying, householdName, householdOf, isOwnWord } from '../base/households.ts'
import { refuse } from '../base/refusals.ts'
import type { AnswerRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import { openMeeting } from '../meeting/current.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { put, settle } from '../motion/motion.ts'
import type { Choice, HandCountRow, MotionRow } from '../motion/rows.ts'
import { motionsOf } from '../motion/standing.ts'
import type { HouseholdVotes } from './commands.ts'

export function enterByHand(turn: Turn, command: CommandOf<'enterByHand'>): void {
  const meeting = begun(turn, command.meetingId)
  let changed = false
  change(turn, meeting, () => {
    // The same sheet entered again says nothing new: only what differs from the sheet before is entered.
    // A household's own word on the evening is not overwritten by a sheet that somebody else filled in.
    const attendance = command.attendance.filter((line) => !isSignedIn(turn, meeting, line) && !ownWord(turn, meeting, line.householdId))
    for (const { householdId, persons } of attendance)
      give(turn, meeting, { householdId, via: 'byHand', by: turn.who }, { persons, stated: true, confirmed: true })
    const motions = command.motions.map(({ motion: named, votes }) => {
      const motion = motionOf(turn, meeting, named)
      const fresh = votes.filter((given) => !isOnList(turn, motion, given) && !hasVoted(turn, motion, given.householdId))
      for (const given of fresh) enter(turn, meeting, motion, given)
      return { motion, votes: fresh }
    })
    const unsettled = motions.filter(({ motion, votes }) => votes.length > 0 || !isSettled(turn, meeting, motion))
    changed = attendance.length + unsettled.length > 0
    if (!changed) return
    turn.happened('enteredByHand', meeting.id, {
      meetingId: meeting.id,
      attendance,
      motions: unsettled.map(({ motion, votes }) => ({ motionId: motion.id, votes })),
      figures: presence(turn.state, meeting),
    })
    for (const { motion } of unsettled) settle(turn, turn.state.motions.must(motion.id), 'byHand')
    recount(turn, meeting)
  })
  const now = turn.state.meetings.must(meeting.id)
  if (now.status === 'ended' && changed) turn.schedule('makeMinutes', meeting.id, turn.now)
  // An evening of days ago is over with its sheets: nothing that is said today belongs to its record.
  else if (now.status !== 'ended' && turn.now >= now.startsAt + turn.policy.meetingHoursAtMost * HOUR) end(turn, now, 'byHand')
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

const latest = <T extends AnswerRow>(rows: readonly T[]): T | undefined =>
  rows.reduce<T | undefined>((last, row) => (last && bySaying(last, row) > 0 ? last : row), undefined)

/** The sheet's line is the last word that there was on this household's attendance. */
function isSignedIn(turn: Turn, meeting: MeetingRow, { householdId, persons }: { householdId: string; persons: number }): boolean {
  const last = latest(arrivalsOf(turn.state, meeting).filter((a) => householdOf(turn.state, a) === householdId))
  return last?.via === 'byHand' && last.persons === persons
}

/** The household's list says the same already, and nobody of it has voted since. */
function isOnList(turn: Turn, motion: MotionRow, given: HouseholdVotes): boolean {
  const ballots = turn.state.ballots.where((b) => b.motionId === motion.id && householdOf(turn.state, b) === given.householdId)
  const last = latest(ballots)
  if (!last) return false
  const list = ballots.filter((b) => b.via === 'byHand' && b.seq === last.seq)
  const said = (choice: Choice): number => list.find((b) => b.choice === choice)?.votes ?? 0
  return list.length > 0 && (['approve', 'reject', 'abstain'] as const).every((choice) => said(choice) === given[choice])
}

/** Somebody of the household has voted for it. */
const hasVoted = (turn: Turn, motion: MotionRow, householdId: string): boolean =>
  turn.state.ballots.find((b) => b.motionId === motion.id && isOwnWord(b) && householdOf(turn.state, b) === householdId) !== undefined

/** The result that was told rests on the people who are known to have been there. */
function isSettled(turn: Turn, meeting: MeetingRow, motion: MotionRow): boolean {
  const { persons, quorate } = presence(turn.state, meeting)
  return motion.status === 'closed' && motion.present === persons && motion.binding === quorate
}

/** One household's line of the ballot sheet replaces what its list said before. More votes than people is a slip of the pen. */
function enter(turn: Turn, meeting: MeetingRow, motion: MotionRow, given: HouseholdVotes): void {
  const { householdId } = given
  const brought = presentHouseholds(turn.state, meeting).get(householdId) ?? 0
  const votes = given.approve + given.reject + given.abstain
  if (votes > brought) refuse({ code: 'votesBeyondPresence', name: householdName(turn.state, householdId), votes, brought })
  // That it did not vote takes back what its list said before: an empty list is one, too.
  const listed = turn.state.ballots.find((b) => b.motionId === motion.id && b.accountId === null && b.householdId === householdId)
  for (const choice of ['approve', 'reject', 'abstain'] as const)
    if (given[choice] > 0 || (votes === 0 && listed && choice === 'abstain'))
      turn.state.ballots.put({
        id: turn.id(),
        hamletId: turn.hamlet.id,
        motionId: motion.id,
        accountId: null,
        householdId,
        choice,
        votes: given[choice],
        stated: true,
        family: false,
        at: turn.now,
        seq: turn.nextSeq,
        via: 'byHand',
        by: turn.who,
      })
}

/** A sheet that has fewer people than hands were raised is wrong, or the hands are; neither is written over the other. */
function mustNotExceed(turn: Turn, meeting: MeetingRow, { approve, reject, abstain }: HandCountRow): void {
  const { persons: present } = presence(turn.state, meeting)
  const hands = approve + reject + abstain
  if (hands > present) refuse({ code: 'tooManyHands', hands, present })
}

/** Who was there has changed after the fact: the base of the votes by ballot, and what is binding, change with it. */
function recount(turn: Turn, meeting: MeetingRow): void {
  const ended = turn.state.meetings.must(meeting.id)
  if (ended.status !== 'ended') return
  turn.state.meetings.put({ ...ended, figures: presence(turn.state, ended) })
  for (const motion of motionsOf(turn.state, meeting.id)) {
    if (motion.status !== 'closed') continue
    if (isSettled(turn, meeting, motion)) continue
    const hands = turn.state.handCounts.find((h) => h.motionId === motion.id && h.status === 'confirmed')
    if (hands) mustNotExceed(turn, meeting, hands)
    settle(turn, motion, 'byHand', hands ? { hands } : {})
  }
}
