/** What a meeting left behind, for its minutes: read once, after the evening, never by a turn. */
import type { IssueColumns } from '../domain/issue/rows.ts'
import type { Instant } from '../kernel/time.ts'
import type { Reader } from './database.ts'
import { rows } from './reading/select.ts'

export interface KeptLine {
  id: string
  seq: number
  at: Instant
  speaker: string
  accountId: string | null
  kind: string
  text: string
  intent: string | null
  corrects: string | null
  by: string | null
}

export async function linesOf(db: Reader, meetingId: string): Promise<KeptLine[]> {
  const rows = await db.recordLine.findMany({ where: { meetingId }, orderBy: { seq: 'asc' } })
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** A line's words as they stand: those of its last correction, if there is one. */
export async function textOfLine(db: Reader, meetingId: string, seq: number): Promise<string | undefined> {
  const line = await db.recordLine.findFirst({ where: { meetingId, seq }, select: { id: true, text: true } })
  const corrected = line && (await db.recordLine.findFirst({ where: { meetingId, corrects: line.id }, orderBy: { seq: 'desc' } }))
  return corrected?.text ?? line?.text
}

/** Households that said 属实 to a confirmed hand count, by motion. */
export async function witnessesOfMeeting(db: Reader, motionIds: readonly string[]): Promise<Map<string, string[]>> {
  const counts = await db.handCount.findMany({ where: { motionId: { in: [...motionIds] }, status: 'confirmed' } })
  const words = await db.witness.findMany({ where: { handCountId: { in: counts.map((c) => c.id) }, holds: true }, orderBy: { at: 'asc' } })
  return new Map(counts.map((c) => [c.motionId, words.filter((w) => w.handCountId === c.id).map((w) => w.householdId)]))
}

/** Names of officials and of users of the desk, by id. */
export async function deskNames(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const where = { id: { in: [...ids] } }
  const select = { id: true, name: true } as const
  const found = [...(await db.user.findMany({ where, select })), ...(await db.official.findMany({ where, select }))]
  return new Map(found.map(({ id, name }) => [id, name]))
}

export type KeptIssue = Pick<
  IssueColumns,
  | 'id'
  | 'no'
  | 'text'
  | 'category'
  | 'raisedAt'
  | 'reporterAccountId'
  | 'meetingId'
  | 'status'
  | 'steps'
  | 'decision'
  | 'decisionText'
  | 'closedAt'
  | 'endReason'
  | 'mergedInto'
>

/** The hamlet's public issues, for what an evening made of them. Confidential ones are nobody's business there. */
export const publicIssuesOf = (db: Reader, meetingId: string): Promise<KeptIssue[]> =>
  rows(
    db,
    `SELECT i.id, i.no, i.text, i.category, i."raisedAt", i."reporterAccountId", i."meetingId", i.status::text AS status, i.steps, i.decision, i."decisionText",
       i."closedAt", i."endReason", i."mergedInto"
     FROM "Meeting" m JOIN "Issue" i ON i."hamletId" = m."hamletId"
     WHERE m.id = $1 AND NOT i.confidential AND (m."endedAt" IS NULL OR i."raisedAt" <= m."endedAt")
       AND (i."closedAt" IS NULL OR i."closedAt" >= m."openedAt") ORDER BY i.no`,
    [meetingId],
  )

/** When the account of the hamlet's room was away during `from`–`to`. */
export async function gapsOf(db: Reader, hamletId: string, from: Instant, to: Instant): Promise<{ from: Instant; to: Instant }[]> {
  const rooms = await db.room.findMany({ where: { hamletId, kind: 'hamlet' }, select: { account: true } })
  const gaps = await db.connectionGap.findMany({
    where: { account: { in: rooms.map((r) => r.account) }, from: { lt: new Date(to) }, OR: [{ to: null }, { to: { gt: new Date(from) } }] },
    orderBy: { from: 'asc' },
  })
  return gaps.map((gap) => ({ from: Math.max(gap.from.getTime(), from), to: Math.min(gap.to?.getTime() ?? to, to) }))
}

export interface NewDocument {
  id: string
  hamletId: string
  meetingId: string
  kind: 'minutes'
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A document is produced once and stays as it was given out: a repeat of the same production leaves the first. */
export async function putDocument(db: Reader, document: NewDocument, now: Instant): Promise<void> {
  const at = new Date(now)
  await db.document.upsert({ where: { id: document.id }, create: { ...document, at }, update: {} })
}

export const findDocument = (db: Reader, id: string) => db.document.findUnique({ where: { id } })
