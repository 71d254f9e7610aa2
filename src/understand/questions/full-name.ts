import { isSoft } from '../clauses.ts'
import { intent, isOpen } from '../context.ts'
import { matchName, uniqueName } from '../names.ts'
import type { Question } from './reading.ts'

/** The longest name with its place: 三组5户李秀英. */
const MAX_CHARS = 12

/** fullName := [n组n户] NAME   One of the roster and nothing else, from somebody who was asked for it; among neighbours a name alone is talk. */
export const fullName: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'clarify') || !ctx.roster) return undefined
  const said = lexed.tokens.filter((t) => !isSoft(t))
  const [first, last] = [said[0], said.at(-1)]
  if (!first || !last || last.to - first.from > MAX_CHARS || !said.some((t) => t.kind === 'name')) return undefined
  const match = matchName(lexed.text.slice(first.from, last.to), ctx.roster, {})
  if (match.kind !== 'one') return undefined
  return { answer: intent('fullName', { name: uniqueName(match.entry, ctx.roster) }), by: new Set(lexed.clauses), frame: 'clarify' }
}
