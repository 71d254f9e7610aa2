/** Places that the town adds, and the codes that bind groups to them. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'

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
