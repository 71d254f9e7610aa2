/** Whatever a head says in whatever order, there is one meeting ahead at most, and no poll beside it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import { currentPoll } from '../../../src/domain/poll/standing.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { Hamlet, HEAD, villager } from '../issue/given.ts'

const NOW = instantAt('2026-09-07', 9)
const option = (day: number) => NOW + day * DAY + 10 * HOUR

type Step = Command | { afterHours: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ type: 'openTimePoll', actor: HEAD, options: [2, 3, 5].map(option) }),
  fc.constantFrom<Step>(
    { type: 'closeTimePoll', actor: HEAD },
    { type: 'cancelPoll', actor: HEAD },
    { type: 'chooseOption', actor: HEAD, option: 2 },
    { type: 'extendPoll', actor: HEAD, closesAt: NOW + 40 * HOUR },
    { type: 'scheduleMeeting', actor: HEAD, startsAt: option(4) },
    { type: 'cancelMeeting', actor: HEAD },
    { type: 'openAttendance', actor: HEAD },
    { type: 'endMeeting', actor: HEAD },
  ),
  fc.integer({ min: 1, max: 4 }).map(
    (n): Step => ({
      type: 'answerTime',
      actor: villager(n),
      answers: [{ from: { accountId: `a${n}`, via: 'chat' }, reply: n === 4 ? { none: true } : { yes: [n] } }],
    }),
  ),
  fc.integer({ min: 1, max: 30 }).map((afterHours): Step => ({ afterHours })),
)

test('one meeting at most is ahead, and none beside an open poll', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const hamlet = new Hamlet({ at: NOW, households: 4, away: 0 })
      for (const next of steps) {
        if ('afterHours' in next) hamlet.until(hamlet.now + next.afterHours * HOUR)
        else hamlet.order(next)
        hamlet.now += MINUTE
        const ahead = hamlet.state.meetings.where((m) => m.status === 'scheduled')
        expect(ahead.length).toBeLessThanOrEqual(1)
        if (ahead.length > 0) expect(currentPoll(hamlet.state)).toBeUndefined()
      }
    }),
  )
})

test('a poll beside a meeting, as a state written earlier may have it, is called off when it closes', () => {
  const hamlet = new Hamlet({ at: NOW })
  hamlet.does({ type: 'openTimePoll', actor: HEAD, options: [2, 3].map(option) })
  const poll = hamlet.state.polls.all().next().value
  if (!poll) throw new Error('no poll')
  hamlet.does({ type: 'answerTime', actor: villager(3), answers: [{ from: { accountId: 'a3', via: 'chat' }, reply: { yes: [1] } }] })
  hamlet.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: option(4) })
  hamlet.state.polls.put(poll)
  expect(hamlet.refused({ type: 'chooseOption', actor: HEAD, option: 1 })).toBe('meetingAlreadyFixed')
  hamlet.does({ type: 'closeTimePoll', actor: HEAD })
  expect(hamlet.state.polls.must(poll.id).status).toBe('cancelled')
  expect([...hamlet.state.meetings.all()]).toHaveLength(1)
})
