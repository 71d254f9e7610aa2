/** 表决: one motion at a time; carried when the people who approve are enough of the people present (rules: The meeting, 5). */

import type { Instant } from '../../kernel/time.ts'
import { mustBeAdult, mustBeMeeting } from '../attendance/attendance.ts'
import { askHosts } from '../attendance/hosts.ts'
import { presence, presentHouseholds } from '../attendance/present.ts'
import type { CommandOf } from '../base/commands.ts'
import type { EventData } from '../base/events.ts'
import { householdOf } from '../base/households.ts'
import { noteSoon, stageOf, worthANote } from '../base/notes.ts'
import { neededOf, reaches } from '../base/policy.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { givenBy } from '../base/who.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { forAnother } from '../rights/for-another.ts'
import type { Ballot } from './commands.ts'
import type { VoteFigures } from './figures.ts'
import { hintAtOnce, hintTheRest } from './hints.ts'
import type { BallotRow, HandCountRow, MotionRow } from './rows.ts'
import { countOf, motionsOf, openMotionOf, provisionalHands, votesNow, WITNESSES_NEEDED, witnessesOf } from './standing.ts'
import { voted } from './tally.ts'

export function openMotion(turn: Turn, command: CommandOf<'openMotion'>): void {
  const meeting = mustBeMeeting(turn)
  const still = openMotionOf(turn.state)
  if (still) refuse({ code: 'motionStillOpen', no: still.no, text: still.text })
  put(turn, meeting, motionText(meeting, command))
  askHosts(turn, meeting)
}

function motionText(meeting: MeetingRow, { text, topicNo }: { text?: string; topicNo?: number }): string {
  if (topicNo === undefined) return text ?? ''
  return meeting.topics[topicNo - 1] ?? refuse({ code: 'noSuchTopic', topicNo, topics: meeting.topics.length })
}

export function put(turn: Turn, meeting: MeetingRow, text: string, byHand = false): MotionRow {
  const motion: MotionRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    meetingId: meeting.id,
    no: motionsOf(turn.state, meeting.id).length + 1,
    text,
    status: 'open',
    openedAt: turn.now,
    openedBy: turn.who,
    closedAt: null,
    present: null,
    approve: null,
    reject: null,
    abstain: null,
    carried: null,
    binding: null,
    counted: null,
    notedAt: null,
  }
  turn.state.motions.put(motion)
  const figures = presence(turn.state, meeting)
  turn.happened('motionOpened', motion.id, { motionId: motion.id, meetingId: meeting.id, no: motion.no, figures, byHand })
  return motion
}

/** Every revision is kept as it was said; what one is worth is worked out when it is counted (tally.ts). */
export function castBallot(turn: Turn, command: CommandOf<'castBallot'>): void {
  const meeting = mustBeMeeting(turn)
  const motion = openMotionOf(turn.state) ?? refuse({ code: 'noOpenMotion' })
  const { from } = command
  if ('accountId' in from) mustBeAdult(turn, from.accountId, meeting)
  if (turn.door === 'card') mustBeHere(turn, meeting, motion)
  forAnother(turn, from, () => turn.state.ballots.where((b) => b.motionId === motion.id))
  const row = giveBallot(turn, motion, command, turn.saidSince(motion.openedAt))
  // An answer that belongs to no household yet changes no figure.
  if (!householdOf(turn.state, row)) return
  hintAtOnce(turn, meeting, row)
  noteSoon(turn, 'motionProgress', motion.id)
  closeWhenAllVoted(turn)
}

/** A code may lie at home, or in another's hands: it votes for a household that is signed in, and hands are counted by eye. */
function mustBeHere(turn: Turn, meeting: MeetingRow, motion: MotionRow): void {
  if (provisionalHands(turn.state, motion.id)) refuse({ code: 'cardBesideHands' })
  const household = turn.account?.householdId
  if (household == null || !presentHouseholds(turn.state, meeting).has(household)) refuse({ code: 'cardNotSignedIn' })
}

