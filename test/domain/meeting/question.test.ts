/** 约时间, at the edges of its times and of what may stand beside it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { answerablePoll, answersOf } from '../../../src/domain/poll/standing.ts'
import { lastWords } from '../../../src/domain/rsvp/expected.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, range } from '../issue/given.ts'
import { answer, ask, evening, NOW, Planning } from './planning.ts'

let h: Planning
beforeEach(() => {
  h = new Planning()
})
/** What its words amount to; of an account that nobody knows yet, once it is known. */
const standsFor = (n: number) => {
  const account = h.state.accounts.must(`a${n}`)
  h.state.accounts.put({ ...account, householdId: `hh${n}` })
  const stands = answersOf(h.state, h.poll).get(`hh${n}`)
  h.state.accounts.put(account)
  return stands
}

describe('the question', () => {
  test.each<[string, Instant[], string | undefined]>([
    ['one evening is no question', [evening(2)], 'tooFewOptions'],
    ['two are', [evening(2), evening(3)], undefined],
    ['eight are', range(1, 8).map((n) => evening(n)), undefined],
    ['nine are too many', range(1, 9).map((n) => evening(n)), 'tooManyOptions'],
    ['twice the same', [evening(2), evening(3), evening(2)], 'sameOptionTwice'],
    ['this very minute has passed', [NOW, evening(2)], 'optionPast'],
  ])('%s', (_, options, code) => {
    expect(h.refused(ask(options))).toBe(code)
  })

  test.each<[string, Instant, string | undefined]>([
    ['now is past', NOW, 'deadlinePast'],
    ['a moment from now is ahead', NOW + 1, undefined],
    ['a moment before the first evening is before it', evening(2) - 1, undefined],
    ['at the first evening it is too late', evening(2), 'deadlineAfterFirstOption'],
  ])('its end: %s', (_, closesAt, code) => {
    expect(h.refused(ask([evening(3), evening(2)], { closesAt }))).toBe(code)
    if (code === undefined) expect(h.open('pollClose')?.dueAt).toBe(closesAt)
  })

  test('without an end: a day, but so that two hours remain before the first evening', () => {
    h.does(ask([evening(2), evening(3)]))
    expect(h.poll.closesAt).toBe(NOW + DAY)
    h.does({ type: 'cancelPoll', actor: HEAD })
    h.does(ask([NOW + 4 * HOUR, evening(3)]))
    expect(h.poll.closesAt).toBe(NOW + 2 * HOUR)
    h.does({ type: 'cancelPoll', actor: HEAD })
    expect(h.refused(ask([NOW + 2 * HOUR + 1, evening(3)]))).toBeUndefined()
    h.does({ type: 'cancelPoll', actor: HEAD })
    expect(h.refused(ask([NOW + 2 * HOUR, evening(3)]))).toBe('tooSoonToAsk')
  })

  test('stands alone: not beside an open one, nor beside a meeting that is fixed', () => {
    h.asked()
    expect(h.order(ask([evening(2), evening(3)]))).toEqual({ refusal: { code: 'pollAlreadyOpen', closesAt: NOW + DAY } })
    h.does({ type: 'chooseOption', actor: HEAD, option: 1 })
    expect(h.order(ask([evening(2), evening(3)]))).toEqual({ refusal: { code: 'meetingAlreadyFixed', startsAt: evening(2) } })
  })

  test('that came to nothing is over when another is asked', () => {
    h.asked()
    h.until(NOW + DAY)
    expect(h.poll.status).toBe('undecided')
    h.does(ask([evening(3), evening(4)]))
    expect([...h.state.polls.all()].map((p) => p.status)).toEqual(['cancelled', 'open'])
    expect(h.last('timePollCancelled')?.data.instead).toBe('poll')
  })

  test('called off, or answered, nothing of it falls due any more', () => {
    h.asked()
    h.answers(3, { yes: [1] })
    expect(h.openKinds.sort()).toEqual(['pollClose', 'pollProgress'])
    h.does({ type: 'cancelPoll', actor: HEAD })
    expect(h.openKinds).toEqual([])
  })
})

