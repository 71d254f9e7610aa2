/** What can be asked of a hamlet on the evening of its meeting, and afterwards of its record. */
import type { Instant } from '../../kernel/time.ts'
import type { Respondent } from '../commands.ts'
import type { Choice, LineKind } from './night-rows.ts'

/** One household's votes from a paper list or a pasted chat. */
export interface HouseholdVotes {
  householdId: string
  approve: number
  reject: number
  abstain: number
}

export type MotionNamed = { no: number } | { text: string }

export interface Arrival {
  from: Respondent
  persons?: number
}

export interface NightCommands {
  openAttendance: object
  /** Those of one message: somebody's own household, or all the lines of a 接龙. */
  attend: { arrivals: readonly Arrival[] }
  markAttendance: { householdId: string; persons?: number }
  unmarkAttendance: { householdId: string }
  openMotion: { text?: string; topicNo?: number }
  closeMotion: object
  castBallot: { from: Respondent; choice: Choice; votes?: number }
  countHands: { approve: number; reject: number; abstain: number }
  witness: { holds: boolean }
  /** The recorder's photo of the raised hands. */
  confirmHands: { mediaId: string | null }
  /** `at`: when it was said, which may be before it was handled. */
  recordLine: {
    meetingId: string
    speaker: string
    accountId: string | null
    kind: LineKind
    text: string
    intent: string | null
    mediaId: string | null
    at: Instant
  }
  note: { text: string; speaker: string; by: string }
  correctLine: { meetingId: string; line: number; text: string; by: string }
  endMeeting: object
  /** Attendance and votes of an evening without the bot. A motion is named by number, or by text when it is a new one. */
  enterByHand: {
    meetingId: string
    attendance: { householdId: string; persons: number }[]
    motions: { motion: MotionNamed; votes: HouseholdVotes[] }[]
  }
  minutesMade: { meetingId: string; documentId: string; sha256: string }
  /** The account was away from `from` to `to`. */
  makeUpForGap: { from: Instant; to: Instant }
  holdDeadline: { deadlineId: string; until: Instant }
}

export type NightDeadline =
  | 'attendanceOpens'
  | 'attendanceProgress'
  | 'attendanceNote'
  | 'motionProgress'
  | 'meetingForgotten'
  | 'makeMinutes'
