/** Orders about who lives where: at-home flags, accounts, the register of a hamlet, codes that bind a group. */
import { randomInt } from 'node:crypto'
import type { RegistryChange } from '../../domain/registry/commands.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { HOUR } from '../../kernel/time.ts'
import { keepWithHousehold } from '../../store/binding.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { hamletInReach } from '../../store/reading/hamlets.ts'
import { phoneOf } from '../../store/reading/people.ts'
import { addCode, type CodeRow } from '../../store/reading/places.ts'
import { villageNames } from '../../store/reading/villages.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

export const orderAtHome = (deps: Deps, who: Principal, hamletId: string, householdId: string, atHome: boolean): Promise<Ordered> =>
  orderHamlet(deps, who, hamletId, {
    action: 'setAtHome',
    subject: `household:${householdId}`,
    command: (state, actor) => (state.households.get(householdId) ? { type: 'setAtHome', actor, householdId, atHome } : undefined),
    about: (state) => state.households.get(householdId),
  })

export const orderBinding = (
  deps: Deps,
  who: Principal,
  hamletId: string,
  accountId: string,
  to: { householdId: string; villagerId?: string | undefined; sure?: boolean | undefined },
): Promise<Ordered> =>
  orderHamlet(deps, who, hamletId, {
    action: 'bindAccount',
    subject: `account:${accountId}`,
    command: (state, actor) => {
      const { householdId, villagerId, sure = false } = to
      const villager = state.villagers.get(villagerId)
      const fits = state.households.get(householdId) && (villagerId === undefined || villager?.householdId === householdId)
      if (!state.accounts.get(accountId) || !fits) return undefined
      return { type: 'bindAccount', actor, accountId, householdId, sure, ...(villagerId === undefined ? {} : { villagerId }) }
    },
    about: (state) => state.accounts.get(accountId),
  })

/** The account is nobody's again. What counted stays counted as it was, also what no turn has to load any more. */
export const orderUnbinding = (deps: Deps, who: Principal, hamletId: string, accountId: string): Promise<Ordered> => {
  let was: string | null = null
  return orderHamlet(deps, who, hamletId, {
    action: 'unbindAccount',
    subject: `account:${accountId}`,
    command: (state, actor) => {
      const account = state.accounts.get(accountId)
      was = account?.householdId ?? null
      return account && { type: 'unbindAccount', actor, accountId }
    },
    about: (state) => state.accounts.get(accountId),
    also: (tx) => (was === null ? Promise.resolve() : keepWithHousehold(tx, { hamletId, accountId, householdId: was })),
  })
}

export const orderRegistry = (deps: Deps, who: Principal, hamletId: string, change: RegistryChange): Promise<Ordered> =>
  orderHamlet(deps, who, hamletId, {
    action: 'setRegistry',
    subject: `hamlet:${hamletId}`,
    command: (state, actor) => {
      const people = [change.headId, change.recorderId].filter((id) => typeof id === 'string')
      return people.every((id) => state.villagers.get(id)) ? { type: 'setRegistry', actor, change } : undefined
    },
    about: (state) => state.hamlet.get(hamletId),
  })

/** Without 0, O, 1, I and L, which people mistake for each other. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8
const CODE_LIVES = 24 * HOUR

/** A one-time code that binds a group chat to its hamlet, its village or the town when somebody of the desk sends it there. Missing: not theirs. */
export async function makeBindingCode(
  deps: Deps,
  who: Principal,
  place: { hamletId: string } | { villageId: string } | { townId: string },
): Promise<CodeRow | undefined> {
  const reach = reachOf(who)
  const hamlet = 'hamletId' in place ? await hamletInReach(deps.db, reach, place.hamletId) : undefined
  const village = 'villageId' in place ? (await villageNames(deps.db, reach)).find((v) => v.id === place.villageId) : undefined
  const town = 'townId' in place && place.townId === who.townId && who.villageId === null
  if (!hamlet && !village && !town) return undefined
  const now = deps.clock.now()
  const code: CodeRow = {
    code: Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join(''),
    hamletId: hamlet?.id ?? null,
    villageId: village?.id ?? null,
    townId: who.townId,
    createdAt: now,
    createdBy: who.userId,
    expiresAt: now + CODE_LIVES,
  }
  await inTransaction(deps.db, async (tx) => {
    await addCode(tx, code)
    const { code: _secret, ...shown } = code
    await audit(tx, who, now, {
      action: 'makeBindingCode',
      subject: hamlet ? `hamlet:${hamlet.id}` : village ? `village:${village.id}` : `town:${who.townId}`,
      villageId: hamlet?.villageId ?? village?.id ?? null,
      after: shown,
    })
  })
  return code
}

/** A whole phone number: shown to whoever asks for it, and noted that it was. Undefined: there is none, or not for this person. */
export async function showPhone(
  deps: Deps,
  who: Principal,
  hamletId: string,
  villagerId: string,
): Promise<{ name: string; phone: string } | undefined> {
  const found = await phoneOf(deps.db, reachOf(who), hamletId, villagerId)
  if (!found) return undefined
  const { name, phone, villageId } = found
  await inTransaction(deps.db, (tx) =>
    audit(tx, who, deps.clock.now(), { action: 'showPhone', subject: `villager:${villagerId}`, villageId }),
  )
  return { name, phone }
}
