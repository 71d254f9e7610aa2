/** How long each word of a command may be, by hand: the last length that is taken, and one more. What is refused changes nothing. */
import { describe, expect, test } from 'vitest'
import type { Written } from '../../src/domain/base/lengths.ts'
import type { Actor } from '../../src/domain/base/who.ts'
import { CADRE, HEAD, OFFICIAL, RECORDER } from './issue/given.ts'
import { SCENES } from './scenes.ts'

const CASES: readonly [scene: string, actor: Actor, field: string, most: number, what: Written][] = [
  ['raiseIssue', HEAD, 'text', 1_000, 'report'],
  ['decideIssue/onTheSpot', HEAD, 'text', 500, 'decision'],
  ['decideIssue/agreed', HEAD, 'text', 500, 'decision'],
  ['decideIssue/dismiss', HEAD, 'text', 500, 'decision'],
  ['acceptIssue', CADRE, 'text', 500, 'handled'],
  ['handleIssue/inVillage', CADRE, 'text', 500, 'handled'],
  ['handleIssue/assigned', OFFICIAL, 'text', 500, 'handled'],
  ['reportToTown', CADRE, 'text', 500, 'request'],
  ['reportToTown', CADRE, 'signer', 20, 'signer'],
  ['signReport', CADRE, 'signer', 20, 'signer'],
  ['studyIssue', CADRE, 'present', 200, 'present'],
  ['studyIssue', CADRE, 'decided', 500, 'decision'],
  ['takeUpIssue', OFFICIAL, 'reason', 500, 'reason'],
  ['bringBackIssue', OFFICIAL, 'reason', 500, 'reason'],
  ['assignIssue', OFFICIAL, 'person', 40, 'person'],
  ['rate/door', RECORDER, 'comment', 500, 'comment'],
  ['note', RECORDER, 'text', 10_000, 'line'],
  ['correctLine', RECORDER, 'text', 10_000, 'line'],
]

describe.each(CASES)('%s by %o: %s', (name, actor, field, most, what) => {
  const given = (length: number) => {
    const { hamlet, command } = (SCENES[name] as (typeof SCENES)['rate'])(actor)
    // Outside the plane in which a character is one unit: people count characters.
    return { hamlet, command: { ...command, [field]: '𠮷'.repeat(length) } as typeof command }
  }
  test(`${most} characters are taken whole`, () => {
    const { hamlet, command } = given(most)
    expect(hamlet.order(command)).not.toHaveProperty('refusal')
  })
  test('one more is refused, with the limit and the length', () => {
    const { hamlet, command } = given(most + 1)
    const before = JSON.stringify([...hamlet.state.issues.all(), ...hamlet.state.ratings.all(), ...hamlet.state.recordLines.all()])
    expect(hamlet.order(command)).toEqual({ refusal: { code: 'textTooLong', what, most, length: most + 1 } })
    expect(JSON.stringify([...hamlet.state.issues.all(), ...hamlet.state.ratings.all(), ...hamlet.state.recordLines.all()])).toBe(before)
  })
})
