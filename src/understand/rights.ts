/**
 * Forms that are also gossip (散会了, 王德福家回来了, 开会) count from those whom the table of who may names, and are silence from others. A command
 * nobody says by accident is an intent from anyone; the rules refuse it in one polite line.
 */
import { type Act, isNamed, WHO_MAY } from '../domain/rights/who-may.ts'
import type { IntentName, Role } from './outcome.ts'

/** Intents that go by another name among the acts. */
const ACT_OF: { readonly [K in IntentName]?: Act } = {
  handCount: 'countHands',
  bindMember: 'bindAccount',
  // From the chair it is a command of its own; whose issue it is, the rule knows.
  categorise: 'categoriseOthers',
}

const actOf = (intent: IntentName): Act | undefined => ACT_OF[intent] ?? (intent in WHO_MAY ? (intent as Act) : undefined)

/** Not everybody's: a command of head, recorder or an office. */
export function isReserved(intent: IntentName): boolean {
  const act = actOf(intent)
  return act !== undefined && typeof WHO_MAY[act] === 'object'
}

/** True when `role` is named for `intent`; villagers' own intents are open to all. */
export function mayGive(role: Role, intent: IntentName): boolean {
  const act = actOf(intent)
  return act === undefined || isNamed(role, act)
}
