/**
 * What people wrote who had not seen the code: replies with the answers that are right, any one of them, and talk that is none. A line names
 * the circumstances it was said in by their number: `{"context":1,"in":{…}}` stands once, `{"in":1,"text","expect"}` for each line.
 *
 * An expected answer is met when kind and intent are equal, each key of its `args` is equal, and each item of its `argsHave` is somewhere in
 * the arguments: a number also as a whole number in a text, a word as the text itself or, of Chinese, as a part of it; of a list any one.
 */
import { readFileSync } from 'node:fs'
import type { Outcome, Understandable } from '../../src/understand/outcome.ts'

interface Expected {
  kind: 'silence' | 'clarify' | 'intent'
  intent?: string
  args?: unknown
  argsHave?: unknown[]
}

export interface Said {
  message: Understandable
  expect: Expected[]
}

export function readStrangers(file: string): Said[] {
  const contexts = new Map<number, Omit<Understandable, 'text'>>()
  const lines: Said[] = []
  for (const line of readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8').split('\n')) {
    if (line === '') continue
    const row = JSON.parse(line)
    if ('context' in row) contexts.set(row.context, row.in)
    else lines.push({ message: { ...contexts.get(row.in), text: row.text }, expect: row.expect })
  }
  return lines
}

const leaves = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value])

function same(got: unknown, want: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(got) && got.length === want.length && want.every((w, i) => same(got[i], w))
  if (typeof want !== 'object' || want === null) return got === want
  return typeof got === 'object' && got !== null && Object.entries(want).every(([key, w]) => same((got as Record<string, unknown>)[key], w))
}

const squeeze = (text: string): string => text.replace(/\s/g, '')

function has(found: readonly unknown[], item: unknown): boolean {
  if (Array.isArray(item)) return item.some((i) => has(found, i))
  if (typeof item === 'number')
    return found.some((f) => f === item || (typeof f === 'string' && new RegExp(`(?<!\\d)${item}(?!\\d)`).test(f)))
  if (typeof item !== 'string' || /^[A-Za-z]+$/.test(item)) return found.includes(item)
  return found.some((f) => typeof f === 'string' && squeeze(f).includes(squeeze(item)))
}

export const meets = (got: Outcome, want: Expected): boolean =>
  got.kind === want.kind &&
  (got.kind !== 'intent' ||
    (got.intent === want.intent && same(got.args, want.args ?? {}) && (want.argsHave ?? []).every((item) => has(leaves(got.args), item))))
