/**
 * Clauses: what stands between commas, and between spaces where the part before has its predicate. Each character of the clause that answers
 * has to be read; the clauses around it may greet, thank or tell why. `，` and a new predicate are where people pause when they speak, too.
 */
import type { Kind, Token } from './lex/token.ts'

export interface Clause {
  tokens: Token[]
}

const PREDICATES = new Set<Kind>(['pred', 'vote', 'score', 'ack'])
export const isPredicate = (token: Token): boolean => PREDICATES.has(token.kind)

export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = []
  let now: Token[] = []
  let said = false
  for (const token of tokens) {
    if (token.kind === 'sep' || (token.kind === 'space' && said)) {
      if (now.length > 0) clauses.push({ tokens: now })
      now = []
      said = false
      continue
    }
    if (token.kind === 'space' && now.length === 0) continue
    said ||= isPredicate(token)
    now.push(token)
  }
  if (now.length > 0) clauses.push({ tokens: now })
  return clauses
}

/** Belongs to any answer and changes none. */
const SOFT = new Set<Kind>(['noise', 'particle', 'space', 'sep', 'pick', 'adv', 'correct'])
export const isSoft = (token: Token): boolean => SOFT.has(token.kind)

/** A clause of greetings, thanks and pauses. */
export const isNoise = ({ tokens }: Clause): boolean => tokens.every((t) => isSoft(t) || t.kind === 'me' || t.kind === 'join')

const BLOCKS = new Set<Kind>(['ask', 'cond', 'but', 'report', 'invite'])
/** What in it keeps a clause from telling why, and the whole message from being a plain answer. */
export const blockIn = ({ tokens }: Clause): Token | undefined => tokens.find((t) => BLOCKS.has(t.kind))

const UNREAD = new Set<Kind>(['word', 'busy', 'cause', 'thing'])
/** Not part of an answer: talk, or the words of a reason. */
export const isUnread = (token: Token): boolean => UNREAD.has(token.kind)
