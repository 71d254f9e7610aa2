/** 举手: counted by head or recorder, true once two villagers of other households say so, or the recorder's photo shows it. */

import { mustBeMeeting } from '../attendance/attendance.ts'
import { presence, presentHouseholds } from '../attendance/present.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { settle } from './motion.ts'
import type { HandCountRow } from './rows.ts'
import { openMotionOf, provisionalHands, WITNESSES_NEEDED, witnessesOf } from './standing.ts'

export function countHands(turn: Turn, command: CommandOf<'countHands'>): void {
  const meeting = mustBeMeeting(turn)
  const motion = openMotionOf(turn.state) ?? refuse({ code: 'noOpenMotion' })
  const { approve, reject, abstain } = command
  const { persons: present } = presence(turn.state, meeting)
  const hands = approve + reject + abstain
  if (hands > present) refuse({ code: 'tooManyHands', hands, present })
  const before = provisionalHands(turn.state, motion.id)
  if (before) turn.state.handCounts.put({ ...before, status: 'replaced' })
  const count: HandCountRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    motionId: motion.id,
    approve,
    reject,
    abstain,
    status: 'provisional',
    at: turn.now,
    by: turn.who,
    householdId: turn.account?.householdId ?? null,
  }
  turn.state.handCounts.put(count)
  const missing = WITNESSES_NEEDED
  turn.happened('handsCounted', motion.id, { motionId: motion.id, handCountId: count.id, approve, reject, abstain, present, missing })
}

/** The hand count that 属实 / 有异议 and a photo speak of. */
export function waitingHands(turn: { state: Turn['state'] }): HandCountRow | undefined {
  const motion = openMotionOf(turn.state)
  return motion ? provisionalHands(turn.state, motion.id) : undefined
}

export function witness(turn: Turn, command: CommandOf<'witness'>): void {
  const hands = waitingHands(turn)
  const account = turn.account
  if (!hands || !account) return
  const meeting = mustBeMeeting(turn)
  const { householdId } = account
  if (!householdId || !presentHouseholds(turn.state, meeting).has(householdId)) refuse({ code: 'notSignedInWitness' })
  else bear(turn, hands, { accountId: account.id, householdId, holds: command.holds })
}

/** Named by head or recorder, among those who are signed in and not their own household: the ledger has who named them. */
export function nameWitnesses(turn: Turn, { householdIds }: CommandOf<'nameWitnesses'>): void {
  const meeting = mustBeMeeting(turn)
  const here = presentHouseholds(turn.state, meeting)
  if (!waitingHands(turn)) refuse({ code: 'noHandsWaiting' })
  if (householdIds.some((id) => !here.has(id))) refuse({ code: 'notSignedInWitness' })
  for (const householdId of householdIds) {
    const hands = waitingHands(turn)
    if (hands) bear(turn, hands, { accountId: `household:${householdId}`, householdId, holds: true })
  }
}

function bear(turn: Turn, hands: HandCountRow, word: { accountId: string; householdId: string; holds: boolean }): void {
  if (word.holds && word.householdId === hands.householdId) refuse({ code: 'ownCount' })
  const before = turn.state.witnesses.find((w) => w.handCountId === hands.id && w.accountId === word.accountId)
  if (before && (before.holds === word.holds || before.at > turn.saidAt)) return
  turn.state.witnesses.put({
    id: before?.id ?? turn.id(),
    hamletId: turn.hamlet.id,
    handCountId: hands.id,
    ...word,
    at: turn.saidSince(hands.at),
  })
  const { motionId, id: handCountId, approve, reject, abstain } = hands
  const missing = WITNESSES_NEEDED - witnessesOf(turn.state, hands)
  const { householdId, holds } = word
  turn.happened('handsWitnessed', motionId, { motionId, handCountId, householdId, holds, missing: Math.max(0, missing) })
  if (!holds) {
    turn.state.handCounts.put({ ...hands, status: 'disputed' })
    turn.happened('handsDisputed', motionId, { motionId, handCountId, approve, reject, abstain })
  } else if (missing <= 0) confirm(turn, hands, 'witnesses', null)
}

/** The recorder's photo of the hands, in the group for everybody to see. */
export function confirmHands(turn: Turn, command: CommandOf<'confirmHands'>): void {
  const hands = waitingHands(turn)
  if (hands) confirm(turn, hands, 'photo', command.mediaId)
}

/** Somebody may have been struck out, or have come with fewer, since the hands were counted: more hands than people are no count. */
function confirm(turn: Turn, hands: HandCountRow, how: 'witnesses' | 'photo', mediaId: string | null): void {
  const motion = turn.state.motions.must(hands.motionId)
  const { persons: present } = presence(turn.state, turn.state.meetings.must(motion.meetingId))
  const { motionId, id: handCountId, approve, reject, abstain } = hands
  if (approve + reject + abstain > present) {
    turn.state.handCounts.put({ ...hands, status: 'disputed' })
    turn.happened('handsDisputed', motionId, { motionId, handCountId, approve, reject, abstain, present })
    return
  }
  const confirmed: HandCountRow = { ...hands, status: 'confirmed' }
  turn.state.handCounts.put(confirmed)
  turn.happened('handsConfirmed', motionId, { motionId, handCountId, how, mediaId })
  settle(turn, motion, 'hands', { hands: confirmed })
}
