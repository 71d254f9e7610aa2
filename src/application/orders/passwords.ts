/** Passwords and other secrets. Hashes are memory-hard, carry their parameters, and are compared in constant time. */
import { createHash, createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** 2^15 × 8 × 128 bytes = 32 MiB a guess; about 80 ms. Stored with each hash, so that they can grow without locking anybody out. */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const KEY_BYTES = 32
const MAX_MEMORY_BYTES = 256 * 1024 * 1024

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200

const derive = (password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options: ScryptOptions = { ...cost, maxmem: MAX_MEMORY_BYTES }
    // The same letters typed on two keyboards can differ in their code points.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** False for a wrong password, and for an account that has none: after the same time, so that nobody learns which. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, key] = (stored ?? '').split('$')
  if (kind !== 'scrypt' || !salt || !key) {
    await derive(password, Buffer.alloc(16), COST)
    return false
  }
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** 256 random bits for a cookie, a link or a token. They need no slow hash: nobody can guess them. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** What the forms of a session carry: made of its cookie, so that whoever reads the database can make neither. */
export const csrfOf = (session: string): string => createHmac('sha256', session).update('csrf').digest('base64url')

/** Compares two short texts without telling by the time it takes how much of them agrees. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
