/** Who is to be forgotten: asked for by one, confirmed by another. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import type { Erasure, Prisma } from '../generated/client.ts'
import { rows } from '../reading/select.ts'
import type { Person, Subject } from './person.ts'

export interface ErasureRow extends Subject {
  id: string
  hamletId: string
  reason: string | null
  askedBy: string
  askedAt: Instant
  confirmedBy: string | null
  confirmedAt: Instant | null
  droppedAt: Instant | null
  done: Record<string, number> | null
}

const asRow = (row: Erasure): ErasureRow => ({
  ...row,
  askedAt: row.askedAt.getTime(),
  confirmedAt: row.confirmedAt?.getTime() ?? null,
  droppedAt: row.droppedAt?.getTime() ?? null,
  done: row.done as ErasureRow['done'],
})

const SHOWN = 100

/** What waits first, then the latest. */
export const listErasures = (db: Reader, townId: string): Promise<ErasureRow[]> =>
  rows<ErasureRow>(
    db,
    `SELECT id, "hamletId", subject, "subjectId", reason, "askedBy", "askedAt", "confirmedBy", "confirmedAt", "droppedAt", done FROM "Erasure"
     WHERE "townId" = $1 ORDER BY ("confirmedAt" IS NULL AND "droppedAt" IS NULL) DESC, "askedAt" DESC, id LIMIT ${SHOWN}`,
    [townId],
  )

export async function findErasure(db: Reader, townId: string, id: string): Promise<ErasureRow | undefined> {
  const row = await db.erasure.findFirst({ where: { townId, id } })
  return row ? asRow(row) : undefined
}

interface Asked extends Subject {
  id: string
  townId: string
  hamletId: string
  reason: string
  askedBy: string
  askedAt: Instant
}

/** False when it has been asked for already and waits. */
export const askFor = async (tx: Transaction, asked: Asked): Promise<boolean> =>
  (await tx.erasure.createMany({ data: { ...asked, askedAt: new Date(asked.askedAt) }, skipDuplicates: true })).count === 1

/** False when somebody else has settled it, or when it would be the one who asked. */
export const confirm = async (tx: Transaction, id: string, by: string, now: Instant): Promise<boolean> =>
  (
    await tx.erasure.updateMany({
      where: { id, confirmedAt: null, droppedAt: null, askedBy: { not: by } },
      data: { confirmedBy: by, confirmedAt: new Date(now), reason: null },
    })
  ).count === 1

export const drop = async (tx: Transaction, id: string, now: Instant): Promise<boolean> =>
  (await tx.erasure.updateMany({ where: { id, confirmedAt: null, droppedAt: null }, data: { droppedAt: new Date(now), reason: null } }))
    .count === 1

export async function noteDone(tx: Transaction, id: string, done: Record<string, number>): Promise<void> {
  await tx.erasure.update({ where: { id }, data: { done: done satisfies Prisma.InputJsonValue } })
}

/** Papers that were given out stay as they were given out: how many of the hamlet's there are. */
export const papersOf = (tx: Reader, hamletId: string): Promise<number> => tx.document.count({ where: { hamletId } })

/** Whether somebody else of the hamlet, who is still there, has this name. */
export const hasNamesake = async (tx: Reader, hamletId: string, villagerId: string | null, name: string): Promise<boolean> =>
  (await tx.villager.count({ where: { hamletId, name, removedAt: null, ...(villagerId === null ? {} : { NOT: { id: villagerId } }) } })) > 0

/** So that nobody writes in between; without the word of a sitting, so that what is written makes another version of the hamlet. */
export async function holdHamlet(tx: Transaction, hamletId: string): Promise<void> {
  await tx.$queryRawUnsafe('SELECT 1 FROM "Hamlet" WHERE id = $1 FOR UPDATE', hamletId)
}

/** Which public office of the hamlet the person holds. */
export async function officeOf(tx: Reader, { hamletId, villagerId }: Person): Promise<'head' | 'recorder' | undefined> {
  if (villagerId === null) return undefined
  const hamlet = await tx.hamlet.findUniqueOrThrow({ where: { id: hamletId }, select: { headId: true, recorderId: true } })
  if (hamlet.headId === villagerId) return 'head'
  return hamlet.recorderId === villagerId ? 'recorder' : undefined
}
