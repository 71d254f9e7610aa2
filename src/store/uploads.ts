/** Files that are looked through first, kept for the next step. */
import { HOUR, type Instant } from '../kernel/time.ts'
import type { Database } from './database.ts'

export interface Upload {
  id: string
  name: string
  bytes: Buffer
}

const UPLOAD_LIVES = 24 * HOUR
const UPLOADS_OF_ONE = 5

/** Old ones go when a new one comes. */
export async function keepUpload(db: Database, by: { townId: string; userId: string }, upload: Upload, at: Instant): Promise<void> {
  const { id, name } = upload
  await db.keptUpload.create({ data: { id, name, ...by, bytes: new Uint8Array(upload.bytes), at: new Date(at) } })
  const mine = await db.keptUpload.findMany({
    where: by,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true },
    skip: UPLOADS_OF_ONE,
  })
  await db.keptUpload.deleteMany({ where: { OR: [{ at: { lt: new Date(at - UPLOAD_LIVES) } }, { id: { in: mine.map((u) => u.id) } }] } })
}

/** One's own only. */
export async function findUpload(db: Database, userId: string, id: string): Promise<Upload | undefined> {
  const row = await db.keptUpload.findFirst({ where: { id, userId } })
  return row ? { id, name: row.name, bytes: Buffer.from(row.bytes) } : undefined
}
