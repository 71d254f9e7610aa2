/** The desk's log of writes: who, when, what, before and after. */

import type { DeskAction } from '../../domain/rights/actions.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { Prisma } from '../generated/client.ts'

export interface AuditNote {
  action: DeskAction
  subject: string
  villageId?: string | null
  before?: unknown
  after?: unknown
}

/** Secrets and phone numbers are not what the log is for; everything else is kept as it was. */
const HIDDEN = new Set(['password', 'hash', 'phone', 'csrf', 'bytes'])

const plain = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === undefined || value === null
    ? Prisma.DbNull
    : JSON.parse(JSON.stringify(value, (key, v) => (HIDDEN.has(key) ? '***' : typeof v === 'bigint' ? Number(v) : v)))

export async function audit(tx: Transaction, who: Principal, at: Instant, note: AuditNote): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: new Date(at),
      townId: who.townId,
      villageId: note.villageId ?? who.villageId,
      userId: who.userId,
      via: who.via,
      action: note.action,
      subject: note.subject,
      before: plain(note.before),
      after: plain(note.after),
    },
  })
}

export interface AuditRow {
  seq: number
  at: Instant
  userId: string
  userName: string | null
  via: string
  action: string
  subject: string
  before: unknown
  after: unknown
}

/** Newest first, before `cursor`. */
export async function listAudit(
  db: Reader,
  townId: string,
  filter: { before?: number | undefined; subject?: string | undefined },
  limit: number,
): Promise<AuditRow[]> {
  const rows = await db.auditEntry.findMany({
    where: {
      townId,
      ...(filter.before === undefined ? {} : { seq: { lt: BigInt(filter.before) } }),
      ...(filter.subject ? { subject: filter.subject } : {}),
    },
    orderBy: { seq: 'desc' },
    take: limit,
  })
  const users = await db.user.findMany({ where: { id: { in: [...new Set(rows.map((r) => r.userId))] } }, select: { id: true, name: true } })
  const names = new Map(users.map((u) => [u.id, u.name]))
  return rows.map((r) => ({
    seq: Number(r.seq),
    at: r.at.getTime(),
    userId: r.userId,
    userName: names.get(r.userId) ?? null,
    via: r.via,
    action: r.action,
    subject: r.subject,
    before: r.before,
    after: r.after,
  }))
}
