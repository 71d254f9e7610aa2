/** 表决 and 举手, rule by rule and edge by edge. */
import { describe, expect, test } from 'vitest'
import { silentVoters } from '../../../src/domain/motion/standing.ts'
import { MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, RECORDER, range, villager } from '../issue/given.ts'
import { Night, person, SEVEN } from './night.ts'

/** A motion is open, and these households are here. */
function voting(present: readonly number[]): Night {
  const h = Night.open(present)
  h.proposes()
  return h
}
const close = { type: 'closeMotion', actor: HEAD } as const

describe('a motion', () => {
  test('is one at a time', () => {
    const h = voting(range(1, 8))
    expect(h.order({ type: 'openMotion', actor: HEAD, text: '另一个' })).toEqual({
      refusal: { code: 'motionStillOpen', no: 1, text: '每户出50元' },
    })
    h.does(close)
    expect(h.refused({ type: 'openMotion', actor: HEAD, text: '另一个' })).toBeUndefined()
    expect(h.motion(2)).toMatchObject({ no: 2, status: 'open' })
    expect(h.refused({ type: 'openMotion', actor: HEAD, topicNo: 1 })).toBe('motionStillOpen')
  })

  test('is about a topic that there is', () => {
    const h = Night.open()
    h.does({ type: 'addTopic', actor: HEAD, topic: '修路灯' })
    expect(h.refused({ type: 'openMotion', actor: HEAD, topicNo: 0 })).toBe('noSuchTopic')
    expect(h.refused({ type: 'openMotion', actor: HEAD, topicNo: 2 })).toBe('noSuchTopic')
    h.does({ type: 'openMotion', actor: HEAD, topicNo: 1 })
    expect(h.motion().text).toBe('修路灯')
  })

  // 100 × approve ≥ 80 × people present: of 10 people 8, of 9 people 8 (7.2), of 6 people 5 (4.8).
  test.each([
    [10, 8, true],
    [10, 7, false],
    [9, 8, true],
    [9, 7, false],
    [6, 5, true],
    [6, 4, false],
  ])('of %i people %i that approve: carried %s', (present, approve, carried) => {
    const h = voting(range(1, present))
    for (const n of range(1, approve)) h.votes(n, 'approve')
    if (h.motion().status === 'open') h.does(close)
    expect(h.motion()).toMatchObject({ status: 'closed', present, approve, carried })
  })

  test('silence and abstaining are no approval', () => {
    const h = voting(range(1, 10))
    for (const n of range(1, 7)) h.votes(n, 'approve')
    h.votes(8, 'abstain')
    h.does(close)
    expect(h.motion()).toMatchObject({ approve: 7, abstain: 1, reject: 0, carried: false })
  })

  test.each([
    [range(1, 8), true],
    [[...range(1, 7), 11, 12], false],
  ])('with %j here it binds: %s', (present, binding) => {
    const h = voting(present)
    for (const n of present) h.votes(n, 'approve')
    expect(h.motion()).toMatchObject({ status: 'closed', carried: true, binding })
    expect(h.last('motionClosed')?.data).toMatchObject({ how: 'everybody', binding })
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.last('meetingEnded')?.data).toMatchObject({ motions: 1, carried: binding ? 1 : 0 })
  })

  test('is counted of who is here when it closes, not when it was asked', () => {
    const h = voting(range(1, 8))
    for (const n of range(1, 7)) h.votes(n, 'approve')
    h.arrives(9, 2)
    h.does(close)
    expect(h.motion()).toMatchObject({ present: 10, approve: 7, carried: false })
  })

  test('closes with the last who has not voted, also when that one is struck out', () => {
    const h = voting(range(1, 9))
    for (const n of range(1, 8)) h.votes(n, 'approve')
    expect(h.motion().status).toBe('open')
    h.does({ type: 'unmarkAttendance', actor: RECORDER, householdId: 'hh9' })
    expect(h.motion()).toMatchObject({ status: 'closed', present: 8, approve: 8 })
  })

  test('is not closed by nobody: with no one here a vote waits', () => {
    const h = voting([])
    h.votes(3, 'approve')
    expect(h.motion().status).toBe('open')
    h.arrives(3)
    expect(h.motion()).toMatchObject({ status: 'closed', present: 1, approve: 1 })
  })

  test('ends with 散会, and nothing of it falls due afterwards', () => {
    const h = voting(range(1, 8))
    h.votes(1, 'approve')
    expect(h.open('motionProgress')).toBeDefined()
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.motion()).toMatchObject({ status: 'closed', approve: 1, counted: 'ballots' })
    expect(h.last('motionClosed')?.data).toMatchObject({ how: 'end', unconfirmed: false })
    expect(h.open('motionProgress')).toBeUndefined()
  })
})

