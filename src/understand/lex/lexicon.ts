/** The whole word table as one trie, and what of it is only found by looking. Built at the first message. */

import type { Score } from '../outcome.ts'
import { PEOPLE_WORDS } from './people.ts'
import { made } from './predicate.ts'
import { newTrie, type Trie } from './trie.ts'
import { ANSWER_WORDS, type Row } from './words.ts'
import { TALK_WORDS } from './words-of-talk.ts'

export const ROWS: readonly Row[] = [...ANSWER_WORDS, ...TALK_WORDS, ...PEOPLE_WORDS]

export const wordsOf = (row: Row): string[] => row[1].trim().split(/\s+/)

let built: Trie | undefined

export function lexicon(): Trie {
  if (built) return built
  const trie = newTrie()
  for (const row of ROWS) for (const text of wordsOf(row)) trie.add(text, row[0])
  for (const [text, word] of made()) trie.add(text, word)
  built = trie
  return trie
}

/** The words of one score, without those that only come near it (比较满意). */
export const scoreWords = (score: Score): string[] => ROWS.filter((r) => r[0].score === score && !r[0].rough).flatMap(wordsOf)
