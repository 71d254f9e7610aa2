/** Documents, pictures and voices as the desk looks at them. A file is as visible as the issue or the meeting that it belongs to. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { seenBy } from './issues.ts'
import { row, rows } from './select.ts'

export interface FileLine {
  id: string
  name: string
  /** minutes, report, reportDraft; of media its type. */
  kind: string
  at: Instant
}

/** Of an issue that the reader has already been shown: reports filed and drafted, the newest first. */
export const documentsOfIssue = (db: Reader, issueId: string): Promise<FileLine[]> =>
  rows(db, `SELECT id, name, kind, at FROM "Document" WHERE "issueId" = $1 ORDER BY at DESC, id`, [issueId])

/** Pictures and voices that villagers sent with it, in order. */
export const mediaOfIssue = (db: Reader, issueId: string): Promise<FileLine[]> =>
  rows(
    db,
    `SELECT m.id, m.type AS name, m.type AS kind, m.at FROM "IssueMedia" x JOIN "Media" m ON m.id = x."mediaId" WHERE x."issueId" = $1 ORDER BY m.at, m.id`,
    [issueId],
  )

export interface FoundFile {
  name: string
  kind: string
  bytes: Uint8Array
}

/** The issue part of what a reader may see, as a condition on `i`. */
function seen(reach: Reach): { sql: string; values: unknown[] } {
  if (reach.department !== null) return { sql: 'i.department = ?', values: [reach.department] }
  return { sql: seenBy(reach), values: [] }
}

/** A document about an issue is as visible as the issue; of a meeting, to whoever may look at people. */
export function findDocument(db: Reader, reach: Reach, id: string): Promise<FoundFile | undefined> {
  const { sql, values } = seen(reach)
  const where = within(reach)
    .and('d.id = ?', id)
    .and(`i.id IS NULL OR ${sql}`, ...values)
  return row(
    db,
    `SELECT d.name, d.kind, d.bytes FROM "Document" d JOIN "Hamlet" h ON h.id = d."hamletId" LEFT JOIN "Issue" i ON i.id = d."issueId"
     WHERE ${where}`,
    where.values,
  )
}

/** `record`: also what was sent while a meeting was recorded, for whoever may read its record. */
export function findMedia(db: Reader, reach: Reach, id: string, record: boolean): Promise<FoundFile | undefined> {
  const { sql, values } = seen(reach)
  const spoken = record ? 'EXISTS (SELECT 1 FROM "RecordLine" l WHERE l."mediaId" = m.id) AND x.id IS NULL' : 'false'
  const where = within(reach)
    .and('m.id = ?', id)
    .and(`(x.id IS NOT NULL AND ${sql}) OR (${spoken})`, ...values)
  return row(
    db,
    `SELECT m.type AS kind, coalesce(i.no || '号', '会议记录') AS name, m.bytes FROM "Media" m JOIN "Hamlet" h ON h.id = m."hamletId"
     LEFT JOIN "IssueMedia" x ON x."mediaId" = m.id LEFT JOIN "Issue" i ON i.id = x."issueId" WHERE ${where} LIMIT 1`,
    where.values,
  )
}
