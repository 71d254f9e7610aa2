/** The clock of a confidential issue: the head, the village, the town; each has five working days, and nobody's public issue has it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, range, villager } from './given.ts'

let h: Hamlet
beforeEach(() => {
  // A Tuesday.
  h = new Hamlet({ at: instantAt('2026-09-08', 10) })
})
const raise = (more: object = {}): unknown =>
  h.does({ type: 'raiseIssue', actor: villager(5), text: '两家吵架', confidential: true, ...more } as Command)
const open = (kind: string): number | undefined => h.state.deadlines.find((d) => d.kind === kind && d.doneAt === null)?.dueAt

test('the head has it for five working days, the village for five more, then the town', () => {
  raise()
  expect(h.issue()).toMatchObject({ status: 'raised', headDueOn: '2026-09-15' })
  expect(open('headDays')).toBe(instantAt('2026-09-15', 24))
  h.until(instantAt('2026-09-15', 23, 59))
  expect(h.issue().status).toBe('raised')
  // The Sunday before the national holiday is worked.
  h.until(instantAt('2026-09-16', 0))
  expect(h.issue()).toMatchObject({ status: 'inVillage', handedFrom: 'days', reportDueOn: '2026-09-21' })
  expect(open('headDays')).toBeUndefined()
  expect(open('villageDays')).toBe(instantAt('2026-09-21', 24))
  h.until(instantAt('2026-09-21', 23, 59))
  expect(h.issue().status).toBe('inVillage')
  h.until(instantAt('2026-09-22', 0))
  expect(h.issue()).toMatchObject({ status: 'inTown', reportedAt: null, takenUpFor: '2026-09-21前村里没有办好，也没有上报' })
})

test('what the head settles, or passes on himself, is nobody’s clock any more', () => {
  raise()
  h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
  expect(open('headDays')).toBeUndefined()
  // The head has passed it on and can be asked: it is chased in the cadres' group, not taken up by itself.
  expect(open('villageDays')).toBeUndefined()
})

test('said past the head it is the village’s at once, with the same end', () => {
  raise({ passesOver: 'head' })
  expect(h.issue()).toMatchObject({ status: 'inVillage', handedFrom: 'reporter' })
  expect(open('headDays')).toBeUndefined()
  expect(open('villageDays')).toBe(instantAt('2026-09-15', 24))
})

test('a public issue has no such clock, and gets one when it is made confidential', () => {
  raise({ confidential: false })
  expect(h.issue()).toMatchObject({ headDueOn: null })
  expect(open('headDays')).toBeUndefined()
  h.does({ type: 'setConfidential', actor: CADRE, issueNo: 1, confidential: true })
  expect(h.issue()).toMatchObject({ headDueOn: '2026-09-15' })
  expect(open('headDays')).toBe(instantAt('2026-09-15', 24))
})

/** Found by the simulation: the days of a confidential issue that lies with the head always run. */
describe('made confidential', () => {
  const hide = (confidential: boolean) => h.does({ type: 'setConfidential', actor: CADRE, issueNo: 1, confidential })

  test('when a review has sent it back to the head without a date', () => {
    raise({ confidential: false })
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    h.rates(range(2, 31), 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'inHamlet', agreedOn: null })
    hide(true)
    expect(open('headDays')).toBe(instantAt('2026-09-18', 24))
  })

  test('once more, after its first days were over while it was public', () => {
    raise({ confidential: true })
    hide(false)
    h.until(instantAt('2026-09-16', 10))
    expect(open('headDays')).toBeUndefined()
    hide(true)
    expect(open('headDays')).toBe(instantAt('2026-09-22', 24))
  })

  test('raised in a meeting that is given up again', () => {
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: instantAt('2026-09-08', 20) })
    h.until(instantAt('2026-09-08', 19, 40))
    raise({ confidential: true })
    expect(open('headDays')).toBeUndefined()
    h.does({ type: 'cancelMeeting', actor: HEAD })
    expect(open('headDays')).toBe(instantAt('2026-09-15', 24))
  })
})
