/** Shapes that many answers share. Instants leave the house as ISO 8601 with +08:00, dates as YYYY-MM-DD. */

import { z } from '@hono/zod-openapi'
import { lengthOf } from '../domain/base/lengths.ts'
import { isoShanghai, isServedDate, isServedMonth } from '../kernel/time.ts'
import { LIMIT_DEFAULT, LIMIT_MAX } from '../store/reading/select.ts'

export const instant = z
  .number()
  .transform(isoShanghai)
  .openapi({ type: 'string', format: 'date-time', example: '2026-09-09T19:30:00+08:00' })
export const instantOrNull = z
  .number()
  .nullable()
  .transform((at) => (at === null ? null : isoShanghai(at)))
  .openapi({ type: ['string', 'null'], format: 'date-time' })

export const date = z
  .string()
  .refine(isServedDate, '不是日期，要写成 2026-09-29，年份在 2000 到 2099 之间')
  .openapi({ format: 'date', example: '2026-09-29' })
export const month = z.string().refine(isServedMonth, '不是月份，要写成 2026-09，年份在 2000 到 2099 之间').openapi({ example: '2026-09' })

export const id = z.string().min(1).max(80)
/** What somebody writes: too long is refused, with how long it was. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((text) => lengthOf(text) <= most, { error: ({ input }) => `最多${most}个字，写了${lengthOf(String(input))}个` })
    .openapi({ maxLength: most })

export const byId = z.object({ id })
export const named = z.object({ id, name: z.string() })
/** Of an order that makes nothing to be shown. */
export const done = z.object({ done: z.literal(true) })

export const paging = z.object({
  cursor: z.string().max(400).optional().openapi({ description: '上一页的 next' }),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional().openapi({ description: '有下一页时，下一页的 cursor' }) })

/** The first of what a change would move, and how many there are in all. */
export const previewOf = <T extends z.ZodType>(item: T) => z.object({ total: z.int(), items: z.array(item) })

/** A flag in a query string. */
export const flag = z
  .enum(['true', 'false'])
  .transform((x) => x === 'true')
  .optional()

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    refusal: z.string().optional().openapi({ description: '规则的名字' }),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

/** A secret: in the first answer, and in no repeat of it. */
export const shownOnce = (description: string) =>
  z
    .string()
    .optional()
    .openapi({ description: `${description}；只在第一次的回答里有，用同一个键再问时不再给` })

/** Somebody of the roster, as every answer has them. */
export const rosterPerson = {
  id,
  name: z.string(),
  isHouseholdHead: z.boolean(),
  gender: z.string().nullable(),
  birthDate: z.string().nullable(),
  partyMember: z.boolean(),
}

/** An account of a household. */
export const householdAccount = z.object({ id, nickname: z.string(), villagerId: id.nullable() })
