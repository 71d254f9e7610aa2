/**
 * 12号不满意, and then a story that is longer than any answer: the answer is in front, what follows is the household's comment, whole. The front is
 * read as an answer of its own; what of a condition or of another issue stands further back is looked for by its words.
 */
import { type Answer, ask, type Context, intent } from '../context.ts'
import { normalize, type Said } from '../normalize.ts'
import type { Score } from '../outcome.ts'
import { SAY } from '../say.ts'

const FRONT = /^(?:第?\d{1,6} ?号?[ ,:、]*)?(?:很|非常)?(?:不|基本)?满意[ ,.。;:!、]+/
const CONDITION = /但是|不过|如果|要是|除非|只要|前提/
const NUMBERED = /(\d{1,6}) ?号/g
const SCORE_WORDS: Readonly<Record<Score, string>> = { satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' }

/** `readFront` reads a short answer. Undefined: it is no rating, and chat like every long message. */
export function longRating(said: Said, ctx: Context, readFront: (front: Said) => Answer | undefined): Answer | undefined {
  const front = FRONT.exec(said.text)?.[0]
  const numbers = ctx.open.flatMap((q) => (q.question === 'survey' ? [q.issueNo] : []))
  if (front === undefined || numbers.length === 0) return undefined
  const answer = readFront(normalize(said.own(0, front.length)))
  if (answer?.kind !== 'intent' || answer.intent !== 'rate') return answer
  const { issueNo, score } = answer.args
  const story = said.text.slice(front.length)
  if (score !== 'dissatisfied' && CONDITION.test(story)) return ask(SAY.conditionalRating(issueNo))
  const others = [...story.matchAll(NUMBERED)].map((found) => Number(found[1])).filter((no) => numbers.includes(no) && no !== issueNo)
  if (issueNo !== undefined && others.length > 0) return ask(SAY.oneIssueAtATime(issueNo, SCORE_WORDS[score]))
  return intent('rate', { ...answer.args, comment: said.own(front.length).trim() })
}
