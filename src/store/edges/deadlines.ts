/** Deadlines that have come, across all hamlets. They are written with the state that causes them (src/store/turn/hamlet.ts). */
import { type Instant, MINUTE } from '../../kernel/time.ts'
import { withoutWords } from '../../kernel/without-words.ts'
import type { Reader } from '../database.ts'
import { rows } from '../reading/select.ts'

export interface DueDeadline {
  id: string
  hamletId: string | null
  townId: string
  kind: string
  subject: string
  dueAt: Instant
}

const SHOWN = { id: true, hamletId: true, townId: true, kind: true, subject: true, dueAt: true } as const
const asDue = (row: { id: string; hamletId: string | null; townId: string; kind: string; subject: string; dueAt: Date }): DueDeadline => ({
  ...row,
  dueAt: row.dueAt.getTime(),
})

/** Open deadlines due by `now`, in the order of their times. */
export async function dueBy(db: Reader, now: Instant, limit: number): Promise<DueDeadline[]> {
  const rows = await db.deadline.findMany({
    where: { doneAt: null, dueAt: { lte: new Date(now) } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: SHOWN,
  })
  return rows.map(asDue)
}

/**
 * Of these deadlines those that are open and due, and what else is due by now and has not failed before: `limit` in all, these first, then in the
 * order of their times.
 */
export const toMeet = (db: Reader, ids: readonly string[], now: Instant, limit: number): Promise<DueDeadline[]> =>
  rows<DueDeadline>(
    db,
    `SELECT d.id, d."hamletId", d."townId", d.kind, d.subject, d."dueAt" FROM "Deadline" d
     WHERE d."doneAt" IS NULL AND d."dueAt" <= $2::timestamptz AND (d.error IS NULL OR d.id = ANY ($1::text[]))
     ORDER BY d.id = ANY ($1::text[]) DESC, d."dueAt", d.id LIMIT ${limit}`,
    [ids, new Date(now).toISOString()],
  )

export const countDueDeadlines = (db: Reader, now: Instant): Promise<number> =>
  db.deadline.count({ where: { doneAt: null, dueAt: { lte: new Date(now) } } })

export async function nextDeadline(db: Reader): Promise<DueDeadline | undefined> {
  const row = await db.deadline.findFirst({ where: { doneAt: null }, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }], select: SHOWN })
  return row ? asDue(row) : undefined
}

export async function findDeadline(db: Reader, id: string): Promise<(DueDeadline & { done: boolean }) | undefined> {
  const row = await db.deadline.findUnique({ where: { id }, select: { ...SHOWN, doneAt: true } })
  return row ? { ...asDue(row), done: row.doneAt !== null } : undefined
}

/** Remembers why a deadline could not be met, so that it is seen; it stays open and the sweep tries again. */
export async function noteFailure(db: Reader, id: string, error: string): Promise<void> {
  await db.deadline.update({ where: { id }, data: { attempts: { increment: 1 }, error: withoutWords(error) } })
}

/** A deadline that could not be met just now is not waited for. */
const GATHERED_FOR = 2 * MINUTE

/** Whether hamlets that the same office sees to have chases that fell due just now and have not fallen yet. */
export async function chasesStillDue(db: Reader, office: 'village' | 'town', hamletId: string, now: Instant): Promise<boolean> {
  const { villageId, townId } = await db.hamlet.findUniqueOrThrow({ where: { id: hamletId }, select: { villageId: true, townId: true } })
  const seenTo = await db.hamlet.findMany({ where: office === 'village' ? { villageId } : { townId }, select: { id: true } })
  const due = await db.deadline.findFirst({
    where: {
      kind: office === 'village' ? 'villageChase' : 'assignChase',
      hamletId: { in: seenTo.map(({ id }) => id) },
      doneAt: null,
      dueAt: { lte: new Date(now), gt: new Date(now - GATHERED_FOR) },
    },
    select: { id: true },
  })
  return due !== null
}
