/** Meetings and time polls. The figures of a meeting that is over are those that its ledger has; nothing is counted a second time. */

import type { PresentFigures } from '../../domain/meeting/figures.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { seenIssue } from './issues.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface PollLine {
  id: string
  hamletId: string
  hamletName: string
  topic: string | null
  options: Instant[]
  status: 'open' | 'undecided' | 'decided' | 'cancelled'
  openedAt: Instant
  closesAt: Instant
  closedAt: Instant | null
  chosen: number | null
  how: string | null
  meetingId: string | null
}

export async function listPolls(
  db: Reader,
  reach: Reach,
  filter: Paging & { hamletId?: string | undefined; status?: string | undefined },
): Promise<Page<PollLine>> {
  const where = within(reach).andIf(filter.hamletId, 'h.id = ?').andIf(filter.status, 'p.status::text = ?')
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(p."openedAt", p.id) < (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<PollLine>(
    db,
    `SELECT p.id, p."hamletId", h.name AS "hamletName", p.topic, p.options, p.status::text AS status, p."openedAt", p."closesAt", p."closedAt",
       p.chosen, p.how, p."meetingId"
     FROM "TimePoll" p JOIN "Hamlet" h ON h.id = p."hamletId" WHERE ${where} ORDER BY p."openedAt" DESC, p.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (p) => [p.openedAt, p.id])
}

export interface MeetingLine {
  id: string
  hamletId: string
  hamletName: string
  villageName: string
  status: 'scheduled' | 'open' | 'ended' | 'cancelled'
  startsAt: Instant
  /** When attendance was opened. */
  openedAt: Instant | null
  endedAt: Instant | null
  venue: string | null
  topics: string[]
  cancelReason: string | null
  /** As the ledger has them; null while nothing was counted. */
  figures: PresentFigures | null
  motions: number
  carried: number
  issues: number
  /** The newest minutes. */
  minutesId: string | null
}

/** Of a meeting that is on: the last entry of the ledger that says who was there. */
const FIGURES = `CASE WHEN m.status <> 'open' THEN m.figures ELSE (SELECT l.data -> 'figures' FROM "LedgerEntry" l WHERE l."hamletId" = m."hamletId" AND l.subject = m.id
    AND l.data ? 'figures' AND l.seq > m."attendanceFromSeq" ORDER BY l.seq DESC LIMIT 1) END`
/** Of its issues those that the reader may see. */
const meetingLine = (
  issue: string,
): string => `m.id, m."hamletId", h.name AS "hamletName", v.name AS "villageName", m.status::text AS status, m."startsAt", m."openedAt", m."endedAt", m.venue, m.topics,
  m."cancelReason", ${FIGURES} AS figures,
  (SELECT count(*)::int FROM "Motion" x WHERE x."meetingId" = m.id AND x.status <> 'cancelled') AS motions,
  (SELECT count(*)::int FROM "Motion" x WHERE x."meetingId" = m.id AND x.carried) AS carried,
  (SELECT count(*)::int FROM "Issue" i WHERE i."hamletId" = m."hamletId" AND i."meetingId" = m.id AND ${issue}) AS issues,
  (SELECT d.id FROM "Document" d WHERE d."hamletId" = m."hamletId" AND d."meetingId" = m.id AND d.kind = 'minutes' ORDER BY d.at DESC, d.id DESC LIMIT 1) AS "minutesId"`
const MEETING_FROM = `"Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" JOIN "Village" v ON v.id = h."villageId"`

export interface MeetingFilter extends Paging {
  hamletId?: string | undefined
  villageId?: string | undefined
  status?: string | undefined
  /** Meetings that start at or after, and before. */
  from?: Instant | undefined
  to?: Instant | undefined
}

/** The latest first. */
export async function listMeetings(db: Reader, reach: Reach, filter: MeetingFilter = {}): Promise<Page<MeetingLine>> {
  const where = within(reach)
    .andIf(filter.hamletId, 'h.id = ?')
    .andIf(filter.villageId, 'h."villageId" = ?')
    .andIf(filter.status, 'm.status = ?::"MeetingStatus"')
  if (filter.from !== undefined) where.and('m."startsAt" >= ?::timestamptz', new Date(filter.from))
  if (filter.to !== undefined) where.and('m."startsAt" < ?::timestamptz', new Date(filter.to))
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(m."startsAt", m.id) < (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<MeetingLine>(
    db,
    `SELECT ${meetingLine(seenIssue(reach, where))} FROM ${MEETING_FROM} WHERE ${where} ORDER BY m."startsAt" DESC, m.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (m) => [m.startsAt, m.id])
}

export function findMeeting(db: Reader, reach: Reach, id: string): Promise<MeetingLine | undefined> {
  const where = within(reach).and('m.id = ?', id)
  return row(db, `SELECT ${meetingLine(seenIssue(reach, where))} FROM ${MEETING_FROM} WHERE ${where}`, where.values)
}

export interface MotionLine {
  id: string
  no: number
  text: string
  status: 'open' | 'closed' | 'cancelled'
  present: number | null
  approve: number | null
  reject: number | null
  abstain: number | null
  carried: boolean | null
  binding: boolean | null
  counted: string | null
}

export const motionsOf = (db: Reader, meetingId: string): Promise<MotionLine[]> =>
  rows(
    db,
    `SELECT id, no, text, status::text AS status, present, approve, reject, abstain, carried, "binding", counted
     FROM "Motion" WHERE "meetingId" = $1 ORDER BY no LIMIT 200`,
    [meetingId],
  )

/** A motion as it is drawn: since when it was voted on, and how many approvals were needed then, as the ledger has it. */
export interface MotionDrawn extends MotionLine {
  openedAt: Instant
  needed: number | null
}

export const motionsDrawn = (db: Reader, meetingId: string): Promise<MotionDrawn[]> =>
  rows(
    db,
    `SELECT x.id, x.no, x.text, x.status::text AS status, x.present, x.approve, x.reject, x.abstain, x.carried, x."binding", x.counted, x."openedAt",
       (SELECT (l.data -> 'votes' ->> 'needed')::int FROM "LedgerEntry" l WHERE l."hamletId" = x."hamletId" AND l.subject = x.id AND l.what = 'motionClosed'
         ORDER BY l.seq DESC LIMIT 1) AS needed
     FROM "Motion" x WHERE x."meetingId" = $1 ORDER BY x.no LIMIT 200`,
    [meetingId],
  )

export interface RecordLine {
  seq: number
  at: Instant
  speaker: string
  kind: string
  text: string
  /** What it was understood as; null for plain speech. */
  intent: string | null
  corrects: string | null
  /** The line that it corrects: its number, and who had spoken. */
  correctsSeq: number | null
  correctsSpeaker: string | null
  /** Who put it down, where that is not the speaker: of a correction, of what was said aloud. */
  by: string | null
  mediaId: string | null
  /** The type of what was sent, `image/jpeg`. */
  mediaType: string | null
}

export async function recordOf(db: Reader, meetingId: string, paging: Paging): Promise<Page<RecordLine>> {
  const limit = limitOf(paging)
  const after = readCursor(paging.cursor, 'int')?.[0] ?? 0
  const found = await rows<RecordLine>(
    db,
    `SELECT l.seq, l.at, l.speaker, l.kind, l.text, l.intent, l.corrects, o.seq AS "correctsSeq", o.speaker AS "correctsSpeaker", l.by, l."mediaId", m.type AS "mediaType"
     FROM "RecordLine" l LEFT JOIN "RecordLine" o ON o.id = l.corrects LEFT JOIN "Media" m ON m.id = l."mediaId"
     WHERE l."meetingId" = $1 AND l.seq > $2::int ORDER BY l.seq LIMIT ${limit + 1}`,
    [meetingId, after],
  )
  return paged(found, limit, (l) => [l.seq])
}

export interface AttendanceLine {
  householdId: string | null
  household: string | null
  /** The person who said it; null when it was entered by hand. */
  who: string | null
  persons: number
  at: Instant
  via: string
  by: string | null
}

/** Every word about who is there since attendance was opened, as it was said, in order: what the figures were counted from. */
export async function attendanceOf(db: Reader, meetingId: string, paging: Paging): Promise<Page<AttendanceLine>> {
  const limit = limitOf(paging)
  const where = new Conditions().and('a."meetingId" = ? AND a.seq > m."attendanceFromSeq"', meetingId)
  const cursor = readCursor(paging.cursor, 'int', 'text')
  if (cursor) where.and('(a.seq, a.id) > (?::int, ?)', ...cursor)
  const found = await rows<AttendanceLine & { seq: number; id: string }>(
    db,
    `SELECT coalesce(a."householdId", c."householdId") AS "householdId",
       CASE WHEN x.id IS NOT NULL THEN x."groupNo" || '组' || x.number || '户' END AS household,
       coalesce(p.name, c.nickname) AS who, a.persons, a.at, a.via, a.by, a.seq, a.id
     FROM "Attendance" a JOIN "Meeting" m ON m.id = a."meetingId" LEFT JOIN "ChatAccount" c ON c.id = a."accountId" LEFT JOIN "Villager" p ON p.id = c."villagerId"
       LEFT JOIN "Household" x ON x.id = coalesce(a."householdId", c."householdId")
     WHERE ${where} ORDER BY a.seq, a.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (a) => [a.seq, a.id])
}
