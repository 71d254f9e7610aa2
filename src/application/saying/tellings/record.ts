/**
 * What is said about the record and the end of an evening. What nobody is waiting for any more waits for the morning: a meeting that nobody
 * ended, and what a gap has moved when no meeting is open.
 */
import { neededOf, whyBelow } from '../../../domain/base/policy.ts'
import type { HamletState } from '../../../domain/base/state.ts'
import { outcomesAt, spanOf } from '../../../domain/issue/at-meeting.ts'
import type { MeetingRow } from '../../../domain/meeting/rows.ts'
import { motionsOf } from '../../../domain/motion/standing.ts'
import type { Instant } from '../../../kernel/time.ts'
import * as record from '../../../text/record.ts'
import { hamlet, origin, silent, type Tellings } from '../telling.ts'

/** The public issues that are being rated, with when that ends: of a confidential one the group hears nothing. */
const surveyedIssues = (state: HamletState, surveyIds: readonly string[]): record.Surveyed[] =>
  surveyIds
    .map((id) => state.surveys.must(id))
    .flatMap(({ issueId, closesAt }) => {
      const { no, confidential } = state.issues.must(issueId)
      return confidential ? [] : [{ no, closesAt }]
    })
    .sort((a, b) => a.no - b.no)

/** What 散会 passes on to the village is told of by itself, right behind. */
function dealtWith(state: HamletState, meeting: MeetingRow, now: Instant): record.DealtWith[] {
  const span = spanOf(meeting, now)
  return state.issues
    .where((i) => !i.confidential && i.handedFrom !== 'meeting')
    .map((issue) => ({ no: issue.no, outcomes: outcomesAt(issue, span) ?? [] }))
    .filter(({ outcomes }) => outcomes.length > 0)
    .sort((a, b) => a.no - b.no)
}

export const RECORD_TELLINGS = {
  lineRecorded: silent,
  lineNoted: () => origin(record.noted),
  lineCorrected: ({ data }) => origin(record.lineCorrected(data.corrects)),
  minutesMade: silent,
  meetingEnded: ({ data }, state, now) => {
    const { policy } = state.town
    const { motionPercent } = policy
    const ended = {
      meeting: state.meetings.must(data.meetingId),
      motions: motionsOf(state, data.meetingId).filter((m) => m.status === 'closed'),
      issues: dealtWith(state, state.meetings.must(data.meetingId), now),
      data,
      motionPercent,
      below: { quorum: whyBelow(policy, 'quorumPercent'), motion: whyBelow(policy, 'motionPercent') },
      neededOf: (present: number) => neededOf(motionPercent, present),
      now,
    }
    return hamlet(record.meetingEnded(ended), data.how === 'forgotten')
  },
  gapMadeUp: ({ data }, state, now) => {
    const issues = surveyedIssues(state, data.surveyIds)
    if (data.pollId === null && data.meetingId === null && data.invitedId === null && issues.length === 0) return undefined
    // On the evening itself it is said at once; a poll or a survey can wait for the morning.
    const moved = surveyedIssues(state, data.movedIds)
    return hamlet(
      record.gapMadeUp(data, { pollClosesAt: state.polls.get(data.pollId)?.closesAt, issues, moved, now }),
      data.meetingId === null,
    )
  },
} satisfies Partial<Tellings>
