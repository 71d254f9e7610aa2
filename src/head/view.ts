/** What a page is made of: the hamlet as it stands, and whose phone it is shown on. */
import type { Carried } from '../application/pages/carry.ts'
import { householdName, livingHouseholds } from '../domain/base/households.ts'
import { type HamletState, hamletOf } from '../domain/base/state.ts'
import type { Instant } from '../kernel/time.ts'
import type { PhoneLine } from '../store/door/phones.ts'

export interface HeadView {
  state: HamletState
  now: Instant
  /** Real time. */
  wall: Instant
  phone: PhoneLine
  csrf: string
  /** Where the page stands, and where its forms lead back to. */
  path: string
  texts: Carried[]
  unread: { seq: bigint; text: string }[]
}

/** A household as a cell: by its place it is named in every tap. */
export interface Home {
  id: string
  place: string
  name: string
  atHome: boolean
}

export const homesOf = (state: HamletState): Home[] =>
  livingHouseholds(state).map((h) => ({
    id: h.id,
    place: `${h.groupNo}组${h.number}户`,
    name: householdName(state, h.id),
    atHome: h.atHome,
  }))

/** What somebody of that phone is to the hamlet, in words. */
export const officeOf = ({ phone }: Pick<HeadView, 'phone'>): string =>
  phone.officialId !== null ? (phone.office === 'cadre' ? '村干部' : '镇干部') : phone.isHead ? '屋场长' : '记录员'

/** The head, and who stands in for the head. */
export const isChair = ({ phone }: Pick<HeadView, 'phone'>): boolean => phone.officialId !== null || phone.isHead

export const nameOfHamlet = ({ state }: Pick<HeadView, 'state'>): string => hamletOf(state).name
