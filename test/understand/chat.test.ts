import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { OpenQuestion } from '../../src/understand/outcome.ts'
import { claims, understand } from '../../src/understand/understand.ts'
import { messageFor, NOW, QUESTIONS, ROSTER } from './lines.ts'

const chat = readFileSync(new URL('data/chat.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
const names = Object.keys(QUESTIONS)

/** All 256 sets of the eight open questions. */
const combinations: OpenQuestion[][] = Array.from({ length: 2 ** names.length }, (_, mask) =>
  names.filter((_, i) => (mask >> i) & 1).map((n) => QUESTIONS[n]!),
)

describe('ordinary talk', () => {
  it('is plenty', () => expect(new Set(chat).size).toBeGreaterThan(500))

  it('is never acted on, whatever is open', () => {
    const acted = new Set<string>()
    const asked = new Set<string>()
    for (const open of combinations) {
      for (const text of chat) {
        const outcome = understand({ text, open, roster: ROSTER, now: NOW })
        if (outcome.kind === 'intent') acted.add(`${text} → ${outcome.intent}`)
        if (outcome.kind === 'clarify') asked.add(text)
      }
    }
    expect([...acted]).toEqual([])
    // Asking back is allowed, but a bot that asks at every third line is thrown out of the group.
    expect(asked.size).toBeLessThanOrEqual(6)
  }, 180_000)

  it('is never acted on from those who hold an office either', () => {
    const acted = new Set<string>()
    for (const role of ['head', 'recorder', 'cadre', 'official', 'unbound'] as const) {
      for (const text of chat) {
        const outcome = understand({ text, role, open: names.map((n) => QUESTIONS[n]!), roster: ROSTER, now: NOW, hamlets: ['槐树'] })
        if (outcome.kind === 'intent') acted.add(`${role}: ${text} → ${outcome.intent}`)
      }
    }
    // What a head says about a household on the register, or about a meeting, is a command by the rules.
    expect([...acted].filter((a) => !/王德福家回来了|散会了|谁没来|会开完了|还差/.test(a))).toEqual([])
  })

  it('is never acted on whatever evenings are asked about', () => {
    const acted = new Set<string>()
    for (const poll of ['weekend', 'feasts', 'national'])
      for (const open of [poll, `${poll}+rsvp+motion`, `${poll}+attendance+survey+receipt`])
        for (const text of chat) {
          const outcome = understand(messageFor(`villager ${open}`, text))
          if (outcome.kind === 'intent') acted.add(`${poll}: ${text} → ${outcome.intent}`)
        }
    expect([...acted]).toEqual([])
  })

  it('is claimed by one parser at most', () => {
    const open = names.map((n) => QUESTIONS[n]!)
    expect(chat.filter((text) => claims({ text, open, roster: ROSTER, now: NOW }).length > 1)).toEqual([])
  })

  it('is answered when it is said to the bot, with a hint and nothing else', () => {
    expect(understand({ text: '@小助手 今天天气真好', now: NOW })).toEqual({ kind: 'clarify', say: '没听明白，您可以发“帮助”看看怎么说。' })
  })
})
