/** Hostile words through `understand`: an answer to each, the same each time, of sound numbers, of bounded size, at once. */

import { randomOf } from '../../src/kernel/random.ts'
import type { OpenQuestion, Role, Understandable } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'
import { Chance } from '../simulation/town/given.ts'
import { FORMS, hostile } from './words.ts'

/** Milliseconds that a text of this length may take; measured again where the machine was busy with something else. */
const longestFor = (text: string): number => 60 + text.length / 20
const ROSTER = ['王德福', '李秀英', '张三', '欧阳娜娜', '刘二', '都行', '王'].map((name, i) => ({ name, household: `hh${i}`, head: i < 3 }))
const OPEN: OpenQuestion[] = [
  { question: 'timePoll', options: ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00', '2026-09-12T20:00:00+08:00'] },
  { question: 'attendance' },
  { question: 'rsvp' },
  { question: 'motion' },
  { question: 'hands' },
  { question: 'survey', issueNo: 12 },
  { question: 'survey', issueNo: 3 },
  { question: 'receipt' },
  { question: 'clarify' },
]
const ROLES: readonly Role[] = ['villager', 'head', 'recorder', 'cadre', 'official', 'unbound']

export interface Found {
  texts: number
  /** Of each kind of outcome. */
  kinds: Record<string, number>
  faults: { what: string; message: Understandable }[]
  slowest: { ms: number; text: string }
}

function message(chance: Chance): Understandable {
  const some = <T>(key: string, p: number, value: () => T): object => (chance.is(p) ? { [key]: value() } : {})
  return {
    text: hostile(chance),
    role: chance.pick(ROLES),
    kind: chance.is(0.9) ? 'text' : chance.pick(['groupNote', 'audio', 'image', 'recalled'] as const),
    mentionsBot: chance.is(0.2),
    now: '2026-09-08T10:00:00+08:00',
    roster: ROSTER,
    hamlets: ['槐树', '塘湾', '柳荫'],
    open: chance.shuffled(OPEN).slice(0, chance.int(0, 4)),
    ...some('quoted', 0.1, () => hostile(chance)),
    ...some('previous', 0.05, () => hostile(chance)),
    ...some('convenor', 0.3, () => ['王德福']),
    ...some('kin', 0.2, () => ({ 二伯: '王德福', 我妈: '李秀英' })),
  }
}

/** Every number in an answer can be counted with, and every option was offered. */
function unsound(value: unknown, options: number): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `the number ${value}`
  if (value === null || typeof value !== 'object')
    return ['undefined', 'boolean', 'string'].includes(typeof value) ? undefined : `a ${typeof value}`
  for (const [key, part] of Object.entries(value)) {
    if (['yes', 'maybe', 'no'].includes(key) && Array.isArray(part) && part.some((n) => !Number.isInteger(n) || n < 1 || n > options))
      return `option ${part} of ${options}`
    if (key === 'persons' && (!Number.isInteger(part) || (part as number) < 0)) return `${part} persons`
    const found = unsound(part, options)
    if (found) return found
  }
  return undefined
}

export function understandMany({ seed, texts }: { seed: number; texts: number }): Found {
  const chance = new Chance(randomOf(seed))
  const found: Found = { texts, kinds: {}, faults: [], slowest: { ms: 0, text: '' } }
  for (let n = 0; n < texts; n++) {
    const given = message(chance)
    const fault = look(given, found, n % 100 === 0)
    if (fault !== undefined && found.faults.length < 50) found.faults.push({ what: fault, message: given })
  }
  return found
}

function look(given: Understandable, found: Found, twice: boolean): string | undefined {
  const poll = given.open?.find((q) => q.question === 'timePoll')
  try {
    const begun = performance.now()
    const outcome = understand(given)
    let ms = performance.now() - begun
    for (let again = 0; ms > longestFor(given.text) && again < 3; again++) {
      const from = performance.now()
      understand(given)
      ms = Math.min(ms, performance.now() - from)
    }
    if (ms > found.slowest.ms) found.slowest = { ms: Math.round(ms), text: given.text.slice(0, 200) }
    if (ms > longestFor(given.text)) return `${Math.round(ms)} ms for ${given.text.length} characters`
    const kind = outcome.kind === 'intent' ? outcome.intent : outcome.kind
    found.kinds[kind] = (found.kinds[kind] ?? 0) + 1
    const answer = JSON.stringify(outcome)
    if (twice && answer !== JSON.stringify(understand(given))) return 'another answer the second time'
    const size = given.text.length + (given.quoted?.length ?? 0) + (given.previous?.length ?? 0)
    if (answer.length > 4_000 + 12 * size) return `an answer of ${answer.length} characters to ${size}`
    return unsound(outcome, poll?.question === 'timePoll' ? poll.options.length : 0)
  } catch (error) {
    return `throws ${(error as Error).message}`
  }
}

/** Texts with one of these repeated behind a form, or behind its first two characters, that took longer than they may. */
export function pumped(pumps: readonly string[]): string[] {
  const found: Found = { texts: 0, kinds: {}, faults: [], slowest: { ms: 0, text: '' } }
  const stems = new Set(FORMS.flatMap((form) => [form, form.slice(0, 2)]))
  const given: Omit<Understandable, 'text'> = { role: 'head', now: '2026-09-08T10:00:00+08:00', roster: ROSTER, open: OPEN }
  return [...stems].flatMap((stem) =>
    pumps.flatMap((pump) => {
      const text = `${stem}${pump.repeat(Math.ceil(24 / pump.length))}-타`
      return look({ ...given, text }, found, false) === undefined ? [] : [text]
    }),
  )
}
