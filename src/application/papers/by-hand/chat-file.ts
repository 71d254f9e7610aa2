/** The file of a chat, as phones, desktops and export tools make it: text, a web page, a table. Read on a thread of its own where it is a table. */

import { readTablesApart } from '../../../documents/table/apart.ts'
import { decodeText } from '../../../documents/table/decode.ts'
import { MAX_BYTES, TOO_LARGE } from '../../../documents/table/limits.ts'
import type { Cell, Tables } from '../../../documents/table/sheet.ts'
import { walk } from '../../../documents/table/xml.ts'
import { excerpt } from '../../../kernel/excerpt.ts'
import type { ExportedChat } from './exported-chat.ts'

/** Text is read later, when it is known who goes by which name. */
export type ChatSource = { text: string } | { chat: ExportedChat } | { reason: string }

const UNREADABLE = '看不懂文件的编码。请在记事本里“另存为”，编码选 UTF-8，再来一次。'

export async function chatFile(bytes: Buffer): Promise<ChatSource> {
  if (bytes.length > MAX_BYTES) return { reason: `${TOO_LARGE}，请只留下开会那天的再试。` }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return fromTables(await readTablesApart(bytes))
  const text = decodeText(bytes)
  if (text === undefined) return { reason: UNREADABLE }
  if (text.trim() === '') return { reason: '文件是空的。' }
  if (/^\ufeff?\s*(?:<!doctype html|<html|<head|<body|<div|<meta)/i.test(text)) return fromPage(text)
  const [head = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  return columnsOf(head.split(/[,\t;]/).map((word) => word.replace(/^"|"$/g, ''))) ? fromTables(await readTablesApart(bytes)) : { text }
}

const SENDERS = [
  '群昵称',
  '备注',
  'Remark',
  'NickName',
  'displayName',
  '发送者',
  '发送人',
  '发言人',
  '昵称',
  '成员',
  '姓名',
  'Sender',
  'sender',
  'talker',
  'name',
]
const WORDS = ['StrContent', '消息内容', '内容', 'content', 'Content', 'message', 'msg', 'text', '消息']
const KINDS = ['Type', 'type_name', '类型', '消息类型', 'type']
/** What the tools call a text, and a 接龙 among the shared things. */
const TEXT_KINDS = /^(?:1|49|文本|文字|text|文本消息|接龙|)$/i

function columnsOf(head: readonly string[]): { senders: number[]; words: number; kind: number } | undefined {
  const words = head.map((word) => word.trim())
  const at = (names: readonly string[]): number[] =>
    names.map((name) => words.findIndex((word) => word.toLowerCase() === name.toLowerCase())).filter((i) => i >= 0)
  const [senders, said, kind] = [at(SENDERS), at(WORDS), at(KINDS)]
  return senders.length > 0 && said[0] !== undefined ? { senders, words: said[0], kind: kind[0] ?? -1 } : undefined
}

const wordsOf = (cell: Cell): string => (typeof cell === 'string' || typeof cell === 'number' ? `${cell}`.trim() : '')

function fromTables(tables: Tables): ChatSource {
  if ('reason' in tables) return { reason: `${tables.reason}。` }
  for (const { rows } of tables.sheets) {
    const at = rows.slice(0, 10).findIndex((row) => columnsOf(row.cells.map(wordsOf)))
    const columns = at < 0 ? undefined : columnsOf((rows[at]?.cells ?? []).map(wordsOf))
    if (!columns) continue
    const chat: ExportedChat = { lines: rows.length - at - 1, messages: [], stray: [] }
    for (const { line, cells } of rows.slice(at + 1)) {
      const name = columns.senders.map((i) => wordsOf(cells[i])).find((word) => word !== '') ?? ''
      const text = wordsOf(cells[columns.words])
      if (!TEXT_KINDS.test(wordsOf(cells[columns.kind]))) chat.stray.push({ line, text: excerpt(text, 60), why: 'notText' })
      else if (name === '') chat.stray.push({ line, text, why: 'noSpeaker' })
      else if (text !== '') chat.messages.push({ line, name, text })
    }
    return { chat }
  }
  return { reason: '表里没有“发送者”和“内容”这样的列，认不出谁说了什么。' }
}

const BLOCKS = new Set([
  'div',
  'p',
  'li',
  'tr',
  'ul',
  'ol',
  'table',
  'section',
  'article',
  'h1',
  'h2',
  'h3',
  'h4',
  'dt',
  'dd',
  'pre',
  'body',
])
const UNSEEN = new Set(['script', 'style', 'head', 'title'])

/** A page as people see it: blocks are lines, what stands side by side is told apart by a blank. Some keep the messages in their script. */
function fromPage(html: string): ChatSource {
  const inScript = messagesInScript(html)
  if (inScript) return { chat: inScript }
  let text = ''
  let unseen = 0
  walk(
    html,
    {
      open(name, a) {
        if (UNSEEN.has(name)) unseen += 1
        if (BLOCKS.has(name) || name === 'br') text += '\n'
        if (name === 'img' && /^\[.{1,10}\]$/.test(a.alt ?? '')) text += a.alt
      },
      text(piece) {
        if (unseen === 0) text += piece.replace(/\s+/g, ' ')
      },
      close(name) {
        if (UNSEEN.has(name)) unseen -= 1
        text += BLOCKS.has(name) ? '\n' : name === 'span' || name === 'td' || name === 'b' || name === 'strong' ? ' ' : ''
      },
    },
    { html: true },
  )
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.length === 0 ? { reason: '网页里没有文字。' } : { text: lines.join('\n') }
}

/** {type:1, text:'到', …, displayname:'张三'}: one object a message, as several tools write it. */
const OBJECT = /\{[^{}]{0,4000}\}/g
const fieldOf = (object: string, name: string): string | undefined => {
  const found = new RegExp(`["']?\\b${name}["']?\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)'|(-?\\d+))`, 'i').exec(object)
  const said = found?.[1] ?? found?.[2] ?? found?.[3]
  return said?.replace(/\\n/g, '\n').replace(/\\(["'\\/])/g, '$1')
}

function messagesInScript(html: string): ExportedChat | undefined {
  const chat: ExportedChat = { lines: 0, messages: [], stray: [] }
  for (const [, script = ''] of html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/gi)) {
    for (const [object] of script.matchAll(OBJECT)) {
      const name = fieldOf(object, 'displayname') ?? fieldOf(object, 'nickname') ?? fieldOf(object, 'sender')
      const text = fieldOf(object, 'text') ?? fieldOf(object, 'content')
      if (name === undefined || text === undefined) continue
      chat.lines += 1
      if (TEXT_KINDS.test(fieldOf(object, 'type') ?? '')) chat.messages.push({ line: chat.lines, name, text })
      else chat.stray.push({ line: chat.lines, text: excerpt(text, 60), why: 'notText' })
    }
  }
  return chat.messages.length > 0 ? chat : undefined
}
