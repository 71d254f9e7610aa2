/** What people of a hamlet say about its evenings: when, who is here, what is voted on. Mostly sense, now and then none. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { Respondent } from '../../../src/domain/base/who.ts'
import { addDays, DAY, dateOf, HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import type { Try, World } from './world.ts'

const own = (accountId: string): Respondent => ({ accountId, via: 'chat' })

export function callTogether(w: World): Try {
  const { chance, now } = w
  const actor = w.head()
  const evening = (days: number) => instantAt(addDays(dateOf(now), days), 19, chance.pick([0, 30]))
  if (chance.is(0.35)) return { command: { type: 'scheduleMeeting', actor, startsAt: evening(chance.int(0, 4)), topics: ['修路灯'] } }
  if (chance.is(0.2)) return { command: { type: 'openTimePoll', actor } }
  const first = chance.int(1, 4)
  const options = Array.from({ length: chance.int(1, 4) }, (_, i) => evening(first + i))
  const closing = chance.is(0.5) ? { closesAt: now + chance.int(1, 40) * HOUR } : {}
  return { command: { type: 'openTimePoll', actor, options, topic: '修路灯', ...closing } }
}

export function answerPoll(w: World): Try | undefined {
  const { chance, poll } = w
  if (!poll) return undefined
  const count = poll.options.length
  const some = () => chance.shuffled(Array.from({ length: count }, (_, i) => i + 1)).slice(0, chance.int(1, count))
  const persons = chance.is(0.2) ? { persons: chance.int(1, 4) } : {}
  const reply = chance.pick([
    { yes: some(), ...persons },
    { yes: some(), ...persons },
    { no: some() },
    { maybe: some() },
    { all: true as const, ...persons },
    { none: true as const },
    { yes: [count + 1] },
  ])
  const onBehalf = chance.is(0.08)
  const account = w.somebody()
  const from: Respondent = onBehalf
    ? { householdId: w.household(), via: 'chat', by: 'x', onBehalf: true }
    : chance.is(0.04)
      ? { householdId: w.household(), via: 'groupNote', by: account.id }
      : own(account.id)
  const actor = onBehalf ? w.recorder() : w.speaks(account)
  return w.said({ type: 'answerTime', actor, answers: [{ from, reply }] }, poll.openedAt - MINUTE)
}

export function leadPoll(w: World): Try | undefined {
  const { chance, poll, now } = w
  if (!poll) return undefined
  const actor = w.head()
  return {
    command: chance.pick<Command>([
      { type: 'closeTimePoll', actor },
      { type: 'chooseOption', actor, option: chance.int(1, poll.options.length + 1) },
      { type: 'extendPoll', actor, closesAt: now + chance.int(-2, 30) * HOUR },
      { type: 'cancelPoll', actor },
      { type: 'nudge', actor },
      { type: 'letLateIn', actor },
    ]),
  }
}

export function announce(w: World): Try | undefined {
  const { chance, ahead } = w
  if (!ahead) return undefined
  const account = w.somebody()
  const persons = chance.is(0.3) ? { persons: chance.int(1, 4) } : {}
  const from = own(account.id)
  return w.said({ type: 'answerRsvp', actor: w.speaks(account), from, coming: chance.is(0.8), ...persons }, ahead.rsvpSince - MINUTE)
}

export function leadMeeting(w: World): Try | undefined {
  const { chance, now } = w
  const meeting = w.ahead ?? w.meeting
  if (!meeting) return undefined
  const actor = w.head()
  return {
    command: chance.pick<Command>([
      { type: 'openAttendance', actor },
      { type: 'openAttendance', actor, ...(chance.is(0.1) ? { sure: true as const } : {}) },
      { type: 'cancelAttendance', actor },
      { type: 'reschedule', actor, startsAt: now + chance.int(-1, 3 * 24) * HOUR },
      { type: 'cancelMeeting', actor },
      { type: 'addTopic', actor, topic: '自来水' },
      { type: 'setVenue', actor, venue: '张家院子' },
      { type: 'nudge', actor },
    ]),
  }
}

export function arrive(w: World): Try | undefined {
  const { chance, meeting } = w
  if (!meeting) return undefined
  const account = w.somebody()
  const persons = chance.is(0.35) ? { persons: chance.int(1, 6) } : {}
  const list: Respondent[] = Array.from({ length: chance.int(1, 4) }, () => ({
    ...{ householdId: w.household(), via: 'groupNote', by: account.id },
  }))
  const from = chance.is(0.06) ? list : [own(account.id)]
  const arrivals = from.map((f) => ({ from: f, ...persons }))
  return w.said({ type: 'attend', actor: w.speaks(account), arrivals }, meeting.startsAt - 2 * HOUR)
}

export function keepAttendance(w: World): Try | undefined {
  const { chance } = w
  if (!w.meeting) return undefined
  const householdId = w.household()
  const actor = w.recorder()
  if (chance.is(0.25)) return { command: { type: 'unmarkAttendance', actor, householdId } }
  return { command: { type: 'markAttendance', actor, householdId, ...(chance.is(0.5) ? { persons: chance.int(1, 5) } : {}) } }
}

export function leadVote(w: World): Try | undefined {
  const { chance, meeting, motion } = w
  if (!meeting) return undefined
  if (!motion || chance.is(0.05))
    return {
      command: { type: 'openMotion', actor: w.head(), ...(chance.is(0.2) ? { topicNo: chance.int(1, 3) } : { text: '每户出50元' }) },
    }
  if (chance.is(0.3))
    return {
      command: {
        ...{ type: 'countHands', actor: w.recorder() },
        ...{ approve: chance.int(0, 20), reject: chance.int(0, 5), abstain: chance.int(0, 3) },
      },
    }
  return {
    command: chance.pick<Command>([
      { type: 'closeMotion', actor: w.head() },
      { type: 'closeMotion', actor: w.head() },
      { type: 'nudge', actor: w.recorder() },
      { type: 'confirmHands', actor: w.recorder(), mediaId: null },
    ]),
  }
}

export function vote(w: World): Try | undefined {
  const { chance, motion } = w
  if (!motion) return undefined
  const account = w.somebody()
  const actor = w.speaks(account)
  if (w.state.handCounts.find((h) => h.status === 'provisional') && chance.is(0.5))
    return w.said({ type: 'witness', actor, holds: chance.is(0.85) }, motion.openedAt)
  const choice = chance.pick(['approve', 'approve', 'approve', 'reject', 'abstain'] as const)
  const worth = chance.is(0.1) ? { family: true as const } : chance.is(0.25) ? { votes: chance.int(1, 5) } : {}
  const onBehalf = chance.is(0.06)
  const from: Respondent = onBehalf ? { householdId: w.household(), via: 'chat', by: 'x', onBehalf: true } : own(account.id)
  return w.said({ type: 'castBallot', actor: onBehalf ? w.recorder() : actor, from, choice, ...worth }, motion.openedAt - MINUTE)
}

/** A vote that was said while its motion was open, and heard when it had closed. */
export function voteLate(w: World): Try | undefined {
  const { chance, meeting } = w
  const closed = w.state.motions.where((m) => m.status === 'closed' && m.meetingId === meeting?.id)
  if (closed.length === 0) return undefined
  if (chance.is(0.3)) return { command: { type: 'letLateIn', actor: w.head() } }
  const motion = chance.pick(closed)
  const account = w.somebody()
  const saidAt = chance.int(motion.openedAt, motion.closedAt ?? w.now)
  const reading = { choice: chance.pick(['approve', 'reject', 'abstain'] as const) }
  const of = { from: own(account.id), question: 'motion' as const, subject: motion.id, inTime: true, reading }
  return { command: { type: 'keepLate', actor: w.speaks(account), ...of }, saidAt }
}

/** A sheet of paper, of an evening that is going on or over. */
export function enterSheet(w: World): Try | undefined {
  const { chance, now } = w
  const begun = w.state.meetings.where((m) => m.status !== 'cancelled' && m.startsAt > now - 7 * DAY)
  if (begun.length === 0) return undefined
  const meeting = chance.pick(begun)
  const lines = <T>(line: (householdId: string) => T): T[] =>
    chance
      .shuffled([...w.state.households.all()])
      .slice(0, chance.int(0, 5))
      .map((h) => line(h.id))
  const attendance = lines((householdId) => ({ householdId, persons: chance.int(1, 3) }))
  const votes = lines((householdId) => ({ householdId, approve: chance.int(0, 1), reject: chance.int(0, 1), abstain: 0 }))
  const motions = chance.is(0.5) ? [{ motion: chance.is(0.7) ? { no: 1 } : { text: '栽树' }, votes }] : []
  return { command: { type: 'enterByHand', actor: w.recorder(), meetingId: meeting.id, attendance, motions } }
}

export const endEvening = (w: World): Try | undefined => (w.meeting ? { command: { type: 'endMeeting', actor: w.head() } } : undefined)
