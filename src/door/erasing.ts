/** What an order to forget somebody came to, or why not. */
import type { ErasureRefusal } from '../application/orders/erasure.ts'
import type { Refusal } from '../domain/base/refusals.ts'
import { Problem, refused } from './problem.ts'

const WORDS: Readonly<Record<ErasureRefusal, string>> = {
  askedAlready: '已经有人提过了，在等另一位管理员同意',
  askedByYou: '是您自己提的，要另一位管理员来同意；还没有第二位的，先到 设置 → 账号 加一位',
  settled: '这一条已经办过了，请刷新看看',
}

/** Undefined: there is nobody like that. */
export function erasingSettled<T extends object>(
  made: T | { missing: true } | { refused: ErasureRefusal } | { refusal: Refusal },
  now: number,
): T | undefined {
  if ('missing' in made) return undefined
  if ('refused' in made) throw new Problem('refused', WORDS[made.refused], { refusal: made.refused })
  if ('refusal' in made) throw refused(made.refusal, now)
  return made
}
