/** What is easily got wrong about an evening and that no evening as usual would show: each is one sign in a rule. */
import { describe, expect, test } from 'vitest'
import { unsignedHosts } from '../../../src/domain/attendance/hosts.ts'
import type { Command } from '../../../src/domain/base/commands.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, RECORDER, range, villager } from '../issue/given.ts'
import { Night, person, SEVEN, STARTS } from './night.ts'

const strikes = (n: number): Command => ({ type: 'unmarkAttendance', actor: RECORDER, householdId: `hh${n}` })

describe('more people than the roster knows', () => {
  test('are told of once for each household, and not for another household that did the same', () => {
    const h = Night.open()
    h.arrives(3, 5)
    h.arrives(4, 6)
    h.arrives(3, 7)
    expect(h.events.filter((e) => e.type === 'attendanceCapped').map((e) => (e.data as { householdId: string }).householdId)).toEqual([
      'hh3',
      'hh4',
    ])
  })

  test('are not told of while everybody is on the roster', () => {
    const h = Night.open()
    h.arrives(3, 2)
    expect(h.count('attendanceCapped')).toBe(0)
  })

  test('of whom the recorder says that it is right, count', () => {
    const h = Night.open()
    h.arrives(3, 5)
    h.marks(3, 5)
    expect(h.last('attendanceMarked')?.data).toMatchObject({ persons: 5 })
  })
})

describe('a household that is struck', () => {
  test('is gone by the recorder’s word, which its own later guess about others does not need', () => {
    const h = Night.open(range(1, 8))
    h.does(strikes(8))
    expect(h.last('attendanceStruck')?.data).toMatchObject({ householdId: 'hh8', lost: true })
    const row = h.state.attendances.where((a) => a.householdId === 'hh8').at(-1)
    expect(row).toMatchObject({ persons: 0, stated: true, confirmed: true })
    expect(h.refused(strikes(8))).toBe('notSignedIn')
  })
})

describe('how many are here', () => {
  const noted = (h: Night) => h.events.filter((e) => e.type === 'attendanceNoted').length

  test('is told on the way to the quorum, and then not again before everybody is here', () => {
    const h = Night.open(range(1, 6))
    h.until(SEVEN + 5 * MINUTE)
    const onTheWay = noted(h)
    expect(onTheWay).toBeGreaterThan(0)
    for (const n of [7, 8, 9]) h.arrives(n)
    h.until(SEVEN + 10 * MINUTE)
    expect(noted(h)).toBe(onTheWay)
    h.arrives(10)
    h.until(SEVEN + 15 * MINUTE)
    expect(noted(h)).toBe(onTheWay + 1)
  })

  test('is summed up a quarter of an hour after the start, of a meeting that goes on, and not of one that is over', () => {
    const h = Night.open(range(1, 4))
    h.until(STARTS + 14 * MINUTE)
    expect(h.count('attendanceSummed')).toBe(0)
    h.until(STARTS + 15 * MINUTE)
    expect(h.count('attendanceSummed')).toBe(1)
    const over = Night.open(range(1, 4))
    over.does({ type: 'endMeeting', actor: HEAD })
    over.until(STARTS + HOUR)
    expect(over.count('attendanceSummed')).toBe(0)
  })
})

describe('head and recorder', () => {
  const asked = (h: Night) => h.events.filter((e) => e.type === 'hostsAsked').map((e) => (e.data as { villagerIds: string[] }).villagerIds)

  test('who open a vote without having signed in are asked whether they are here; who has is not', () => {
    const h = Night.open(range(2, 9))
    h.proposes()
    expect(asked(h)).toEqual([['v1']])
    const signed = Night.open(range(1, 8))
    signed.proposes()
    expect(asked(signed)).toEqual([])
  })

  test('are hosts where one of their accounts has acted and their household is not here', () => {
    const h = Night.open([3])
    const hosts = (...acted: string[]) => unsignedHosts(h.state, h.meeting, new Set(acted)).map((v) => v.id)
    expect([hosts('a1'), hosts('a1', 'a2'), hosts('a3'), hosts()]).toEqual([['v1'], ['v1', 'v2'], [], []])
    h.arrives(1)
    expect(hosts('a1', 'a2')).toEqual(['v2'])
  })
})

