/**
 * What is said about the evening of a meeting. While a meeting is open its sums of attendance and votes are answers to the people who are
 * there (ours): they are said in quiet hours too, because in the morning they would be of no use to anybody. What nobody is waiting for any
 * more waits for the morning: a meeting that nobody ended, and what a gap has moved when no meeting is open.
 */
import { motionsOf } from '../../domain/meeting/motion.ts'
import type { NightEvents } from '../../domain/meeting/night-events.ts'
import { householdName } from '../../domain/member/households.ts'
import { neededOf } from '../../domain/policy.ts'
import type { HamletState } from '../../domain/state.ts'
import * as attendance from '../../text/attendance.ts'
import * as motionText from '../../text/motion.ts'
import * as record from '../../text/record.ts'
import type { Said, Telling } from '../announce.ts'

const hamlet = (text: string, scheduled = false): Said => ({ to: 'hamlet', text, ...(scheduled ? { scheduled: true } : {}) })
const origin = (text: string): Said => ({ to: 'origin', text })
const silent = () => undefined

/** The public issues that are being rated, with when that ends: of a confidential one the group hears nothing. */
const surveyedIssues = (state: HamletState, surveyIds: readonly string[]): record.Surveyed[] =>
  surveyIds
    .map((id) => state.surveys.must(id))
    .flatMap(({ issueId, closesAt }) => {
      const { no, confidential } = state.issues.must(issueId)
      return confidential ? [] : [{ no, closesAt }]
    })
    .sort((a, b) => a.no - b.no)

export const NIGHT_TELLINGS: { readonly [K in keyof NightEvents]: Telling<K> } = {
  attendanceOpened: ({ data }, state, now) =>
    data.byHand ? undefined : hamlet(attendance.attendanceOpened(state.meetings.must(data.meetingId), data.base, data.needed, now)),
  attendanceGiven: silent,
  attendanceMarked: ({ data }, state) =>
    origin(attendance.attendanceMarked(householdName(state, data.householdId), data.persons, data.figures)),
  attendanceStruck: ({ data }, state) => origin(attendance.attendanceStruck(householdName(state, data.householdId), data.figures)),
  attendanceCapped: ({ data }, state) =>
    hamlet(attendance.attendanceCapped(householdName(state, data.householdId), data.said, data.counted)),
  attendanceNoted: ({ data }) => hamlet(attendance.attendanceNote(data.figures)),
  attendanceSummed: ({ data }, state, now) => {
    const minutes = Math.round((now - state.meetings.must(data.meetingId).startsAt) / 60_000)
    return hamlet(attendance.attendanceSummed(data.figures, minutes))
  },
  attendanceNudged: ({ data }) => hamlet(attendance.attendanceNudge(data.figures)),
  quorumReached: ({ data }) => hamlet(attendance.quorumReached(data.figures)),
  motionOpened: ({ data }, state) =>
    data.byHand
      ? undefined
      : hamlet(
          motionText.motionOpened(
            state.motions.must(data.motionId),
            data.figures,
            neededOf(state.town.policy.motionPercent, data.figures.persons),
          ),
        ),
  ballotCast: silent,
  ballotWaits: ({ data }, state) => hamlet(motionText.ballotWaits(householdName(state, data.householdId))),
  ballotCapped: ({ data }, state) => hamlet(motionText.ballotCapped(householdName(state, data.householdId), data.said, data.brought)),
  motionNoted: ({ data }, state) => hamlet(motionText.motionNote(state.motions.must(data.motionId), data.votes)),
  motionNudged: ({ data }, state) => hamlet(motionText.motionNudge(state.motions.must(data.motionId), data.votes)),
  handsCounted: ({ data }, state) => hamlet(motionText.handsCounted(state.motions.must(data.motionId), data)),
  // The last witness is answered by the result, a doubt by what follows from it.
  handsWitnessed: ({ data }, state) =>
    data.holds && data.missing > 0 ? hamlet(motionText.handsWitnessed(householdName(state, data.householdId), data.missing)) : undefined,
  handsDisputed: ({ data }, state) => {
    const doubter = state.witnesses.find((w) => w.handCountId === data.handCountId && !w.holds)
    return hamlet(motionText.handsDisputed(householdName(state, doubter?.householdId ?? '')))
  },
  handsConfirmed: ({ data }) => (data.how === 'photo' ? hamlet(motionText.handsConfirmedByPhoto) : undefined),
  motionClosed: ({ data }, state) =>
    hamlet(motionText.motionClosed(state.motions.must(data.motionId), data, state.town.policy.motionPercent)),
  lineRecorded: silent,
  lineNoted: () => origin(record.noted),
  lineCorrected: ({ data }) => origin(record.lineCorrected(data.corrects)),
  meetingEnded: ({ data }, state, now) => {
    const { motionPercent } = state.town.policy
    const ended = {
      meeting: state.meetings.must(data.meetingId),
      motions: motionsOf(state, data.meetingId).filter((m) => m.status === 'closed'),
      data,
      motionPercent,
      neededOf: (present: number) => neededOf(motionPercent, present),
      now,
    }
    return hamlet(record.meetingEnded(ended), data.how === 'forgotten')
  },
  enteredByHand: ({ data }) =>
    data.attendance.length > 0 ? hamlet(attendance.enteredByHand(data.attendance.length, data.figures)) : undefined,
  minutesMade: silent,
  gapMadeUp: ({ data }, state, now) => {
    const issues = surveyedIssues(state, data.surveyIds)
    if (data.pollId === null && data.meetingId === null && issues.length === 0) return undefined
    // On the evening itself it is said at once; a poll or a survey can wait for the morning.
    const moved = surveyedIssues(state, data.movedIds)
    return hamlet(
      record.gapMadeUp(data, { pollClosesAt: state.polls.get(data.pollId)?.closesAt, issues, moved, now }),
      data.meetingId === null,
    )
  },
}
