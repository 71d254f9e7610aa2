import { randomBytes } from 'node:crypto'

/** Makes a new identifier. Passed in, so that tests and the seed can count instead. */
export type NewId = () => string

/** Time-sortable and unguessable: 48 bits of milliseconds, 80 random bits, in base 32. */
export const randomId: NewId = () => {
  const time = Date.now().toString(32).padStart(9, '0')
  return `${time}${randomBytes(10).toString('hex')}`
}

/** 256 bits that nobody can guess. */
export const randomSalt = (): string => randomBytes(32).toString('hex')

export function countingIds(prefix: string): NewId {
  let n = 0
  return () => `${prefix}${String(++n).padStart(6, '0')}`
}
