/** What has been kept long enough goes, each night; or, beforehand, how much it would be. */
import { type Keeping, keepDays } from '../../domain/base/keeping.ts'
import { type Policy, policyOf } from '../../domain/base/policy.ts'
import { townSettings } from '../../store/digest.ts'
import { goOver, type Went } from '../../store/personal/retention.ts'
import { writeSetting } from '../../store/settings.ts'
import type { Deps } from '../ports.ts'

export const RETENTION_SETTING = 'retention.last'

export async function retain({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>, { dryRun }: { dryRun: boolean }): Promise<Went[]> {
  const now = clock.now()
  const towns = await townSettings(db, 'all')
  const went = await goOver(db, now, longest(towns.length === 0 ? [policyOf({})] : towns.map(({ policy }) => policy)), dryRun)
  if (dryRun) return went
  log.info(
    { rows: Object.fromEntries(went.map(({ table, count }, i) => [`${i + 1} ${table}`, count])) },
    'what was kept long enough has gone',
  )
  await writeSetting(db, RETENTION_SETTING, JSON.stringify({ at: now, went }))
  return went
}

/** Logs and chat are not kept by town: where a house has several, the one that keeps longest decides. */
export const longest =
  (policies: readonly Policy[]) =>
  (keeping: Keeping): number | undefined => {
    const days = policies.map((policy) => keepDays(keeping, policy))
    return days.some((d) => d === undefined) ? undefined : Math.max(...(days as number[]))
  }
