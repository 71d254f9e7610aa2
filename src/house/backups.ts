/** Looks every minute whether a backup is due, past the queue; and lets one that runs come to its end before the database is closed. */
import { lookAfterBackups } from '../application/clock/backup.ts'
import type { Deps } from '../application/ports.ts'
import type { Config } from '../config.ts'
import { LookAgain } from '../kernel/look-again.ts'
import { MINUTE } from '../kernel/time.ts'
import { keysInUse } from '../store/personal/keys.ts'
import { programVersion } from './version.ts'

export function backupsEachNight(deps: Deps, { backup, dataDir, personalKeys }: Config, databaseUrl: string): () => Promise<void> {
  const { passphrase, folder, store } = backup
  const plan = {
    databaseUrl,
    passphrase,
    keys: () => keysInUse({ dataDir, given: personalKeys }),
    folder,
    version: programVersion(),
    // Loaded only where there is one.
    ...(store === undefined ? {} : { elsewhere: async () => (await import('../store/backup/bucket.ts')).bucketAt(store) }),
  }
  const looking = new LookAgain(
    MINUTE,
    () => lookAfterBackups(deps, plan),
    (error) => deps.log.warn({ reason: String(error) }, 'it could not be seen whether a backup is due; it is looked again'),
  )
  looking.start()
  return () => looking.stop()
}
