/** 签到, rule by rule and edge by edge. */
import { describe, expect, test } from 'vitest'
import { presence } from '../../../src/domain/attendance/present.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/kernel/time.ts'
import { HEAD, RECORDER, range } from '../issue/given.ts'
import { Night, person, SEVEN, STARTS } from './night.ts'

const figures = (h: Night) => presence(h.state, h.meeting)

describe('attendance opens', () => {
  test('half an hour before the start, by itself, and not again', () => {
    const h = new Night()
    h.until(SEVEN - 1)
    expect(h.meeting.status).toBe('scheduled')
    h.until(SEVEN)
    expect(h.meeting).toMatchObject({ status: 'open', openedAt: SEVEN, atHomeBase: 10 })
    expect(h.refused({ type: 'openAttendance', actor: HEAD })).toBe('attendanceAlreadyOpen')
    expect(h.count('attendanceOpened')).toBe(1)
  })

  test('after a long downtime only while the evening can still be going on', () => {
    for (const [late, status] of [
      [6 * HOUR - 1, 'open'],
      [6 * HOUR, 'scheduled'],
    ] as const) {
      const h = new Night()
      h.until(STARTS + late, 'late')
      expect(h.meeting.status).toBe(status)
    }
  })

  test('and freezes its base: who leaves home afterwards is still of it', () => {
    const h = Night.open(range(1, 8))
    h.does({ type: 'setAtHome', actor: HEAD, householdId: 'hh10', atHome: false })
    h.does({ type: 'setAtHome', actor: HEAD, householdId: 'hh11', atHome: true })
    expect(figures(h)).toMatchObject({ base: 10, atHome: 8, quorate: true })
    h.arrives(11)
    expect(figures(h)).toMatchObject({ base: 10, atHome: 8, away: 1 })
  })

  test('from then on nobody is reminded of it, and it is summed up and ended by itself', () => {
    const h = new Night()
    expect(h.open('meetingReminder')).toBeDefined()
    h.does({ type: 'openAttendance', actor: HEAD, sure: true })
    const open = h.state.deadlines.where((d) => d.doneAt === null).map((d) => [d.kind, d.dueAt])
    expect(open).toEqual([
      ['attendanceNote', STARTS + 15 * MINUTE],
      ['meetingForgotten', STARTS + 6 * HOUR],
    ])
  })

  test('late: no sum for a moment that has come, and six hours from the opening', () => {
    for (const [minutes, dueAt] of [
      [14, STARTS + 15 * MINUTE],
      [15, undefined],
    ] as const) {
      const h = new Night(SEVEN - HOUR)
      h.now = STARTS + minutes * MINUTE
      h.does({ type: 'openAttendance', actor: RECORDER })
      expect(h.open('attendanceNote')?.dueAt).toBe(dueAt)
      expect(h.open('meetingForgotten')?.dueAt).toBe(h.now + 6 * HOUR)
    }
  })

  test('who was nudged to announce themselves may be nudged to come at once', () => {
    const h = new Night(SEVEN - MINUTE)
    h.does({ type: 'nudge', actor: HEAD })
    h.does({ type: 'openAttendance', actor: HEAD })
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBeUndefined()
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBe('nudgedJustNow')
    h.now += 10 * MINUTE - 1
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBe('nudgedJustNow')
    h.now += 1
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBeUndefined()
  })

  test('with everybody here there is nobody to nudge, but for a vote', () => {
    const h = Night.open(range(1, 10))
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBe('nothingToNudge')
    h.proposes()
    h.does({ type: 'nudge', actor: HEAD })
    expect([h.count('motionNudged'), h.count('attendanceNudged')]).toEqual([1, 0])
  })
})

