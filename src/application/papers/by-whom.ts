/** By whose hand something stands in the minutes that a household did not say itself: who signed it in, who entered which votes. */
import type { RecordedMotion } from '../../documents/minutes.ts'
import { arrivalsOf } from '../../domain/attendance/present.ts'
import { bySaying, householdOf } from '../../domain/base/households.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import type { BallotRow, MotionRow } from '../../domain/motion/rows.ts'
import type { Reader } from '../../store/database.ts'
import { deskNames } from '../../store/record.ts'
import * as recordText from '../../text/record.ts'
import { speakerName } from '../hearing/person.ts'

/** The name of `account:…` or `official:…`. */
export type NameOf = (by: string | null) => string

const ballotsByHand = (state: HamletState, motionId: string): BallotRow[] =>
  state.ballots.where((b) => b.motionId === motionId && b.via === 'byHand')

export async function namesIn(db: Reader, state: HamletState): Promise<NameOf> {
  const bys = [...state.attendances.all(), ...state.ballots.all()].flatMap(({ by }) => (by?.startsWith('official:') ? [by] : []))
  const atTheDesk = await deskNames(db, [...new Set(bys.map((by) => by.slice('official:'.length)))])
  return (by) => {
    const account = by?.startsWith('account:') ? state.accounts.get(by.slice('account:'.length)) : undefined
    if (account) return speakerName(state, account)
    return atTheDesk.get(by?.replace(/^official:/, '') ?? '') ?? recordText.NOT_NAMED
  }
}

/** By whose word a household is here, when it is not its own. */
export function signedBy(state: HamletState, meeting: MeetingRow, householdId: string, nameOf: NameOf): string | undefined {
  const row = arrivalsOf(state, meeting)
    .filter((a) => householdOf(state, a) === householdId)
    .sort(bySaying)
    .at(-1)
  if (!row || row.accountId !== null) return undefined
  if (row.via === 'byHand') return `${nameOf(row.by)}${recordText.BY_HAND}`
  if (row.confirmed) return `${nameOf(row.by)}${recordText.SIGNED_FOR}`
  return row.via === 'groupNote' ? undefined : `${nameOf(row.by)}${recordText.SIGNED_BY}`
}

/** What the sheets say at last of each household, by who entered it. */
export function votesByHand(
  state: HamletState,
  motion: MotionRow,
  show: { nameOf: NameOf; label: (householdId: string) => string; inOrder: (a: string, b: string) => number },
): NonNullable<RecordedMotion['byHand']> {
  const sheets = new Map<string, BallotRow[]>()
  for (const ballot of ballotsByHand(state, motion.id).sort(bySaying)) {
    const { householdId } = ballot
    if (householdId === null) continue
    const before = sheets.get(householdId)?.filter((b) => b.seq === ballot.seq) ?? []
    sheets.set(householdId, [...before, ballot])
  }
  const entered = new Map<string, string[]>()
  for (const id of [...sheets.keys()].sort(show.inOrder)) {
    // An empty list takes back what a sheet before it said.
    const lines = (sheets.get(id) ?? []).filter((b) => b.votes > 0)
    if (lines.length === 0) continue
    const by = show.nameOf(lines[0]?.by ?? null)
    const given = lines.map((b) => `${recordText.CHOICE[b.choice]}${b.votes}`).join('、')
    entered.set(by, [...(entered.get(by) ?? []), `${show.label(id)} ${given}`])
  }
  return [...entered].map(([by, votes]) => ({ by, votes }))
}
