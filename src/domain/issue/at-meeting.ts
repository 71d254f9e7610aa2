/**
 * What an evening made of an issue: everything that was decided, agreed or reported while the meeting was on, also of issues that were raised
 * long before. For its minutes, its page and the word at its end: one reading of an issue's row for all three.
 */
import type { DateString, Instant } from '../../kernel/time.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import type { IssueColumns, IssueStep, Level } from './rows.ts'

/** From the opening of attendance to 散会, both included: what 散会 itself passes on was passed on by the meeting. */
export interface MeetingSpan {
  id: string
  from: Instant
  to: Instant
}

/** Undefined before its attendance was opened. */
export const spanOf = (
  { id, openedAt, endedAt }: Pick<MeetingRow, 'id' | 'openedAt' | 'endedAt'>,
  now: Instant,
): MeetingSpan | undefined => (openedAt === null ? undefined : { id, from: openedAt, to: endedAt ?? now })

export type Outcome =
  | { what: 'agreed'; dueOn: DateString; onTheSpot: boolean; text: string | null }
  /** `onTheSpot`: solved there and then, where nothing had been agreed before. */
  | { what: 'handled'; level: Level; onTheSpot: boolean; text: string | null }
  | { what: 'handed' | 'accepted' | 'reported' | 'withdrawn' }
  | { what: 'dismissed'; text: string }
  | { what: 'merged'; into: number }

type Read = Pick<
  IssueColumns,
  'meetingId' | 'raisedAt' | 'status' | 'steps' | 'decision' | 'decisionText' | 'closedAt' | 'endReason' | 'mergedInto'
>

/** Empty when it was only raised there; undefined when the meeting had nothing to do with it. */
export function outcomesAt(issue: Read, meeting: MeetingSpan | undefined): Outcome[] | undefined {
  if (!meeting) return undefined
  const during = (at: Instant): boolean => meeting.from <= at && at <= meeting.to
  const taken = issue.steps.flatMap((step, i) => (during(step.at) ? outcomeOf(issue, step, i) : []))
  const outcomes = [...taken, ...(issue.status === 'withdrawn' && issue.closedAt !== null && during(issue.closedAt) ? [endOf(issue)] : [])]
  return outcomes.length > 0 || issue.meetingId === meeting.id ? outcomes : undefined
}

/** What the town's office did that evening, and rounds of 评议 that closed by themselves, were no business of the meeting. */
function outcomeOf(issue: Read, step: IssueStep, i: number): Outcome[] {
  switch (step.what) {
    case 'agreed': {
      // The row keeps the words of what was agreed last.
      const last = i === issue.steps.findLastIndex((s) => s.what === 'agreed')
      return [
        {
          what: 'agreed',
          dueOn: step.dueOn,
          onTheSpot: last && issue.decision === 'onTheSpot',
          text: last ? issue.decisionText : null,
        },
      ]
    }
    case 'handled': {
      const first = step.level === 'hamlet' && !issue.steps.slice(0, i).some((s) => s.what === 'agreed')
      return [{ what: 'handled', level: step.level, onTheSpot: first, text: step.text }]
    }
    case 'handed':
    case 'accepted':
    case 'reported':
      return [{ what: step.what }]
    default:
      return []
  }
}

function endOf({ mergedInto, endReason }: Read): Outcome {
  if (mergedInto !== null) return { what: 'merged', into: mergedInto }
  return endReason === null ? { what: 'withdrawn' } : { what: 'dismissed', text: endReason }
}
