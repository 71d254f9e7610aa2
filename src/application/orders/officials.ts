/** The town puts on record who its officials and the villages' cadres are, and which chat accounts speak for them. */

import type { DeskAction } from '../../domain/rights/actions.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import {
  addOfficial,
  endOfficial,
  findCaller,
  findOfficial,
  giveAccount,
  inOffice,
  type OfficialRow,
  takeAccount,
} from '../../store/reading/officials.ts'
import { villageOfTown } from '../../store/reading/places.ts'
import { lockTown } from '../../store/reading/town.ts'
import type { Deps } from '../ports.ts'

export interface NewOfficial {
  name: string
  office: 'cadre' | 'official'
  villageId?: string | undefined
  /** For the foot of what the village writes to the town. */
  phone?: string | undefined
}

export type OfficialRefusal = 'needsVillage' | 'townWide' | 'noVillage' | 'inOffice' | 'ended' | 'otherGroup' | 'taken'
type Kept = { official: OfficialRow } | { refused: OfficialRefusal } | { missing: true }

export async function makeOfficial(deps: Deps, who: Principal, given: NewOfficial): Promise<Kept> {
  const { name, office } = given
  const villageId = given.villageId ?? null
  if (office === 'cadre' && villageId === null) return { refused: 'needsVillage' }
  if (office === 'official' && villageId !== null) return { refused: 'townWide' }
  const id = deps.newId()
  return inTransaction(deps.db, async (tx): Promise<Kept> => {
    await lockTown(tx, who.townId)
    if (villageId !== null && !(await villageOfTown(tx, who.townId, villageId))) return { refused: 'noVillage' }
    if (await inOffice(tx, who.townId, { name, office, villageId })) return { refused: 'inOffice' }
    await addOfficial(tx, { id, townId: who.townId, name, office, villageId, phone: given.phone ?? null })
    const official = await findOfficial(tx, who.townId, id)
    await audit(tx, who, deps.clock.now(), { action: 'makeOfficial', subject: `official:${id}`, villageId, after: official })
    return official ? { official } : { missing: true }
  })
}

/** A change of one official, with what was there before and after. */
async function change(
  deps: Deps,
  who: Principal,
  id: string,
  action: DeskAction,
  work: (tx: Parameters<typeof addOfficial>[0], official: OfficialRow) => Promise<OfficialRefusal | 'missing' | 'done'>,
): Promise<Kept> {
  return inTransaction(deps.db, async (tx): Promise<Kept> => {
    const before = await findOfficial(tx, who.townId, id)
    if (!before) return { missing: true }
    const done = await work(tx, before)
    if (done === 'missing') return { missing: true }
    if (done !== 'done') return { refused: done }
    const after = await findOfficial(tx, who.townId, id)
    await audit(tx, who, deps.clock.now(), { action, subject: `official:${id}`, villageId: before.villageId, before, after })
    return after ? { official: after } : { missing: true }
  })
}

/** Out of office: the accounts are let go, and what they say in the groups is a stranger's. What was done stays in the name. */
export const endOffice = (deps: Deps, who: Principal, id: string): Promise<Kept> =>
  change(deps, who, id, 'endOfficial', async (tx) => ((await endOfficial(tx, id, deps.clock.now())) ? 'done' : 'ended'))

/** The chat account of a caller is this person's. A cadre's is one that was heard in the own village's group, or in the town's. */
export const bindOfficial = (deps: Deps, who: Principal, id: string, callerId: string): Promise<Kept> =>
  change(deps, who, id, 'bindOfficial', async (tx, official) => {
    if (official.endedAt !== null) return 'ended'
    const caller = await findCaller(tx, who.townId, callerId)
    if (!caller) return 'missing'
    if (caller.kind === 'village' && caller.villageId !== official.villageId) return 'otherGroup'
    const by = { id: deps.newId(), at: deps.clock.now(), who: `official:${who.officialId ?? who.userId}` }
    return (await giveAccount(tx, caller, id, by)) ? 'done' : 'taken'
  })

export const unbindOfficial = (deps: Deps, who: Principal, id: string, accountId: string): Promise<Kept> =>
  change(deps, who, id, 'unbindOfficial', async (tx) => ((await takeAccount(tx, id, accountId)) ? 'done' : 'missing'))
