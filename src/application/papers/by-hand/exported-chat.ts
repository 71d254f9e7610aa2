/**
 * A chat that somebody copied or exported as text, back into messages. Pure. The forms seen:
 *
 *   2026-09-09 19:31:02 张三        张三 昨天 19:31              [19:31] 张三：到 2人        张三：
 *   到 2人                          到 2人                                                   到 2人
 *
 * A text in which lines carry a time is read by those lines alone, since “通知：明天…” looks like a name otherwise; and where most of them carry
 * the year, a time without one was said by somebody. No line is lost: what cannot be given to anybody is handed back with its reason.
 */
import { type ChatHead, headIn, isSeparator, namedLine } from './chat-head.ts'

export interface ChatLine {
  /** The line it begins on, from 1. */
  line: number
  name: string
  text: string
}

export interface StrayLine {
  line: number
  text: string
  why: 'noSpeaker' | 'looksLikeHead' | 'system' | 'notText'
}

export interface ExportedChat {
  /** Lines with something in them. */
  lines: number
  messages: ChatLine[]
  stray: StrayLine[]
}

/** What programs say between the messages. */
const SYSTEM =
  /^(?:["“]?.{1,40}["”]?\s?(?:撤回了一条消息|加入了?群聊|(?:被)?移出了?群聊|退出了?群聊|拍了拍.{0,40}|修改群名为.{0,60}|邀请.{1,60}加入了?群聊)|以上是打招呼的内容|消息已过期.*|对方已收款.*)[。.]?$/

export function readExportedChat(text: string, isKnown: (name: string) => boolean = () => false): ExportedChat {
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((row) => row.trimEnd())
  const heads = rows.map((row) => headIn(row.trim(), isKnown))
  const timed = heads.filter((head) => head !== undefined)
  const dated = timed.length > 2 && timed.filter((head) => head.dated).length * 3 >= timed.length * 2
  // Where one name behind a time has no colon, the words stand below, and a colon in another name belongs to it.
  const below = timed.some((head) => head.whole !== undefined && head.whole === head.name)
  const chat: ExportedChat = { lines: rows.filter((row) => row.trim() !== '').length, messages: [], stray: [] }
  for (const [i, row] of rows.entries()) {
    const said = row.trim()
    const found = timed.length > 0 ? heads[i] : namedLine(said, isKnown)
    const head = below && found?.whole !== undefined ? { ...found, name: found.whole, words: '' } : found
    take(chat, { line: i + 1, row, said }, head, timed.length === 0 || !dated)
  }
  return { ...chat, messages: chat.messages.map((m) => ({ ...m, text: m.text.trim() })).filter((m) => m.text !== '') }
}

function take(
  chat: ExportedChat,
  { line, row, said }: { line: number; row: string; said: string },
  head: ChatHead | undefined,
  undated: boolean,
): void {
  const last = chat.messages.at(-1)
  if (head && (undated || head.dated)) chat.messages.push({ line, name: head.name, text: head.words })
  else if (said === '') {
    if (last) last.text += '\n'
  } else if (SYSTEM.test(said)) chat.stray.push({ line, text: said, why: 'system' })
  // A day or a time on a line of its own stands between messages; inside one somebody has said it.
  else if (isSeparator(said) && (!last || last.text.trim() === '' || last.text.endsWith('\n'))) return
  else if (!last) chat.stray.push({ line, text: said, why: 'noSpeaker' })
  else {
    // It may be the beginning of another's words: kept with those before, and shown.
    if (head) chat.stray.push({ line, text: said, why: 'looksLikeHead' })
    last.text = `${last.text}\n${row}`
  }
}
