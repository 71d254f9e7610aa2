/** The table of who may, held against whoever asks in a turn. */
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { OfficeOf } from '../base/who.ts'
import { type Act, mayDo, type ReservedAct, type Standing, WHO_MAY, type WhoMay } from './who-may.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    /** `issueNo`: of an issue that another office has. */
    onlyFor: { who: readonly OfficeOf[]; act: ReservedAct; issueNo?: number }
  }
}

/** Somebody may be several things at once: the head of a small hamlet who also keeps its record. */
function standingsOf(turn: Turn): Standing[] {
  const { actor } = turn
  if (actor.kind === 'clock') return ['clock']
  if (actor.kind === 'official') return [actor.office]
  const own: Standing[] = [...(turn.isHead() ? (['head'] as const) : []), ...(turn.isRecorder() ? (['recorder'] as const) : [])]
  return own.length > 0 ? own : [turn.account?.householdId == null ? 'unbound' : 'villager']
}

/** `but`: whose office may, and who may not in this case; they are not named. Refuses whoever may not. What only the clock asks is no person's to be told: then it is a fault of ours. */
export function insist(turn: Turn, act: Act, issueNo?: number, but: readonly OfficeOf[] = []): void {
  if (mayDo(standingsOf(turn), act)) return
  const who: WhoMay = WHO_MAY[act]
  if (who === 'clock' || who === 'anybody') throw new Error(`${act} came from ${turn.who}`)
  // People ask their own: where the hamlet has somebody for it, no office is named.
  const named = who.named.filter((office) => !but.includes(office))
  const { headId, recorderId } = turn.hamlet
  const own = named.filter((office) => (office === 'head' && headId !== null) || (office === 'recorder' && recorderId !== null))
  const others = named.filter((office) => office !== 'head' && office !== 'recorder')
  const meant = own.length > 0 ? own : others.length > 0 ? others : (['cadre'] as const)
  refuse({ code: 'onlyFor', who: meant, act: act as ReservedAct, ...(issueNo === undefined ? {} : { issueNo }) })
}
