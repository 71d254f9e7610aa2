import { randomFillSync } from 'node:crypto'

/** Asking the system for chance costs more than what is made of it: a few kilobytes at a time, each byte used once. */
const POOL = Buffer.alloc(8_192)
let used = POOL.length

function randomHex(bytes: number): string {
  if (used + bytes > POOL.length) {
    randomFillSync(POOL)
    used = 0
  }
  used += bytes
  return POOL.toString('hex', used - bytes, used)
}

/** Makes a new identifier. Passed in, so that tests and the seed can count instead. */
export type NewId = () => string

/** Time-sortable and unguessable: 48 bits of milliseconds, 80 random bits, in base 32. */
export const randomId: NewId = () => {
  const time = Date.now().toString(32).padStart(9, '0')
  return `${time}${randomHex(10)}`
}

/** 256 bits that nobody can guess. */
export const randomSalt = (): string => randomHex(32)

export function countingIds(prefix: string): NewId {
  let n = 0
  return () => `${prefix}${String(++n).padStart(6, '0')}`
}
