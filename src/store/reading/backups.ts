/** What the desk shows of backups: how old the last good one is, whether one was put back for a try, and what stands in the way. */
import { isLate, plannedBy } from '../../domain/backup/keep.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { type BackupStanding, backupsOf } from '../backup/standing.ts'
import type { Reader } from '../database.ts'
import { townSettings } from '../digest.ts'

export interface BackupsSeen extends BackupStanding {
  /** The demonstration is not backed up by itself. */
  byItself: boolean
  late: boolean
  next: Instant
}

export async function readBackups(db: Reader, townId: string, now: Instant): Promise<BackupsSeen | undefined> {
  const [[town], backups] = await Promise.all([townSettings(db, townId), backupsOf(db, townId)])
  if (!town || !backups) return undefined
  const { standing, byItself, begun } = backups
  return {
    ...standing,
    byItself,
    late: byItself && isLate(standing.last?.at, begun, now, town.policy),
    next: plannedBy(now, town.policy.backupMinute) + DAY,
  }
}
