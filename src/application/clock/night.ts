/** What is done at night, when nobody waits: the ledgers are gone through, and what has been kept long enough goes. */
import { verifyLedgers } from '../../store/reading/ledger-verify.ts'
import { LEDGER_SETTING } from '../../store/reading/signs.ts'
import { writeSetting } from '../../store/settings.ts'
import type { Deps } from '../ports.ts'
import { retain } from './retention.ts'

export async function nightly(deps: Deps): Promise<void> {
  await goThroughLedgers(deps)
  await retain(deps, { dryRun: false })
}

/** What is found is told by the watch, and stands on the status page. */
export async function goThroughLedgers({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  let broken = 0
  let hamlets = 0
  for await (const { hamletId, findings } of verifyLedgers(db)) {
    hamlets += 1
    if (findings.length === 0) continue
    broken += 1
    log.error({ hamlet: hamletId, faults: findings.length }, 'a ledger does not hold')
  }
  log.info({ hamlets, broken }, 'the ledgers were gone through')
  await writeSetting(db, LEDGER_SETTING, JSON.stringify({ at: clock.now(), broken }))
}
