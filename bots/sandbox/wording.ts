/** How WeChat writes things into the text of a message. */

/** The bot's account in the sandbox. */
export const BOT_ID = 'wxid_xiaozhushou'
export const BOT_NAME = '小助手'

const DASHES = '- - - - - - - - - - - - - - -'
const QUOTE = /^「[\s\S]*?」\n(?:- ){13,16}-\n/

/** `@小助手` and the thin space that WeChat puts after a name picked from the list. */
export const mentioned = (text: string): string => `@${BOT_NAME}\u2005${text}`

/** A reply that quotes another message. Of a quote inside the quoted message only the reply is shown, as WeChat does. */
export function quoting(quoted: { fromName: string; text: string }, reply: string): string {
  return `「${quoted.fromName}：${quoted.text.replace(QUOTE, '')}」\n${DASHES}\n${reply}`
}
