/** What has been read of the words that are being said about some of the times: the references, what stands around them, the verdict. */
import type { Token, Verdict } from '../lex/token.ts'

export interface PollFrame {
  verdict: Verdict | undefined
  refs: number
  /** How many of them were days. */
  days: number
  /** Unread or half-read tokens since the reference. */
  loose: Token[]
  /** Those in front of it. */
  before: Token[]
  who: Token | undefined
  hedge: boolean
  /** 可以周三: the verdict came first. */
  ahead: boolean
  /** 不选2 */
  refused: boolean
}

export const newFrame = (): PollFrame => ({
  verdict: undefined,
  refs: 0,
  days: 0,
  loose: [],
  before: [],
  who: undefined,
  hedge: false,
  ahead: false,
  refused: false,
})
