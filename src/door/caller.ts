/** Where a request comes from, for slowing down who guesses. */
import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { IsAmong } from '../kernel/addresses.ts'

/** An IPv4 address that came in over IPv6 is the same address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * The address at the other end; behind a proxy that is ours, the last one that our own proxies name. What stands before that anybody could
 * have written, and so could anybody who does not come through them.
 */
export function callerOf(c: Context, isProxy: IsAmong | undefined): string {
  const near = plain(remoteOf(c))
  if (!isProxy?.(near)) return near
  const named = (c.req.header('x-forwarded-for') ?? '').split(',').map((one) => plain(one.trim()))
  return named.reverse().find((address) => isIP(address) !== 0 && !isProxy(address)) ?? near
}

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a program of this machine asks, for itself: a proxy of ours is on this machine too, and asks for others, which it says. Nor does a
 * foreign name that leads here count: then it is a browser that was talked into it.
 */
export function isHere(c: Context): boolean {
  const near = plain(remoteOf(c))
  if (near !== '127.0.0.1' && near !== '::1') return false
  if (
    ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'].some(
      (name) => c.req.header(name) !== undefined,
    )
  )
    return false
  return LOOPBACK_NAMES.has(new URL(c.req.url).hostname)
}

function remoteOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
