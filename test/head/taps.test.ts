/** What a form of the head's page means, and when it was tapped. */
import { describe, expect, test } from 'vitest'
import { tapOf, tappedAt } from '../../src/head/taps.ts'
import { DAY, instantAt, MINUTE } from '../../src/kernel/time.ts'

const NOW = instantAt('2026-09-09', 20)
/** Real time, where the town's clock is moved by hand. */
const REAL = instantAt('2026-11-29', 3)

describe('the moment of a tap', () => {
  test('is the one that the page reckoned, be the phone’s clock a day off', () => {
    const phone = REAL + DAY
    const told = { at: NOW - 10 * MINUTE, tapped: phone - 10 * MINUTE, sent: phone, wall: REAL }
    expect(tappedAt(told, REAL, NOW)).toEqual({ at: NOW - 10 * MINUTE, moved: false })
  })
  test('is as long ago as it waited, when the phone’s clock was moved meanwhile', () => {
    const told = { at: NOW + DAY, tapped: REAL, sent: REAL + 5 * MINUTE, wall: REAL + DAY }
    expect(tappedAt(told, REAL, NOW)).toEqual({ at: NOW - 5 * MINUTE, moved: true })
  })
  test('is now where the clock was moved back, or is none at all', () => {
    expect(tappedAt({ at: NOW, tapped: REAL, sent: REAL - DAY, wall: REAL - DAY }, REAL, NOW)).toEqual({ at: NOW, moved: true })
    expect(tappedAt({ at: Number.NaN, tapped: 1, sent: 2, wall: 3 }, REAL, NOW)).toEqual({ at: NOW, moved: true })
  })
  test('is never ahead of the town’s clock', () => {
    expect(tappedAt({ at: NOW + MINUTE, tapped: REAL, sent: REAL, wall: REAL }, REAL, NOW)).toEqual({ at: NOW, moved: false })
  })
})

describe('a form', () => {
  test('strikes a household out where nobody of it is here', () => {
    expect(
      tapOf(
        [
          ['intent', 'markAttendance'],
          ['household', '1组3户'],
          ['persons', '0'],
        ],
        NOW,
      ),
    ).toEqual({ intent: 'unmarkAttendance', args: { name: '1组3户' } })
  })
  test('answers for a household', () => {
    const fields = [
      ['intent', 'answerFor'],
      ['answer', 'availability'],
      ['said', '1'],
      ['said', '3'],
      ['household', '2组1户'],
      ['about', 'p1'],
    ] as const
    expect(tapOf(fields, NOW)).toEqual({
      ...{ intent: 'answerFor', about: 'p1' },
      args: { name: '2组1户', answer: { intent: 'availability', args: { yes: [1, 3] } } },
    })
  })
  test.each([
    [
      [
        ['intent', 'scheduleMeeting'],
        ['day', '2026-02-31'],
        ['time', ''],
      ],
      '哪天几点开？日期和钟点都要选。',
    ],
    [
      [
        ['intent', 'handCount'],
        ['approve', '三十'],
      ],
      '“三十”不是人数，请填 0 到 999 的数字。',
    ],
    [
      [
        ['intent', 'nameWitnesses'],
        ['household', '1组1户'],
      ],
      '请选两户到会的乡亲作证，不多也不少。',
    ],
    [
      [
        ['intent', 'answerFor'],
        ['answer', 'ballot'],
        ['household', '1组1户'],
      ],
      '先选同意、反对还是弃权，再点户。',
    ],
    [[['intent', 'takeRoster']], '没有看懂这一下，请刷新再点。'],
  ] as const)('that lacks something says what: %j', (fields, words) => {
    expect(() => tapOf(fields, NOW)).toThrow(words)
  })
})
