/**
 * `npm run -s understand`: one JSON object a line in, exactly one line out for each, in order. The edge of `understand`: reading lines
 * and checking their shape happens here. A line that is not a JSON object gets {"kind":"error","message"} and the rest go on.
 */
import { createInterface } from 'node:readline'
import { check, isMessage } from './message.ts'
import type { Outcome } from './outcome.ts'
import { understand } from './understand.ts'

/** The contract's arguments of askProgress are a number or nothing; `mine` is for the application, which knows who asks. */
function contract(outcome: Outcome): Outcome {
  if (outcome.kind !== 'intent' || outcome.intent !== 'askProgress' || !outcome.args.mine) return outcome
  const { mine: _, ...args } = outcome.args
  return { ...outcome, args }
}

function answer(line: string): string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return JSON.stringify({ kind: 'error', message: 'not JSON' })
  }
  const fault = check(value)
  if (fault !== undefined || !isMessage(value)) return JSON.stringify({ kind: 'error', message: fault ?? 'not a message' })
  return JSON.stringify(contract(understand(value)))
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
  process.stdout.write(`${answer(line)}\n`)
