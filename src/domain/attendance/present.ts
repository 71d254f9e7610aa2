/**
 * Who is here. Attendance is kept as it was said; this is what it amounts to. Several accounts of a household make one household; a later
 * word replaces an earlier one, except that a bare 到 leaves a number that was stated before; the adults on the roster are the limit
 * (docs/meeting-night.md).
 */
import { type DateString, dateOf } from '../../kernel/time.ts'
import { bySaying, householdOf } from '../base/households.ts'
import { neededOf, reaches } from '../base/policy.ts'
import type { VillagerRow } from '../base/rows.ts'
import type { HamletState } from '../base/state.ts'
import type { PresentFigures } from '../meeting/figures.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import type { AttendanceRow } from './rows.ts'

/** Whole years at `date`; undefined when the birth date is not known. */
export function ageAt(villager: Pick<VillagerRow, 'birthDate'>, date: DateString): number | undefined {
  if (villager.birthDate === null) return undefined
  const years = Number(date.slice(0, 4)) - Number(villager.birthDate.slice(0, 4))
  return date.slice(5) < villager.birthDate.slice(5) ? years - 1 : years
}

/** Rules: who may attend and vote. An unknown birth date counts as adult (ours). */
export const isAdult = (state: HamletState, villager: VillagerRow, date: DateString): boolean =>
  (ageAt(villager, date) ?? state.town.policy.adultAge) >= state.town.policy.adultAge

/** People a household may bring without a word of head or recorder. One at least: whoever stands there is not on the roster yet. */
export function adultsOf(state: HamletState, householdId: string, date: DateString): number {
  let adults = 0
  for (const v of state.villagers.all()) if (v.householdId === householdId && v.removedAt === null && isAdult(state, v, date)) adults += 1
  return Math.max(adults, 1)
}

/** What was said of who came, since attendance was opened: what came in before it was given up counts for nothing. */
export const arrivalsOf = (state: HamletState, meeting: MeetingRow): AttendanceRow[] =>
  state.attendances.where((a) => a.meetingId === meeting.id && a.seq > meeting.attendanceFromSeq)

/** People by household; a household that is not here, or was struck out, has no entry. `asOf`: by what had been said then, and on paper. */
export function presentHouseholds(state: HamletState, meeting: MeetingRow, asOf = Number.POSITIVE_INFINITY): Map<string, number> {
  const date = dateOf(meeting.startsAt)
  const revisions = new Map<string, AttendanceRow[]>()
  for (const row of arrivalsOf(state, meeting)) {
    if (row.at > asOf && row.via !== 'byHand') continue
    const household = householdOf(state, row)
    if (household) revisions.set(household, [...(revisions.get(household) ?? []), row])
  }
  const present = new Map<string, number>()
  for (const [household, rows] of revisions) {
    const persons = broughtBy(rows, adultsOf(state, household, date))
    if (persons > 0) present.set(household, persons)
  }
  return present
}

function broughtBy(rows: AttendanceRow[], adults: number): number {
  let persons = 0
  for (const row of rows.sort(bySaying)) {
    if (!row.stated && persons > 0) continue
    persons = row.confirmed ? row.persons : Math.min(row.persons, adults)
  }
  return persons
}

/** Quorum in integers: `100 * present >= 80 * at-home households`, both of the frozen base. Away households are shown apart. */
export function presence(state: HamletState, meeting: MeetingRow, here = presentHouseholds(state, meeting)): PresentFigures {
  const base = meeting.atHomeBase ?? 0
  const atHome = meeting.atHomeIds.filter((id) => here.has(id)).length
  const { quorumPercent } = state.town.policy
  let persons = 0
  for (const brought of here.values()) persons += brought
  return {
    base,
    atHome,
    away: here.size - atHome,
    persons,
    needed: neededOf(quorumPercent, base),
    quorate: reaches(atHome, quorumPercent, base),
  }
}

/** The households of the base that are not here. */
export function missingHouseholds(state: HamletState, meeting: MeetingRow): string[] {
  const here = presentHouseholds(state, meeting)
  return meeting.atHomeIds.filter((id) => !here.has(id))
}
