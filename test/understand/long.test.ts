/** Longer than an answer: a rating with its reasons is heard whole, a command too long to be read is answered, everything else stays chat. */
import { describe, expect, test } from 'vitest'
import type { Understandable } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'

const STORY = '前天来了两个人，看了一眼就走了，灯还是不亮，晚上老人出门摔了一跤，'.repeat(6)
const said = (text: string, more: Partial<Understandable> = {}) =>
  understand({ text, now: '2026-09-07T09:00:00+08:00', open: [{ question: 'survey', issueNo: 12 }], ...more })
const rated = (args: object) => ({ kind: 'intent', intent: 'rate', args })
const two = { open: [12, 15].map((issueNo) => ({ question: 'survey' as const, issueNo })) }

describe('a rating with a story behind it', () => {
  test.each([
    [`12号不满意 ${STORY}`, { issueNo: 12, score: 'dissatisfied', comment: STORY }],
    [`12不满意，${STORY}`, { issueNo: 12, score: 'dissatisfied', comment: STORY }],
    [`不满意：${STORY}`, { score: 'dissatisfied', comment: STORY }],
    [`12号基本满意 ${STORY}`, { issueNo: 12, score: 'basic', comment: STORY }],
    [`不满意 ${STORY}如果不换线还要坏`, { score: 'dissatisfied', comment: `${STORY}如果不换线还要坏` }],
  ])('%.12s…', (text, args) => {
    const outcome = said(text)
    expect(outcome).toMatchObject(rated({ ...args }))
    expect(text.length).toBeGreaterThan(80)
  })

  test.each<[string, string, Partial<Understandable>]>([
    ['a condition is asked back', `12号满意 ${STORY}但是要先修下面那段`, {}],
    ['so is a second issue', `12号不满意 ${STORY}15号也没修`, two],
    ['and a bare word with two open', `不满意 ${STORY}`, two],
    ['and a number that is not being rated', `13号不满意 ${STORY}`, {}],
  ])('%s', (_, text, more) => {
    expect(said(text, more).kind).toBe('clarify')
  })

  test.each<[string, string, Partial<Understandable>]>([
    ['nothing is being rated', `不满意 ${STORY}`, { open: [] }],
    ['it begins otherwise', `我家对这事不满意 ${STORY}`, {}],
    ['the word goes on', `满意度调查的通知，${STORY}`, {}],
  ])('is chat when %s', (_, text, more) => {
    expect(said(text, more)).toEqual({ kind: 'silence' })
  })
})

test.each([
  ['12号不满意 又打了', { issueNo: 12, score: 'dissatisfied', comment: '又打了' }],
  ['12号满意 谢谢', { issueNo: 12, score: 'satisfied' }],
  ['满意了哈', { score: 'satisfied' }],
])('a short one keeps its words: %s', (text, args) => {
  expect(said(text)).toEqual(rated(args))
})

describe('too long to be read at all', () => {
  test('what begins as a command is answered with the limit and the length', () => {
    expect(said(`反映 ${'路'.repeat(4_000)}`)).toMatchObject({
      kind: 'clarify',
      say: expect.stringContaining('写了4003个字，一条最多4000个'),
    })
    expect(said(`12号不满意 ${'暗'.repeat(4_000)}`)).toMatchObject({ kind: 'clarify', say: expect.stringContaining('最多4000个') })
  })
  test('a pasted page stays chat, also one that begins with a word of ours', () => {
    expect(said('今天的新闻：'.repeat(1_000))).toEqual({ kind: 'silence' })
    expect(said(`到了没有，${'听说'.repeat(3_000)}`)).toEqual({ kind: 'silence' })
  })
})
