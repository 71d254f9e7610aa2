/** A phone as it is typed. Which of them can be called is for whoever calls. */
import { Problem } from './problem.ts'

export const PHONE = /^[0-9+ -]{5,20}$/
export const NO_PHONE = '电话只写数字，5到20位'

/** Undefined where nothing was typed. */
export function phoneTyped(text: string): string | undefined {
  const phone = text.trim()
  if (phone === '') return undefined
  if (!PHONE.test(phone)) throw new Problem('badRequest', `${NO_PHONE}。`)
  return phone
}
