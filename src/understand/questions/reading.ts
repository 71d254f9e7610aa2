/** What one open question makes of a message. */
import type { Clause } from '../clauses.ts'
import type { Answer, Context } from '../context.ts'
import type { Token } from '../lex/token.ts'
import type { Said } from '../normalize.ts'

export interface Lexed {
  said: Said
  /** What the tokens were read from: positions are the same as in `said.text`. */
  text: string
  tokens: readonly Token[]
  clauses: readonly Clause[]
}

export interface Reading {
  answer: Answer
  /** The clauses that answer; the others only stand beside. */
  by: ReadonlySet<Clause>
  /** Said with a word of its own question, so that two of them in one message are two answers. */
  frame?: string
}

export type Question = (lexed: Lexed, ctx: Context) => Reading | undefined

/** Own words from one place to another, without 呀, a face or a stop at their end. */
export function ownWords({ said, tokens }: Lexed, from: number, to = said.text.length): string {
  let end = to
  for (let i = tokens.length - 1; i >= 0 && tokens[i]!.from >= from; i--) {
    const token = tokens[i]!
    if (token.to > end) continue
    if (token.to < end || !isDecoration(token, said.text)) break
    end = token.from
  }
  return said.own(from, end).replace(/[\s，,。.]+$/, '')
}

const THANKS = /^(?:谢谢了?|多谢|辛苦了?|哈{2,})$/

/** 了 and 的 belong to the sentence, 好 to what has been repaired. */
function isDecoration(token: Token, text: string): boolean {
  if (token.kind === 'space' || token.kind === 'sep') return true
  const word = text.slice(token.from, token.to)
  if (token.kind === 'particle') return !/[了的过一]/.test(word)
  return token.kind === 'noise' && (THANKS.test(word) || word.startsWith('[') || !/\p{sc=Han}/u.test(word))
}
