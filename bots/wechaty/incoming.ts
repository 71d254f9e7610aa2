/** From what a puppet tells about a message to what the house takes in. Nothing is understood here; only shapes are made equal. */
import type { impls, payloads } from 'wechaty-puppet'
import * as types from 'wechaty-puppet/types'
import type { Instant } from '../../src/kernel/time.ts'
import type { Incoming, IncomingKind } from '../gateway.ts'
import { plainText, unescaped } from './markup.ts'
import { loadMedia } from './media.ts'

type Puppet = impls.PuppetInterface
type Message = payloads.Message

const KINDS: Partial<Record<types.Message, IncomingKind>> = {
  [types.Message.Text]: 'text',
  [types.Message.GroupNote]: 'groupNote',
  [types.Message.Audio]: 'audio',
  [types.Message.Image]: 'image',
  [types.Message.Recalled]: 'recalled',
}

const NOTE_HEAD = /^\s*#(?:接龙|接龍|Group Note)/i

/** Timestamps below this are seconds: as milliseconds they would lie before May 1973. Puppets differ in what they give. */
const SECONDS_BELOW = 100_000_000_000

/** Milliseconds, whatever the puppet gives; `fallback` when it gives nothing. */
export function timestampOf(timestamp: number, fallback: Instant): Instant {
  if (!Number.isFinite(timestamp) || timestamp <= 0) return fallback
  return Math.round(timestamp < SECONDS_BELOW ? timestamp * 1000 : timestamp)
}

/** In a room the room; in a private talk the other person. */
function conversationOf(payload: Message, selfId: string): string {
  if (payload.roomId) return payload.roomId
  const talker = talkerOf(payload)
  return (talker === selfId ? (payload.listenerId ?? payload.toId) : talker) ?? ''
}

/** Older puppets still say `fromId`. */
const talkerOf = (payload: Message): string => payload.talkerId || payload.fromId || ''

/** The title inside the XML of an app message, which is how WeChat itself carries a 接龙; undefined when there is none. */
function titleInXml(text: string): string | undefined {
  if (!text.trimStart().startsWith('<')) return undefined
  const title = /<title>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/title>/.exec(text)?.[1]
  return title === undefined ? undefined : unescaped(title)
}

/**
 * The text of a native 接龙, which puppets hand over in different dresses: as its own type, as the title of a link, or as the raw
 * XML of an app message. Undefined when the message is something else.
 */
async function groupNoteText(puppet: Puppet, payload: Message): Promise<string | undefined> {
  const text = payload.text ?? ''
  const candidates = [titleInXml(text), text]
  if (payload.type === types.Message.Url) candidates.push((await puppet.messageUrl(payload.id).catch(() => undefined))?.title)
  return candidates.find((candidate) => candidate !== undefined && NOTE_HEAD.test(candidate))
}

/** A voice message's text is its transcript when the puppet made one; most hand over XML that describes the sound instead. */
const transcriptOf = (text: string): string => (text.trimStart().startsWith('<') ? '' : text)

export interface Reading {
  account: string
  selfId: string
  now: Instant
  nameOf(roomId: string, senderId: string): Promise<string>
}

/** Loads what belongs to the message. Rejects only when the payload itself could not be read. */
export async function readIncoming(puppet: Puppet, messageId: string, reading: Reading): Promise<Incoming> {
  const payload = await puppet.messagePayload(messageId)
  const { account, selfId } = reading
  const roomId = conversationOf(payload, selfId)
  const senderId = talkerOf(payload)
  let kind = KINDS[payload.type] ?? 'other'
  let text = payload.text ?? ''
  if (kind === 'other' || kind === 'groupNote') {
    const note = await groupNoteText(puppet, payload)
    if (note !== undefined) [kind, text] = ['groupNote', note]
  }
  if (kind === 'audio') text = transcriptOf(text)
  else text = plainText(text)
  const mentioned = 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : []
  const incoming: Incoming = {
    account,
    roomId,
    messageId,
    senderId,
    senderName: await reading.nameOf(roomId, senderId),
    kind,
    text,
    mentionsBot: mentioned.includes(selfId),
    mentionIds: mentioned.filter((id) => id !== selfId),
    self: senderId === selfId,
    at: timestampOf(payload.timestamp, reading.now),
  }
  if (kind === 'audio' || kind === 'image') incoming.media = () => loadMedia(puppet, messageId, kind)
  return incoming
}
