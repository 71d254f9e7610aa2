/** Orders about one household: added, removed, and the people in it. The log says what was changed, and not what it was of whom. */
import type { Command } from '../../domain/base/commands.ts'
import type { HouseholdRow } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import type { PersonChange } from '../../domain/registry/commands.ts'
import type { DeskAction } from '../../domain/rights/actions.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

export interface NewHousehold {
  groupNo: number
  number: number
  atHome: boolean
  /** Of its head. */
  name: string
  reason: string
}

export const orderNewHousehold = (
  deps: Deps,
  who: Principal,
  hamletId: string,
  given: NewHousehold,
): Promise<Ordered<HouseholdRow | undefined>> =>
  orderHamlet(deps, who, hamletId, {
    action: 'addHousehold',
    subject: `hamlet:${hamletId}`,
    command: (_state, actor) => ({ type: 'addHousehold', actor, ...given }),
    about: (state) => state.households.find((h) => h.groupNo === given.groupNo && h.number === given.number),
    noted: (before, after) => ({ before, after: { ...after, reason: given.reason } }),
  })

const change = (
  deps: Deps,
  who: Principal,
  at: { hamletId: string; householdId: string },
  what: { action: DeskAction; command: (state: HamletState, actor: Actor) => Command | undefined; noted: object },
): Promise<Ordered> =>
  orderHamlet(deps, who, at.hamletId, {
    action: what.action,
    subject: `household:${at.householdId}`,
    command: (state, actor) => (state.households.get(at.householdId) ? what.command(state, actor) : undefined),
    about: (state) => state.households.get(at.householdId),
    noted: (before, after) => ({ before, after: { ...(after as object), ...what.noted } }),
  })

type At = { hamletId: string; householdId: string }
type Reasoned = { reason: string }

export const orderHouseholdGone = (deps: Deps, who: Principal, at: At, { reason }: Reasoned): Promise<Ordered> =>
  change(deps, who, at, {
    action: 'removeHousehold',
    command: (_, actor) => ({ type: 'removeHousehold', actor, householdId: at.householdId, reason }),
    noted: { reason },
  })

/** Without `villagerId`: somebody who is new to the household. */
export const orderPerson = (deps: Deps, who: Principal, at: At, villagerId: string | undefined, given: PersonChange): Promise<Ordered> =>
  change(deps, who, at, {
    action: 'putPerson',
    command: (state, actor) => {
      if (villagerId !== undefined && state.villagers.get(villagerId)?.householdId !== at.householdId) return undefined
      return { type: 'putPerson', actor, householdId: at.householdId, ...(villagerId === undefined ? {} : { villagerId }), change: given }
    },
    noted: { villagerId, changed: Object.keys(given) },
  })

export const orderPersonGone = (deps: Deps, who: Principal, at: At, villagerId: string, { reason }: Reasoned): Promise<Ordered> =>
  change(deps, who, at, {
    action: 'removePerson',
    command: (state, actor) =>
      state.villagers.get(villagerId)?.householdId === at.householdId ? { type: 'removePerson', actor, villagerId, reason } : undefined,
    noted: { villagerId, reason },
  })