describe('a ballot', () => {
  test('is not given at seventeen, and from eighteen on it is', () => {
    const h = voting(range(1, 8))
    h.state.villagers.put(person('v3', 'hh3', '2008-09-10'))
    expect(h.order(h.ballot(3, 'approve'))).toEqual({ refusal: { code: 'underage', age: 17 } })
    expect(h.state.ballots.where(() => true)).toEqual([])
    h.state.villagers.put(person('v3', 'hh3', '2008-09-09'))
    h.votes(3, 'approve')
    expect(h.state.ballots.where(() => true)).toHaveLength(1)
  })

  test('without a number is one vote, of however many were brought', () => {
    const h = Night.open(range(4, 10))
    h.arrives(3, 2)
    h.proposes()
    h.votes(3, 'approve')
    h.does(close)
    expect(h.motion()).toMatchObject({ present: 9, approve: 1 })
  })

  test('without a number is worth what its voter gave before, and that alone', () => {
    const h = Night.open(range(4, 10))
    h.arrives(3, 2)
    h.proposes()
    h.votes(3, 'reject', 2)
    h.votes(4, 'reject')
    h.votes(3, 'approve')
    expect(h.state.ballots.where((b) => b.accountId === 'a3').map((b) => [b.votes, b.stated])).toEqual([
      [2, true],
      [1, false],
    ])
    h.does(close)
    expect(h.motion()).toMatchObject({ approve: 2, reject: 1 })
  })

  test('of the whole family is worth as many as it brought, also those who come later', () => {
    const h = Night.open(range(4, 10))
    h.arrives(3)
    h.proposes()
    h.does({ type: 'castBallot', actor: villager(3), from: { accountId: 'a3', via: 'chat' }, choice: 'approve', family: true })
    h.arrives(3, 2)
    h.does(close)
    expect(h.motion()).toMatchObject({ present: 9, approve: 2 })
  })

  test('of somebody who has not signed in waits; how it will count is told once a household', () => {
    const h = voting(range(4, 10))
    h.votes(3, 'approve')
    h.votes(3, 'reject')
    expect(h.events.filter((e) => e.type === 'ballotWaits').map((e) => e.data)).toEqual([{ motionId: h.motion().id, householdId: 'hh3' }])
    h.does(close)
    expect(h.motion()).toMatchObject({ approve: 0, reject: 0 })
  })

  test('beyond what was brought is told once; just as many is nothing to tell', () => {
    const h = Night.open(range(4, 10))
    h.arrives(3, 2)
    h.proposes()
    h.votes(3, 'approve', 2)
    expect(h.count('ballotCapped')).toBe(0)
    h.votes(3, 'approve', 3)
    h.votes(3, 'reject', 4)
    expect(h.count('ballotCapped')).toBe(1)
    expect(h.last('ballotCapped')?.data).toMatchObject({ householdId: 'hh3', said: 3, brought: 2 })
    h.does(close)
    expect(h.motion()).toMatchObject({ approve: 0, reject: 2 })
  })

  test('is summed up once a minute', () => {
    const h = voting(range(1, 8))
    h.votes(1, 'approve')
    h.now += 30_000
    h.votes(2, 'approve')
    expect(h.open('motionProgress')?.dueAt).toBe(SEVEN + MINUTE)
  })

  test('has everybody who has a vote left among the silent', () => {
    const h = Night.open([1, 2, 4])
    h.arrives(3, 2)
    h.proposes()
    h.votes(1, 'approve')
    h.votes(3, 'approve')
    expect(silentVoters(h.state, h.motion()).sort()).toEqual(['hh2', 'hh3', 'hh4'])
    h.votes(3, 'approve', 2)
    expect(silentVoters(h.state, h.motion()).sort()).toEqual(['hh2', 'hh4'])
  })
})

