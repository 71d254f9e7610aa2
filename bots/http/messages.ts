import { z } from 'zod'
import { isStorable } from '../../src/kernel/storable.ts'
import { DAY, type Instant } from '../../src/kernel/time.ts'
import type { Incoming } from '../gateway.ts'

/** Bytes, decoded. */
const MEDIA_LIMIT_BYTES = 10 * 1024 * 1024
const BATCH_LIMIT = 500
const id = z.string().min(1).max(200).refine(isStorable, 'has a NUL or half a character in it')
/** Before WeChat there was none; and a clock may be ahead of ours, but not by more than a day. */
const EARLIEST = Date.UTC(2011, 0, 1)
const AHEAD = DAY

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
  at: z.int().positive().optional(),
  media: z
    .object({ base64: z.base64().max(Math.ceil(MEDIA_LIMIT_BYTES / 3) * 4), type: z.string().regex(/^(?:image|audio)\/[\w.+-]{1,60}$/) })
    .optional(),
})

/** Each is looked at by itself: one that cannot be taken must not keep the others from being taken. */
export const bridgedMessages = z.array(z.unknown()).min(1).max(BATCH_LIMIT)

/** What the other program did with a message of ours; `messageId` is the channel's id for it, when it has one. */
export const outcomes = z
  .array(z.object({ id, sent: z.boolean(), messageId: id.optional(), why: z.string().max(500).optional() }))
  .min(1)
  .max(BATCH_LIMIT)
export type Outcome = z.output<typeof outcomes>[number]

/** Undefined when the moment at which it is said to have been written can be meant. */
export function wrongMoment(at: Instant | undefined, now: Instant): string | undefined {
  return at === undefined || (at >= EARLIEST && at <= now + AHEAD)
    ? undefined
    : 'at: must be milliseconds since 1970, from 2011 to tomorrow'
}

export function incomingOf(account: string, message: z.output<typeof bridgedMessage>, now: Instant): Incoming {
  const { media, at, ...rest } = message
  return {
    ...rest,
    account,
    at: at ?? now,
    ...(media ? { media: async () => ({ bytes: Buffer.from(media.base64, 'base64'), type: media.type }) } : {}),
  }
}
