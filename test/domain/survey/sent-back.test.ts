/** What a round that failed gives back to the head: what was said quietly with days of his own, what is open without. */
import { describe, expect, test } from 'vitest'
import { instantAt } from '../../../src/kernel/time.ts'
import { Hamlet, HEAD, range, villager } from '../issue/given.ts'

const NOW = instantAt('2026-09-08', 10)

describe('what was said quietly and was not done well', () => {
  const quietly = (more: object = {}): Hamlet => {
    const quiet = new Hamlet({ at: NOW })
    quiet.does({ type: 'raiseIssue', actor: villager(5), text: '老二打人', confidential: true, ...more })
    return quiet
  }
  const dissatisfied = (quiet: Hamlet): void => {
    const from = { accountId: 'a5', via: 'chat' } as const
    quiet.does({ type: 'rate', actor: { ...villager(5), alone: true } as never, from, issueNo: 1, score: 'dissatisfied' })
    quiet.until(instantAt('2026-09-14', 20))
  }

  test('comes back to the head with days of his own, as it came', () => {
    const quiet = quietly()
    quiet.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    dissatisfied(quiet)
    expect(quiet.issue()).toMatchObject({ status: 'inHamlet', decision: null, agreedOn: null })
    expect(quiet.issue().headDueOn).not.toBeNull()
  })

  test('of an open one they are none: the group sees it', () => {
    const h = new Hamlet({ at: NOW })
    h.raised()
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    h.rates(range(6, 20), 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'inHamlet', headDueOn: null })
  })
})
