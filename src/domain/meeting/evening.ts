/** Evenings of a hamlet: what speaks against one, and three good ones (calendar: Evenings). */
import type { Instant } from '../../kernel/time.ts'
import { refuse } from '../base/refusals.ts'
import type { HamletState } from '../base/state.ts'
import { calendarOf } from '../calendar/calendar.ts'
import { type Conflict as CalendarConflict, conflictsOf, shortNotice } from '../calendar/conflicts.ts'
import { proposeEvenings } from '../calendar/evenings.ts'

export interface Conflict extends CalendarConflict {
  at: Instant
}

/** What speaks against these times, and against answers being taken no longer than that. */
export function conflictsAt(state: HamletState, times: readonly Instant[], answers: Answers): Conflict[] {
  const { now, until, what } = answers
  const short = shortNotice(now, until, what, state.town.policy.pollNoticeHours)
  return [
    ...times.flatMap((at) => conflictsOf(at, state.town.busyPeriods).map((conflict) => ({ at, ...conflict }))),
    ...short.map((conflict) => ({ at: until, ...conflict })),
  ]
}

interface Answers {
  now: Instant
  until: Instant
  what: '截止' | '开会'
}

export function proposals(state: HamletState, now: Instant): { options: Instant[]; closesAt: Instant; proposed: true } {
  const calendar = calendarOf(state.town.calendarEntries)
  const found = proposeEvenings({ now, calendar, busyPeriods: state.town.busyPeriods, minNoticeHours: state.town.policy.pollNoticeHours })
  if (found.options.length < state.town.policy.pollMinOptions) refuse({ code: 'noEveningFound' })
  return { ...found, proposed: true }
}
