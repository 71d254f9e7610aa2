/**
 * There is no login in the sandbox, so nothing but its own page and programs of this machine may call it: a page from elsewhere can make a
 * browser send requests here, but it cannot hide where it is from, nor under which name it reached us.
 */
import type { MiddlewareHandler } from 'hono'
import { ApiError } from './answers.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Undefined for what is no host at all. */
const urlOf = (host: string): URL | undefined => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined)

const forbidden = (message: string): ApiError => new ApiError(403, 'forbidden', message)

/** A name that somebody else's server gives to this machine's address is not ours; nor is a page under any other name or port. */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const host = urlOf(c.req.header('host') ?? new URL(c.req.url).host)
  if (!host || !LOOPBACK.has(host.hostname)) throw forbidden('Host: the sandbox answers as 127.0.0.1 or localhost only')
  const origin = c.req.header('origin')
  const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.host)
  if (foreign || c.req.header('sec-fetch-site') === 'cross-site') throw forbidden('only the sandbox’s own page may call this')
  await next()
}

/** What a page from elsewhere may send without asking first is never JSON by its name. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type')
  if (type !== undefined && !/^application\/json *(;|$)/i.test(type)) {
    throw new ApiError(415, 'bad_type', 'Content-Type: must be application/json')
  }
  await next()
}
