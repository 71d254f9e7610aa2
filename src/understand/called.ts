/** Whether a message was meant for the bot, whatever became of it: it names the bot, or stands under a question that the bot has asked. */
import { open as unwrap } from './envelope.ts'
import { plainName } from './names.ts'
import { normalizeText } from './normalize.ts'
import type { Understandable } from './outcome.ts'
import { questionsIn } from './resolve.ts'

export type Called = 'mention' | 'quote'

const WHOSE = /^[「『]([^\n：:]{1,40})[：:]/

/**
 * `isNeighbour`: of the name above quoted words. Under a neighbour's words people talk to the neighbour, whatever these sound like. Undefined
 * for talk among people.
 */
export function calledBy(
  { text, quoted, mentionsBot }: Pick<Understandable, 'text' | 'quoted' | 'mentionsBot'>,
  isNeighbour: (plainName: string) => boolean,
): Called | undefined {
  const unwrapped = unwrap(text, quoted, mentionsBot === true)
  if (unwrapped.mentioned) return 'mention'
  const whose = WHOSE.exec(unwrapped.quoted.trimStart())?.[1]
  if (whose !== undefined && isNeighbour(plainName(whose))) return undefined
  return questionsIn(normalizeText(unwrapped.quoted)).length > 0 ? 'quote' : undefined
}
