/** What the desk shows of backups: how old the last good one is, whether one was put back for a try, and what stands in the way. */
import { isLate, plannedBy } from '../../domain/backup/keep.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { type BackupStanding, readStanding } from '../backup/standing.ts'
import type { Reader } from '../database.ts'
import { townSettings } from '../digest.ts'
import { kindOf } from '../kind.ts'

export interface BackupsSeen extends BackupStanding {
  /** The demonstration is not backed up by itself. */
  byItself: boolean
  late: boolean
  next: Instant
}

export async function readBackups(db: Reader, townId: string, now: Instant): Promise<BackupsSeen | undefined> {
  const [town] = await townSettings(db, townId)
  if (!town) return undefined
  const { createdAt } = await db.town.findUniqueOrThrow({ where: { id: townId }, select: { createdAt: true } })
  const standing = await readStanding(db)
  const byItself = (await kindOf(db)) === 'real'
  return {
    ...standing,
    byItself,
    late: byItself && isLate(standing.last?.at, createdAt.getTime(), now, town.policy),
    next: plannedBy(now, town.policy.backupMinute) + DAY,
  }
}
