import { z } from 'zod'
import type { Instant } from '../../src/kernel/time.ts'
import type { Incoming } from '../gateway.ts'

/** Bytes, decoded. */
const MEDIA_LIMIT_BYTES = 10 * 1024 * 1024
const BATCH_LIMIT = 500
const IN_MILLISECONDS = 'at is the time of the message in milliseconds since 1970'
const id = z.string().min(1).max(200)

/** One message as the other program hands it over. `at` is in milliseconds since 1970. */
export const bridgedMessage = z.object({
  messageId: id,
  roomId: id,
  senderId: id,
  senderName: z.string().max(200).default(''),
  kind: z.enum(['text', 'groupNote', 'audio', 'image', 'recalled', 'other']).default('text'),
  text: z.string().max(20_000).default(''),
  mentionsBot: z.boolean().default(false),
  mentionIds: z.array(id).max(500).default([]),
  self: z.boolean().default(false),
  at: z.int().min(Date.UTC(2020, 0), IN_MILLISECONDS).max(Date.UTC(2100, 0), IN_MILLISECONDS).optional(),
  media: z
    .object({ base64: z.base64().max(Math.ceil(MEDIA_LIMIT_BYTES / 3) * 4), type: z.string().regex(/^(?:image|audio)\/[\w.+-]{1,60}$/) })
    .optional(),
})

export const bridgedMessages = z.array(bridgedMessage).min(1).max(BATCH_LIMIT)

/** What the other program did with a message of ours; `messageId` is the channel's id for it, when it has one. */
export const outcomes = z
  .array(z.object({ id, sent: z.boolean(), messageId: id.optional(), why: z.string().max(500).optional() }))
  .min(1)
  .max(BATCH_LIMIT)
export type Outcome = z.output<typeof outcomes>[number]

export function incomingOf(account: string, message: z.output<typeof bridgedMessage>, now: Instant): Incoming {
  const { media, at, ...rest } = message
  return {
    ...rest,
    account,
    at: at ?? now,
    ...(media ? { media: async () => ({ bytes: Buffer.from(media.base64, 'base64'), type: media.type }) } : {}),
  }
}
