/** The meeting that is fixed: reminded of, expected, moved and called off, at the edges of its times. */
import { beforeEach, describe, expect, test } from 'vitest'
import { expectedAt, lastWords } from '../../../src/domain/rsvp/expected.ts'
import { DAY, HOUR, type Instant, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CLOCK, HEAD, range, villager } from '../issue/given.ts'
import { evening, NOW, Planning } from './planning.ts'

let h: Planning
beforeEach(() => {
  h = new Planning()
})

describe('the meeting that is fixed', () => {
  const schedule = (startsAt: Instant) => h.refused({ type: 'scheduleMeeting', actor: HEAD, startsAt })
  const rsvp = (n: number, coming: boolean, persons?: number) =>
    h.does({
      ...{ type: 'answerRsvp', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, coming },
      ...(persons ? { persons } : {}),
    })

  test('is ahead, and the only one', () => {
    expect(schedule(NOW)).toBe('startPast')
    expect(schedule(NOW + 1)).toBeUndefined()
    expect(schedule(evening(2))).toBe('meetingAlreadyFixed')
    expect(h.refused({ type: 'reschedule', actor: HEAD, startsAt: NOW })).toBe('startPast')
    expect(h.refused({ type: 'reschedule', actor: HEAD, startsAt: NOW + 2 })).toBeUndefined()
  })

  test('is reminded of a day and two hours before, as far as these are ahead', () => {
    const reminders = () => h.state.deadlines.where((d) => d.doneAt === null && d.kind === 'meetingReminder').map((d) => d.dueAt)
    const due = (startsAt: Instant) => {
      h = new Planning()
      schedule(startsAt)
      return reminders()
    }
    expect(due(evening(2))).toEqual([evening(2) - DAY, evening(2) - 2 * HOUR])
    expect(due(NOW + DAY + 1)).toEqual([NOW + 1, NOW + DAY + 1 - 2 * HOUR])
    expect(due(NOW + DAY)).toEqual([instantAt('2026-09-08', 7)])
    expect(due(NOW + 2 * HOUR)).toEqual([])
    // Of seven in the morning nobody is reminded at five, nor at the very start.
    expect(due(instantAt('2026-09-09', 7))).toEqual([instantAt('2026-09-08', 7)])
    expect(h.open('attendanceOpens')?.dueAt).toBe(instantAt('2026-09-09', 6, 30))
    expect(due(NOW + 10 * MINUTE)).toEqual([])
    expect(h.open('attendanceOpens')?.dueAt).toBe(NOW)
  })

  test('moved, it is another question: who had said yes to the old time has said nothing', () => {
    h.asked()
    h.answers(3, { yes: [1], persons: 3 })
    h.does({ type: 'chooseOption', actor: HEAD, option: 1 })
    rsvp(4, true, 2)
    expect(expectedAt(h.state, h.meeting)).toMatchObject({ households: 2, persons: 5 })
    h.does({ type: 'nudge', actor: HEAD })
    h.does({ type: 'reschedule', actor: HEAD, startsAt: evening(3) })
    expect(expectedAt(h.state, h.meeting)).toMatchObject({ households: 0, persons: 0 })
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBeUndefined()
    rsvp(4, true)
    expect(expectedAt(h.state, h.meeting)).toMatchObject({ households: 1, persons: 1 })
    expect(h.open('attendanceOpens')?.dueAt).toBe(evening(3) - 30 * MINUTE)
    expect(h.openKinds.filter((k) => k === 'attendanceOpens')).toHaveLength(1)
  })

  test('moved right after an answer, that answer was to the old time as well', () => {
    schedule(evening(2))
    rsvp(3, true, 2)
    h.does({ type: 'reschedule', actor: HEAD, startsAt: evening(3) })
    expect(lastWords(h.state, h.meeting).size).toBe(0)
  })

  test('moved nearer, it is reminded of only as the new time allows', () => {
    schedule(evening(5))
    h.does({ type: 'reschedule', actor: HEAD, startsAt: NOW + 3 * HOUR })
    const open = h.state.deadlines.where((d) => d.doneAt === null).map((d) => [d.kind, d.dueAt])
    expect(open).toEqual([
      ['attendanceOpens', NOW + 3 * HOUR - 30 * MINUTE],
      ['meetingReminder', NOW + HOUR],
    ])
  })

  test('expects each household’s last word: of the question, then of the invitation', () => {
    h.asked()
    h.answers(3, { yes: [1], persons: 3 })
    h.answers(4, { yes: [2], maybe: [1] })
    h.answers(5, { yes: [2] })
    h.answers(11, { yes: [1] })
    h.answers(6, { yes: [1] })
    h.does({ type: 'chooseOption', actor: HEAD, option: 1 })
    expect(expectedAt(h.state, h.meeting)).toEqual({ households: 2, persons: 4, maybe: 1, declined: 1, atHome: 10, away: 1 })
    rsvp(3, true)
    rsvp(4, true)
    rsvp(6, false)
    expect(expectedAt(h.state, h.meeting)).toEqual({ households: 2, persons: 4, maybe: 0, declined: 2, atHome: 10, away: 1 })
  })

  test('an invitation answered as its very first entry counts, one to the meeting before does not', () => {
    schedule(evening(2))
    rsvp(3, true, 2)
    h.does({ type: 'cancelMeeting', actor: HEAD })
    schedule(evening(3))
    expect(lastWords(h.state, h.meeting).size).toBe(0)
    rsvp(3, true)
    expect(expectedAt(h.state, h.meeting)).toMatchObject({ households: 1, persons: 1 })
  })

  test('nudges while somebody is silent', () => {
    schedule(evening(2))
    for (const n of range(1, 9)) rsvp(n, false)
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBeUndefined()
    rsvp(10, true)
    h.now += 10 * MINUTE
    expect(h.refused({ type: 'nudge', actor: HEAD })).toBe('nothingToNudge')
  })

  test('called off, nothing of it falls due, be it begun', () => {
    schedule(evening(2))
    rsvp(3, true)
    h.does({ type: 'cancelMeeting', actor: HEAD, reason: '下大雨' })
    expect(h.openKinds).toEqual([])
    expect(h.refused({ type: 'cancelMeeting', actor: HEAD })).toBe('noMeeting')
    schedule(evening(2))
    h.does({ type: 'openAttendance', actor: HEAD, sure: true })
    h.does({ type: 'cancelMeeting', actor: HEAD })
    expect(h.openKinds).toEqual([])
    expect(h.refused({ type: 'cancelMeeting', actor: HEAD })).toBe('noMeeting')
  })

  test('more than three hours ahead, opening asks; at three hours it opens', () => {
    schedule(evening(2))
    h.now = evening(2) - 3 * HOUR - 1
    expect(h.refused({ type: 'openAttendance', actor: HEAD })).toBe('attendanceFarAhead')
    h.now += 1
    expect(h.refused({ type: 'openAttendance', actor: HEAD })).toBeUndefined()
  })

  test('opened by mistake it is fixed again, with the reminders it had; what was voted on stands', () => {
    schedule(evening(2))
    const before = h.openKinds
    h.does({ type: 'openAttendance', actor: HEAD, sure: true })
    h.does({ type: 'cancelAttendance', actor: HEAD })
    expect(h.openKinds).toEqual(before)
    expect(h.refused({ type: 'cancelAttendance', actor: HEAD })).toBe('attendanceNotOpen')
    h.does({ type: 'openAttendance', actor: HEAD, sure: true })
    h.does({ type: 'openMotion', actor: HEAD, text: '清沟' })
    expect(h.refused({ type: 'cancelAttendance', actor: HEAD })).toBe('alreadyVoted')
    expect(h.refused({ type: 'cancelMeeting', actor: HEAD })).toBe('alreadyVoted')
    expect(h.refused({ type: 'reschedule', actor: HEAD, startsAt: evening(3) })).toBe('alreadyVoted')
  })

  test('once it would open by itself, opening is no mistake', () => {
    schedule(evening(2))
    h.now = evening(2) - 30 * MINUTE - 1
    h.does({ type: 'openAttendance', actor: HEAD })
    h.now += 1
    expect(h.refused({ type: 'cancelAttendance', actor: HEAD })).toBe('attendanceIsDue')
  })

  test('a reminder that comes late is said before the start, not at it, and not at night', () => {
    const late = (startsAt: Instant, at: Instant) => {
      h = new Planning()
      schedule(startsAt)
      const deadline = h.state.deadlines.find((d) => d.kind === 'meetingReminder')
      h.now = at
      h.does({ type: 'fall', actor: CLOCK, deadlineId: deadline?.id ?? '' })
      return h.count('meetingReminded')
    }
    expect(late(evening(2), evening(2) - 1)).toBe(1)
    expect(late(evening(2), evening(2))).toBe(0)
    expect(late(evening(2), instantAt('2026-09-08', 21, 30))).toBe(0)
    const ahead = h.state.deadlines.where((d) => d.doneAt === null && d.kind === 'meetingReminder').map((d) => d.dueAt)
    expect(ahead).toEqual([evening(2) - 2 * HOUR, instantAt('2026-09-09', 7)])
  })
})
