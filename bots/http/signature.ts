/**
 * How the two sides of the bridge know each other: every request carries the time and an HMAC over it, the method, the path and the
 * body, made with the secret they share. A recorded request is worth nothing after five minutes, and within them a repeated message
 * id has no effect.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Instant, MINUTE, SECOND } from '../../src/kernel/time.ts'

export const TIMESTAMP_HEADER = 'x-wuchang-timestamp'
export const SIGNATURE_HEADER = 'x-wuchang-signature'
/** Milliseconds by which the two clocks may differ. */
const SKEW = 5 * MINUTE

/** Hex. `timestamp` is in whole seconds; `path` begins with `/` and includes the query. */
function signatureOf(secret: string, timestamp: string, method: string, path: string, body: string): string {
  return createHmac('sha256', secret).update([timestamp, method.toUpperCase(), path, body].join('\n')).digest('hex')
}

export interface Signed {
  timestamp: string | undefined
  signature: string | undefined
  method: string
  path: string
  body: string
}

/** False for a missing, old, early or wrong signature; which of them is nobody's business but the log's. */
export function isGenuine(secret: string, now: Instant, { timestamp, signature, method, path, body }: Signed): boolean {
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - Number(timestamp) * SECOND) > SKEW) return false
  const expected = Buffer.from(signatureOf(secret, timestamp, method, path, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