describe('who is here', () => {
  test('at seventeen one is told so and not counted, at eighteen one is here', () => {
    const h = Night.open()
    h.state.villagers.put(person('v3', 'hh3', '2008-09-10'))
    expect(h.order(h.attends(3))).toEqual({ refusal: { code: 'underage', age: 17 } })
    expect(figures(h).persons).toBe(0)
    h.state.villagers.put(person('v3', 'hh3', '2008-09-09'))
    h.arrives(3)
    expect(figures(h).persons).toBe(1)
  })

  test('as many as the roster knows, said once; then as many as it said itself, once head or recorder confirms them', () => {
    const h = Night.open()
    h.arrives(3, 2)
    expect(h.count('attendanceCapped')).toBe(0)
    h.arrives(3, 3)
    expect(h.last('attendanceCapped')?.data).toMatchObject({ householdId: 'hh3', said: 3, counted: 2 })
    h.arrives(3, 4)
    expect(h.count('attendanceCapped')).toBe(1)
    expect(figures(h).persons).toBe(2)
    // The household's own number stands: more or fewer is its own to say.
    for (const persons of [5, 3, 1])
      expect(h.order({ type: 'markAttendance', actor: RECORDER, householdId: 'hh3', persons })).toEqual({
        refusal: { code: 'ownAttendanceStands', name: 'v3', persons: 4 },
      })
    expect(figures(h).persons).toBe(2)
    h.marks(3, 4)
    expect([figures(h).persons, h.count('attendanceCapped')]).toEqual([4, 1])
  })

  test('of a household that has said nothing, what head or recorder says', () => {
    const h = Night.open()
    h.marks(3, 5)
    expect([figures(h).persons, h.count('attendanceCapped')]).toEqual([5, 0])
    h.marks(3, 1)
    expect(figures(h).persons).toBe(1)
  })

  test('a number that the household has said is its own word, also after a bare one', () => {
    const h = Night.open()
    h.arrives(3, 2)
    h.arrives(3)
    expect(h.order({ type: 'markAttendance', actor: HEAD, householdId: 'hh3', persons: 1 })).toEqual({
      refusal: { code: 'ownAttendanceStands', name: 'v3', persons: 2 },
    })
    h.marks(3, 2)
    expect(figures(h).persons).toBe(2)
  })

  test('what the recorder has confirmed is no telling: the next who says too many is told', () => {
    const h = Night.open()
    h.marks(3, 5)
    h.arrives(3, 3)
    expect([figures(h).persons, h.count('attendanceCapped')]).toEqual([2, 1])
  })

  test('a bare word never shrinks a number, a number does', () => {
    const h = Night.open()
    h.arrives(3, 2)
    h.arrives(3)
    expect(figures(h).persons).toBe(2)
    h.arrives(3, 1)
    expect(figures(h).persons).toBe(1)
  })

  test('struck out is who was signed in', () => {
    const h = Night.open([3])
    expect(h.order({ type: 'unmarkAttendance', actor: HEAD, householdId: 'hh4' })).toEqual({ refusal: { code: 'notSignedIn', name: 'v4' } })
    h.does({ type: 'unmarkAttendance', actor: HEAD, householdId: 'hh3' })
    expect(figures(h)).toMatchObject({ persons: 0, atHome: 0 })
    expect(h.refused({ type: 'unmarkAttendance', actor: HEAD, householdId: 'hh3' })).toBe('notSignedIn')
  })
})

describe('what is said of it', () => {
  test('quorum: with the eighth of ten, at once, once', () => {
    const h = Night.open(range(1, 7))
    expect(h.count('quorumReached')).toBe(0)
    h.arrives(11)
    expect(h.count('quorumReached')).toBe(0)
    h.arrives(8)
    expect(h.last('quorumReached')?.data.figures).toEqual({ base: 10, atHome: 8, away: 1, persons: 9, needed: 8, quorate: true })
    h.arrives(9)
    h.arrives(9, 2)
    expect(h.count('quorumReached')).toBe(1)
  })

  test('a sum a minute after the first who came, not pushed on by the next', () => {
    const h = Night.open([1])
    h.now += 30 * SECOND
    h.arrives(2)
    expect(h.open('attendanceProgress')?.dueAt).toBe(SEVEN + MINUTE)
    h.until(SEVEN + MINUTE)
    expect(h.count('attendanceNoted')).toBe(1)
    expect(h.open('attendanceProgress')).toBeUndefined()
  })

  test('more people of a household that is here are news, the same word again is none', () => {
    const h = Night.open([1])
    h.until(SEVEN + MINUTE)
    h.arrives(1)
    expect(h.open('attendanceProgress')).toBeUndefined()
    h.arrives(1, 2)
    expect(h.open('attendanceProgress')).toBeDefined()
  })

  test('quorum, and the sum of a quarter past, take the place of the sum that was to come', () => {
    const h = Night.open(range(1, 8))
    expect(h.open('attendanceProgress')).toBeUndefined()
    h.until(STARTS + 15 * MINUTE - SECOND)
    h.arrives(9)
    h.until(STARTS + 15 * MINUTE)
    expect([h.count('attendanceSummed'), h.count('attendanceNoted')]).toEqual([1, 0])
    h.until(STARTS + 20 * MINUTE)
    expect(h.count('attendanceNoted')).toBe(0)
  })
})

describe('散会', () => {
  test('ends it: its figures are kept, nothing of it falls due any more but its minutes', () => {
    const h = Night.open(range(1, 8))
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.meeting).toMatchObject({ status: 'ended', endedAt: SEVEN, figures: { base: 10, atHome: 8, persons: 8, quorate: true } })
    expect(h.state.deadlines.where((d) => d.doneAt === null).map((d) => d.kind)).toEqual(['makeMinutes'])
    expect(h.refused({ type: 'endMeeting', actor: HEAD })).toBe('attendanceNotOpen')
  })

  test('forgotten, it is over six hours after the start', () => {
    const h = Night.open([1])
    h.until(STARTS + 6 * HOUR - 1)
    expect(h.meeting.status).toBe('open')
    h.until(STARTS + 6 * HOUR)
    expect(h.last('meetingEnded')?.data).toMatchObject({ how: 'forgotten' })
  })
})
