/** What callers may send to the sandbox. A body that does not fit is refused with the name of the first field that is wrong. */
import { z } from 'zod'
import { isStorable } from '../../src/kernel/storable.ts'
import { parseDuration, parseMoment } from './times.ts'

/** Characters. */
const TEXT_LIMIT = 20_000
/** Bytes, decoded: a phone's photo fits. */
const MEDIA_LIMIT_BYTES = 10 * 1024 * 1024
const BULK_LIMIT = 100_000

const moment = z.string().transform((text, context) => {
  const at = parseMoment(text)
  if (at !== undefined) return at
  context.addIssue({ code: 'custom', message: 'must be a time in ISO 8601 with an offset, such as 2026-09-07T09:00:00+08:00' })
  return z.NEVER
})

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  context.addIssue({
    code: 'custom',
    message: 'must be an ISO 8601 duration of weeks, days, hours, minutes, seconds, such as PT2H30M or P1DT2H',
  })
  return z.NEVER
})

const base64 = z.string().transform((text, context) => {
  const sound = text.length % 4 === 0 && text.length > 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
  const fits = text.length <= Math.ceil(MEDIA_LIMIT_BYTES / 3) * 4
  if (sound && fits) return Buffer.from(text, 'base64')
  context.addIssue({ code: 'custom', message: fits ? 'must be base64' : `must not be more than ${MEDIA_LIMIT_BYTES} bytes` })
  return z.NEVER
})

const storable = { error: 'must not have a NUL or half a character in it' }
const key = z.string().min(1).max(200).refine(isStorable, storable)

const spoken = {
  from: key,
  text: z.string().max(TEXT_LIMIT).optional(),
  kind: z.enum(['text', 'groupNote', 'audio', 'image', 'recalled']).default('text'),
  quote: key.optional(),
  mentionBot: z.boolean().default(false),
  id: key.optional(),
  at: moment.optional(),
  media: z
    .object({ base64, type: z.string().regex(/^(?:image|audio)\/[\w.+-]{1,60}$/, 'must be an image/… or audio/… media type') })
    .optional(),
}

/** Only pictures, voices and recalls can do without words. */
const hasWords = (message: { kind: string; text?: string | undefined }): boolean =>
  message.text !== undefined || message.kind === 'audio' || message.kind === 'image' || message.kind === 'recalled'
const words = { path: ['text'], message: 'is required' }

export const messageBody = z.object(spoken).refine(hasWords, words)
export type MessageBody = z.output<typeof messageBody>

/** To the bot alone: who speaks is known, and means the bot. */
const { from: _from, mentionBot: _mentionBot, ...saidAlone } = spoken
export const aloneBody = z.strictObject(saidAlone).refine(hasWords, words)
export type AloneBody = z.output<typeof aloneBody>

export const bulkBody = z.array(z.object({ room: key, ...spoken }).refine(hasWords, words)).max(BULK_LIMIT)

export const clockBody = z
  .object({ to: moment.optional(), advance: duration.optional(), next: z.literal(true).optional() })
  .refine((body) => [body.to, body.advance, body.next].filter((value) => value !== undefined).length === 1, {
    path: ['to'],
    message: 'give exactly one of to, advance, next',
  })

export const resetBody = z.object({
  now: moment.optional(),
  hamlets: z.int().min(1).max(1_000).optional(),
  households: z.int().min(1).max(200).optional(),
})

export const faultBody = z.object({ puppet: z.enum(['down', 'up', 'deaf', 'failSends', 'duplicate']) })
