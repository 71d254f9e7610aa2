/** The bot was away: what a survey gets back, and that an open question always has the deadline that closes it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Instant, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CLOCK, Hamlet, HEAD } from '../issue/given.ts'

const at = (day: number, hour: number, minute = 0): Instant => instantAt(`2026-09-${String(day).padStart(2, '0')}`, hour, minute)
/** The survey opened on the 8th at 10:00 closes on the 11th at 20:00. */
let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: at(8, 10) })
  h.raised()
  h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
})
const gap = (from: Instant, to: Instant) => {
  h.now = to
  return h.does({ type: 'makeUpForGap', actor: CLOCK, from, to })
}
const closing = () => h.state.deadlines.must(h.open('surveyClose')?.id ?? '')
const deadlineIsThere = () => expect(closing().dueAt).toBe(h.survey().closesAt)

describe('a survey gets lost time back in evenings', () => {
  test.each<[what: string, from: Instant, to: Instant, closesAt: Instant]>([
    ['minutes at noon: enough is left', at(9, 12), at(9, 12, 10), at(11, 20)],
    ['hours, with more than that left', at(9, 12), at(9, 17), at(11, 20)],
    ['most of a day: a day', at(9, 9), at(9, 19), at(12, 20)],
    ['a day and a bit: never less than was lost', at(9, 9), at(10, 10), at(13, 20)],
    ['minutes before the end: the next evening', at(11, 19, 50), at(11, 19, 58), at(12, 20)],
    ['over the closing time', at(11, 18), at(11, 21, 30), at(12, 20)],
    ['a week and a half-day, over the closing time', at(8, 21), at(16, 10, 30), at(19, 20)],
    ['from before it was opened: counted from its opening', at(7, 10), at(9, 10), at(12, 20)],
  ])('%s', (_, from, to, closesAt) => {
    gap(from, to)
    expect(h.survey().closesAt).toBe(closesAt)
    deadlineIsThere()
  })

  test('a line that breaks for minutes every noon does not keep it open for ever', () => {
    for (const day of [9, 10, 11]) gap(at(day, 12), at(day, 12, 3))
    h.until(at(11, 20))
    expect(h.survey()).toMatchObject({ extended: true, closesAt: at(13, 20) })
    for (const day of [12, 13]) gap(at(day, 12), at(day, 12, 3))
    h.until(at(13, 20))
    expect(h.survey().status).toBe('waiting')
  })
})

describe('an open question has a deadline at its closing time', () => {
  test('when the close was taken up before the gap was made up for: it is put to the later time, and falls then', () => {
    const { id } = closing()
    gap(at(10, 9), at(11, 21))
    // Somebody had seen the lost connection before it came back, and holds what has been moved since.
    h.does({ type: 'holdDeadline', actor: CLOCK, deadlineId: id, until: h.now + 5 * MINUTE })
    deadlineIsThere()
    h.until(h.survey().closesAt)
    expect(h.survey().extended).toBe(true)
    deadlineIsThere()
  })

  test('a close that falls before the time to which the question was moved is set again, and nothing is on record', () => {
    const deadline = closing()
    gap(at(10, 9), at(11, 21))
    h.state.deadlines.put({ ...deadline, dueAt: h.now })
    expect(h.does({ type: 'fall', actor: CLOCK, deadlineId: deadline.id })).toEqual([])
    deadlineIsThere()
  })

  test('the same of 约时间', () => {
    h.does({ type: 'openTimePoll', actor: HEAD, options: [at(12, 19), at(13, 19)], closesAt: at(10, 12) })
    const poll = () => h.state.polls.all().next().value
    const deadline = h.open('pollClose')
    gap(at(10, 9), at(10, 13))
    expect(poll()?.closesAt).toBe(at(10, 16))
    h.state.deadlines.put({ ...h.state.deadlines.must(deadline?.id ?? ''), dueAt: h.now })
    expect(h.does({ type: 'fall', actor: CLOCK, deadlineId: deadline?.id ?? '' })).toEqual([])
    expect(h.open('pollClose')?.dueAt).toBe(at(10, 16))
    h.until(at(10, 16))
    expect(poll()?.status).toBe('undecided')
  })
})
