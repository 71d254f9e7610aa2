/** Takes the wrapping off a message: the quote in either shape, nested too, and the mention of the bot. Works on the raw text. */

/** The bot's own name in every room; another room alias is known through the mention list. */
export const BOT_NAME = '小助手'

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

const AFTER = '(?:[\u2005\u2002\u2003\u2004\u2006 \u00a0\t:：,，、]+|$|(?=[^\\w]))'
const BOT_MENTION = new RegExp(`[@＠]${BOT_NAME}${AFTER}`, 'g')
const FIRST_MENTION = /^[@＠][^\s\u2005@＠]{1,30}(?:[\s\u2005]+|$)/
const LAST_MENTION = /[\s\u2005][@＠][^\s\u2005@＠]{1,30}[\s\u2005]*$/

function strip(text: string, listed: boolean): { reply: string; mentioned: boolean } {
  const without = text.includes(BOT_NAME) ? text.replace(BOT_MENTION, '') : text
  if (without !== text) return { reply: without, mentioned: true }
  if (!listed) return { reply: text, mentioned: false }
  // In the mention list under a name we do not know. “@李四 是 …” names a member, not the bot.
  const first = FIRST_MENTION.exec(text)
  if (first && !/^\s*是/.test(text.slice(first[0].length))) return { reply: text.slice(first[0].length), mentioned: true }
  return { reply: first ? text : text.replace(LAST_MENTION, ''), mentioned: true }
}

export function open(text: string, quotedApart: string | undefined, listed: boolean): Opened {
  const split = text.includes('「') || text.includes('『') ? splitQuote(text) : undefined
  const { reply, mentioned } = strip((split?.reply ?? text).trim(), listed)
  return { reply, quoted: quotedApart ?? split?.quoted ?? '', mentioned }
}
