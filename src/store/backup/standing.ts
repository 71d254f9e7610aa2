/** What is remembered of backups: the last good one, the last that could not be made, the last restore that was tried. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { KIND_SETTING } from '../kind.ts'
import { row } from '../reading/select.ts'
import { readSetting, writeSetting } from '../settings.ts'

export interface BackupStanding {
  last?: { at: Instant; file: string; bytes: number; rows: number }
  /** Since the last good one. */
  failed?: { at: Instant; why: string }
  tried?: { at: Instant; file: string; rows: number }
  /** A restore that did not work, since the last that did. */
  trialFailed?: { at: Instant; file: string; why: string }
}

const KEY = 'backup.standing'

export async function readStanding(db: Reader): Promise<BackupStanding> {
  const kept = await readSetting(db, KEY)
  return typeof kept === 'string' ? (JSON.parse(kept) as BackupStanding) : {}
}

/** Only under `alone`: what has changed is laid over the rest. */
export async function noteStanding(db: Reader, change: { [K in keyof BackupStanding]?: BackupStanding[K] | undefined }): Promise<void> {
  await writeSetting(db, KEY, JSON.stringify({ ...(await readStanding(db)), ...change }))
}

export interface TownsBackups {
  standing: BackupStanding
  /** The demonstration is not backed up by itself. */
  byItself: boolean
  /** Since when there is something to back up. */
  begun: Instant
}

/** Undefined when there is no such town. */
export async function backupsOf(db: Reader, townId: string): Promise<TownsBackups | undefined> {
  const found = await row<{ createdAt: Instant; kind: unknown; standing: unknown }>(
    db,
    `SELECT t."createdAt", (SELECT value FROM "Setting" WHERE key = $2) AS kind, (SELECT value FROM "Setting" WHERE key = $3) AS standing
     FROM "Town" t WHERE t.id = $1`,
    [townId, KIND_SETTING, KEY],
  )
  if (!found) return undefined
  const standing = typeof found.standing === 'string' ? (JSON.parse(found.standing) as BackupStanding) : {}
  return { standing, byItself: found.kind === 'real', begun: found.createdAt }
}