describe('an evening that was forgotten', () => {
  test('ends by itself after so many hours, once', () => {
    const h = Night.open(range(1, 8))
    const { id } = h.open('meetingForgotten')!
    h.until(STARTS + DAY)
    expect(h.events.filter((e) => e.type === 'meetingEnded').map((e) => (e.data as { how: string }).how)).toEqual(['forgotten'])
    expect(h.state.deadlines.must(id)).toMatchObject({ outcome: 'fired' })
  })
})

describe('a meeting that is moved', () => {
  test('says what stands in the way of the new evening, and nothing where nothing does', () => {
    const h = new Night()
    h.state.town.busyPeriods = [{ name: '秋收', from: '2026-09-20', to: '2026-09-25' }]
    h.does({ type: 'reschedule', actor: HEAD, startsAt: instantAt('2026-09-22', 19, 30) })
    expect(h.last('meetingRescheduled')?.data.conflicts).not.toEqual([])
    h.does({ type: 'reschedule', actor: HEAD, startsAt: instantAt('2026-09-15', 19, 30) })
    expect(h.last('meetingRescheduled')?.data.conflicts).toEqual([])
  })

  test('begins to take attendance anew, with nobody of the time before', () => {
    const h = Night.open(range(1, 4))
    h.does({ type: 'reschedule', actor: HEAD, startsAt: instantAt('2026-09-15', 19, 30) })
    expect(h.meeting).toMatchObject({ status: 'scheduled', atHomeBase: null, atHomeIds: [], quorumSaidAt: null })
  })
})

describe('answers to whether one comes', () => {
  test('are kept with their reason, and without one where none was given', () => {
    const h = new Night()
    const from = (n: number) => ({ accountId: `a${n}`, via: 'chat' }) as const
    h.does({ type: 'answerRsvp', actor: villager(5), from: from(5), coming: false, reason: '在外打工' })
    h.does({ type: 'answerRsvp', actor: villager(6), from: from(6), coming: false })
    expect([...h.state.rsvps.all()].map((r) => r.reason)).toEqual(['在外打工', null])
  })
})

describe('somebody votes for another household', () => {
  const answers = (n: number): Command => ({
    ...{ type: 'castBallot', actor: villager(n), choice: 'approve' },
    from: { householdId: 'hh5', via: 'chat', by: `account:a${n}`, onBehalf: true },
  })

  test('that has voted on the motion before this one, and not on this one: it counts', () => {
    const h = Night.open(range(1, 9))
    h.proposes('修路')
    h.votes(5, 'reject')
    h.does({ type: 'closeMotion', actor: HEAD })
    h.proposes('装灯')
    expect(h.refused(answers(1))).toBeUndefined()
    expect(h.state.ballots.where((b) => b.motionId === h.motion(2).id)).toHaveLength(1)
  })

  test('that has voted on this one itself: it does not', () => {
    const h = Night.open(range(1, 9))
    h.proposes('修路')
    h.votes(5, 'reject')
    expect(h.refused(answers(1))).toBeDefined()
  })
})

describe('a vote that waits', () => {
  test('is told at once for the first of a motion, once, and with the sum for the others', () => {
    const h = Night.open(range(1, 8))
    h.proposes()
    h.votes(9, 'approve')
    h.votes(9, 'reject')
    h.votes(10, 'approve')
    expect(h.count('ballotWaits')).toBe(1)
    expect(h.last('ballotWaits')?.data).toMatchObject({ householdId: 'hh9' })
  })
})

test('a birthday on the evening itself makes an adult of him', () => {
  const h = new Night()
  h.state.villagers.put(person('v5', 'hh5', '2008-09-09'))
  h.state.villagers.put(person('v6', 'hh6', '2008-09-10'))
  h.now = SEVEN
  h.does({ type: 'openAttendance', actor: HEAD })
  expect([h.refused(h.attends(5)), h.refused(h.attends(6))]).toEqual([undefined, 'underage'])
})

test('attendance that begins by the clock has begun by it, and one that the head had begun already is nothing any more', () => {
  const outcome = (h: Night): (string | null)[] => h.state.deadlines.where((d) => d.kind === 'attendanceOpens').map((d) => d.outcome)
  const byClock = new Night()
  byClock.until(STARTS)
  expect([byClock.meeting.status, outcome(byClock)]).toEqual(['open', ['fired']])
  const byHead = new Night(SEVEN - MINUTE)
  byHead.does({ type: 'openAttendance', actor: HEAD })
  byHead.until(STARTS)
  expect([byHead.count('attendanceOpened'), outcome(byHead)]).toEqual([1, ['cancelled']])
})
