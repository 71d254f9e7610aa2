/** Who is who in a hamlet's room, as understanding wants to know it. */

import type { AccountRow, HouseholdRow, VillagerRow } from '../../domain/base/rows.ts'
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import type { OpenQuestion, Role, RosterName } from '../../understand/outcome.ts'

const RATED = /(\d{1,6}) ?号?[ ,，:：]*(?:很|非常|基本|不太?|不怎么)?满意/g

/** 1号不满意, said of what is closed: no question any more, and worth an answer. */
export function ratedTooLate(state: HamletState, text: string): OpenQuestion[] {
  if (!state.issues.find((i) => i.status === 'closed' && !i.confidential)) return []
  const named = [...text.normalize('NFKC').matchAll(RATED)].map((found) => Number(found[1]))
  return state.issues
    .where((i) => i.status === 'closed' && !i.confidential && named.includes(i.no))
    .map((i) => ({ question: 'survey', issueNo: i.no }))
}

export function roleOf(state: HamletState, account: AccountRow): Role {
  if (account.householdId === null) return 'unbound'
  const hamlet = hamletOf(state)
  if (account.villagerId !== null && account.villagerId === hamlet.headId) return 'head'
  return account.villagerId !== null && account.villagerId === hamlet.recorderId ? 'recorder' : 'villager'
}

/** A roster line that remembers whose it is. */
export interface RosterLine extends RosterName {
  villagerId: string
  householdId: string
}

export const householdLabel = (h: HouseholdRow): string => `${h.groupNo}组${h.number}户`

const rosters = new WeakMap<HamletState, { roster: RosterLine[]; of: string }>()

/** The roster names are matched against: everybody who still lives in a household of the hamlet. Made anew when the register has changed. */
export function rosterOf(state: HamletState): RosterLine[] {
  const of = `${state.villagers.revision}/${state.households.revision}`
  const known = rosters.get(state)
  if (known?.of === of) return known.roster
  const line = (v: VillagerRow): RosterLine[] => {
    const household = state.households.get(v.householdId)
    if (!household || household.removedAt !== null || v.removedAt !== null) return []
    return [
      {
        name: v.name,
        household: householdLabel(household),
        ...(v.isHouseholdHead ? { head: true } : {}),
        villagerId: v.id,
        householdId: v.householdId,
      },
    ]
  }
  const roster = [...state.villagers.all()].flatMap(line)
  rosters.set(state, { roster, of })
  return roster
}

/** What the head is called in the group: by name, and as the own accounts are. */
export function convenorOf(state: HamletState): string[] {
  const { headId } = hamletOf(state)
  if (headId === null) return []
  const nicknames = state.accounts.where((a) => a.villagerId === headId).map((a) => a.nickname)
  return [state.villagers.get(headId)?.name ?? '', ...nicknames].filter((name) => name !== '')
}

/** This speaker's confirmed kin words, as names. */
export function kinOf(state: HamletState, accountId: string): Record<string, string> {
  const words = state.kinWords.where((k) => k.accountId === accountId)
  return Object.fromEntries(words.map((k) => [k.word, state.villagers.get(k.villagerId)?.name ?? '']).filter(([, name]) => name))
}
