/**
 * What was not understood, without names: a line a message in the form that `npm run -s understand` reads, so that it can be tried at once and
 * become a line of the tests. Whose the words are is in none of it, nor which hamlet's.
 */
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { dateOf, isoShanghai } from '../../kernel/time.ts'
import { missedSince } from '../../store/edges/inbox.ts'
import { listMissed, type MissedLine, namesOfTown } from '../../store/reading/missed.ts'
import { LIMIT_MAX } from '../../store/reading/select.ts'
import { withoutNames } from '../../understand/without-names.ts'
import type { Deps } from '../ports.ts'

/** As many as a page has: what goes out of the house has been looked at. */
export const MISSED_MAX = LIMIT_MAX

/** Undefined when none of them is there any more. */
export async function missedBook(
  deps: Deps,
  who: Principal,
  seqs: readonly number[],
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const now = deps.clock.now()
  const { items } = await listMissed(deps.db, reachOf(who), { since: missedSince(now), seqs, limit: MISSED_MAX })
  if (items.length === 0) return undefined
  const names = await namesOfTown(deps.db, who.townId)
  const lines = items.map((line) => `${JSON.stringify(lineOf(line, names))}\n`)
  return { name: `没听懂的话-${dateOf(now)}.ndjson`, bytes: new TextEncoder().encode(lines.join('')) }
}

function lineOf({ text, role, kind, by, at, open, outcome }: MissedLine, names: readonly string[]): object {
  const said = withoutNames(text, names)
  const roster = said.names.map((name, i) => ({ name, household: `1组${i + 1}户` }))
  return { text: said.text, role, kind, mentionsBot: by === 'mention', now: isoShanghai(at), roster, open, was: outcome }
}
