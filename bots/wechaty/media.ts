import { FileBox, type FileBoxInterface } from 'file-box'
import type { impls } from 'wechaty-puppet'
import * as types from 'wechaty-puppet/types'
import { within } from '../../src/kernel/within.ts'

/** Bytes. A minute of voice is about 100 kB and a phone's photo 5 MB; beyond this nobody meant it for the record. */
export const MEDIA_LIMIT_BYTES = 20 * 1024 * 1024

const MEDIA_WITHIN_MS = 60_000

/** The voice or the picture of a message. Rejects when the channel does not deliver it in a minute, or when it is larger than the limit. */
export async function loadMedia(
  puppet: impls.PuppetInterface,
  messageId: string,
  kind: 'audio' | 'image',
): Promise<{ bytes: Buffer; type: string }> {
  return within(MEDIA_WITHIN_MS, `media of ${messageId}`, async () => {
    const box = kind === 'audio' ? await puppet.messageFile(messageId) : await picture(puppet, messageId)
    return { bytes: await bytesOf(box), type: box.mediaType || (kind === 'audio' ? 'audio/silk' : 'image/jpeg') }
  })
}

/** Some puppets know pictures only as files. */
async function picture(puppet: impls.PuppetInterface, messageId: string): Promise<FileBoxInterface> {
  try {
    return await puppet.messageImage(messageId, types.Image.HD)
  } catch {
    return await puppet.messageFile(messageId)
  }
}

/** Reads at most the limit: a stated size can be missing or wrong, so the bytes themselves are counted. */
async function bytesOf(box: FileBoxInterface): Promise<Buffer> {
  if (box.size > MEDIA_LIMIT_BYTES) throw new Error(`media of ${box.size} bytes is larger than ${MEDIA_LIMIT_BYTES}`)
  const stream = await box.toStream()
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array)
    size += bytes.length
    if (size > MEDIA_LIMIT_BYTES) {
      stream.destroy()
      throw new Error(`media is larger than ${MEDIA_LIMIT_BYTES} bytes`)
    }
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

export const fileBox = (name: string, bytes: Buffer): FileBox => FileBox.fromBuffer(bytes, name)
