import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { neededOf, reaches } from '../../src/domain/base/policy.ts'
import { tally, type Vote, voted } from '../../src/domain/motion/tally.ts'

const vote = (voter: string, household: string, choice: Vote['choice'], votes: number, seq: number): Vote => ({
  voter,
  household,
  choice,
  votes,
  seq,
})
const here = (households: Record<string, number>) => new Map(Object.entries(households))

describe('counting a motion', () => {
  test('a household gives no more votes than the people it brought', () => {
    expect(tally([vote('a', 'h', 'approve', 9, 1)], here({ h: 2 }))).toEqual({ present: 2, approve: 2, reject: 0, abstain: 0 })
  })

  test('the latest ballot of an account counts, whatever order they come in', () => {
    const first = vote('a', 'h', 'approve', 2, 1)
    const second = vote('a', 'h', 'reject', 1, 2)
    expect(tally([second, first], here({ h: 2 }))).toEqual({ present: 2, approve: 0, reject: 1, abstain: 0 })
  })

  test('accounts of one household add up, and beyond what it brought the later word wins', () => {
    const votes = [vote('a', 'h', 'approve', 2, 1), vote('b', 'h', 'reject', 2, 2)]
    expect(tally(votes, here({ h: 4 }))).toEqual({ present: 4, approve: 2, reject: 2, abstain: 0 })
    expect(tally(votes, here({ h: 3 }))).toEqual({ present: 3, approve: 1, reject: 2, abstain: 0 })
  })

  test('one line of a list may give votes of each kind', () => {
    const votes = [vote('list', 'h', 'approve', 2, 3), vote('list', 'h', 'reject', 1, 3), vote('list', 'h', 'approve', 3, 1)]
    expect(tally(votes, here({ h: 3 }))).toEqual({ present: 3, approve: 2, reject: 1, abstain: 0 })
  })

  test('a household that is not here has no votes, and is no part of the base', () => {
    expect(tally([vote('a', 'away', 'approve', 1, 1)], here({ h: 2 }))).toEqual({ present: 2, approve: 0, reject: 0, abstain: 0 })
  })

  test('35 of 44 is not enough: integers decide, percentages are only shown', () => {
    expect(reaches(35, 80, 44)).toBe(false)
    expect(reaches(36, 80, 44)).toBe(true)
    expect(neededOf(80, 44)).toBe(36)
    expect(reaches(23, 80, 30)).toBe(false)
    expect(reaches(24, 80, 30)).toBe(true)
    expect(reaches(0, 80, 0)).toBe(false)
  })
})

/** The rule, read aloud: one voice at a time, from the last ballot back, as long as the household has people left. */
function naive(votes: readonly Vote[], present: ReadonlyMap<string, number>) {
  const count = { present: [...present.values()].reduce((a, b) => a + b, 0), approve: 0, reject: 0, abstain: 0 }
  for (const [household, brought] of present) {
    const latest = votes.filter((v) => v.household === household && !votes.some((o) => o.voter === v.voter && o.seq > v.seq))
    const voices = [...latest].sort((a, b) => b.seq - a.seq).flatMap((v) => Array.from({ length: v.votes }, () => v.choice))
    for (const choice of voices.slice(0, brought)) count[choice] += 1
  }
  return count
}

describe('laws of the tally', () => {
  const households = ['h1', 'h2', 'h3', 'h4']
  const ballots = fc
    .array(
      fc.record({
        member: fc.constantFrom('a', 'b', 'c'),
        household: fc.constantFrom(...households),
        choice: fc.constantFrom<Vote['choice']>('approve', 'reject', 'abstain'),
        votes: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 40 },
    )
    .map((list) => list.map(({ member, household, choice, votes }, seq) => vote(`${household}/${member}`, household, choice, votes, seq)))
  const present = fc
    .array(fc.tuple(fc.constantFrom(...households), fc.integer({ min: 1, max: 6 })), { maxLength: 4 })
    .map((pairs) => new Map(pairs))

  test('it is the naive count', () => {
    fc.assert(
      fc.property(ballots, present, (votes, present) => {
        expect(tally(votes, present)).toEqual(naive(votes, present))
      }),
    )
  })

  test('order of arrival and repeats change nothing', () => {
    const scrambled = ballots.chain((votes) =>
      fc.tuple(fc.constant(votes), fc.shuffledSubarray(votes, { minLength: votes.length, maxLength: votes.length })),
    )
    fc.assert(
      fc.property(scrambled, present, ([votes, other], present) => {
        expect(tally(other, present)).toEqual(tally(votes, present))
      }),
    )
  })

  test('never more votes than people, in any household and in all', () => {
    fc.assert(
      fc.property(ballots, present, (votes, present) => {
        const count = tally(votes, present)
        expect(voted(count)).toBeLessThanOrEqual(count.present)
        for (const [household, brought] of present)
          expect(voted(tally(votes, new Map([[household, brought]])))).toBeLessThanOrEqual(brought)
      }),
    )
  })

  test('one more person to approve never undoes a verdict, one more silent person never makes one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }), (base, approve) => {
        const some = Math.min(approve, base)
        if (reaches(some, 80, base)) expect(reaches(some + 1, 80, base + 1)).toBe(true)
        else expect(reaches(some, 80, base + 1)).toBe(false)
        expect(reaches(some, 80, base)).toBe(some >= neededOf(80, base))
      }),
    )
  })
})
