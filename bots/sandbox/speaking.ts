/** What both kinds of conversation share, a group's and one person's with the bot: what is said is checked first, and read on from a message. */
import type { Instant } from '../../src/kernel/time.ts'
import { ApiError, badRequest, notFound } from './answers.ts'
import { newMessageId, type SandboxChat, type Speech } from './chat.ts'
import type { SandboxControl } from './control.ts'
import type { AloneBody, MessageBody } from './orders.ts'
import { formatMoment } from './times.ts'
import type { Said } from './transcript.ts'

type Named = Speech & { id: string }

const shown = ({ id, from, fromName, at, kind, text }: Said) => ({ id, from, fromName, at: formatMoment(at), kind, text })

/** What was said in a conversation, or what came after one of its messages. */
export function readOn(chat: SandboxChat, room: string, after: string | undefined): ReturnType<typeof shown>[] {
  const list = chat.transcript.inRoom(room)
  if (after === undefined) return list.map(shown)
  const said = chat.transcript.get(after)
  if (said?.room !== room) throw notFound(`after: no message ${after} in room ${room}`)
  return list.slice(list.indexOf(said) + 1).map(shown)
}

/** Resolves when nothing that was said can be lost any more; what waits at a phone that is off, or was said to a deaf one, is on its own. */
export async function saidAndTaken(control: SandboxControl, chat: SandboxChat, all: readonly Named[]): Promise<void> {
  // Asked before the first is said: it may be in the inbox before the last is.
  const taken = chat.reaches ? control.taken(all.map(({ id }) => id)) : true
  for (const speech of all) await chat.says(speech)
  if ((await taken) || !chat.reaches) return
  const some = all.length === 1 ? `message ${all[0]?.id} is` : 'some of the messages are'
  throw new ApiError(503, 'unavailable', `${some} not in the inbox; hand it over again with the same id`)
}

/** The groups may have changed since they were last looked at, so an unknown one is looked up once more. */
export async function requireRoom(control: SandboxControl, chat: SandboxChat, room: string): Promise<void> {
  if (chat.directory.hasRoom(room)) return
  chat.directory.load((await control.state()).rooms)
  if (!chat.directory.hasRoom(room)) throw notFound(`room: no room ${room}`)
}

export async function requirePerson(control: SandboxControl, chat: SandboxChat, person: string): Promise<void> {
  if (chat.directory.isPerson(person)) return
  chat.directory.load((await control.state()).rooms)
  if (!chat.directory.isPerson(person)) throw notFound(`person: nobody is ${person}`)
}

/** Checks all of them before the first is said. Throws ApiError naming the room, member or message that is not there. */
export async function speeches(control: SandboxControl, chat: SandboxChat, bodies: (MessageBody & { room: string })[]): Promise<Named[]> {
  const unknown = bodies.some(({ room, from }) => !chat.directory.isMember(room, from))
  if (unknown) chat.directory.load((await control.state()).rooms)
  const now = control.now()
  return bodies.map((body) => {
    const { room, from } = body
    if (!chat.directory.hasRoom(room)) throw notFound(`room: no room ${room}`)
    if (!chat.directory.isMember(room, from)) throw notFound(`from: ${from} is not a member of room ${room}`)
    return speech(chat, body, now)
  })
}

/** What somebody says to the bot alone. */
export async function aloneSpeech(control: SandboxControl, chat: SandboxChat, person: string, body: AloneBody): Promise<Named> {
  await requirePerson(control, chat, person)
  return speech(chat, { mentionBot: false, ...body, room: person, from: person }, control.now())
}

function speech(chat: SandboxChat, body: MessageBody & { room: string }, now: Instant): Named {
  const { room, from, quote, at, id, media, text = '', kind, mentionBot } = body
  const quoted = quote === undefined ? undefined : chat.transcript.get(quote)
  if (quote !== undefined && quoted?.room !== room) throw notFound(`quote: no message ${quote} in room ${room}`)
  if (id !== undefined && (chat.transcript.get(id)?.room ?? room) !== room) throw badRequest(`id: ${id} is a message of another room`)
  return {
    room,
    from,
    text,
    kind,
    at: at ?? now,
    mentionBot,
    id: id ?? newMessageId(),
    ...(quoted ? { quote: quoted } : {}),
    ...(media ? { media: { bytes: media.base64, type: media.type } } : {}),
  }
}
