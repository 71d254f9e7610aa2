/** Evenings of a hamlet: what speaks against one, and three good ones (rules: Busy season, festivals, evenings). */
import type { Instant } from '../../kernel/time.ts'
import { calendarOf } from '../calendar/calendar.ts'
import { conflictsOf } from '../calendar/conflicts.ts'
import { proposeEvenings } from '../calendar/evenings.ts'
import { refuse } from '../refusals.ts'
import type { HamletState } from '../state.ts'

export interface Conflict {
  at: Instant
  /** 农忙(双抢), 中秋节前一天, 早于18:00 … */
  name: string
  /** An unusual hour, not a bad day. */
  mild: boolean
}

export const conflictsAt = (state: HamletState, at: Instant): Conflict[] =>
  conflictsOf(at, state.town.busyPeriods).map(({ name, mild }) => ({ at, name, mild }))

export function proposals(state: HamletState, now: Instant): { options: Instant[]; closesAt: Instant; proposed: true } {
  const calendar = calendarOf(state.town.calendarEntries)
  const found = proposeEvenings({ now, calendar, busyPeriods: state.town.busyPeriods, minNoticeHours: state.town.policy.pollNoticeHours })
  if (found.options.length < state.town.policy.pollMinOptions) refuse({ code: 'noEveningFound' })
  return { ...found, proposed: true }
}
