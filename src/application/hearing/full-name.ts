/** 请写全名, and what a full name alone then makes of the words that waited for it. */
import { openClarification } from '../../domain/member/clarify.ts'
import { KIN_WORD } from '../../understand/lexicon.ts'
import type { Clarify, Intent, Outcome, Understandable } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import type { Sitting } from '../sitting.ts'

/** What is kept until the name is said: the words, and the name in them that was nobody's. */
interface Wanting {
  intent: 'fullName'
  args: { name: string; words: string }
}

export function wanting({ unnamed }: Clarify, words: string | undefined): Wanting | undefined {
  if (unnamed === undefined || !words?.includes(unnamed)) return undefined
  return { intent: 'fullName', args: { name: unnamed, words } }
}

/** No 是 settles it. */
export const isWanting = (reading: unknown): reading is Wanting => (reading as { intent?: unknown } | undefined)?.intent === 'fullName'

/** The words once more, with the full name in them. A name that nobody has asked for is talk. */
export function spelledOut(sitting: Sitting, accountId: string, name: string, said: Understandable): Outcome {
  const asked = openClarification(sitting.state, accountId, sitting.now)
  if (isWanting(asked?.reading)) {
    const { words, name: wrong } = asked.reading.args
    sitting.order({ type: 'settleClarification', actor: { kind: 'account', accountId }, accountId, clarificationId: asked.id })
    return understand({ ...said, text: words.replace(wrong, name) })
  }
  const waits = asked?.reading as Omit<Intent, 'kind'> | undefined
  const { onBehalfOf, name: meant } = (waits?.args ?? {}) as { onBehalfOf?: string; name?: string }
  if (meant === name || onBehalfOf === name) return { kind: 'intent', intent: 'confirm', args: {} }
  if (onBehalfOf !== undefined && KIN_WORD.test(onBehalfOf)) return { kind: 'intent', intent: 'nameKin', args: { word: onBehalfOf, name } }
  return { kind: 'silence' }
}
