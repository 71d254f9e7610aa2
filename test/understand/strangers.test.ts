import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'
import { meets, readStrangers, type Said } from './strangers.ts'

const wrong = (lines: readonly Said[]) =>
  lines
    .map((line) => ({ text: line.message.text, got: understand(line.message), right: line.expect }))
    .filter(({ got, right }) => !right.some((want) => meets(got, want)))

describe('what strangers wrote', () => {
  const replies = readStrangers('strangers-replies.ndjson')
  const chat = readStrangers('strangers-chat.ndjson')

  it('is plenty, of both kinds', () => {
    expect(replies.length).toBeGreaterThanOrEqual(800)
    expect(chat.length).toBeGreaterThanOrEqual(650)
  })
  it('is understood where it answers', () => expect(wrong(replies)).toEqual([]))
  it('is left alone where it is talk about evenings, meetings, votes and who comes', () => expect(wrong(chat)).toEqual([]))
})

describe('the measure', () => {
  const got: Outcome = { kind: 'intent', intent: 'availability', args: { yes: [1, 3] } }
  it('can fail', () => {
    expect(meets(got, { kind: 'intent', intent: 'availability', args: { yes: [1] } })).toBe(false)
    expect(meets(got, { kind: 'intent', intent: 'availability', argsHave: [2] })).toBe(false)
    expect(meets(got, { kind: 'clarify' })).toBe(false)
    expect(meets(got, { kind: 'intent', intent: 'availability', args: { yes: [1, 3] }, argsHave: [3] })).toBe(true)
  })
})
