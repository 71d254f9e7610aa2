import { ask, type Context, intent, isOpen, type Parser, reading } from '../context.ts'
import { ARRIVED, KIN_WORD, ME, NOT_A_NAME, oneOf } from '../lexicon.ts'
import { looksLikeName, splitPlace } from '../names.ts'
import { resolveName } from '../naming.ts'
import { NUM } from '../numerals.ts'
import type { Intent } from '../outcome.ts'
import { SAY } from '../say.ts'
import { countOf } from './reply.ts'

/** 到，我来了 · 来了来了，到: arrival said again. What parts the two must be written: 到我来了 is not read. */
const FIRST = `${ME}?(?:也|都|刚|已经|已|先)?${oneOf(ARRIVED)}`
const AGAIN = new RegExp(`^(?!都)(?:${FIRST}${oneOf(ARRIVED)}?[ ,。.!、~]+){1,2}(?=${FIRST})`)

const UNIT = '(?:个人|个|人|位|口人|口|名)'
const COUNT = `(${NUM})${UNIT}`
const SELF = new RegExp(
  `^${ME}?[ ,]*(?:全家|一家人)?(?:也|都|刚|已经|已|先)?(?:${oneOf(ARRIVED)})(?:[ ,.:]*(?:我们?(?:家|屋里))?(?:一共|共)?(${NUM})${UNIT}?)?$`,
)
/** 到了两个, 我家来了3个, 到 两个 — with 个 and without 我家 it may be about anybody. */
const COUNTED = new RegExp(`^(${ME})?[ ,]*(?:一共|共)?(?:来|到|签到)了?[ ,]*(?:一共|共)?${COUNT}$`)
const COUNT_FIRST = new RegExp(`^${ME}?[ ,]*(?:一家)?${COUNT}[ ,]*(?:都|已经|已)?(?:到|到了|来了|签到|已到|在场)$`)
const FOR = new RegExp(
  `^(?:我(?:是|来)?)?(?:代替|代表|替|帮|代)[ ]?(?:我(?!们|家))?([\\p{sc=Han}0-9a-z]{1,12}?)[ ,]*(?:也)?(?:来了?|到了?|签到|签个到|签了|报到|参会|开会)[ ,]*(?:(${NUM})${UNIT}?)?(?:的)?$`,
  'u',
)

/**
 * attend := [我家] [到 | 来了 …] (到 | 来了 | 签到 …) [n人]
 *         | [我家] (来|到)了 n 个            (without 我家: asked)
 *         | [我] 替 NAME[家] (来|到|签到) [n人]
 */
export const attend: Parser = (said, ctx) => {
  if (!isOpen(ctx, 'attendance')) return undefined
  const core = said.core.replace(AGAIN, '')
  const self = SELF.exec(core)
  // 都到了 is said of everybody.
  if (self && core.startsWith('都')) return undefined
  if (self) {
    const answer = withCount(self[1], undefined)
    // 来了两个: two of whose? 我家来了两个 and 到 两个 say it.
    const unclear = (/^来/.test(core) && core.endsWith('个')) || ofTheRoom(core, answer?.args.persons)
    return answer && unclear ? reading('attend', answer.args) : answer
  }
  const first = COUNT_FIRST.exec(core)
  if (first) return withCount(first[1], undefined)
  const counted = COUNTED.exec(core)
  if (counted) {
    const n = countOf(counted[2])
    if (n === undefined) return undefined
    if (!core.includes('了') && core.includes('来') && isOpen(ctx, 'rsvp')) return ask(SAY.arrivedOrComing(n))
    if (ofTheRoom(core, n)) return reading('attend', { persons: n })
    const about = (counted[1] !== undefined && (core.includes('了') || /[家屋户]/.test(counted[1]))) || /[人位名]$/.test(core)
    return about ? intent('attend', { persons: n }) : reading('attend', { persons: n })
  }
  const other = FOR.exec(core)
  return other ? onBehalf(other[1]!, other[2], ctx) : undefined
}

type AttendIntent = Extract<Intent, { intent: 'attend' }>

/** No household is larger unless it says so: 来了20人 and 一共到了5人 count the room. */
const HOUSEHOLD_MAX = 9
const OWN = new RegExp(`^${ME}`)

const ofTheRoom = (core: string, n: number | undefined): boolean =>
  n !== undefined && !OWN.test(core) && (n > HOUSEHOLD_MAX || /^(?:一共|共)/.test(core)) && core.includes('了')

function withCount(word: string | undefined, onBehalfOf: string | undefined): AttendIntent | undefined {
  const n = countOf(word)
  if (word !== undefined && n === undefined) return undefined
  return intent('attend', { ...(n !== undefined && { persons: n }), ...(onBehalfOf !== undefined && { onBehalfOf }) }) as AttendIntent
}

const somebody = (said: string): boolean => {
  const { place, who } = splitPlace(said)
  return (
    place !== '' || KIN_WORD.test(who.replace(/家$/, '')) || looksLikeName(who) || (who.endsWith('家') && looksLikeName(who.slice(0, -1)))
  )
}

function onBehalf(said: string, count: string | undefined, ctx: Context) {
  if (NOT_A_NAME.has(said) || said.length < 2 || said.startsWith('签')) return undefined
  // Without a roster only a name, a place or a word of kin is somebody's: 我代表群众来 is not.
  if (!ctx.roster && !Object.hasOwn(ctx.kin, said) && !somebody(said)) return undefined
  const found = resolveName(said, ctx)
  const answer = withCount(count, found.name ?? found.perhaps)
  if (answer?.kind !== 'intent') return undefined
  if (found.name !== undefined) return answer
  if (found.perhaps !== undefined)
    return { kind: 'clarify' as const, reading: { intent: answer.intent, args: answer.args }, say: found.say('替', '到') }
  // Who is meant has to be said; then this is done (nameKin).
  if (!found.several && ctx.roster && KIN_WORD.test(said) && answer)
    return {
      kind: 'clarify' as const,
      reading: { intent: answer.intent, args: { ...answer.args, onBehalfOf: said } },
      say: SAY.whoIsKin(said, ctx.roster[0]?.name ?? '王德福'),
    }
  if (!found.several && (said.length > 5 || /[不还要了是好修天周同]/.test(said))) return undefined
  return ask(found.several ? found.say('替', '到') : SAY.noSuchName(said, '替王德福家到2人'))
}
