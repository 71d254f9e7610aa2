/**
 * `npm run -s understand`: one JSON object a line in, exactly one line out for each, in order, as the lines come. The edge of
 * `understand`: reading lines and checking their shape happens here. A line that is not a message gets {"kind":"error","message"} and
 * the rest go on.
 */
import { check, isMessage } from './message.ts'
import type { Outcome } from './outcome.ts'
import { understand } from './understand.ts'

/** The contract's arguments of askProgress are a number or nothing; `mine` is for the application, which knows who asks. */
function contract(outcome: Outcome): Outcome {
  if (outcome.kind !== 'intent' || outcome.intent !== 'askProgress' || !outcome.args.mine) return outcome
  const { mine: _, ...args } = outcome.args
  return { ...outcome, args }
}

const error = (message: string): string => JSON.stringify({ kind: 'error', message })

function answer(line: string): string {
  let value: unknown
  try {
    // Some editors open a file with a byte order mark.
    value = JSON.parse(line.startsWith('\ufeff') ? line.slice(1) : line)
  } catch {
    return error('not JSON')
  }
  const fault = check(value)
  if (fault !== undefined || !isMessage(value)) return error(fault ?? 'not a message')
  try {
    return JSON.stringify(contract(understand(value)))
  } catch (cause) {
    // Not reached as far as the tests can tell; but one bad line may never cost the lines behind it.
    return error(`could not be understood: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

// Lines end at \n alone: readline would also break at U+2028, which JSON allows inside a text.
let rest = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop() ?? ''
  if (lines.length > 0) process.stdout.write(`${lines.map(answer).join('\n')}\n`)
}
if (rest !== '') process.stdout.write(`${answer(rest)}\n`)
