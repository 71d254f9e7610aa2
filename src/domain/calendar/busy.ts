import type { DateString } from '../../kernel/time.ts'

/** A busy farming season (农忙) that the town has set. Both days are included. */
export interface BusyPeriod {
  /** What people call it: 双抢, 秋收. */
  name: string
  from: DateString
  to: DateString
}

/** The busy period that this date lies in. */
export function busyOn(periods: readonly BusyPeriod[], date: DateString): BusyPeriod | undefined {
  return periods.find((period) => period.from <= date && date <= period.to)
}
