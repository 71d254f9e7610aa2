import { HOUR, type Instant, wallTime } from '../../kernel/time.ts'
import { type BusyPeriod, busyOn } from './busy.ts'
import { EVENING_FROM_MINUTE, EVENING_UNTIL_MINUTE } from './evenings.ts'
import { festivalOn } from './festivals.ts'

/** Something that speaks against a time the head has chosen. It is named once, then the head is obeyed. */
export interface Conflict {
  kind: 'busy' | 'festival' | 'early' | 'late' | 'short'
  /** To be put into a sentence: 农忙（双抢）, 中秋节, 中秋节前一天, 除夕, 早于18:00, 晚于20:30, 离截止不到24小时. */
  name: string
  /** True for a mere note: an unusual hour, not a bad day. */
  mild: boolean
}

/** What speaks against a meeting at `startsAt`, the weightiest first; empty when nothing does. */
export function conflictsOf(startsAt: Instant, busyPeriods: readonly BusyPeriod[]): Conflict[] {
  const { date, hour, minute } = wallTime(startsAt)
  const conflicts: Conflict[] = []
  const festival = festivalOn(date)
  if (festival !== undefined) conflicts.push({ kind: 'festival', name: festival, mild: false })
  const busy = busyOn(busyPeriods, date)
  if (busy) conflicts.push({ kind: 'busy', name: busy.name && busy.name !== '农忙' ? `农忙（${busy.name}）` : '农忙', mild: false })
  const start = hour * 60 + minute
  if (start < EVENING_FROM_MINUTE) conflicts.push({ kind: 'early', name: '早于18:00', mild: true })
  if (start > EVENING_UNTIL_MINUTE) conflicts.push({ kind: 'late', name: '晚于20:30', mild: true })
  return conflicts
}

/** What speaks against answers ending at `until`: fewer hours for them than the rules want of proposals. */
export function shortNotice(now: Instant, until: Instant, what: '截止' | '开会', minNoticeHours: number): Conflict[] {
  if (until - now >= minNoticeHours * HOUR) return []
  return [{ kind: 'short', name: `离${what}不到${minNoticeHours}小时`, mild: true }]
}
