/** What is said about what happened, and where. The words are src/text's; the figures come with the event or from the state after it. */
import type { DomainEvent, EventOf, EventType } from '../../domain/base/events.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'
import { type Said, silent, type Tellings } from './telling.ts'
import { ATTENDANCE_TELLINGS } from './tellings/attendance.ts'
import { ISSUE_TELLINGS } from './tellings/issue.ts'
import { LATE_TELLINGS } from './tellings/late.ts'
import { MEETING_TELLINGS } from './tellings/meeting.ts'
import { MEMBER_TELLINGS } from './tellings/member.ts'
import { MOTION_TELLINGS } from './tellings/motion.ts'
import { POLL_TELLINGS } from './tellings/poll.ts'
import { RECORD_TELLINGS } from './tellings/record.ts'
import { SURVEY_TELLINGS } from './tellings/survey.ts'

const TELLINGS: Tellings = {
  ...POLL_TELLINGS,
  ...MEETING_TELLINGS,
  ...ATTENDANCE_TELLINGS,
  ...MOTION_TELLINGS,
  ...RECORD_TELLINGS,
  ...ISSUE_TELLINGS,
  ...SURVEY_TELLINGS,
  ...MEMBER_TELLINGS,
  ...LATE_TELLINGS,
  receiptGiven: silent,
  deadlinePassed: silent,
}

export function announce(event: DomainEvent, state: HamletState, now: Instant): Said[] {
  const tell = TELLINGS[event.type] as (event: EventOf<EventType>, state: HamletState, now: Instant) => Said | Said[] | undefined
  const said = tell(event as EventOf<EventType>, state, now)
  return said === undefined ? [] : Array.isArray(said) ? said : [said]
}
