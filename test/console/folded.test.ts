/** The record of an evening, with what only answers folded. */
import { expect, test } from 'vitest'
import { folded, foldedAs } from '../../src/console/pages/meetings/folded.ts'
import type { MotionDrawn, RecordLine } from '../../src/store/reading/meetings.ts'

const motion = (no: number, openedAt: number, more: Partial<MotionDrawn> = {}): MotionDrawn => ({
  id: `motion_${no}`,
  no,
  text: '修路灯',
  status: 'closed',
  present: 40,
  approve: 31,
  reject: 1,
  abstain: 2,
  carried: true,
  binding: true,
  counted: 'ballots',
  openedAt,
  needed: 32,
  ...more,
})
const figures = { base: 30, atHome: 25, away: 1, persons: 40, needed: 24, quorate: true }

/** `到*3` is three lines of attendance; what has no sign is talk. */
function record(...words: string[]): RecordLine[] {
  const INTENT: Record<string, string> = { 到: 'attend', 接龙: 'entries', 同意: 'ballot', 反对: 'ballot', 表决: 'openMotion' }
  return words
    .flatMap((word) => Array<string>(Number(word.split('*')[1] ?? 1)).fill(word.split('*')[0] ?? ''))
    .map((text, i) => ({
      seq: i + 1,
      at: i + 1,
      speaker: '甲',
      kind: 'said',
      text,
      intent: INTENT[text] ?? null,
      corrects: null,
      correctsSeq: null,
      correctsSpeaker: null,
      by: null,
      mediaId: null,
      mediaType: null,
    }))
}

const told = (lines: RecordLine[], motions: MotionDrawn[], of: typeof figures | null = figures) =>
  folded(lines, motions).map((part) => ('line' in part ? part.line.text : foldedAs(part, of)))

test('the talk stands as it was said, answers in one place each, where the first of them was given', () => {
  const lines = record('到*2', '来了没有', '到*3', '接龙', '表决', '同意*4', '我看可以', '反对', '表决', '同意*3', '散了')
  expect(told(lines, [motion(1, 8), motion(2, 15, { approve: 3, reject: 0, abstain: 0 })])).toEqual([
    '26户签到（6条）',
    '来了没有',
    '表决',
    '1号表决：同意31人 反对1人 弃权2人（5条）',
    '我看可以',
    '表决',
    '2号表决：同意3人 反对0人 弃权0人（3条）',
    '散了',
  ])
})

test('no figure is said of what is not all there: of a part of the record, or a vote that is open', () => {
  const lines = record('到*3', '表决', '同意*3')
  expect(told(lines, [motion(1, 4, { status: 'open', approve: null })], null)).toEqual(['签到（3条）', '表决', '表决的回复（3条）'])
})

test('one or two are not worth a fold, and a picture or a voice is never folded away', () => {
  const [first, second, third] = record('到*3') as [RecordLine, RecordLine, RecordLine]
  expect(told([first, second], [])).toEqual(['到', '到'])
  expect(told([first, second, { ...third, kind: 'voice', mediaId: 'm' }], [])).toEqual(['到', '到', '到'])
})
