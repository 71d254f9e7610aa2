/** 公示板: which address is which hamlet's, and what of its ledger is looked at there. */
import { type Policy, policyOf } from '../domain/base/policy.ts'
import type { LedgerEntry } from '../domain/ledger/chain.ts'
import { exactShanghai, type Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { row, rows } from './reading/select.ts'

export interface BoardPlace {
  token: string
  hamletId: string
  hamletName: string
  villageName: string
  townId: string
  townName: string
  policy: Policy
  /** Another one after each write to the hamlet, whoever's. */
  version: string
  /** Length and head of the hamlet's chain. */
  ledgerSeq: number
  ledgerHash: string
}

/** Undefined for an address that leads nowhere, or no longer. Whether the town has turned boards on is in its policy. */
export async function boardAt(db: Reader, token: string): Promise<BoardPlace | undefined> {
  const found = await row<Omit<BoardPlace, 'policy'> & { policy: Partial<Policy> }>(
    db,
    `SELECT b.token, h.id AS "hamletId", h.name AS "hamletName", v.name AS "villageName", t.id AS "townId", t.name AS "townName", t.policy,
       h.version::text AS version, h."ledgerSeq", h."ledgerHash"
     FROM "Board" b JOIN "Hamlet" h ON h.id = b."hamletId" JOIN "Village" v ON v.id = h."villageId" JOIN "Town" t ON t.id = h."townId" WHERE b.token = $1`,
    [token],
  )
  return found && { ...found, policy: policyOf(found.policy) }
}

export interface BoardAddress {
  token: string
  madeAt: Instant
}

export const boardOf = (db: Reader, hamletId: string): Promise<BoardAddress | undefined> =>
  row(db, `SELECT token, "madeAt" FROM "Board" WHERE "hamletId" = $1`, [hamletId])

/** Of the hamlet whose group this is. */
export const boardOfRoom = async (db: Reader, account: string, externalId: string): Promise<string | undefined> =>
  (
    await row<{ token: string }>(
      db,
      `SELECT b.token FROM "Board" b JOIN "Room" r ON r."hamletId" = b."hamletId" WHERE r.account = $1 AND r."externalId" = $2 AND r.kind = 'hamlet'`,
      [account, externalId],
    )
  )?.token

/** Of these addresses those that still lead somewhere. */
export async function boardsStill(db: Reader, tokens: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ token: string; policy: Partial<Policy> }>(
    db,
    `SELECT b.token, t.policy FROM "Board" b JOIN "Hamlet" h ON h.id = b."hamletId" JOIN "Town" t ON t.id = h."townId" WHERE b.token = ANY ($1::text[])`,
    [[...tokens]],
  )
  return new Set(found.filter(({ policy }) => policyOf(policy).publicBoards).map(({ token }) => token))
}

/** The hamlet's board from here on; an address that it had leads nowhere any more. */
export async function putBoard(
  tx: Transaction,
  board: { hamletId: string; token: string; madeAt: Instant; madeBy: string },
): Promise<void> {
  const { hamletId, ...made } = { ...board, madeAt: new Date(board.madeAt) }
  await tx.board.upsert({ where: { hamletId }, create: { hamletId, ...made }, update: made })
}

export const dropBoard = async (tx: Transaction, hamletId: string): Promise<boolean> =>
  (await tx.board.deleteMany({ where: { hamletId } })).count > 0

export interface ChainPart {
  /** The hash of the entry before the first; '' at the beginning. */
  before: string
  entries: LedgerEntry[]
}

/** Entries of a chain from one place on, and what they hang on. */
export async function chainFrom(db: Reader, hamletId: string, from: number, most: number): Promise<ChainPart> {
  const found = await db.ledgerEntry.findMany({
    where: { hamletId, seq: { gte: from - 1 } },
    orderBy: { seq: 'asc' },
    take: most + 1,
  })
  const entries = found.filter(({ seq }) => seq >= from).map((entry) => ({ ...entry, at: exactShanghai(entry.at.getTime()) }))
  return { before: found.find(({ seq }) => seq === from - 1)?.hash ?? '', entries: entries.slice(0, most) }
}

export interface ChainMark {
  seq: number
  hash: string
}

/** Where the chain stood at each of these moments; a moment before its first entry has none. */
export async function chainMarks(db: Reader, hamletId: string, moments: readonly Instant[]): Promise<(ChainMark & { before: Instant })[]> {
  const found = await rows<ChainMark & { place: number }>(
    db,
    `SELECT m.place::int AS place, l.seq, l.hash FROM unnest($2::timestamptz[]) WITH ORDINALITY AS m (moment, place)
       CROSS JOIN LATERAL (SELECT e.seq, e.hash FROM "LedgerEntry" e WHERE e."hamletId" = $1 AND e.at < m.moment ORDER BY e.seq DESC LIMIT 1) l ORDER BY m.place`,
    [hamletId, moments.map((moment) => new Date(moment).toISOString())],
  )
  return found.map(({ place, ...mark }) => ({ ...mark, before: moments[place - 1] as Instant }))
}

/** The hash at one place of a hamlet's chain. */
export const markAt = (db: Reader, hamletId: string, seq: number): Promise<ChainMark | undefined> =>
  row(db, `SELECT seq, hash FROM "LedgerEntry" WHERE "hamletId" = $1 AND seq = $2`, [hamletId, seq])

/** Issues of a hamlet that not everybody may know of. */
export async function hiddenIssues(db: Reader, hamletId: string): Promise<Set<string>> {
  const found = await rows<{ id: string }>(db, `SELECT id FROM "Issue" WHERE "hamletId" = $1 AND confidential`, [hamletId])
  return new Set(found.map(({ id }) => id))
}

/** How the ledger names those who hold the hamlet's offices: their accounts. */
export async function officeAccounts(db: Reader, hamletId: string): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    `SELECT c.id FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" WHERE h.id = $1 AND c."villagerId" IN (h."headId", h."recorderId")`,
    [hamletId],
  )
  return new Set(found.map(({ id }) => `account:${id}`))
}
