/**
 * Why a command changes nothing, as data; src/text says it in Chinese. Each noun declares its own (`<noun>/refusals.ts`): a code and what
 * the sentence needs.
 */
import { Refused } from '../../kernel/refusal.ts'

export interface Refusals {
  nudgedJustNow: { minutes: number }
  nothingToNudge: object
}

export type RefusalCode = keyof Refusals
export type Refusal = { [K in RefusalCode]: { code: K } & Refusals[K] }[RefusalCode]
export type RefusalOf<K extends RefusalCode> = { [C in K]: { code: C } & Refusals[C] }[K]

export const refuse = (refusal: Refusal): never => {
  throw new Refused<Refusal>(refusal)
}
