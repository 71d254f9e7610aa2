/** What a parser may look at besides the words: who speaks, what is open, when. Built once per message. */
import { type Instant, type WallTime, wallTime } from '../kernel/time.ts'
import { DEFAULT_NOW } from './moments.ts'
import type { Clarify, Intent, IntentArgs, IntentName, OpenQuestion, Role, RosterName, Understandable } from './outcome.ts'
import { mayGive } from './rights.ts'
import { SAY } from './say.ts'

export type Answer = Intent | Clarify

export interface Context {
  role: Role
  mentioned: boolean
  now: Instant
  wall: WallTime
  /** Undefined: the caller has no roster at hand, names stay as said. */
  roster: readonly RosterName[] | undefined
  kin: Readonly<Record<string, string>>
  hamlets: readonly string[] | undefined
  /** The questions that this message can answer, oldest first: narrowed by a quote. */
  open: readonly OpenQuestion[]
  /** Normalized text of the quoted message; '' when nothing is quoted. */
  quoted: string
}

export const intent = <K extends IntentName>(name: K, args: IntentArgs[K]): Intent => ({ kind: 'intent', intent: name, args }) as Intent

/** “您是说…？” */
export function reading<K extends IntentName>(name: K, args: IntentArgs[K]): Clarify {
  return { kind: 'clarify', reading: { intent: name, args } as Omit<Intent, 'kind'> }
}

/** One line that names the fault and shows the right form. */
export const ask = (say: string): Clarify => ({ kind: 'clarify', say })

/** Two questions could take it. */
export const askWhich = (): Clarify => ({ ...ask(SAY.whichQuestion()), several: true })

/** An answer that cannot be acted on as it came (under a quote of chat, spoken, half read): offered back for a yes. */
export const doubted = (answer: Answer): Answer =>
  answer.kind === 'intent' ? ({ kind: 'clarify', reading: { intent: answer.intent, args: answer.args } } as Answer) : answer

export const isOpen = (ctx: Context, question: OpenQuestion['question']): boolean => {
  for (const q of ctx.open) if (q.question === question) return true
  return false
}

/** May a form that is also gossip be taken as this command? */
export const commands = (ctx: Context, name: IntentName): boolean => ctx.mentioned || mayGive(ctx.role, name)

const ROLES = new Set<Role>(['villager', 'head', 'recorder', 'cadre', 'official', 'unbound'])

export function contextOf(message: Understandable, open: readonly OpenQuestion[], quoted: string, mentioned: boolean): Context {
  const parsed = typeof message.now === 'string' ? Date.parse(message.now) : Number.NaN
  const now = Number.isNaN(parsed) ? DEFAULT_NOW : parsed
  return {
    role: ROLES.has(message.role as Role) ? (message.role as Role) : 'villager',
    mentioned,
    now,
    wall: wallTime(now),
    roster: message.roster,
    kin: message.kin ?? {},
    hamlets: message.hamlets,
    open,
    quoted,
  }
}
