/** Words that a message quotes: a report in reply to them, the issue that a picture is of. */
import { open as unwrap } from '../../understand/envelope.ts'

const REPORT_ALONE = /^(?:我要?)?(悄悄|私下|保密)?反映(?:一下|这个|这件事|这个问题)?[。！!]?$/
const QUOTED = /^[「『]([^：:\n]{1,40})[：:]\s*([\s\S]*?)[」』]\s*$/
const OWN_NAME = '小助手'

/** 反映 in reply to somebody's words means those words: the message as if they had been written after it. */
export function withQuotedReport(text: string): string {
  if (!text.includes('反映')) return text
  const alone = REPORT_ALONE.exec(unwrap(text, undefined, false).reply.trim())
  const words = alone && quotedWords(text)
  return words ? `${alone[1] ? '悄悄' : ''}反映 ${words}` : text
}

/** Somebody's words that a message quotes, on one line; the bot's own are nobody's. */
export function quotedWords(text: string): string | undefined {
  const found = quoteIn(text)
  return found && found.of !== OWN_NAME ? found.words : undefined
}

/** The words that a message quotes, whoever's they are. */
export const wordsQuoted = (text: string): string | undefined => quoteIn(text)?.words

function quoteIn(text: string): { of: string; words: string } | undefined {
  const found = QUOTED.exec(unwrap(text, undefined, false).quoted.trim())
  return found?.[2] ? { of: found[1]?.trim() ?? '', words: found[2].replace(/\s+/g, ' ').trim() } : undefined
}

const CAPTION = /^#?(\d{1,5})\s*号?(?:问题)?(?:的?(?:图|照片|相片|图片))?[。.]?$/
const SPOKEN_OF = /(\d{1,5})\s*号/

/** The issue that a picture names, in its caption or in what it quotes. */
export function picturedIssue(text: string): number | undefined {
  const { reply, quoted } = unwrap(text, undefined, false)
  const found = CAPTION.exec(reply.trim()) ?? SPOKEN_OF.exec(quoted)
  return found ? Number(found[1]) : undefined
}
