/** An evening entered from its sheets: once, whatever is entered again, and counted anew when it was over. */
import { describe, expect, test } from 'vitest'
import { presence } from '../../../src/domain/attendance/present.ts'
import type { Command } from '../../../src/domain/base/commands.ts'
import { DAY, HOUR, MINUTE } from '../../../src/kernel/time.ts'
import { HEAD, RECORDER, range } from '../issue/given.ts'
import { Night, STARTS } from './night.ts'

type Sheet = Extract<Command, { type: 'enterByHand' }>
const here = (...households: readonly number[]): Sheet['attendance'] => households.map((n) => ({ householdId: `hh${n}`, persons: 1 }))
const votes = (n: number, approve: number, reject = 0, abstain = 0) => ({ householdId: `hh${n}`, approve, reject, abstain })
const enters = (h: Night, attendance: Sheet['attendance'], motions: Sheet['motions'] = []): Command => ({
  ...{ type: 'enterByHand', actor: RECORDER, meetingId: h.meeting.id, attendance, motions },
})
const about = (...given: Sheet['motions'][number]['votes']): Sheet['motions'] => [{ motion: { no: 1 }, votes: given }]

/** Half an hour after the start; the meeting was opened by the sheet of these households. */
function sheet(...households: readonly number[]): Night {
  const h = new Night()
  h.now = STARTS + 30 * MINUTE
  h.does(enters(h, here(...households)))
  return h
}

describe('the meeting that is meant', () => {
  test('has begun: from its very start', () => {
    const h = new Night()
    h.now = STARTS - 1
    expect(h.refused(enters(h, here(1)))).toBe('meetingNotBegun')
    h.now = STARTS
    expect(h.refused(enters(h, here(1)))).toBeUndefined()
    expect(h.last('attendanceOpened')?.data).toMatchObject({ base: 10, byHand: true })
  })

  test('was not called off, and none else is going on', () => {
    const h = new Night()
    const off = enters(h, here(1))
    h.does({ type: 'cancelMeeting', actor: HEAD })
    h.now = STARTS
    expect(h.refused(off)).toBe('noSuchMeeting')
    expect(h.refused({ ...(off as Sheet), meetingId: 'none' })).toBe('noSuchMeeting')
    const two = Night.open([1])
    two.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: STARTS + HOUR })
    const later = two.state.meetings.find((m) => m.status === 'scheduled')
    two.now = STARTS + HOUR
    expect(two.refused({ ...(enters(two, here(1)) as Sheet), meetingId: later?.id ?? '' })).toBe('attendanceAlreadyOpen')
  })

  test('an evening of long ago is over with its sheet, one that may still go on is not', () => {
    for (const [after, status] of [
      [6 * HOUR - 1, 'open'],
      [6 * HOUR, 'ended'],
    ] as const) {
      const h = new Night()
      h.now = STARTS + after
      h.does(enters(h, here(1)))
      expect(h.meeting.status).toBe(status)
    }
  })
})

describe('the same sheet again', () => {
  test('says nothing: not of who was there, nor of who voted', () => {
    const h = sheet(...range(1, 8))
    h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
    const whole = enters(h, here(...range(1, 8)), about(votes(1, 1), votes(2, 0, 1)))
    h.does(whole)
    expect(h.motion()).toMatchObject({ status: 'closed', approve: 1, reject: 1, present: 8 })
    const rows = h.state.attendances.where(() => true).length + h.state.ballots.where(() => true).length
    expect(h.does(whole)).toEqual([])
    expect(h.state.attendances.where(() => true).length + h.state.ballots.where(() => true).length).toBe(rows)
  })

  test('changes nothing where the household has spoken itself since', () => {
    const h = sheet(1, 2)
    h.arrives(1, 2)
    expect(presence(h.state, h.meeting).persons).toBe(3)
    expect(h.does(enters(h, here(1, 2)))).toEqual([])
    expect(presence(h.state, h.meeting).persons).toBe(3)
    // Nor does a sheet that says another number; of who has not spoken it is news.
    h.does(
      enters(h, [
        { householdId: 'hh1', persons: 4 },
        { householdId: 'hh2', persons: 3 },
      ]),
    )
    expect(h.last('enteredByHand')?.data.attendance).toEqual([{ householdId: 'hh2', persons: 3 }])
    expect(presence(h.state, h.meeting).persons).toBe(5)
  })

  test('nor where somebody of it has voted since, and a sheet that says otherwise enters the others only', () => {
    const h = sheet(...range(1, 8))
    h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
    const whole = enters(h, [], about(votes(1, 1)))
    h.does(whole)
    h.state.motions.put({ ...h.motion(), status: 'open' })
    h.votes(1, 'approve')
    h.does(whole)
    // The motion is settled again, with nothing entered for the household.
    expect(h.last('enteredByHand')?.data.motions).toEqual([{ motionId: h.motion().id, votes: [] }])
    expect(h.motion()).toMatchObject({ status: 'closed', approve: 1, reject: 0 })
    h.does(enters(h, [], about(votes(1, 0, 1), votes(2, 0, 1))))
    expect(h.last('enteredByHand')?.data.motions).toEqual([{ motionId: h.motion().id, votes: [votes(2, 0, 1)] }])
    expect(h.motion()).toMatchObject({ approve: 1, reject: 1 })
  })

  test('put right, a household’s line takes the place of its line before', () => {
    const h = new Night()
    h.now = STARTS + 30 * MINUTE
    h.does(enters(h, [{ householdId: 'hh1', persons: 4 }, ...here(...range(2, 8))]))
    h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
    h.does(enters(h, [], about(votes(1, 2, 1))))
    expect(h.motion()).toMatchObject({ approve: 2, reject: 1 })
    h.does(enters(h, [], about(votes(1, 1, 1, 1))))
    expect(h.motion()).toMatchObject({ approve: 1, reject: 1, abstain: 1 })
  })

  test('put right to nothing, its line before no longer counts; entered again it says nothing new', () => {
    const h = sheet(...range(1, 8))
    h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
    h.does(enters(h, [], about(votes(1, 1), votes(2, 1))))
    expect(h.motion()).toMatchObject({ approve: 2 })
    h.does(enters(h, [], about(votes(1, 0))))
    expect(h.motion()).toMatchObject({ approve: 1, reject: 0, abstain: 0 })
    expect(h.does(enters(h, [], about(votes(1, 0))))).toEqual([])
    h.does(enters(h, [], about(votes(1, 0, 1))))
    expect(h.motion()).toMatchObject({ approve: 1, reject: 1, abstain: 0 })
  })
})