describe('an answer', () => {
  beforeEach(() => void h.asked())

  test('names evenings that there are', () => {
    for (const [option, code] of [
      [0, 'noSuchOption'],
      [1, undefined],
      [3, undefined],
      [4, 'noSuchOption'],
    ] as const)
      for (const part of ['yes', 'maybe', 'no'] as const) expect(h.refused(answer(3, { [part]: [option] })), `${part} ${option}`).toBe(code)
  })

  test('“not that one” leaves what was said of the others; with nothing said they are 勉强', () => {
    h.answers(3, { no: [2] })
    expect(standsFor(3)).toMatchObject({ yes: [], maybe: [1, 3], no: [2] })
    h.answers(4, { yes: [1, 2], maybe: [3], persons: 4 })
    h.answers(4, { no: [3] })
    expect(standsFor(4)).toEqual({ yes: [1, 2], maybe: [], no: [3], persons: 4 })
    h.answers(4, { no: [1] })
    expect(standsFor(4)).toEqual({ yes: [2], maybe: [], no: [1, 3], persons: 4 })
    h.answers(4, { yes: [3], persons: 2 })
    expect(standsFor(4)).toEqual({ yes: [3], maybe: [], no: [], persons: 2 })
    h.answers(4, { all: true })
    h.answers(4, { none: true })
    expect(standsFor(4)).toMatchObject({ yes: [], no: [1, 2, 3] })
  })

  test('of an account nobody knows yet goes on from its own last word to this question', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a3'), householdId: null })
    h.answers(3, { yes: [1, 2] })
    h.does({ type: 'cancelPoll', actor: HEAD })
    h.does(ask([evening(2), evening(3), evening(5)]))
    h.answers(3, { no: [1] })
    expect(standsFor(3)).toMatchObject({ yes: [], maybe: [2, 3], no: [1] })
    h.answers(3, { yes: [2, 3] })
    h.answers(3, { no: [3] })
    expect(standsFor(3)).toMatchObject({ yes: [2], no: [3] })
  })

  test('that belongs to no household changes no sum', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a3'), householdId: null })
    h.answers(3, { yes: [1] })
    expect(h.open('pollProgress')).toBeUndefined()
    h.answers(4, { yes: [1] })
    expect(h.open('pollProgress')?.dueAt).toBe(NOW + MINUTE)
  })

  test('of the last household at home closes the question', () => {
    for (const n of range(1, 9)) h.answers(n, { yes: [2] })
    h.answers(11, { yes: [1] })
    expect(h.poll.status).toBe('open')
    h.answers(10, { none: true })
    expect(h.poll).toMatchObject({ status: 'decided', chosen: 2, how: 'everybody' })
    expect(h.last('timePollDecided')?.data).toMatchObject({ turnout: { atHome: 10, answered: 10 }, needed: 8 })
  })

  test('with nobody at home nobody closes it', () => {
    const empty = new Planning({ households: 2, away: 2 })
    empty.does(ask([evening(2), evening(3)]))
    empty.does(answer(1, { yes: [1] }))
    expect(empty.count('timePollUndecided')).toBe(0)
  })

  test('is taken after the close as long as one of the evenings is ahead, without a sum', () => {
    h.until(NOW + DAY)
    h.answers(3, { yes: [3] })
    expect(h.open('pollProgress')).toBeUndefined()
    expect(answerablePoll(h.state, evening(5) - 1)?.id).toBe(h.poll.id)
    expect(answerablePoll(h.state, evening(5))).toBeUndefined()
    h.now = evening(5)
    expect(h.refused(answer(4, { yes: [3] }))).toBe('noOpenPoll')
  })

  test('is not summed up when the close is due as well: the result is the news', () => {
    h.now = NOW + DAY - 30_000
    h.answers(3, { yes: [1] })
    h.until(NOW + DAY + HOUR, 'late')
    expect([h.count('timeProgressNoted'), h.count('timePollDecided')]).toEqual([0, 1])
  })
})

describe('the head decides', () => {
  beforeEach(() => void h.asked({ topic: '修路集资' }))

  test('for an evening that is ahead', () => {
    h.now = evening(2)
    expect(h.order({ type: 'chooseOption', actor: HEAD, option: 1 })).toEqual({
      refusal: { code: 'optionGone', option: 1, startsAt: evening(2) },
    })
    expect(h.refused({ type: 'chooseOption', actor: HEAD, option: 4 })).toBe('noSuchOption')
    expect(h.refused({ type: 'chooseOption', actor: HEAD, option: 2 })).toBeUndefined()
    expect(h.meeting).toMatchObject({ startsAt: evening(3), topics: ['修路集资'], pollId: h.poll.id })
  })

  test('a moment before it as well', () => {
    h.now = evening(2) - 1
    expect(h.refused({ type: 'chooseOption', actor: HEAD, option: 1 })).toBeUndefined()
  })

  test('to wait longer: also after the close, to before the next evening that is ahead', () => {
    const extend = (closesAt: Instant) => h.refused({ type: 'extendPoll', actor: HEAD, closesAt })
    expect(extend(evening(2))).toBe('deadlineAfterFirstOption')
    h.until(NOW + DAY)
    h.now = evening(2)
    expect(extend(evening(3))).toBe('deadlineAfterFirstOption')
    expect(extend(evening(2))).toBe('deadlinePast')
    expect(extend(evening(3) - 1)).toBeUndefined()
    expect(h.poll).toMatchObject({ status: 'open', closesAt: evening(3) - 1, closedAt: null, how: null })
    expect(h.open('pollClose')?.dueAt).toBe(evening(3) - 1)
    h.until(evening(5))
    expect(extend(evening(5) + DAY)).toBe('pollOptionsGone')
  })

  test('to nudge: while somebody is silent, and not again within ten minutes', () => {
    const nudge = { type: 'nudge', actor: HEAD } as const
    h.does(nudge)
    h.now += 10 * MINUTE - 1
    expect(h.order(nudge)).toEqual({ refusal: { code: 'nudgedJustNow', minutes: 1 } })
    h.now += 1
    h.does(nudge)
    for (const n of range(1, 10)) h.state.timeAnswers.put({ ...silentAnswer(n), pollId: h.poll.id })
    h.now += 10 * MINUTE
    expect(h.refused(nudge)).toBe('nothingToNudge')
  })

  test('by fixing a meeting: the question is over, and its answers are no answers to that time', () => {
    h.answers(3, { yes: [1] })
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: evening(2) })
    expect(h.poll.status).toBe('cancelled')
    expect(h.last('meetingScheduled')?.data.insteadOf).toBe(h.poll.id)
    expect(lastWords(h.state, h.meeting).size).toBe(0)
  })

  test('and nobody was still answering when it had come to nothing', () => {
    h.until(NOW + DAY)
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: evening(2) })
    expect(h.last('meetingScheduled')?.data.insteadOf).toBeNull()
  })
})
const silentAnswer = (n: number) => ({
  ...{ id: `s${n}`, hamletId: 'h', accountId: null, householdId: `hh${n}`, at: NOW, seq: 900 + n, via: 'chat' as const, by: null },
  ...{ yes: [], maybe: [], no: [1], persons: null, partial: false },
})
