/** One line for each refusal: a noun's file has those of its own (`satisfies Partial<RefusalTexts>`), index.ts all of them. */
import type { RefusalCode, Refusals } from '../../domain/base/refusals.ts'
import type { Instant } from '../../kernel/time.ts'

export type RefusalTexts = { readonly [K in RefusalCode]: (refusal: { code: K } & Refusals[K], now: Instant) => string }
