/**
 * A page of ours is opened for somebody: an account of its own, bound from the start, and the list of what is to be carried into the hamlet's group.
 * Whoever calls this has looked at who may, and notes it in the desk's log where it is the desk.
 */

import type { Command } from '../../domain/base/commands.ts'
import type { Refusal } from '../../domain/base/refusals.ts'
import type { Door } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import { openPageRoom } from '../../store/directory.ts'
import type { Deps } from '../ports.ts'
import { sit } from '../sitting.ts'

export interface NewPage {
  actor: Actor
  door: Door
  /** The name of the phone or of the card in its channel: nobody can guess it. */
  externalId: string
  nickname: string
}
/** A villager's own, or a household's. */
export type PageOf = { villagerId: string } | { householdId: string }

/** The command; undefined when there is no such villager. */
export function admitPageCommand(
  state: HamletState,
  accountId: string,
  { actor, door, externalId, nickname, ...whose }: NewPage & PageOf,
): Command | undefined {
  const villager = 'villagerId' in whose ? state.villagers.get(whose.villagerId) : undefined
  const householdId = 'householdId' in whose ? whose.householdId : villager?.householdId
  if (householdId === undefined) return undefined
  return { type: 'admitPage', actor, accountId, door, externalId, nickname, villagerId: villager?.id ?? null, householdId }
}

/** The account's id, or why not; undefined when there is no such hamlet or villager. */
export async function openPage(
  deps: Deps,
  hamletId: string,
  page: NewPage & PageOf,
): Promise<{ accountId: string } | { refusal: Refusal } | undefined> {
  const accountId = deps.newId()
  const opened = await sit(deps, hamletId, `page/${page.externalId}`, (sitting) => {
    const command = admitPageCommand(sitting.state, accountId, page)
    return command && sitting.order(command)
  })
  if (!opened || 'refusal' in opened) return opened
  await openPageRoom(deps.db, deps.newId(), hamletId)
  return { accountId }
}
