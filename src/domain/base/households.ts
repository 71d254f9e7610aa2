/** Which households there are, and what each has answered. The household is the unit of every count of the rules. */
import type { AnswerRow, HouseholdRow, VillagerRow } from './rows.ts'
import type { HamletState } from './state.ts'

/** In the order of the roster: by group, then by number. */
export const livingHouseholds = (state: HamletState): HouseholdRow[] =>
  state.households.where((h) => h.removedAt === null).sort((a, b) => a.groupNo - b.groupNo || a.number - b.number)

const atHome = new WeakMap<HamletState, { ids: ReadonlySet<string>; of: number }>()

/**
 * The ids of the households that are permanently at home now: the base of quorum and of every turnout until it is frozen. Each answer asks for
 * them; they are worked out anew when the register has changed.
 */
export function atHomeIds(state: HamletState): ReadonlySet<string> {
  const of = state.households.revision
  const known = atHome.get(state)
  if (known?.of === of) return known.ids
  const ids = new Set(
    livingHouseholds(state)
      .filter((h) => h.atHome)
      .map((h) => h.id),
  )
  atHome.set(state, { ids, of })
  return ids
}

/** An answer's household: as given, or that of the account that gave it, which may have been bound since. */
export function householdOf(state: HamletState, answer: AnswerRow): string | undefined {
  return answer.householdId ?? state.accounts.get(answer.accountId)?.householdId ?? undefined
}

/**
 * Said by the household itself: by an account that is its own, or was entered by nobody else. What an account said that has been unbound since
 * counts as before, and stands back before what head or recorder know better.
 */
export const isOwnWord = (answer: Pick<AnswerRow, 'accountId' | 'householdId'>): boolean =>
  answer.accountId !== null && answer.householdId === null

/** The later word is the one that was said later, whichever came first. */
export const bySaying = (a: Pick<AnswerRow, 'at' | 'seq'>, b: Pick<AnswerRow, 'at' | 'seq'>): number => a.at - b.at || a.seq - b.seq

/** Each household's latest answer. Answers of accounts that are not bound (yet) belong to no household and wait. */
export function latestByHousehold<T extends AnswerRow>(state: HamletState, answers: Iterable<T>): Map<string, T> {
  const latest = new Map<string, T>()
  for (const answer of answers) {
    const household = householdOf(state, answer)
    if (!household) continue
    const before = latest.get(household)
    if (!before || bySaying(before, answer) < 0) latest.set(household, answer)
  }
  return latest
}

function membersOf(state: HamletState, householdId: string): VillagerRow[] {
  return state.villagers.where((v) => v.householdId === householdId && v.removedAt === null)
}

/** The name a household goes by: its head's, else its first member's. */
export function householdName(state: HamletState, householdId: string): string {
  const members = membersOf(state, householdId)
  return (
    (members.find((m) => m.isHouseholdHead) ?? members[0])?.name ??
    `${state.households.get(householdId)?.groupNo ?? '?'}组${state.households.get(householdId)?.number ?? '?'}户`
  )
}
