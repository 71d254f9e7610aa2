/** Why nothing changed on the evening. */
import type { Instant } from '../../kernel/time.ts'

export type NightRefusal =
  | { code: 'attendanceNotOpen'; startsAt: Instant | null }
  | { code: 'attendanceAlreadyOpen' }
  | { code: 'underage'; age: number }
  | { code: 'notSignedIn'; name: string }
  | { code: 'motionStillOpen'; no: number; text: string }
  | { code: 'noOpenMotion' }
  | { code: 'noSuchTopic'; topicNo: number; topics: number }
  | { code: 'noSuchMotion'; motionNo: number; motions: number }
  | { code: 'tooManyHands'; hands: number; present: number }
  | { code: 'handsWaiting'; missing: number }
  | { code: 'notSignedInWitness' }
  | { code: 'ownCount' }
  | { code: 'noSuchLine'; line: number; lines: number }
  | { code: 'recordSealed'; days: number }
  | { code: 'noSuchMeeting' }
  | { code: 'meetingNotBegun'; startsAt: Instant }
  | { code: 'votesBeyondPresence'; name: string; votes: number; brought: number }
