/** The fixed evening: announced, reminded of, moved, called off. */
import type { Conflict } from '../domain/meeting/evening.ts'
import type { MeetingRow } from '../domain/meeting/rows.ts'
import type { Expected } from '../domain/rsvp/expected.ts'
import { dateOf, type Instant } from '../kernel/time.ts'
import { conflictNote } from './poll.ts'
import { sayNear, sayTime } from './time.ts'

/** Numbered lines in a message. */
const MOST_LINES = 8

const topicLines = (topics: readonly string[]): string[] =>
  topics.length === 0
    ? []
    : topics.length === 1
      ? [`议题：${topics[0]}`]
      : [
          '议题：',
          ...topics.slice(0, MOST_LINES).map((t, i) => `${i + 1}. ${t}`),
          ...(topics.length > MOST_LINES ? [`还有${topics.length - MOST_LINES}个议题，会上说。`] : []),
        ]
const place = (meeting: MeetingRow): string => (meeting.venue ? `地点${meeting.venue}` : '地点另行通知')
const REPLY = '能来的回“参加”（几个人来就回“参加 2人”），来不成的回“请假”。一家有一个人回就算数。'

/** `insteadOfPoll`: people were still being asked for the time. */
export function meetingScheduled(meeting: MeetingRow, conflicts: readonly Conflict[], insteadOfPoll: boolean, now: Instant): string {
  return [
    `【开会】${sayTime(meeting.startsAt, now)}，${place(meeting)}。`,
    ...(insteadOfPoll ? ['时间就这样定了，刚才的约时间不用回了。'] : []),
    ...topicLines(meeting.topics),
    REPLY,
    ...conflictNote(conflicts, now),
  ].join('\n')
}

/** Those who stand there already. */
const cameAlready = (came: number, then: string): string[] => (came > 0 ? [`已经到了的${came}户乡亲，对不住，${then}刚才的签到不算。`] : [])

export function meetingRescheduled(
  meeting: MeetingRow,
  { before, conflicts, came }: { before: Instant; conflicts: readonly Conflict[]; came: number },
  now: Instant,
): string {
  const sameEvening = dateOf(before) === dateOf(meeting.startsAt)
  return [
    `【改时间】原定${sayTime(before, now)}的会，改到${sayTime(meeting.startsAt, now)}，${place(meeting)}。`,
    ...cameAlready(came, sameEvening ? '请等一等，到时候再回一次“到”，' : '请先回家。'),
    `时间变了，请重新回一下：${REPLY}`,
    ...conflictNote(conflicts, now),
  ].join('\n')
}

export const meetingCancelled = (meeting: MeetingRow, { reason, came }: { reason: string | null; came: number }, now: Instant): string =>
  [
    `【会议取消】原定${sayTime(meeting.startsAt, now)}的会不开了${reason ? `，因为${reason}` : ''}。请互相转告。`,
    ...cameAlready(came, '请先回家。'),
  ].join('\n')

/** 在家30户，22户说来（约40人），1户勉强能来，3户来不成，4户没回。Every at-home household is in one of them. */
function expectedLine(expected: Expected): string {
  const silent = expected.atHome - expected.households - expected.maybe - expected.declined
  return [
    `在家${expected.atHome}户，${expected.households}户说来（约${expected.persons}人）`,
    ...(expected.maybe ? [`${expected.maybe}户勉强能来`] : []),
    ...(expected.declined ? [`${expected.declined}户来不成`] : []),
    ...(silent > 0 ? [`${silent}户没回`] : []),
    ...(expected.away ? [`另有外出的${expected.away}户要来`] : []),
  ].join('，')
}

export function meetingReminder(meeting: MeetingRow, expected: Expected, needed: number, now: Instant): string {
  const short = needed - expected.households
  return [
    `【提醒】${sayNear(meeting.startsAt, now)}开会，${place(meeting)}。`,
    ...topicLines(meeting.topics),
    `${expectedLine(expected)}。${short > 0 ? `要到够${needed}户才算数，还差${short}户，请尽量来。` : ''}`,
    '来得成回“参加”，来不成回“请假”。',
  ].join('\n')
}

export const rsvpNote = (meeting: MeetingRow, expected: Expected, now: Instant): string =>
  `【${sayNear(meeting.startsAt, now)}的会】${expectedLine(expected)}。`

export const meetingNudge = (meeting: MeetingRow, expected: Expected, now: Instant): string =>
  [`【${sayNear(meeting.startsAt, now)}的会】${expectedLine(expected)}。`, '没回的乡亲，来得成回“参加”，来不成回“请假”。'].join('\n')

export const venueSet = (venue: string, forMeeting: boolean): string =>
  forMeeting ? `好，这次开会地点：${venue}。` : `好，以后开会就在${venue}。`
export const topicAdded = (topics: readonly string[]): string => ['好，记下了。', ...topicLines(topics)].join('\n')
