/** For somebody else: 我替二伯来, 代我妈来的, 帮王德福签一下到. Whose household it is has to be certain. */
import { type Answer, type Context, doubted, intent } from '../context.ts'
import { persons } from '../lex/people.ts'
import type { Token } from '../lex/token.ts'
import { KIN_WORD, NOT_A_NAME } from '../lexicon.ts'
import { looksLikeName, splitPlace } from '../names.ts'
import { askNobody, askWho, resolveName } from '../naming.ts'
import { SAY } from '../say.ts'
import type { Lexed, Reading } from './reading.ts'

const COMES = (t: Token): boolean => t.kind === 'pred' && (t.sense === 'arrive' || (t.sense === 'come' && t.verdict === 'yes'))

/** Undefined: nobody signs in for anybody here. */
export function forOther(lexed: Lexed, ctx: Context): Reading | undefined {
  for (const clause of lexed.clauses) {
    const at = clause.tokens.findIndex((t) => t.kind === 'for')
    if (at < 0 || clause.tokens.slice(0, at).some((t) => t.kind !== 'me' && t.kind !== 'noise' && t.kind !== 'adv' && t.kind !== 'pick'))
      continue
    const verb = clause.tokens.findLastIndex((t, i) => i > at && COMES(t))
    // 我代表龙德旺家, and no verb: whose household it is has been said.
    if (verb < 0) {
      const silent = clause.tokens.at(-1)?.kind === 'name' ? signed(lexed, ctx, clause.tokens.slice(at + 1), []) : undefined
      if (silent) return { answer: doubted(silent), by: new Set([clause]), frame: 'attendance' }
      continue
    }
    const answer = signed(lexed, ctx, clause.tokens.slice(at + 1, verb), clause.tokens.slice(verb + 1))
    if (answer) return { answer, by: new Set([clause]), frame: 'attendance' }
  }
  return undefined
}

function signed(lexed: Lexed, ctx: Context, who: readonly Token[], behind: readonly Token[]): Answer | undefined {
  const named = who.filter((t) => t.kind !== 'space' && t.kind !== 'people' && t.kind !== 'count' && t.kind !== 'noise')
  // 替我二伯来, but not 替我来.
  if (named[0]?.kind === 'me') {
    if (named.length === 1) return undefined
    named.shift()
  }
  const last = named.at(-1)
  if (!last || named.some((t) => t.kind === 'ask')) return undefined
  const said = lexed.text
    .slice(named[0]!.from, last.to)
    .replace(/[ ,也都]+$/, '')
    .replace(/^我(?=.)/, '')
  const counted = [...who, ...behind, ...lexed.clauses.filter((c) => c.tokens.every(counts)).flatMap((c) => c.tokens)].filter(
    (t) => t.kind === 'people' || t.kind === 'count',
  )
  const loose = behind.filter((t) => !['people', 'count', 'particle', 'space', 'noise', 'adv', 'pred', 'me'].includes(t.kind))
  // 替王德福来的啊他脚痛: behind a particle it tells why the other does not come.
  const why = behind.findIndex(
    (t, i) => i > 0 && t.kind === 'they' && /^[他她]/.test(lexed.text.slice(t.from)) && behind[i - 1]!.kind === 'particle',
  )
  if (why > 0) {
    const answer = signed(lexed, ctx, who, behind.slice(0, why))
    return answer && doubted(answer)
  }
  // 来开会, 来签个到: one verb more.
  if (loose.length > 0 || counted.length > 1 || behind.some((t) => t.kind === 'pred' && !COMES(t))) return undefined
  const n = counted[0] ? persons(counted[0].n) : undefined
  if (counted[0] && n === undefined) return undefined
  return onBehalf(said, n, ctx)
}

const counts = (t: Token): boolean => ['people', 'count', 'particle', 'space', 'noise'].includes(t.kind)

const somebody = (said: string): boolean => {
  const { place, who } = splitPlace(said)
  return (
    place !== '' || KIN_WORD.test(who.replace(/家$/, '')) || looksLikeName(who) || (who.endsWith('家') && looksLikeName(who.slice(0, -1)))
  )
}

/** Characters of the longest name with its place. */
const NAME_MAX_CHARS = 12

function onBehalf(said: string, n: number | undefined, ctx: Context): Answer | undefined {
  if (NOT_A_NAME.has(said) && !KIN_WORD.test(said)) return undefined
  if (said.length < 1 || said.length > NAME_MAX_CHARS || said.startsWith('签')) return undefined
  // Without a roster only a name, a place or a word of kin is somebody's: 我代表群众来 is not.
  if (!ctx.roster && !Object.hasOwn(ctx.kin, said) && !somebody(said)) return undefined
  const found = resolveName(said, ctx)
  const args = (name: string) => ({ ...(n !== undefined && { persons: n }), onBehalfOf: name })
  if (found.name !== undefined) return intent('attend', args(found.name))
  if (found.perhaps !== undefined)
    return { kind: 'clarify', reading: { intent: 'attend', args: args(found.perhaps) }, say: found.say('替', '到') }
  // Who is meant has to be said; then this is done (nameKin).
  if (!found.several && KIN_WORD.test(said))
    return { kind: 'clarify', reading: { intent: 'attend', args: args(said) }, say: SAY.whoIsKin(said, ctx.roster![0]?.name ?? '王德福') }
  if (!found.several && (said.length > 5 || /[不还要了是好修天周同]/.test(said))) return undefined
  return found.several ? askWho(found, '替', '到') : askNobody(said, '替王德福家到2人')
}
