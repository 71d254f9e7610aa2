/** 户码 at the desk: made for households that have none, made anew, voided, printed. */
import { cardsDocument } from '../../documents/cards.ts'
import type { Actor } from '../../domain/base/who.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { sha256 } from '../../kernel/hash.ts'
import { keepWithHousehold } from '../../store/binding.ts'
import { addCard, type CardLine, cardsOf, type EndedHow, endCardRow, tokensOf } from '../../store/cards.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { openPageRoom } from '../../store/directory.ts'
import { findHamlet } from '../../store/reading/hamlets.ts'
import { admitPageCommand, openPage } from '../pages/admit.ts'
import type { Deps } from '../ports.ts'
import { newAddress } from './boards.ts'
import { type Ordered, orderHamlet } from './order.ts'

type Of = Pick<CardLine, 'householdId' | 'groupNo' | 'number'>

const placeOf = ({ groupNo, number }: Of): string => `${groupNo}组${number}户`

/** A code for a household that has none: an account of its own, bound from the start, which the hamlet's ledger tells of. */
function makeOne(deps: Deps, who: Principal, hamletId: string, of: Of): Promise<Ordered> {
  const token = newAddress()
  const hash = sha256(token)
  const accountId = deps.newId()
  return orderHamlet(deps, who, hamletId, {
    action: 'makeCard',
    subject: `household:${of.householdId}`,
    command: (state, actor) => admitPageCommand(state, accountId, cardOf(actor, of, hash)),
    about: () => null,
    noted: () => ({ before: null, after: { household: placeOf(of) } }),
    also: async (tx) => {
      await keepCard(tx, deps, { hamletId, householdId: of.householdId, accountId, hash, token, madeBy: who.userId })
      await openPageRoom(tx, deps.newId(), hamletId)
    },
  })
}

const cardOf = (actor: Actor, of: Of, hash: string) =>
  ({ actor, door: 'card', externalId: hash, nickname: `${placeOf(of)}的户码`, householdId: of.householdId }) as const

const keepCard = (
  tx: Transaction,
  deps: Deps,
  card: { hamletId: string; householdId: string; accountId: string; hash: string; token: string; madeBy: string },
): Promise<void> => addCard(tx, { ...card, id: deps.newId(), madeAt: deps.clock.now() })

/** For every household that has none. Missing: no such hamlet for this person. */
export async function makeMissingCards(deps: Deps, who: Principal, hamletId: string): Promise<Ordered<number>> {
  if (!(await findHamlet(deps.db, reachOf(who), hamletId))) return { missing: true }
  let made = 0
  for (const line of await cardsOf(deps.db, hamletId)) {
    if (line.cardId !== null) continue
    const ordered = await makeOne(deps, who, hamletId, line)
    if (!('done' in ordered)) return ordered
    made += 1
  }
  return { done: made }
}

/** The code leads nowhere from here on; what was answered by it stays the household's. */
function endOne(deps: Deps, who: Principal, hamletId: string, line: CardLine, how: EndedHow): Promise<Ordered> {
  const { householdId, cardId, accountId } = line
  return orderHamlet(deps, who, hamletId, {
    action: 'endCard',
    subject: `household:${householdId}`,
    command: (state, actor) =>
      cardId !== null && state.accounts.get(accountId)?.householdId != null
        ? { type: 'unbindAccount', actor, accountId: accountId ?? '' }
        : undefined,
    about: () => null,
    noted: () => ({ before: null, after: { household: placeOf(line), how } }),
    also: async (tx) => {
      await endCardRow(tx, cardId ?? '', { at: deps.clock.now(), by: who.userId, how })
      await keepWithHousehold(tx, { hamletId, accountId: accountId ?? '', householdId })
    },
  })
}

/** Missing: no such household for this person; of `voided`, also none that is live. */
export async function changeCard(deps: Deps, who: Principal, hamletId: string, householdId: string, how: EndedHow): Promise<Ordered> {
  const hamlet = await findHamlet(deps.db, reachOf(who), hamletId)
  const line = hamlet && (await cardsOf(deps.db, hamletId)).find((card) => card.householdId === householdId)
  if (!line || (line.cardId === null && how === 'voided')) return { missing: true }
  if (line.cardId !== null) {
    const ended = await endOne(deps, who, hamletId, line, how)
    if (!('done' in ended)) return ended
  }
  return how === 'renewed' ? makeOne(deps, who, hamletId, line) : { done: null }
}

/** `origin`: where people's phones find the program. Undefined: no such hamlet for this person, or nothing to print. */
export async function cardsPaper(
  deps: Deps,
  who: Principal,
  hamletId: string,
  { origin, householdId }: { origin: string; householdId: string | undefined },
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const [hamlet, cards] = await Promise.all([findHamlet(deps.db, reachOf(who), hamletId), tokensOf(deps.db, hamletId, householdId)])
  if (!hamlet || cards.length === 0) return undefined
  const bytes = await cardsDocument({
    hamlet: hamlet.name,
    cards: cards.map((card) => ({ ...card, address: `${origin}/c/${card.token}` })),
    issuedAt: deps.clock.now(),
  })
  return { name: `${hamlet.name}户码.docx`, bytes }
}

/** The sandbox's: the code of a household as it is, or a first one. Undefined where there is no such household. */
export async function anyCard(deps: Deps, hamletId: string, householdId: string): Promise<string | undefined> {
  const [known] = await tokensOf(deps.db, hamletId, householdId)
  if (known) return known.token
  const line = (await cardsOf(deps.db, hamletId)).find((card) => card.householdId === householdId)
  const token = newAddress()
  const hash = sha256(token)
  const actor: Actor = { kind: 'official', id: 'sandbox', name: '沙盒', office: 'official' }
  const opened = line && (await openPage(deps, hamletId, cardOf(actor, line, hash)))
  if (!opened || 'refusal' in opened) return undefined
  await inTransaction(deps.db, (tx) =>
    keepCard(tx, deps, { hamletId, householdId, accountId: opened.accountId, hash, token, madeBy: 'sandbox' }),
  )
  return token
}
