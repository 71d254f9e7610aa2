/**
 * Some of what is said tells how something stands, or asks for a step: a chase, a count, a reminder. It is worded at one moment and may be
 * sent at another, in the morning or when the connection is back, and by then it may be old. Such a message is kept with the event it tells
 * of, and told anew when it had to wait; what is no longer so is not said. A step that was taken stays taken: that is said as it was written.
 */

import { presence } from '../../domain/attendance/present.ts'
import type { DataOf, DomainEvent, EventOf, EventType } from '../../domain/base/events.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { chasedNow } from '../../domain/issue/chase.ts'
import { isEnded, supportersOf } from '../../domain/issue/find.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import { votesNow } from '../../domain/motion/standing.ts'
import { standing } from '../../domain/poll/standing.ts'
import { surveyFigures } from '../../domain/survey/count.ts'
import type { Instant } from '../../kernel/time.ts'
import { announce } from './announce.ts'
import type { Said } from './telling.ts'

/** What a message in the outbox tells the state of. Messages of one topic that wait for one room become one. */
export type AboutEvent = {
  of: 'event'
  topic: string
  hamletId: string
  to: Said['to']
  event: DomainEvent
}

interface Standing<K extends EventType> {
  /** The figures as they are now; undefined when it is no longer so; asWritten when it is, and its words hold. */
  now(event: EventOf<K>, state: HamletState, now: Instant): DataOf<K> | 'asWritten' | undefined
  /** Two of one topic that wait: what both say. Without it the later one says it. */
  both?(earlier: DataOf<K>, later: DataOf<K>): DataOf<K>
}

const ahead = (state: HamletState, meetingId: string, now: Instant): boolean => {
  const meeting = state.meetings.get(meetingId)
  return meeting?.status === 'scheduled' && meeting.startsAt > now
}
const going = (state: HamletState, meetingId: string): MeetingRow | undefined => {
  const meeting = state.meetings.get(meetingId)
  return meeting?.status === 'open' ? meeting : undefined
}
/** A round's figures, while it has the status given. */
function round<D extends { surveyId: string; issueId: string }>(data: D, state: HamletState, holds: (status: string) => boolean) {
  const survey = state.surveys.get(data.surveyId)
  const issue = state.issues.get(data.issueId)
  return survey && issue && holds(survey.status)
    ? { ...data, closesAt: survey.closesAt, figures: surveyFigures(state, survey, issue) }
    : undefined
}

const STANDING: { readonly [K in EventType]?: { readonly [T in Said['to']]?: Standing<K> } } = {
  timeProgressNoted: {
    hamlet: {
      now: ({ data }, state, now) => {
        const poll = state.polls.get(data.pollId)
        return poll?.status === 'open' && poll.closesAt > now ? { ...data, ...standing(state, poll) } : undefined
      },
    },
  },
  timePollUndecided: {
    hamlet: { now: ({ data }, state) => (state.polls.get(data.pollId)?.status === 'undecided' ? data : undefined) },
  },
  timePollDecided: { hamlet: { now: ({ data }, state, now) => (ahead(state, data.meetingId, now) ? data : undefined) } },
  rsvpNoted: { hamlet: { now: ({ data }, state, now) => (ahead(state, data.meetingId, now) ? data : undefined) } },
  meetingReminded: { hamlet: { now: ({ data }, state, now) => (ahead(state, data.meetingId, now) ? data : undefined) } },
  attendanceOpened: { hamlet: { now: ({ data }, state) => (going(state, data.meetingId) ? data : undefined) } },
  attendanceNoted: {
    hamlet: {
      now: ({ data }, state) => {
        const meeting = going(state, data.meetingId)
        return meeting && { ...data, figures: presence(state, meeting) }
      },
    },
  },
  attendanceSummed: {
    hamlet: {
      now: ({ data }, state) => {
        const meeting = going(state, data.meetingId)
        return meeting && { ...data, figures: presence(state, meeting) }
      },
    },
  },
  motionNoted: {
    hamlet: {
      now: ({ data }, state) => {
        const motion = state.motions.get(data.motionId)
        return motion?.status === 'open' ? { ...data, votes: votesNow(state, motion) } : undefined
      },
    },
  },
  gapMadeUp: {
    hamlet: {
      now: ({ data }, state, now) => {
        const open = (id: string): boolean => state.surveys.get(id)?.status === 'open'
        const pollId = state.polls.get(data.pollId)?.status === 'open' ? data.pollId : null
        const surveyIds = data.surveyIds.filter(open)
        const meetingId = data.meetingId !== null && going(state, data.meetingId) ? data.meetingId : null
        const motionId = state.motions.get(data.motionId)?.status === 'open' ? data.motionId : null
        const invitedId = data.invitedId !== null && ahead(state, data.invitedId, now) ? data.invitedId : null
        if (pollId === null && meetingId === null && invitedId === null && surveyIds.length === 0) return undefined
        return { ...data, pollId, meetingId, motionId, invitedId, surveyIds, movedIds: data.movedIds.filter(open) }
      },
      // Of several breaks the longest is named, with everything that any of them touched.
      both: (a, b) => ({
        ...(a.to - a.from > b.to - b.from ? a : b),
        surveyIds: [...new Set([...a.surveyIds, ...b.surveyIds])],
        movedIds: [...new Set([...a.movedIds, ...b.movedIds])],
      }),
    },
  },
  supportNoted: {
    hamlet: {
      now: ({ data }, state) => {
        const issue = state.issues.get(data.issueId)
        return issue && !isEnded(issue) ? { ...data, households: supportersOf(state, issue).size } : undefined
      },
    },
  },
  issueHandled: { hamlet: { now: ({ data }, state) => round(data, state, (status) => status === 'open') } },
  surveyNoted: {
    hamlet: { now: ({ data }, state) => round(data, state, (status) => status === 'open' || status === 'waiting') },
  },
  surveyExtended: { hamlet: { now: ({ data }, state) => round(data, state, (status) => status === 'open') } },
  surveyWaits: {
    hamlet: { now: ({ data }, state) => round(data, state, (status) => status === 'waiting') },
    village: { now: ({ data }, state) => round(data, state, (status) => status === 'waiting') },
  },
  issuesPassedOn: {
    village: {
      now: ({ data }, state) => {
        const issueIds = data.issueIds.filter((id) => state.issues.get(id)?.status === 'inVillage')
        return issueIds.length > 0 ? { ...data, issueIds } : undefined
      },
    },
  },
  issueReported: { town: { now: ({ data }, state) => (state.issues.get(data.issueId)?.status === 'inTown' ? data : undefined) } },
  issueAssigned: { village: { now: ({ data }, state) => (state.issues.get(data.issueId)?.status === 'assigned' ? data : undefined) } },
  issueSentBack: { village: sentBack(), town: sentBack() },
  issuesChased: { hamlet: chased(), village: chased(), town: chased() },
}

