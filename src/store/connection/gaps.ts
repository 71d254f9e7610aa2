/** Times in which an account was not connected. One is open at most; `from` is when the connection was last known to work. */
import type { Instant } from '../../kernel/time.ts'
import type { Database, Reader } from '../database.ts'

export interface Gap {
  id: string
  from: Instant
  to: Instant | null
}

const asGap = (row: { id: string; from: Date; to: Date | null }): Gap => ({
  id: row.id,
  from: row.from.getTime(),
  to: row.to?.getTime() ?? null,
})

export async function openGapOf(db: Reader, account: string): Promise<Gap | undefined> {
  const row = await db.connectionGap.findFirst({ where: { account, to: null }, orderBy: { from: 'asc' } })
  return row ? asGap(row) : undefined
}

/** The gap that began then, whatever became of it. */
export async function gapFrom(db: Reader, account: string, from: Instant): Promise<Gap | undefined> {
  const row = await db.connectionGap.findUnique({ where: { id: gapId(account, from) } })
  return row ? asGap(row) : undefined
}

/** The same account and moment always make the same id: a repeat is the same gap. */
const gapId = (account: string, from: Instant): string => `${account}/${from}`

export async function putGap(db: Database, account: string, from: Instant, why: string | null): Promise<Gap> {
  const id = gapId(account, from)
  await db.connectionGap.upsert({ where: { id }, create: { id, account, from: new Date(from), why }, update: {} })
  return { id, from, to: null }
}

export async function endGap(db: Database, id: string, to: Instant): Promise<void> {
  await db.connectionGap.updateMany({ where: { id, to: null }, data: { to: new Date(to) } })
}

/** Hamlets of an account's rooms in which something is open that people answer: all others need not be looked at. */
export async function hamletsWithQuestions(db: Reader, account: string): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT r."hamletId" AS id FROM "Room" r WHERE r.account = $1 AND r.kind = 'hamlet' AND (
       EXISTS (SELECT 1 FROM "TimePoll" p WHERE p."hamletId" = r."hamletId" AND p.status = 'open')
       OR EXISTS (SELECT 1 FROM "Meeting" m WHERE m."hamletId" = r."hamletId" AND m.status IN ('scheduled', 'open'))
       OR EXISTS (SELECT 1 FROM "Survey" s WHERE s."hamletId" = r."hamletId" AND s.status = 'open'))
     ORDER BY 1`,
    account,
  )
  return rows.map((r) => r.id)
}

/** Whether the hamlet's group is out of reach now. */
export async function isCutOff(db: Reader, hamletId: string): Promise<boolean> {
  const rooms = await db.room.findMany({ where: { hamletId, kind: 'hamlet' }, select: { account: true } })
  return (await db.connectionGap.count({ where: { account: { in: rooms.map((r) => r.account) }, to: null } })) > 0
}

/** The account is online at this moment. */
export async function putSeen(db: Database, account: string, at: Instant): Promise<void> {
  const onlineAt = new Date(at)
  await db.accountSeen.upsert({ where: { account }, create: { account, onlineAt }, update: { onlineAt } })
}

/** When it was last known to be online, unless it was stopped in good order since. */
export async function lastSeen(db: Reader, account: string): Promise<Instant | undefined> {
  return (await db.accountSeen.findUnique({ where: { account } }))?.onlineAt.getTime()
}

export async function forgetSeen(db: Database, account: string): Promise<void> {
  await db.accountSeen.deleteMany({ where: { account } })
}
