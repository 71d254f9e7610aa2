/** A hamlet as it is read again from the database: what is over for long, and what a turn only writes, is not read (src/store/turn/tables.ts). */
import { type HamletState, REMEMBERED_DAYS } from '../../../src/domain/base/state.ts'
import { Table } from '../../../src/domain/base/table.ts'
import { DAY, type Instant } from '../../../src/kernel/time.ts'

const keep = <T extends { id: string }>(table: Table<T>, test: (row: T) => boolean): Table<T> => new Table(table.where(test))

export function reloaded(state: HamletState, now: Instant): HamletState {
  const recent = now - REMEMBERED_DAYS * DAY
  const polls = keep(state.polls, (p) => p.status === 'open' || p.status === 'undecided' || p.closesAt > recent)
  const meetings = keep(state.meetings, (m) => m.status === 'scheduled' || m.status === 'open' || m.startsAt > recent)
  const ofMeeting = (row: { meetingId: string }): boolean => meetings.get(row.meetingId) !== undefined
  const motions = keep(state.motions, ofMeeting)
  const issues = keep(state.issues, (i) => i.closedAt === null || i.closedAt > recent)
  const ofIssue = (row: { issueId: string }): boolean => issues.get(row.issueId) !== undefined
  const surveys = keep(state.surveys, (s) => s.status === 'open' || s.status === 'waiting')
  const none = () => false
  return {
    ...state,
    atHomeChanges: keep(state.atHomeChanges, none),
    recordLines: keep(state.recordLines, none),
    polls,
    timeAnswers: keep(state.timeAnswers, (a) => polls.get(a.pollId) !== undefined),
    meetings,
    rsvps: keep(state.rsvps, ofMeeting),
    attendances: keep(state.attendances, ofMeeting),
    motions,
    ballots: keep(state.ballots, (b) => motions.get(b.motionId) !== undefined),
    handCounts: keep(state.handCounts, (h) => motions.get(h.motionId) !== undefined),
    issues,
    surveys,
    dueDates: keep(state.dueDates, (d) => d.metAt === null && d.droppedAt === null),
    supports: keep(state.supports, ofIssue),
    ratings: keep(state.ratings, (r) => surveys.get(r.surveyId) !== undefined),
    villageStudies: keep(state.villageStudies, ofIssue),
    lateReplies: keep(state.lateReplies, (r) => r.at > recent),
    progressNotes: keep(state.progressNotes, (n) => n.at > recent),
    deadlines: keep(state.deadlines, (d) => d.doneAt === null),
  }
}