describe('举手', () => {
  /** Nine are here; the recorder, of household 2, has counted. */
  function counted(): Night {
    const h = voting(range(1, 9))
    h.does(h.hands(8, 1))
    return h
  }

  test('no more hands than people', () => {
    const h = voting(range(1, 9))
    expect(h.order(h.hands(8, 1, 1))).toEqual({ refusal: { code: 'tooManyHands', hands: 10, present: 9 } })
    expect(h.refused(h.hands(7, 1, 1))).toBeUndefined()
  })

  test('holds once two other households say so, not before', () => {
    const h = counted()
    h.does(h.says(3, true))
    expect(h.last('handsWitnessed')?.data).toMatchObject({ missing: 1 })
    expect(h.motion().status).toBe('open')
    h.does(h.says(4, true))
    expect(h.motion()).toMatchObject({
      status: 'closed',
      counted: 'hands',
      approve: 8,
      reject: 1,
      present: 9,
      carried: true,
      binding: true,
    })
    expect(h.last('motionClosed')?.data.how).toBe('hands')
  })

  test('two of one household are one, and the same word again is nothing', () => {
    const h = counted()
    h.state.accounts.put({ ...h.state.accounts.must('a5'), householdId: 'hh3' })
    h.does(h.says(3, true))
    h.does(h.says(5, true))
    expect(h.motion().status).toBe('open')
    expect(h.does(h.says(3, true))).toEqual([])
    expect(h.count('handsWitnessed')).toBe(2)
  })

  test('the household that counted says nothing for itself, and may say that it is wrong', () => {
    const h = counted()
    expect(h.refused(h.says(2, true))).toBe('ownCount')
    h.does(h.says(2, false))
    expect(h.count('handsDisputed')).toBe(1)
  })

  test('who is not here has seen nothing', () => {
    const h = counted()
    expect(h.refused(h.says(10, true))).toBe('notSignedInWitness')
    expect(h.refused(h.says(10, false))).toBe('notSignedInWitness')
  })

  test('a dispute sends it back: the motion goes on, and is closed by its ballots', () => {
    const h = counted()
    h.does(h.says(3, true))
    h.does(h.says(4, false))
    expect(h.does(h.says(5, true))).toEqual([])
    h.votes(1, 'reject')
    h.does(close)
    expect(h.motion()).toMatchObject({ counted: 'ballots', reject: 1, approve: 0 })
  })

  test('more hands than people by the time it would hold: it does not, and has to be counted again', () => {
    const h = counted()
    h.does(h.says(3, true))
    h.does({ type: 'unmarkAttendance', actor: RECORDER, householdId: 'hh9' })
    h.does(h.says(4, true))
    expect(h.last('handsDisputed')?.data).toMatchObject({ approve: 8, reject: 1, present: 8 })
    expect(h.motion().status).toBe('open')
    h.does(h.hands(7, 1))
    h.does({ type: 'confirmHands', actor: RECORDER, mediaId: 'p1' })
    expect(h.motion()).toMatchObject({ counted: 'hands', approve: 7, present: 8 })
  })

  test('while it waits nothing closes the motion, and the head is told how many are missing', () => {
    const h = counted()
    expect(h.order(close)).toEqual({ refusal: { code: 'handsWaiting', missing: 2 } })
    h.does(h.says(3, true))
    expect(h.order(close)).toEqual({ refusal: { code: 'handsWaiting', missing: 1 } })
    for (const n of range(1, 9)) h.votes(n, 'reject')
    expect(h.motion().status).toBe('open')
  })

  test('counted again, the first count is no more, and its witnesses speak of the new one anew', () => {
    const h = counted()
    h.does(h.says(3, true))
    h.does(h.hands(7, 2))
    expect([...h.state.handCounts.all()].map((c) => c.status)).toEqual(['replaced', 'provisional'])
    h.does(h.says(3, true))
    h.does(h.says(4, true))
    expect(h.motion()).toMatchObject({ counted: 'hands', approve: 7, reject: 2 })
  })

  test('with 散会 it is lost, and that is said', () => {
    const h = counted()
    h.does(h.says(3, true))
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.motion()).toMatchObject({ counted: 'ballots', approve: 0, carried: false })
    expect(h.last('motionClosed')?.data.unconfirmed).toBe(true)
    expect([...h.state.handCounts.all()].map((c) => c.status)).toEqual(['replaced'])
  })
})
