import { type Answer, ask, intent, isOpen, type Parser, reading } from '../context.ts'
import { ABSTAIN, APPROVE, CONDITION, ME, oneOf, REJECT } from '../lexicon.ts'
import { NUM } from '../numerals.ts'
import type { Choice } from '../outcome.ts'
import { SAY } from '../say.ts'
import { countOf } from './reply.ts'

const WORD = `(${oneOf([...APPROVE, ...REJECT, ...ABSTAIN])})`
const VOTE = new RegExp(
  `^${ME}?[ ,]*(?:全家)?(?:都|也|还是|就|完全|坚决|绝对|表示|投)?(?:要|想)?(?:改(?:成|为|投|票)?|改票)?[ :]?${WORD}[ ,:]*(?:我家[ ]?)?(?:(${NUM})(?:票)?)?(?:的|了)?$`,
)
const VOTES_FIRST = new RegExp(`^${ME}?[ ,]*(?:都|投)?(${NUM})票[ ,]*(?:都)?${WORD}(?:的|了)?$`)
const BEFORE = new RegExp(`^${ME}?[ ,]*(?:都|也)?${WORD}(?=.)`)
/** 同意反对, 同意 反对: two votes. 同意不同意 asks for one. */
const BOTH = new RegExp(`^${ME}?[ ,]*${WORD}(?:[ ,、/和]+|(?!不))${WORD}$`)
const PERSONS_WITH = new RegExp(`^${ME}?[ ,]*${WORD}[ ,]*(${NUM})(?:个人|人|个|位)$`)
const HESITANT = new RegExp(`^${ME}?[ ,]*(?:都|也|应该|可能|大概|那就?|就)?${WORD}吧$`)

const choices = new Map<string, Choice>([
  ...APPROVE.map((w): [string, Choice] => [w, 'approve']),
  ...REJECT.map((w): [string, Choice] => [w, 'reject']),
  ...ABSTAIN.map((w): [string, Choice] => [w, 'abstain']),
])

/** 我也想同意: what somebody would like to vote is not a vote yet. */
const WISHED = new RegExp(`^${ME}?[ ,]*(?:也|都|还是|就)?想`)

/**
 * ballot := [我家] [改成] (同意 | 反对 | 弃权 …) [n票]
 *         | [我家] n票 (同意 …)
 * 同意,但是… , 同意吧, 我也想同意, 同意3人 and 同意反对 are asked, and any vote while two motions are open; 不反对, 同意老王, 没有不同意 are not votes at all.
 */
export const ballot: Parser = (said, ctx) => {
  if (!isOpen(ctx, 'motion')) return undefined
  const answer = readVote(said.core)
  return answer && ctx.open.filter((q) => q.question === 'motion').length > 1 ? ask(SAY.whichQuestion()) : answer
}

function readVote(core: string): Answer | undefined {
  const plain = VOTE.exec(core)
  const first = plain ? null : VOTES_FIRST.exec(core)
  const word = plain?.[1] ?? first?.[2]
  if (word !== undefined) {
    const number = plain ? plain[2] : first?.[1]
    const votes = countOf(number)
    if (number !== undefined && votes === undefined) return undefined
    const args = { choice: choices.get(word)!, ...(votes !== undefined && { votes }) }
    // 都同意 speaks for others, too.
    const certain = (number === undefined || core.includes('票')) && !core.startsWith('都') && !WISHED.test(core)
    return certain ? intent('ballot', args) : reading('ballot', args)
  }
  const persons = PERSONS_WITH.exec(core)
  if (persons) {
    const votes = countOf(persons[2])
    return votes === undefined ? undefined : reading('ballot', { choice: choices.get(persons[1]!)!, votes })
  }
  const hesitant = HESITANT.exec(core)
  if (hesitant) return reading('ballot', { choice: choices.get(hesitant[1]!)! })
  const before = BEFORE.exec(core)
  const both = before && BOTH.exec(core)
  if (both) return choices.get(both[1]!) === choices.get(both[2]!) ? undefined : ask(SAY.oneVote())
  if (before && CONDITION.test(core.slice(before[0].length)) && !/[?]|吗$/.test(core)) return ask(SAY.conditionalVote())
  return undefined
}
