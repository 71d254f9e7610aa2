/**
 * The connection of an account was lost and has come back. A gap is stored with its from and to; questions that were open in it get the time
 * back, and their groups are asked to send again, once.
 */
import { type Instant, MINUTE } from '../../kernel/time.ts'
import { endGap, gapFrom, hamletsWithQuestions, isCutOff, lastSeen, openGapOf, putGap } from '../../store/connection/gaps.ts'
import type { Deps } from '../ports.ts'
import { sit } from '../sitting.ts'

/** Ours: a reconnection of seconds is stored, and no group is troubled with it. */
const GAP_WORTH_A_WORD = MINUTE

/** Ours: how long a deadline that waits for the connection waits before it looks again. */
const HOLD = 5 * MINUTE

/** What must not close while nobody can answer. */
const HELD: ReadonlySet<string> = new Set(['pollClose', 'surveyClose'])

/** The account went offline; `from` is when it was last known to work. While a gap is open a second one does not begin. */
export async function openGap(deps: Deps, account: string, from: Instant, why?: string): Promise<void> {
  if (!(await openGapOf(deps.db, account))) await putGap(deps.db, account, from, why ?? null)
}

/**
 * The account is back. Closes the gap that is open, or stores this one whole. Returns how many hamlets were asked to send again: none for a
 * gap that was closed before, or that is too short to trouble anybody.
 */
export async function closeGap(deps: Deps, account: string, from: Instant, to: Instant, why?: string): Promise<number> {
  const before = await gapFrom(deps.db, account, from)
  if (before?.to != null) return 0
  const gap = (await openGapOf(deps.db, account)) ?? (await putGap(deps.db, account, from, why ?? null))
  let asked = 0
  if (to - gap.from >= GAP_WORTH_A_WORD)
    for (const hamletId of await hamletsWithQuestions(deps.db, account)) {
      const done = await sit(deps, hamletId, `gap/${gap.id}`, (sitting) =>
        sitting.order({ type: 'makeUpForGap', actor: { kind: 'clock' }, from: gap.from, to }),
      )
      if (done && 'events' in done && done.events.length > 0) asked += 1
    }
  // Last, so that a process that dies in between asks again rather than never; what was said already is not said twice.
  await endGap(deps.db, gap.id, to)
  return asked
}

/**
 * A process that was killed has told nobody: the last sign of life then is where the gap begins. To be called before anything falls due
 * here, so that no question closes on the silence.
 */
export async function openGapSinceLastSeen(deps: Deps, account: string): Promise<void> {
  const seen = await lastSeen(deps.db, account)
  if (seen !== undefined && deps.clock.now() - seen >= GAP_WORTH_A_WORD)
    await openGap(deps, account, seen, 'the process ended without a word')
}

/** Deadlines of this kind may have to wait for a connection: `heldUntil` says it. */
export const mayBeHeld = (kind: string): boolean => HELD.has(kind)

/** When a deadline that would close a question may look again; undefined when it may go ahead now. */
export async function heldUntil(deps: Deps, deadline: { kind: string; hamletId: string }): Promise<Instant | undefined> {
  if (!mayBeHeld(deadline.kind) || !(await isCutOff(deps.db, deadline.hamletId))) return undefined
  return deps.clock.now() + HOLD
}
