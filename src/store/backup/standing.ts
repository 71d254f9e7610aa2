/** What is remembered of backups: the last good one, the last that could not be made, the last restore that was tried. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
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