/** Its words hold what the dissatisfied said, which no later turn loads. */
function sentBack(): Standing<'issueSentBack'> {
  return {
    now: ({ data }, state) => {
      const issue = state.issues.get(data.issueId)
      return issue?.status === data.status && issue.round === data.round ? 'asWritten' : undefined
    },
  }
}

/** After days without a connection one message with the state of that moment, of all that was chased meanwhile. */
function chased(): Standing<'issuesChased'> {
  return {
    now: ({ data }, state, now) => {
      const issues = data.items.flatMap(({ issueId }) => state.issues.get(issueId) ?? [])
      const items = chasedNow(state, data.kind, issues, now)
      const draft = data.draft.filter((id) => items.some((i) => i.issueId === id && i.late === undefined))
      return items.length > 0 ? { ...data, items, draft } : undefined
    },
    both: (a, b) => ({
      ...b,
      items: [...a.items.filter((i) => !b.items.some((other) => other.issueId === i.issueId)), ...b.items],
      draft: [...new Set([...a.draft, ...b.draft])],
    }),
  }
}

const standingOf = (type: EventType, to: Said['to']): Standing<EventType> | undefined =>
  STANDING[type]?.[to] as Standing<EventType> | undefined

/** Undefined for what is said as it was written: answers, and steps that were taken. */
export function aboutOf(event: DomainEvent, said: Said, hamletId: string): AboutEvent | undefined {
  if (!standingOf(event.type, said.to) || !(said.scheduled || event.who === 'clock')) return undefined
  const kind = event.type === 'issuesChased' ? `/${event.data.kind}` : ''
  // Those of an office are of one topic, whichever hamlet they are of (chases.ts).
  const toOffice = event.type === 'issuesChased' && said.to !== 'hamlet' && event.data.kind === said.to
  const subject = toOffice ? 'office' : event.subject
  return { of: 'event', topic: `${event.type}/${subject}${kind}`, hamletId, to: said.to, event }
}

/** What the hamlets of an office have to say to it is gathered (chases.ts). */
export const isGathered = (about: AboutEvent): about is AboutEvent & { to: 'village' | 'town' } =>
  about.topic.startsWith('issuesChased/office/')

/** What is told of, with everything of the same topic that waits, and as it is now. */
export function asOfNow(
  about: AboutEvent,
  waiting: readonly AboutEvent[],
  state: HamletState,
  now: Instant,
): DomainEvent | 'asWritten' | undefined {
  const standing = standingOf(about.event.type, about.to)
  if (!standing) return 'asWritten'
  const event = waiting.reduce<DomainEvent>((all, { event: later }) => {
    const data = standing.both ? standing.both(all.data, later.data) : later.data
    return { ...later, data } as DomainEvent
  }, about.event)
  const data = standing.now(event, state, now)
  return data === 'asWritten' || data === undefined ? data : ({ ...event, data } as DomainEvent)
}

/** The words as they are now; undefined when there is nothing left to say. */
export function tellAnew(
  about: AboutEvent,
  waiting: readonly AboutEvent[],
  state: HamletState,
  now: Instant,
): string | 'asWritten' | undefined {
  const event = asOfNow(about, waiting, state, now)
  if (event === 'asWritten' || event === undefined) return event
  const told = announce(event, state, now).filter((said) => said.to === about.to)
  return told.length === 0 ? undefined : told.map((said) => said.text).join('\n')
}
