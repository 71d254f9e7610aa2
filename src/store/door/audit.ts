/** The desk's log of writes: who, when, what, before and after. */

import type { DeskAction } from '../../domain/rights/actions.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../database.ts'
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
