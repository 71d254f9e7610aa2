/** Commands begin with their word; what follows is cut from the speaker's own characters. */
import type { Said } from './normalize.ts'
import { NUM, numberOf } from './numerals.ts'

export interface Rest {
  /** Normalized text after the command word and the separators behind it. */
  text: string
  /** Where `text` begins in `said.text`. */
  from: number
  /** Something stood between the word and the rest. */
  separated: boolean
  /** The speaker's own characters of `text.slice(a, b)`. */
  own(a?: number, b?: number): string
}

/** 反映 - 路灯坏了 has a dash; 进度 -5 has a number that no issue has. */
const SEPARATORS = /-*(?:[ :,、;。.!~]|-(?!\d))*/y

/** `words` must be anchored with ^. Undefined when the message does not begin with one of them. */
export function command(said: Said, words: RegExp): Rest | undefined {
  const found = words.exec(said.text)
  return found ? restFrom(said, found[0].length) : undefined
}

export function restFrom(said: Said, end: number): Rest {
  SEPARATORS.lastIndex = end
  const gap = SEPARATORS.exec(said.text)?.[0].length ?? 0
  const from = end + gap
  const text = said.text.slice(from)
  return { text, from, separated: gap > 0, own: (a = 0, b = text.length) => said.own(from + a, from + b) }
}

/** The same words with soft endings only: 散会, 散会了 and 散会啦! are one command. */
export const bare = (rest: Rest): boolean => /^[ 了啦啊呀哈吧哦哟嘛呢。.!~,]*$/.test(rest.text.slice(0, 12)) && rest.text.length <= 12

const ISSUE = new RegExp(`^#?(${NUM})[ ]?(?:号(?:问题|件)?)?[ ,:.、]*`)

/** The number of an issue at the front of `text`, with or without 号. */
export function issueAt(text: string): { issueNo: number; end: number } | undefined {
  const found = ISSUE.exec(text)
  const issueNo = found ? numberOf(found[1]!) : undefined
  return found && issueNo !== undefined && issueNo > 0 ? { issueNo, end: found[0].length } : undefined
}

/** The whole of `text` is the number of an issue. */
export function issueOnly(text: string): number | undefined {
  const found = issueAt(text)
  return found && /^[了吧啊呀哈。.!~ ]*$/.test(text.slice(found.end)) ? found.issueNo : undefined
}
