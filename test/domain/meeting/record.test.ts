/** The record: which words are lines of it, and which line a correction may name. */
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import { CLOCK, HEAD, RECORDER } from '../issue/given.ts'
import { Night, SEVEN } from './night.ts'

const line = (h: Night, text: string): Command => ({
  ...{ type: 'recordLine', actor: CLOCK, meetingId: h.meeting.id, speaker: 'v3', accountId: 'a3', kind: 'said' },
  ...{ text, intent: null, mediaId: null, at: h.now },
})
const correct = (h: Night, no: number): Command => ({
  ...{ type: 'correctLine', actor: RECORDER, meetingId: h.meeting.id, line: no, text: '水管从西头接', by: 'v2' },
})
const lines = (h: Night) => [...h.state.recordLines.all()].map((l) => [l.seq, l.kind, l.text, l.corrects])

describe('a line', () => {
  test('is kept from the opening to 散会, which is the last', () => {
    const h = new Night(SEVEN - 1)
    expect(h.does(line(h, '还没开始'))).toEqual([])
    h.does({ type: 'openAttendance', actor: HEAD })
    h.does(line(h, '水管要先修'))
    h.now += 1
    h.does({ type: 'endMeeting', actor: HEAD })
    h.does(line(h, '散会'))
    h.now += 1
    expect(h.does(line(h, '吃了没'))).toEqual([])
    expect(lines(h)).toEqual([
      [1, 'said', '水管要先修', null],
      [2, 'said', '散会', null],
    ])
  })

  test('is kept whole, however long it is: it is the record', () => {
    const h = Night.open()
    h.does(line(h, '长'.repeat(20_000)))
    expect([...h.state.recordLines.all()].map((l) => l.text.length)).toEqual([20_000])
  })
})

describe('a correction', () => {
  test('names a line that there is, is a line itself, and leaves the words that were said', () => {
    const h = Night.open()
    h.does(line(h, '水管从东头接'))
    expect(h.order(correct(h, 0))).toEqual({ refusal: { code: 'noSuchLine', line: 0, lines: 1 } })
    expect(h.refused(correct(h, 2))).toBe('noSuchLine')
    h.does(correct(h, 1))
    expect(lines(h)).toEqual([
      [1, 'said', '水管从东头接', null],
      [2, 'corrected', '水管从西头接', `${h.meeting.id}/1`],
    ])
    expect(h.open('makeMinutes')).toBeUndefined()
  })

  test('after 散会 makes the minutes anew', () => {
    const h = Night.open()
    h.does(line(h, '水管从东头接'))
    h.does({ type: 'endMeeting', actor: HEAD })
    h.until(h.now + 1)
    expect(h.open('makeMinutes')).toBeUndefined()
    h.does(correct(h, 1))
    expect(h.open('makeMinutes')?.dueAt).toBe(h.now)
    expect(h.meeting.lastLineNo).toBe(2)
  })
})
