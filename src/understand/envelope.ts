/** Takes the wrapping off a message: the quote in either shape, nested too, and the mentions. Works on the raw text. */

import { plainName } from './names.ts'

/** The bot's own name in every room; another room alias is known through the mention list. */
const BOT_NAME = '小助手'

export interface Opened {
  reply: string
  quoted: string
  mentioned: boolean
}

const RULE = /^[ \t]*(?:[-－—–] ?){13,18}[ \t]*$/

/**
 * quote   := 「name：text」  RULE  reply     (RULE: a line of 14 to 17 dashes, most often with spaces between)
 *          | reply newline 「name：text」
 * A quoted text may itself hold a quote with its own rule: the last rule after the outermost 」 counts.
 */
function splitQuote(text: string): { reply: string; quoted: string } | undefined {
  const start = text.trimStart()
  if (/^[「『]/.test(start)) {
    const lines = start.split('\n')
    for (let i = lines.length - 1; i > 0; i--) {
      if (!RULE.test(lines[i]!)) continue
      if (!/[」』]$/.test(lines[i - 1]!.trimEnd())) continue
      return { quoted: lines.slice(0, i).join('\n'), reply: lines.slice(i + 1).join('\n') }
    }
    // Some clients leave the rule out: the reply follows the closing bracket on its own line.
    const close = start.lastIndexOf('」')
    if (close > 0 && start[close + 1] === '\n') return { quoted: start.slice(0, close + 1), reply: start.slice(close + 2) }
    return undefined
  }
  const at = text.search(/\n[ \t]*[「『][^\n：:]{1,40}[：:]/)
  if (at > 0 && /[」』]\s*$/.test(text))
    return { reply: text.slice(0, at).replace(/\n[ \t]*(?:[-－—–] ?){13,18}[ \t]*$/, ''), quoted: text.slice(at + 1) }
  return undefined
}

/**
 * mention := @ name U+2005      as the programs write it: the name may hold blanks and pictures
 *          | @ name blank       as people type it
 */
const MARKED = /^[@＠]([^\n\u2005@＠]{1,30})\u2005\s*/
const TYPED = /^[@＠]([^\s\u2005@＠]{1,30})(?:\s+|$)/
const MARKED_LAST = /(?:^|\s)[@＠]([^\n\u2005@＠]{1,30})\u2005\s*$/
const TYPED_LAST = /\s[@＠]([^\s\u2005@＠]{1,30})\s*$/
const EVERYBODY = /^(?:所有人|全体成员|全体|大家|all|everyone)$/i
/** @所有人 with nothing behind it but the words. */
const EVERYBODY_GLUED = /^[@＠](?:所有人|全体成員|全体成员)[ \t:：,，、]*/

/** Pictures belong to the name only where U+2005 closes it: a 👎 that somebody typed behind the name is said. */
const AFTER = '(?:[\\p{Extended_Pictographic}\\ufe0f]{1,6}\u2005|[\u2005\u2002\u2003\u2004\u2006 \u00a0\\t:：,，、]+|$|(?=[^\\w]))'
const BOT_MENTION = new RegExp(`[@＠]${BOT_NAME}${AFTER}`, 'gu')

interface Mention {
  name: string
  rest: string
}

function mentionAt(text: string): Mention | undefined {
  const found = MARKED.exec(text) ?? TYPED.exec(text)
  return found ? { name: found[1]!.trim(), rest: text.slice(found[0].length) } : undefined
}

/** @所有人 calls the group to what follows and changes nothing about it. */
function withoutEverybody(text: string): string {
  const first = mentionAt(text)
  if (first && EVERYBODY.test(first.name)) return withoutEverybody(first.rest)
  const glued = EVERYBODY_GLUED.exec(text)
  if (glued) return withoutEverybody(text.slice(glued[0].length))
  const last = MARKED_LAST.exec(text) ?? TYPED_LAST.exec(text)
  return last && EVERYBODY.test(last[1]!.trim()) ? text.slice(0, last.index) : text
}

function strip(said: string, listed: boolean): { reply: string; mentioned: boolean } {
  const text = withoutEverybody(said)
  const without = text.includes(BOT_NAME) ? text.replace(BOT_MENTION, '') : text
  if (without !== text) return { reply: withoutEverybody(without.trim()), mentioned: true }
  if (!listed) return { reply: text, mentioned: false }
  // In the mention list under a name we do not know. “@李四 是 …” names a member, not the bot.
  const first = mentionAt(text)
  if (first && !/^是/.test(first.rest)) return { reply: withoutEverybody(first.rest), mentioned: true }
  const last = first ? undefined : (MARKED_LAST.exec(text) ?? TYPED_LAST.exec(text))
  return { reply: last ? text.slice(0, last.index) : text, mentioned: true }
}

/** The edges of a text, but for the U+2005 that closes a mention. */
const EDGES = /^[^\S\u2005]+|[^\S\u2005]+$/g

export function open(text: string, quotedApart: string | undefined, listed: boolean): Opened {
  const split = text.includes('「') || text.includes('『') ? splitQuote(text) : undefined
  const { reply, mentioned } = strip((split?.reply ?? text).replace(EDGES, ''), listed)
  return { reply, quoted: quotedApart ?? split?.quoted ?? '', mentioned }
}

/** What is said to somebody by name: `@王桂成 到`. Undefined when it names nobody of `names`, or is about the person (`@李四 是 …`). */
export function spokenTo(reply: string, names: ReadonlySet<string>): Mention | undefined {
  if (names.size === 0 || !/^[@＠]/.test(reply)) return undefined
  const mention = mentionAt(reply)
  return mention && names.has(plainName(mention.name)) && mention.rest !== '' && !/^是/.test(mention.rest) ? mention : undefined
}

/** Somebody's words and those they answer to, each without the wrapping; `quoted` is empty where nothing is quoted. */
export function unquoted(text: string): { reply: string; quoted: string } {
  const split = splitQuote(text)
  if (!split) return { reply: text, quoted: '' }
  const quoted = split.quoted.trim().replace(/^[「『]|[」』]$/g, '')
  // Of a quote in a quote the outer words are what is answered to.
  return { reply: split.reply.trim(), quoted: unquoted(quoted).reply }
}
