/**
 * The backup of every night, and the restore that is tried each month. No tick of the queue: it must not depend on Redis, and a machine
 * that was off at night makes it up as soon as it is on.
 */
import { join } from 'node:path'
import { isDue, isTrialDue } from '../../domain/backup/keep.ts'
import { type Instant, isoShanghai, MINUTE } from '../../kernel/time.ts'
import { rowsOf } from '../../store/backup/manifest.ts'
import { backupName } from '../../store/backup/names.ts'
import { folderAt, type Place, thin } from '../../store/backup/place.ts'
import { checked } from '../../store/backup/restore.ts'
import { noteStanding, readStanding } from '../../store/backup/standing.ts'
import { alone, tryRestore } from '../../store/backup/trial.ts'
import { writeBackup } from '../../store/backup/write.ts'
import { townSettings } from '../../store/digest.ts'
import { kindOf } from '../../store/kind.ts'
import type { Deps } from '../ports.ts'

export interface BackupPlan {
  databaseUrl: string
  /** Without one nothing is backed up by itself: a readable copy of everything is for the town to decide. */
  passphrase: string | undefined
  /** The keys of the personal columns, as they are at that moment. */
  keys: () => Promise<string | undefined>
  folder: string
  /** A store elsewhere, opened only when there is something to be put into it. */
  elsewhere?: () => Promise<Place>
  version: string
  /** How hard it is to guess the passphrase (writeBackup): for tests. */
  effort?: number
}

/** What could not be done is tried again after this. */
const TRY_AGAIN_MS = 30 * MINUTE

const NO_PASSPHRASE = 'BACKUP_PASSPHRASE is not set'

/** To be called every minute or so. Never rejects for what a backup alone can run into: that is remembered, and told. */
export async function lookAfterBackups(deps: Deps, plan: BackupPlan): Promise<void> {
  const now = deps.clock.now()
  const [town] = await townSettings(deps.db, 'all')
  if (!town || (await kindOf(deps.db)) !== 'real') return
  const { last, failed, tried, trialFailed } = await readStanding(deps.db)
  const rested = (at: Instant | undefined) => at === undefined || now - at >= TRY_AGAIN_MS
  const due = isDue(last?.at, now, town.policy.backupMinute) && rested(failed?.at)
  const trial = isTrialDue(tried?.at, now) && rested(trialFailed?.at) && (due || last !== undefined)
  if (!due && !trial) return
  await alone(plan.databaseUrl, async () => {
    if (due && isDue((await readStanding(deps.db)).last?.at, now, town.policy.backupMinute)) await backUp(deps, plan, now)
    const standing = await readStanding(deps.db)
    if (trial && standing.last && isTrialDue(standing.tried?.at, now)) await tryLast(deps, plan, standing.last.file, now)
  })
}

async function backUp(deps: Deps, plan: BackupPlan, now: Instant): Promise<void> {
  const { passphrase, folder, version } = plan
  const effort = plan.effort === undefined ? {} : { effort: plan.effort }
  try {
    if (passphrase === undefined) throw new Error(NO_PASSPHRASE)
    const file = join(folder, backupName(now, true))
    const keys = await plan.keys()
    const { bytes } = await writeBackup({ url: plan.databaseUrl, file, passphrase, keys, version, at: isoShanghai(now), ...effort })
    const rows = rowsOf(await checked(file, passphrase))
    const places = [folderAt(folder), ...(plan.elsewhere ? [await plan.elsewhere()] : [])]
    for (const place of places) {
      await place.put(file)
      await thin(place, now)
    }
    await noteStanding(deps.db, { last: { at: now, file, bytes, rows }, failed: undefined })
    deps.log.info({ file, bytes, rows, places: places.map(({ name }) => name) }, 'a backup was made')
  } catch (error) {
    const why = (error as Error).message
    await noteStanding(deps.db, { failed: { at: now, why } })
    deps.log.error({ reason: why }, 'the backup could not be made; it is tried again')
  }
}

async function tryLast(deps: Deps, plan: BackupPlan, file: string, now: Instant): Promise<void> {
  try {
    const rows = rowsOf(await tryRestore(plan.databaseUrl, file, plan.passphrase))
    await noteStanding(deps.db, { tried: { at: now, file, rows }, trialFailed: undefined })
    deps.log.info({ file, rows }, 'the last backup was put back for a try')
  } catch (error) {
    const why = (error as Error).message
    await noteStanding(deps.db, { trialFailed: { at: now, file, why } })
    deps.log.error({ file, reason: why }, 'the last backup could not be put back for a try')
  }
}
