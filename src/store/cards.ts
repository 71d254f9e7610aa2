/** 户码: which code is which household's, and whether it still answers for it. */
import type { Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { openRow, sealRow } from './personal/sealed.ts'
import { row, rows } from './reading/select.ts'

export interface NewCard {
  id: string
  hamletId: string
  householdId: string
  accountId: string
  hash: string
  /** What the code says. */
  token: string
  madeAt: Instant
  madeBy: string
}

export async function addCard(tx: Transaction, card: NewCard): Promise<void> {
  await tx.householdCard.create({ data: { ...sealRow('HouseholdCard', card), madeAt: new Date(card.madeAt) } })
}

export type EndedHow = 'renewed' | 'voided'

/** False when it has ended already. */
export async function endCardRow(tx: Transaction, id: string, end: { at: Instant; by: string; how: EndedHow }): Promise<boolean> {
  const { at, by, how } = end
  const { count } = await tx.householdCard.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date(at), endedBy: by, how } })
  return count === 1
}

export interface CardPlace {
  id: string
  hamletId: string
  hamletName: string
  villageName: string
  townName: string
  householdId: string
  accountId: string
  /** Its name in the channel `card`. */
  hash: string
  groupNo: number
  number: number
  endedAt: Instant | null
  how: EndedHow | null
  /** The household has left the roster. */
  removedAt: Instant | null
  /** Of all codes that the household ever had: what was reported by an older one is the household's, too. */
  accountIds: string[]
  /** Its account was let go: whatever the code says, it is nobody's. */
  letGo: boolean
}

/** By what is kept of what the code says. */
export const cardAt = (db: Reader, hash: string): Promise<CardPlace | undefined> =>
  row(
    db,
    `SELECT k.id, k."hamletId", h.name AS "hamletName", v.name AS "villageName", t.name AS "townName", k."householdId", k."accountId", k.hash, x."groupNo", x.number,
       k."endedAt", k.how, x."removedAt", ARRAY(SELECT o."accountId" FROM "HouseholdCard" o WHERE o."householdId" = k."householdId") AS "accountIds", c."householdId" IS DISTINCT FROM k."householdId" AS "letGo"
     FROM "HouseholdCard" k JOIN "Hamlet" h ON h.id = k."hamletId" JOIN "Village" v ON v.id = h."villageId" JOIN "Town" t ON t.id = h."townId"
       JOIN "Household" x ON x.id = k."householdId" LEFT JOIN "ChatAccount" c ON c.id = k."accountId" WHERE k.hash = $1`,
    [hash],
  )

export interface CardLine {
  householdId: string
  groupNo: number
  number: number
  atHome: boolean
  /** The name that the household goes by. */
  name: string | null
  cardId: string | null
  accountId: string | null
  madeAt: Instant | null
}

/** Every household of the hamlet, with its live code where it has one. */
export const cardsOf = (db: Reader, hamletId: string): Promise<CardLine[]> =>
  rows(
    db,
    `SELECT x.id AS "householdId", x."groupNo", x.number, x."atHome", k.id AS "cardId", k."accountId", k."madeAt",
       (SELECT p.name FROM "Villager" p WHERE p."householdId" = x.id AND p."removedAt" IS NULL ORDER BY p."isHouseholdHead" DESC, p.id LIMIT 1) AS name
     FROM "Household" x LEFT JOIN "HouseholdCard" k ON k."householdId" = x.id AND k."endedAt" IS NULL
     WHERE x."hamletId" = $1 AND x."removedAt" IS NULL ORDER BY x."groupNo", x.number LIMIT 1000`,
    [hamletId],
  )

export interface PrintedCard {
  groupNo: number
  number: number
  token: string
}

/** What live codes say, in the order of the roster; of one household alone where that is asked for. */
export async function tokensOf(db: Reader, hamletId: string, householdId?: string): Promise<PrintedCard[]> {
  const found = await rows<PrintedCard>(
    db,
    `SELECT x."groupNo", x.number, k.token FROM "HouseholdCard" k JOIN "Household" x ON x.id = k."householdId"
     WHERE k."hamletId" = $1 AND k."endedAt" IS NULL AND x."removedAt" IS NULL AND ($2::text IS NULL OR x.id = $2) ORDER BY x."groupNo", x.number LIMIT 1000`,
    [hamletId, householdId ?? null],
  )
  return found.map((card) => openRow('HouseholdCard', card))
}
