/** What the headings of rosters mean, and imports that can be taken back. */

import type { RosterChanges } from '../domain/registry/commands.ts'
import type { Reach } from '../domain/rights/desk.ts'
import type { Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import type { Prisma } from './generated/client.ts'
import { openRow, sealRow } from './personal/sealed.ts'

export async function columnsKnown(db: Reader, townId: string): Promise<Map<string, string>> {
  const rows = await db.rosterColumn.findMany({ where: { townId } })
  return new Map(rows.map((row) => [row.heading, row.key]))
}

export async function knowColumns(
  tx: Transaction,
  by: { townId: string; userId: string },
  columns: ReadonlyMap<string, string>,
  at: Instant,
): Promise<void> {
  for (const [heading, key] of columns) {
    const row = { ...by, heading, key, at: new Date(at) }
    await tx.rosterColumn.upsert({ where: { townId_heading: { townId: by.townId, heading } }, create: row, update: row })
  }
}

/** By hamlet. */
type ImportChanges = Record<string, RosterChanges>

export interface ImportRow {
  id: string
  userName: string
  fileName: string
  at: Instant
  takenBackAt: Instant | null
  takenBackBy: string | null
  changes: ImportChanges
}

export interface ImportMade extends Omit<ImportRow, 'takenBackAt' | 'takenBackBy'> {
  townId: string
  villageId: string | null
  userId: string
}

export async function addImport(tx: Transaction, { changes, at, ...made }: ImportMade): Promise<void> {
  await tx.rosterImport.create({
    data: { ...made, at: new Date(at), changes: withPeople(sealRow, changes) as unknown as Prisma.InputJsonValue },
  })
}

export const markTakenBack = (tx: Transaction, id: string, by: string, at: Instant): Promise<{ count: number }> =>
  tx.rosterImport.updateMany({ where: { id, takenBackAt: null }, data: { takenBackAt: new Date(at), takenBackBy: by } })

/** Newest first; what a cadre sees is what was imported for the own village. */
export async function listImports(db: Reader, reach: Reach, limit: number): Promise<Omit<ImportRow, 'changes'>[]> {
  const rows = await db.rosterImport.findMany({
    where: within(reach),
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { id: true, userName: true, fileName: true, at: true, takenBackAt: true, takenBackBy: true },
  })
  return rows.map((row) => ({ ...row, at: row.at.getTime(), takenBackAt: row.takenBackAt?.getTime() ?? null }))
}

export async function findImport(db: Reader, reach: Reach, id: string): Promise<ImportRow | undefined> {
  const row = await db.rosterImport.findFirst({ where: { ...within(reach), id } })
  if (!row) return undefined
  return {
    id: row.id,
    userName: row.userName,
    fileName: row.fileName,
    at: row.at.getTime(),
    takenBackAt: row.takenBackAt?.getTime() ?? null,
    takenBackBy: row.takenBackBy,
    changes: withPeople(openRow, row.changes as unknown as ImportChanges),
  }
}

/** Phones are sealed here as on the roster itself. */
const withPeople = (work: typeof sealRow, changes: ImportChanges): ImportChanges =>
  Object.fromEntries(
    Object.entries(changes).map(([hamletId, { households, people }]) => [
      hamletId,
      {
        households,
        people: people.map(({ before, after }) => ({
          ...(before ? { before: work('Villager', before) } : {}),
          after: work('Villager', after),
        })),
      },
    ]),
  )

const within = ({ townId, villageId }: Reach) => ({ townId, ...(villageId === null ? {} : { villageId }) })