describe('a household’s votes', () => {
  test('are as many as its people, and one more is a slip of the pen: nothing is entered', () => {
    const h = sheet(...range(1, 8))
    h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
    expect(h.order(enters(h, here(9), about(votes(1, 1, 1))))).toEqual({
      refusal: { code: 'votesBeyondPresence', name: 'v1', votes: 2, brought: 1 },
    })
    expect(h.refused(enters(h, [], about(votes(11, 1))))).toBe('votesBeyondPresence')
    expect(h.state.attendances.find((a) => a.householdId === 'hh9')).toBeUndefined()
    expect(h.refused(enters(h, [], about(votes(1, 1))))).toBeUndefined()
  })

  test('are about a motion that there is; a new text is a new one', () => {
    const h = sheet(...range(1, 8))
    expect(h.order(enters(h, [], about(votes(1, 1))))).toEqual({ refusal: { code: 'noSuchMotion', motionNo: 1, motions: 0 } })
    const named = (text: string) => enters(h, [], [{ motion: { text }, votes: [votes(1, 1)] }])
    h.does(named('每户出50元'))
    h.does(named('每户出60元'))
    expect(h.does(named('每户出50元'))).toEqual([])
    expect([...h.state.motions.all()].map((m) => m.text)).toEqual(['每户出50元', '每户出60元'])
  })
})

describe('after 散会', () => {
  function over(): Night {
    const h = Night.open(range(1, 8))
    h.proposes()
    for (const n of range(1, 7)) h.votes(n, 'approve')
    h.does({ type: 'endMeeting', actor: HEAD })
    h.until(STARTS + DAY)
    return h
  }

  test('who was there is counted anew, and every motion with it; when it closed stays', () => {
    const h = over()
    const { closedAt } = h.motion()
    expect(h.motion()).toMatchObject({ present: 8, approve: 7, carried: true, binding: true })
    h.does(enters(h, here(9, 10)))
    expect(h.meeting.figures).toMatchObject({ atHome: 10, persons: 10, quorate: true })
    expect(h.motion()).toMatchObject({ present: 10, approve: 7, carried: false, closedAt })
    expect(h.open('makeMinutes')?.dueAt).toBe(h.now)
  })

  test('what changes nothing makes no new minutes', () => {
    const h = over()
    h.does(enters(h, here(9)))
    h.until(h.now + MINUTE)
    expect(h.open('makeMinutes')).toBeUndefined()
    h.does(enters(h, here(9)))
    expect(h.open('makeMinutes')).toBeUndefined()
  })

  test('hands that were confirmed stay the count, of those who were there', () => {
    const h = Night.open(range(1, 8))
    h.proposes()
    h.does(h.hands(8))
    for (const n of [3, 4]) h.does(h.says(n, true))
    h.does({ type: 'endMeeting', actor: HEAD })
    h.does(enters(h, here(9, 10)))
    expect(h.motion()).toMatchObject({ counted: 'hands', approve: 8, present: 10, carried: true })
    h.does(enters(h, here(11)))
    expect(h.motion()).toMatchObject({ counted: 'hands', approve: 8, present: 11, carried: false })
  })

  test('a sheet with fewer people than hands were raised does not fit, and is not entered', () => {
    const h = Night.open(range(1, 7))
    h.does(enters(h, [{ householdId: 'hh8', persons: 3 }]))
    h.proposes()
    h.does(h.hands(10))
    for (const n of [3, 4]) h.does(h.says(n, true))
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.order(enters(h, [{ householdId: 'hh8', persons: 1 }]))).toEqual({ refusal: { code: 'tooManyHands', hands: 10, present: 8 } })
    expect(h.motion()).toMatchObject({ approve: 10, present: 10 })
  })

  test('hands against it and hands that abstain are hands, too', () => {
    const h = Night.open(range(1, 7))
    h.does(enters(h, [{ householdId: 'hh8', persons: 3 }]))
    h.proposes()
    h.does(h.hands(5, 3, 2))
    for (const n of [3, 4]) h.does(h.says(n, true))
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.order(enters(h, [{ householdId: 'hh8', persons: 1 }]))).toEqual({ refusal: { code: 'tooManyHands', hands: 10, present: 8 } })
  })
})

describe('a sheet and what was there before it', () => {
  test('the list of one motion is not the list of another: the same votes entered for the second are new', () => {
    const h = sheet(...range(1, 8))
    h.does(
      enters(h, here(...range(1, 8)), [
        { motion: { text: '修路' }, votes: [votes(3, 1)] },
        { motion: { text: '装灯' }, votes: [votes(4, 1)] },
      ]),
    )
    h.does(enters(h, [], [{ motion: { no: 2 }, votes: [votes(3, 1)] }]))
    expect(
      h.state.ballots
        .where((b) => b.motionId === h.motion(2).id)
        .map((b) => b.householdId)
        .sort(),
    ).toEqual(['hh3', 'hh4'])
  })
})
