/** Places that the town adds, and the codes that bind groups to them. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { within } from './hamlets.ts'
import { rows } from './select.ts'

export interface CodeRow {
  code: string
  hamletId: string | null
  villageId: string | null
  townId: string
  createdAt: Instant
  createdBy: string
  expiresAt: Instant
}

export async function addCode(tx: Transaction, code: CodeRow): Promise<void> {
  await tx.bindingCode.create({ data: { ...code, createdAt: new Date(code.createdAt), expiresAt: new Date(code.expiresAt) } })
}

export async function addVillage(tx: Transaction, village: { id: string; townId: string; name: string }): Promise<boolean> {
  return (await tx.village.createMany({ data: [village], skipDuplicates: true })).count === 1
}

export async function addHamlet(
  tx: Transaction,
  hamlet: { id: string; townId: string; villageId: string; name: string; alias: string; venue: string | null; category: string | null },
): Promise<boolean> {
  return (await tx.hamlet.createMany({ data: [hamlet], skipDuplicates: true })).count === 1
}

export async function addDepartment(tx: Transaction, department: { id: string; townId: string; name: string }): Promise<boolean> {
  return (await tx.department.createMany({ data: [department], skipDuplicates: true })).count === 1
}

export const villageOfTown = (db: Reader, townId: string, id: string): Promise<{ id: string; name: string } | null> =>
  db.village.findFirst({ where: { id, townId }, select: { id: true, name: true } })

export interface ResidentLine {
  id: string
  name: string
  householdId: string
  groupNo: number
  number: number
  birthDate: DateString | null
  partyMember: boolean
}

/** Everybody of a hamlet, for choosing one: fifty households are some two hundred people. */
export function residentsOf(db: Reader, reach: Reach, hamletId: string): Promise<ResidentLine[]> {
  const where = within(reach).and('h.id = ? AND x."removedAt" IS NULL AND p."removedAt" IS NULL', hamletId)
  return rows(
    db,
    `SELECT p.id, p.name, p."householdId", x."groupNo", x.number, p."birthDate", p."partyMember"
     FROM "Villager" p JOIN "Household" x ON x.id = p."householdId" JOIN "Hamlet" h ON h.id = p."hamletId"
     WHERE ${where} ORDER BY x."groupNo", x.number, p."isHouseholdHead" DESC, p.id LIMIT 2000`,
    where.values,
  )
}
