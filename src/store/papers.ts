/** Documents that were made, and what their makers read for them. */
import type { Instant } from '../kernel/time.ts'
import type { Reader } from './database.ts'
import { open } from './personal/sealed.ts'
import { row } from './reading/select.ts'

export interface IssueStep {
  what: string
  at: Instant
  why: string | null
  /** Of 办好了: who has it done. */
  level: string | null
}

/** The steps of an issue as its ledger has them, oldest first. */
export async function stepsOf(db: Reader, hamletId: string, issueId: string): Promise<IssueStep[]> {
  const rows = await db.ledgerEntry.findMany({
    where: { hamletId, subject: issueId },
    orderBy: { seq: 'asc' },
    select: { what: true, at: true, why: true, data: true },
  })
  return rows.map(({ data, ...row }) => {
    const level = (data as { level?: unknown }).level
    return { ...row, at: row.at.getTime(), level: typeof level === 'string' ? level : null }
  })
}

/** Who reported the issue last, in a group or at the desk, with the phone that is on record of an official; undefined when nobody has. */
export async function reportedBy(
  db: Reader,
  hamletId: string,
  issueId: string,
): Promise<{ name: string; phone: string | null } | undefined> {
  const found = await row<{ name: string | null; phone: string | null }>(
    db,
    `SELECT coalesce(o.name, u.name) AS name, coalesce(o.phone, uo.phone) AS phone FROM "LedgerEntry" l
       LEFT JOIN "Official" o ON l.who = 'official:' || o.id LEFT JOIN "User" u ON l.who = 'official:' || u.id LEFT JOIN "Official" uo ON uo.id = u."officialId"
     WHERE l."hamletId" = $1 AND l.subject = $2 AND l.what = 'issueReported' ORDER BY l.seq DESC LIMIT 1`,
    [hamletId, issueId],
  )
  return found?.name ? { name: found.name, phone: open('Official', 'phone', found.phone) } : undefined
}

export interface NewDocument {
  id: string
  hamletId: string
  issueId: string
  kind: 'report' | 'reportDraft'
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A document is made once and kept as given out: a repeat changes nothing. */
export async function keepDocument(db: Reader, document: NewDocument, now: Instant): Promise<void> {
  await db.document.createMany({ data: [{ ...document, at: new Date(now) }], skipDuplicates: true })
}

export const documentBytes = async (db: Reader, id: string): Promise<{ name: string; bytes: Uint8Array } | null> =>
  db.document.findUnique({ where: { id }, select: { name: true, bytes: true } })

export const hasDocument = async (db: Reader, id: string): Promise<boolean> => (await db.document.count({ where: { id } })) > 0
