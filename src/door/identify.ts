/** Who is asking: a browser by its cookie, a program by its token. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { DEVICE_LIVES, type Entered, SESSION_LIVES, whoHasSession, whoHasToken } from '../application/orders/log-in.ts'
import type { Principal } from '../domain/rights/desk.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Database } from '../store/database.ts'

const COOKIE = 'desk'
const DEVICE_COOKIE = 'device'

export interface Identified {
  who: Principal
  /** Of a browser's session, for its forms, and what is kept of it; a program needs none. */
  csrf: string | undefined
  csrfHash: string | undefined
}

export type DoorEnv = { Variables: { identified: Identified } }

export async function identify(c: Context, db: Database, wall: Clock, via: Principal['via']): Promise<Identified | undefined> {
  const bearer = via === 'api' ? /^Bearer +([\w-]{20,200})$/i.exec(c.req.header('authorization') ?? '')?.[1] : undefined
  if (bearer) {
    const who = await whoHasToken(db, wall, bearer)
    return who && { who, csrf: undefined, csrfHash: undefined }
  }
  const cookie = getCookie(c, COOKIE)
  return cookie ? whoHasSession(db, wall, cookie, via) : undefined
}

/** Whether the browser came by HTTPS, also where a proxy in front of us took it off. */
export const isHttps = (c: Context): boolean => new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'

/** The session, and by what the device is known the next time: the second lets nobody in. */
export function giveCookies(c: Context, { session, device }: Entered): void {
  const ours = { httpOnly: true, sameSite: 'Lax', secure: isHttps(c) } as const
  setCookie(c, COOKIE, session, { ...ours, path: '/', maxAge: SESSION_LIVES / 1_000 })
  setCookie(c, DEVICE_COOKIE, device, { ...ours, path: '/login', maxAge: DEVICE_LIVES / 1_000 })
}

export const deviceOf = (c: Context): string | undefined => getCookie(c, DEVICE_COOKIE)

export function takeCookie(c: Context): string | undefined {
  const session = getCookie(c, COOKIE)
  deleteCookie(c, COOKIE, { path: '/' })
  return session
}
