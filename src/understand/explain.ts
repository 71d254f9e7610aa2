/** Why a message means what it does: its tokens, its clauses, what each open question makes of it, and the outcome. */
import type { Clause } from './clauses.ts'
import type { Token } from './lex/token.ts'
import type { Understandable } from './outcome.ts'
import { look, understand } from './understand.ts'

const DETAILS = ['sense', 'verdict', 'choice', 'score', 'end', 'n', 'mood'] as const

function told(token: Token, text: string): string {
  const details = DETAILS.flatMap((key) => (token[key] === undefined ? [] : [`${key} ${token[key]}`]))
  return `${text.slice(token.from, token.to)}[${[token.kind, ...details].join(' ')}]`
}

/** One line for each step, in the order in which they are taken. */
export function explain(message: Understandable): string[] {
  const { lexed, found, elsewhere } = look(message)
  const line = (clause: Clause): string => clause.tokens.map((t) => told(t, lexed.text)).join(' ')
  return [
    `text      ${lexed.text}`,
    ...lexed.clauses.map((clause, i) => `clause ${i + 1}  ${line(clause)}`),
    ...(elsewhere ? ['quote     of something else: an answer would be asked'] : []),
    ...(found.length === 0 ? ['readings  none: no command begins so, and no open question is answered by a whole clause'] : []),
    ...found.map(({ parser, answer }) => `reading   ${parser}: ${JSON.stringify(answer)}`),
    `outcome   ${JSON.stringify(understand(message))}`,
  ]
}
