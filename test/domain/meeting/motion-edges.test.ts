/** What is easily got wrong about a vote and that no evening as usual would show: each is one sign in a rule. */
import { describe, expect, test } from 'vitest'
import { motionsOf, silentVoters, votesNow } from '../../../src/domain/motion/standing.ts'
import { instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, RECORDER, range } from '../issue/given.ts'
import { Night, SEVEN } from './night.ts'

const close = { type: 'closeMotion', actor: HEAD } as const

function voting(present: readonly number[]): Night {
  const h = Night.open(present)
  h.proposes()
  return h
}

describe('who has voted', () => {
  test('is everybody, whichever way: five for it, two against, one abstaining of eight', () => {
    const h = voting(range(1, 8))
    for (const n of range(1, 5)) h.votes(n, 'approve')
    for (const n of [6, 7]) h.votes(n, 'reject')
    expect(h.motion().status).toBe('open')
    h.votes(8, 'abstain')
    expect(h.last('motionClosed')?.data).toMatchObject({ how: 'everybody' })
    expect(h.motion()).toMatchObject({ approve: 5, reject: 2, abstain: 1, present: 8 })
  })

  test('is not who has a vote left, whichever way the first was given', () => {
    const h = Night.open([1, 2])
    for (const n of [3, 4, 5]) h.arrives(n, 2)
    h.proposes()
    h.votes(3, 'reject', 2)
    h.votes(4, 'abstain', 2)
    h.votes(5, 'reject')
    expect(silentVoters(h.state, h.motion()).sort()).toEqual(['hh1', 'hh2', 'hh5'])
  })

  test('is told of one motion and not of the one before it, on the same evening', () => {
    const h = voting(range(1, 8))
    for (const n of range(1, 8)) h.votes(n, 'approve')
    h.proposes('第二件')
    expect(votesNow(h.state, h.motion(2))).toMatchObject({ approve: 0, reject: 0, abstain: 0 })
    h.votes(1, 'reject')
    h.does(close)
    expect(h.motion(2)).toMatchObject({ approve: 0, reject: 1, abstain: 0, carried: false })
    expect(h.motion(1)).toMatchObject({ approve: 8, carried: true })
  })

  test('changes in the order in which it was said, whatever the order of the rows', () => {
    const h = voting(range(1, 8))
    h.votes(1, 'approve')
    h.votes(2, 'approve')
    h.votes(1, 'reject')
    h.does(close)
    expect(h.motion()).toMatchObject({ approve: 1, reject: 1 })
  })

  test('a second evening begins with number one, and knows its own motions alone, in order', () => {
    const h = voting(range(1, 8))
    h.does(close)
    h.does({ type: 'endMeeting', actor: HEAD })
    const first = h.meeting.id
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: instantAt('2026-09-11', 19, 30) })
    h.until(instantAt('2026-09-11', 19))
    const second = h.state.meetings.find((m) => m.id !== first)!
    if (second.status === 'scheduled') h.does({ type: 'openAttendance', actor: HEAD })
    for (const text of ['甲', '乙', '丙']) {
      h.proposes(text)
      h.does(close)
    }
    expect(motionsOf(h.state, second.id).map((m) => [m.no, m.text])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
    ])
    expect(motionsOf(h.state, first).map((m) => m.no)).toEqual([1])
  })
})

describe('a vote is written down', () => {
  test('with whose it is, and with when it was said only where that was earlier', () => {
    const h = voting(range(1, 8))
    h.votes(1, 'approve')
    expect(h.last('ballotCast')?.data).toMatchObject({ householdId: 'hh1', known: true })
    expect(h.last('ballotCast')?.data).not.toHaveProperty('saidAt')
    h.does({ ...h.ballot(2, 'approve') })
    h.does({
      type: 'castBallot',
      actor: { kind: 'account', accountId: 'guest' },
      from: { accountId: 'guest', via: 'chat' },
      choice: 'approve',
    })
    expect(h.last('ballotCast')?.data).toMatchObject({ householdId: null, known: false })
    // Nobody is told how somebody's vote counts whom nobody knows.
    expect(h.count('ballotWaits')).toBe(0)
  })
})

describe('hands', () => {
  test('as many as people with those that abstain, and one person less by the time they hold: counted again', () => {
    const h = voting(range(1, 8))
    h.does(h.hands(5, 1, 2))
    h.does({ type: 'unmarkAttendance', actor: RECORDER, householdId: 'hh8' })
    h.does(h.says(4, true))
    h.does(h.says(5, true))
    expect(h.last('handsDisputed')?.data).toMatchObject({ approve: 5, reject: 1, abstain: 2, present: 7 })
    expect(h.motion().status).toBe('open')
  })

  test('counted again need two of their own: who bore out the first count is none', () => {
    const h = voting(range(1, 8))
    h.does(h.hands(6, 1, 1))
    h.does(h.says(4, true))
    h.does(h.says(5, false))
    expect(h.count('handsDisputed')).toBe(1)
    h.does(h.hands(7, 1, 0))
    h.does(h.says(6, true))
    expect(h.motion().status).toBe('open')
    expect(h.last('handsWitnessed')?.data).toMatchObject({ missing: 1 })
    h.does(h.says(7, true))
    expect(h.motion()).toMatchObject({ status: 'closed', counted: 'hands', approve: 7 })
  })

  test('there are none to witness before they were counted', () => {
    const h = voting(range(1, 8))
    expect(h.does(h.says(4, true))).toEqual([])
    h.does(close)
    expect(h.does(h.says(4, true))).toEqual([])
  })
})

describe('how a vote will count', () => {
  test('the first is told at once, the others with the next sum, and only those it is true of', () => {
    const h = voting(range(1, 6))
    h.votes(9, 'approve')
    expect(h.last('ballotWaits')?.data).toMatchObject({ householdId: 'hh9' })
    h.votes(10, 'approve')
    h.votes(1, 'approve')
    expect(h.count('ballotWaits')).toBe(1)
    h.until(SEVEN + 2 * MINUTE)
    expect(h.last('ballotsHinted')?.data).toMatchObject({ hints: [{ householdId: 'hh10', brought: 0 }] })
  })

  test('more votes than people are capped and told with both numbers; on another motion it is told anew', () => {
    const h = voting(range(1, 8))
    h.votes(3, 'approve', 3)
    expect(h.last('ballotCapped')?.data).toMatchObject({ householdId: 'hh3', said: 3, brought: 1 })
    h.does(close)
    h.proposes('第二件')
    h.votes(4, 'approve', 2)
    expect(h.last('ballotCapped')?.data).toMatchObject({ householdId: 'hh4', said: 2, brought: 1 })
    expect(h.count('ballotCapped')).toBe(2)
    expect(h.count('ballotWaits')).toBe(0)
  })
})
