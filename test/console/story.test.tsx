/** An issue's history, with what only adds to a count folded. */
import { expect, test } from 'vitest'
import { Story } from '../../src/console/pages/issues/story.tsx'
import type { LedgerLine } from '../../src/store/reading/issues.ts'
import { plain } from '../api/support/pages.ts'

const line = (what: string, seq: number, data: Record<string, unknown> = {}): LedgerLine =>
  ({ seq, at: 0, who: 'villager', whoName: null, what, subject: 'i', data, why: null }) as unknown as LedgerLine

function summaries(
  whats: readonly (readonly [string, Record<string, unknown>?])[],
  rounds: Parameters<typeof Story>[0]['rounds'],
): string[] {
  const lines = whats.map(([what, data], i) => line(what, i + 1, data))
  const html = (<Story lines={lines} rounds={rounds} now={0} />)?.toString() ?? ''
  return [...html.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, words = '']) => plain(words))
}

test('supports and the ratings of each round are folded apart, with what the round came to when it is over', () => {
  const rated = (round: number) => ['rated', { round, score: 'satisfied' }] as const
  const supported = ['issueSupported'] as const
  const story = [
    ['issueRaised'],
    supported,
    supported,
    ['issueHandled', { round: 1 }],
    rated(1),
    rated(1),
    supported,
    rated(1),
    ['issueSentBack'],
    rated(2),
    rated(2),
    rated(2),
    rated(2),
  ] as const
  expect(
    summaries(story, [
      { round: 1, raters: 12, satisfied: 6 },
      { round: 2, raters: null, satisfied: null },
    ]),
  ).toEqual(['3次附议', '第1轮评议 3次，满意 6/12户（50%）', '第2轮评议 4次'])
})

test('two of a kind stand as they are', () => {
  expect(summaries([['issueSupported'], ['issueSupported']], [])).toEqual([])
})
