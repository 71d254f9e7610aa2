/** What is easily got wrong about a 约时间 and that no poll as usual would show: each is one sign in a rule. */
import { describe, expect, test } from 'vitest'
import { canBeAsked, goodDeadline } from '../../../src/domain/poll/good-deadline.ts'
import { DAY, dateOf, HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, range } from '../issue/given.ts'
import { answer, ask, evening, NOW, Planning } from './planning.ts'

describe('a deadline that would do', () => {
  test('is a full hour by day, from eight to eight in the evening, both of them', () => {
    // Half-way is two in the morning: eight in the evening before it lies nearer than eight after it.
    expect(goodDeadline([instantAt('2026-09-08', 8)], instantAt('2026-09-07', 19, 30))).toBe(instantAt('2026-09-07', 20))
    expect(goodDeadline([instantAt('2026-09-08', 12)], instantAt('2026-09-07', 20, 30))).toBe(instantAt('2026-09-08', 8))
    expect(goodDeadline([instantAt('2026-09-08', 4)], instantAt('2026-09-08', 1))).toBe(instantAt('2026-09-08', 2))
    expect(goodDeadline([NOW - DAY], NOW)).toBeUndefined()
  })

  test('leaves two hours before the evening, and not a minute less', () => {
    const at = evening(2)
    expect([canBeAsked(at, at - 2 * HOUR - 1), canBeAsked(at, at - 2 * HOUR)]).toEqual([true, false])
  })
})

describe('a deadline that will not do', () => {
  test('is refused with the form as it was said, with the matter where there was one', () => {
    const refusal = (more: object) => {
      const decided = new Planning().order(ask([evening(2), evening(3)], { closesAt: NOW - MINUTE, ...more }))
      return 'refusal' in decided ? decided.refusal : undefined
    }
    const options = [evening(2), evening(3)]
    expect(refusal({ topic: '修路' })).toStrictEqual({
      code: 'deadlinePast',
      closesAt: NOW - MINUTE,
      options,
      extending: false,
      topic: '修路',
    })
    expect(refusal({})).toStrictEqual({ code: 'deadlinePast', closesAt: NOW - MINUTE, options, extending: false })
  })

  test('of a longer time is refused as that, and not as a question', () => {
    const h = new Planning()
    h.asked({ topic: '修路' })
    const decided = h.order({ type: 'extendPoll', actor: HEAD, closesAt: evening(6) })
    expect('refusal' in decided && decided.refusal).toMatchObject({ code: 'deadlineAfterFirstOption', extending: true })
    expect('refusal' in decided && 'topic' in decided.refusal).toBe(false)
  })
})

describe('an answer', () => {
  test('that names what one cannot says that one can otherwise; one that names what one can does not', () => {
    const h = new Planning()
    h.asked()
    h.answers(5, { no: [1] })
    h.answers(6, { yes: [1] })
    h.answers(7, { maybe: [2], no: [1] })
    expect([...h.state.timeAnswers.all()].map((a) => a.partial)).toEqual([true, false, false])
  })
})

describe('how far it has come', () => {
  const told = (h: Planning) => h.events.filter((e) => e.type === 'timeProgressNoted').length
  const later = (h: Planning, minutes: number) => h.until(h.now + minutes * MINUTE)

  test('is told when another time leads or half have answered, not for each answer, and in the last hour once more', () => {
    const h = new Planning()
    h.asked()
    h.answers(3, { yes: [1] })
    later(h, 10)
    expect(told(h)).toBe(1)
    h.answers(4, { yes: [1] })
    later(h, 10)
    expect(told(h)).toBe(1)
    for (const n of [5, 6]) h.answers(n, { yes: [1] })
    later(h, 10)
    expect(told(h)).toBe(2)
    h.until(h.poll.closesAt - 50 * MINUTE)
    h.answers(7, { yes: [1] })
    later(h, 10)
    expect(told(h)).toBe(3)
  })

  test('is told no more than so often, whatever happens', () => {
    const h = new Planning({ policy: { notesPerQuestion: 1 } })
    h.asked()
    h.answers(3, { yes: [1] })
    later(h, 10)
    for (const n of [4, 5, 6, 7]) h.answers(n, { yes: [2] })
    later(h, 10)
    expect(told(h)).toBe(1)
  })
})

describe('two who nudge', () => {
  test('within the minutes that the rules want are told how many are left', () => {
    const h = new Planning()
    h.asked()
    h.does({ type: 'nudge', actor: HEAD })
    h.now += MINUTE + 1
    const decided = h.order({ type: 'nudge', actor: HEAD })
    const { nudgeMinutes } = h.state.town.policy
    expect('refusal' in decided && decided.refusal).toEqual({ code: 'nudgedJustNow', minutes: nudgeMinutes - 1 })
    h.now += (nudgeMinutes - 1) * MINUTE
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBeUndefined()
  })
})

test('a poll that is over is not closed a second time by its own deadline', () => {
  const h = new Planning()
  h.asked()
  const { id } = h.open('pollClose')!
  for (const n of range(1, 10)) h.does(answer(n, { yes: [1] }))
  const status = h.poll.status
  const closed = h.count('timePollDecided')
  h.now = NOW + DAY
  h.order({ type: 'fall', actor: { kind: 'clock' }, deadlineId: id })
  expect([h.poll.status, h.count('timePollDecided'), dateOf(h.meeting.startsAt)]).toEqual([status, closed, '2026-09-09'])
})
