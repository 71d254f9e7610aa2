/** Minutes of a hamlet, for its own people. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'

export interface PaperLine {
  id: string
  name: string
  at: Instant
}

/** The newest first. */
export async function minutesOfHamlet(db: Reader, hamletId: string): Promise<PaperLine[]> {
  const found = await db.document.findMany({
    where: { hamletId, kind: 'minutes' },
    select: { id: true, name: true, at: true },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 24,
  })
  return found.map((paper) => ({ ...paper, at: paper.at.getTime() }))
}

export const minutesBytes = (db: Reader, hamletId: string, id: string): Promise<{ name: string; bytes: Uint8Array } | null> =>
  db.document.findFirst({ where: { id, hamletId, kind: 'minutes' }, select: { name: true, bytes: true } })