/** `at`: when it was said. */
export function giveBallot(turn: Turn, motion: MotionRow, { from, choice, ...said }: Ballot, at: Instant): BallotRow {
  const row: BallotRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    motionId: motion.id,
    ...givenBy(from),
    choice,
    votes: said.votes ?? 1,
    stated: said.votes !== undefined,
    family: said.family === true,
    at,
    seq: turn.nextSeq,
  }
  turn.state.ballots.put(row)
  const householdId = householdOf(turn.state, row) ?? null
  const { votes, stated, family } = row
  const late = at < turn.now ? { saidAt: at } : {}
  turn.happened('ballotCast', motion.id, {
    motionId: motion.id,
    householdId,
    choice,
    votes,
    stated,
    family,
    known: householdId !== null,
    ...late,
  })
  return row
}

export function motionProgress(turn: Turn, motionId: string): boolean {
  const motion = turn.state.motions.get(motionId)
  if (motion?.status !== 'open') return false
  const votes = votesNow(turn.state, motion)
  const given = votes.approve + votes.reject + votes.abstain
  const lost = votes.present - votes.reject - votes.abstain < votes.needed
  const picture = [stageOf(given, votes.present), votes.approve >= votes.needed, lost]
  const changed = worthANote(turn, 'motionProgress', motionId, picture)
  if (changed) turn.noted('motionNoted', motionId, { motionId, votes })
  const hinted = hintTheRest(turn, motion)
  return changed || hinted
}

export function nudgeMotion(turn: Turn, motion: MotionRow): void {
  turn.happened('motionNudged', motion.id, { motionId: motion.id, votes: votesNow(turn.state, motion) })
}

export function closeMotion(turn: Turn): void {
  const motion = openMotionOf(turn.state) ?? refuse({ code: 'noOpenMotion' })
  // Hands that were counted and wait for witnesses would be lost without a word.
  const waiting = provisionalHands(turn.state, motion.id)
  if (waiting) refuse({ code: 'handsWaiting', missing: WITNESSES_NEEDED - witnessesOf(turn.state, waiting) })
  settle(turn, motion, 'command')
}

export function closeWhenAllVoted(turn: Turn): void {
  const motion = openMotionOf(turn.state)
  if (!motion || provisionalHands(turn.state, motion.id)) return
  const count = countOf(turn.state, motion)
  if (count.present > 0 && voted(count) === count.present) settle(turn, motion, 'everybody')
}

interface Counted {
  hands?: HandCountRow
  /** Counted anew as things stood then. */
  asOf?: Instant
}

/**
 * Closes, or counts anew what was closed when votes on paper come later. The base is whoever is present now; without quorum the motion
 * is recorded, not binding.
 */
export function settle(turn: Turn, motion: MotionRow, how: EventData['motionClosed']['how'], as: Counted = {}): void {
  const { hands, asOf } = as
  const meeting = turn.state.meetings.must(motion.meetingId)
  const figures = presence(turn.state, meeting, presentHouseholds(turn.state, meeting, asOf))
  const { approve, reject, abstain } = hands ?? countOf(turn.state, motion, asOf)
  const present = figures.persons
  const carried = reaches(approve, turn.policy.motionPercent, present)
  const waiting = provisionalHands(turn.state, motion.id)
  if (waiting) turn.state.handCounts.put({ ...waiting, status: 'replaced' })
  const counted = hands ? 'hands' : 'ballots'
  const binding = figures.quorate
  const closedAt = motion.closedAt ?? turn.now
  turn.state.motions.put({ ...motion, status: 'closed', closedAt, present, approve, reject, abstain, carried, binding, counted })
  turn.drop(motion.id)
  const needed = neededOf(turn.policy.motionPercent, present)
  const votes: VoteFigures = { present, approve, reject, abstain, needed }
  const { meetingId } = motion
  const unconfirmed = waiting !== undefined
  turn.happened('motionClosed', motion.id, { motionId: motion.id, meetingId, votes, carried, binding, counted, how, unconfirmed, figures })
}
