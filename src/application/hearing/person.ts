/** Names become people of the roster; what is not certain becomes the line to answer with. */
import { householdName } from '../../domain/base/households.ts'
import type { AccountRow } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { UNKNOWN_SPEAKER } from '../../text/record.ts'
import * as talk from '../../text/talk.ts'
import { matchName } from '../../understand/names.ts'
import type { Hearing } from './hearing.ts'
import { kinOf, type RosterLine, rosterOf } from './questions.ts'

/** One villager of the roster, or the line to answer with. */
export function person(said: string, hearing: Hearing, household = ''): RosterLine | { say: string } {
  const match = matchName(said, rosterOf(hearing.state), kinOf(hearing.state, hearing.account.id), household)
  if (match.kind === 'one') return match.entry as RosterLine
  if (match.kind === 'none') return { say: talk.noSuchName(said) }
  const lines = match.entries as RosterLine[]
  // A whole household named by its place (三组5户) is one household, whoever lives there.
  const first = lines[0]
  if (match.kind === 'several' && first && lines.every((l) => l.householdId === first.householdId))
    return lines.find((l) => l.head) ?? first
  return {
    say: talk.severalOfName(
      said,
      lines.map((l) => `${l.household}${l.name}`),
    ),
  }
}

/** The name under which somebody's words stand in the record. */
export function speakerName(state: HamletState, account: AccountRow): string {
  const villager = state.villagers.get(account.villagerId)
  if (villager) return villager.name
  if (account.householdId) return `${householdName(state, account.householdId)}家`
  return account.nickname || UNKNOWN_SPEAKER
}
