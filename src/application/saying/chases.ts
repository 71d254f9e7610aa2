/**
 * Chases of many hamlets to one office's group are one message: the village's cadres read one list at nine, not thirty. Each hamlet keeps its
 * own deadline; what it has to say waits until all that fall at that moment have fallen, and is then told together.
 */
import { hamletOf } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'
import { chasesStillDue } from '../../store/edges/deadlines.ts'
import type { Sending } from '../../store/edges/outbox.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import * as text from '../../text/chases.ts'
import type { Deps } from '../ports.ts'
import { type AboutEvent, asOfNow, isGathered } from './standing.ts'

/** Whether other hamlets will have something to add in a moment. */
export async function othersToCome({ db, clock }: Deps, message: Sending): Promise<boolean> {
  const about = message.about as AboutEvent | null
  return about?.of === 'event' && isGathered(about) && (await chasesStillDue(db, about.to, about.hamletId, clock.now()))
}

/** What all of them say now; undefined when nothing is left to chase. */
export async function tellTogether({ db }: Deps, abouts: readonly AboutEvent[], now: Instant): Promise<string | undefined> {
  const chased: text.Chased[] = []
  for (const hamletId of new Set(abouts.map((a) => a.hamletId))) {
    const [first, ...more] = abouts.filter((a) => a.hamletId === hamletId)
    if (!first) continue
    const state = await loadHamlet(db, hamletId, now)
    const event = asOfNow(first, more, state, now)
    if (event === undefined || event === 'asWritten' || event.type !== 'issuesChased') continue
    const items = event.data.items.map((item) => ({ ...item, issue: state.issues.must(item.issueId) }))
    chased.push({ alias: hamletOf(state).alias, items, draft: event.data.draft.length > 0, now })
  }
  if (chased.length === 0) return undefined
  return abouts[0]?.to === 'village' ? text.chasedVillage(chased) : text.chasedTown(chased)
}
