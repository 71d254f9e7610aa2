/** The voice or the picture of a message: loaded once, looked at before it is believed, kept with the hamlet it came from. */
import { createHash } from 'node:crypto'
import { hamletOfRoom, mediaOf, putMedia } from '../../store/media.ts'
import type { Deps } from '../ports.ts'

/** Bytes. A minute of voice is about 100 kB and a phone's photo 5 MB. */
const MEDIA_MAX_BYTES = 10 * 1024 * 1024

const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  bytes.length >= from + text.length && [...text].every((c, i) => bytes[from + i] === c.charCodeAt(0))
const starts = (bytes: Uint8Array, ...head: number[]): boolean => head.every((b, i) => bytes[i] === b)

/** What the bytes themselves say they are; undefined for anything that is neither a picture nor a voice. */
function mediaType(bytes: Uint8Array): string | undefined {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (ascii(bytes, 0, 'GIF87a') || ascii(bytes, 0, 'GIF89a')) return 'image/gif'
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return 'image/webp'
  if (ascii(bytes, 4, 'ftyphei') || ascii(bytes, 4, 'ftypmif1')) return 'image/heic'
  // WeChat's own voice format, with the stray byte that its phones put in front.
  if (ascii(bytes, 0, '#!SILK') || ascii(bytes, 1, '#!SILK')) return 'audio/silk'
  if (ascii(bytes, 0, '#!AMR')) return 'audio/amr'
  if (ascii(bytes, 0, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg'
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WAVE')) return 'audio/wav'
  if (ascii(bytes, 0, 'OggS')) return 'audio/ogg'
  return ascii(bytes, 4, 'ftyp') ? 'audio/mp4' : undefined
}

export type MediaOutcome = { mediaId: string } | { refused: 'notOurs' | 'notDelivered' | 'empty' | 'tooLarge' | 'unknownType' }

/**
 * Loads and keeps the media of a message before the message itself goes into the inbox, whose row then carries the id. Never throws for what
 * a channel or a villager does: without its picture a message is still a message. Only a database that fails throws.
 */
export async function takeMedia(
  deps: Deps,
  message: { account: string; externalRoomId: string; messageId: string },
  load: () => Promise<{ bytes: Buffer; type: string }>,
): Promise<MediaOutcome> {
  const hamletId = await hamletOfRoom(deps.db, message.account, message.externalRoomId)
  if (hamletId === undefined) return { refused: 'notOurs' }
  // A message that comes again brings nothing new: its first picture stays.
  const known = await mediaOf(deps.db, message.account, message.messageId)
  if (known) return { mediaId: known }
  const loaded = await load().catch((error: unknown) => {
    deps.log.warn({ reason: String(error) }, 'a picture or a voice was not delivered')
    return undefined
  })
  return loaded ? keepMedia(deps, hamletId, loaded.bytes) : { refused: 'notDelivered' }
}

/** Looked at before it is believed, whatever it was called on its way. `of`: what its type has to begin with. */
export async function keepMedia(deps: Deps, hamletId: string, given: Uint8Array, of = ''): Promise<MediaOutcome> {
  if (given.length === 0) return { refused: 'empty' }
  if (given.length > MEDIA_MAX_BYTES) return { refused: 'tooLarge' }
  const bytes = new Uint8Array(given)
  const type = mediaType(bytes)
  if (type === undefined || !type.startsWith(of)) return { refused: 'unknownType' }
  const mediaId = deps.newId()
  await putMedia(
    deps.db,
    { id: mediaId, hamletId, type, bytes, sha256: createHash('sha256').update(bytes).digest('hex') },
    deps.clock.now(),
  )
  return { mediaId }
}
