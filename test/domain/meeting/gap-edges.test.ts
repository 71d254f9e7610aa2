/** What a survey gets back after a gap, at the very hours at which it changes; and that one deadline closes it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, type Instant, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CLOCK, Hamlet, HEAD } from '../issue/given.ts'

const at = (day: number, hour: number, minute = 0): Instant => instantAt(`2026-09-${String(day).padStart(2, '0')}`, hour, minute)
/** Opened on the 8th at 10:00; it closes on the 11th at 20:00. */
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
const closings = () => h.state.deadlines.where((d) => d.kind === 'surveyClose' && d.doneAt === null).map((d) => d.dueAt)

describe('a survey gets back', () => {
  test.each<[string, Instant, Instant, Instant]>([
    ['nothing for a moment less than six hours', at(9, 9), at(9, 15) - 1, at(11, 20)],
    ['a day for six', at(9, 9), at(9, 15), at(12, 20)],
    ['nothing when as much is left as was lost', at(11, 19, 40), at(11, 19, 50), at(11, 20)],
    ['an evening when a moment less is left', at(11, 19, 40), at(11, 19, 50) + 1, at(12, 20)],
  ])('%s', (_, from, to, closesAt) => {
    gap(from, to)
    expect(h.survey().closesAt).toBe(closesAt)
    expect(closings()).toEqual([closesAt])
  })

  test('also in its extension, and by one deadline', () => {
    h.until(at(11, 20))
    expect(h.survey()).toMatchObject({ extended: true, closesAt: at(13, 20) })
    gap(at(12, 9), at(12, 19))
    expect(h.survey().closesAt).toBe(at(14, 20))
    expect(closings()).toEqual([at(14, 20)])
  })
})

test('nothing for what was lost before anything was asked, or when nothing is open', () => {
  h.until(at(11, 20))
  h.until(at(13, 20))
  expect(h.survey().status).toBe('waiting')
  expect(gap(at(14, 9), at(14, 9) + HOUR)).toEqual([])
  h.raised('水沟堵了')
  h.does({ type: 'handleIssue', actor: HEAD, issueNo: 2 })
  expect(gap(h.now - MINUTE, h.now)).toEqual([])
})

test('each question that was open is named in what was made up for, and none that was not', () => {
  gap(at(9, 9), at(9, 15))
  expect(h.last('gapMadeUp')?.data).toMatchObject({ pollId: null, meetingId: null, motionId: null, invitedId: null })
  h.does({ type: 'openTimePoll', actor: HEAD, options: [at(16, 19, 30), at(17, 19, 30)], closesAt: at(15, 9) })
  gap(at(10, 9), at(10, 15))
  expect(h.last('gapMadeUp')?.data.pollId).toBe([...h.state.polls.all()][0]?.id)
})

test('a gap of many days is given back to the last hour of it', () => {
  gap(at(9, 9), at(20, 9))
  expect(h.survey().closesAt - at(20, 9)).toBeGreaterThanOrEqual(24 * HOUR)
})
