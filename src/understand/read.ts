/** A message as tokens and clauses. */
import { clausesOf } from './clauses.ts'
import type { Context } from './context.ts'
import { lex } from './lex/lex.ts'
import { ANSWER_MAX_CHARS, type Said } from './normalize.ts'
import type { Lexed } from './questions/reading.ts'

/** 同 意, 参 加: one word typed with spaces. Numerals stay apart: 一 三 are two options. */
const SPACED_OUT = /^\p{sc=Han}(?: \p{sc=Han}){1,5}[!。~]*$/u
const NUMERALS = /[一二两三四五六七八九十]/

export function readLexed(said: Said, ctx: Context): Lexed {
  const { text: whole } = said
  const text = whole[1] === ' ' && SPACED_OUT.test(whole) && !NUMERALS.test(whole) ? whole.replace(/ /g, '') : whole
  // Longer messages are only looked at as commands, by their first word.
  const tokens = text.length <= ANSWER_MAX_CHARS ? lex(text, ctx) : []
  return { said, text, tokens, clauses: clausesOf(tokens) }
}
