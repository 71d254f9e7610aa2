/**
 * What goes when its time is over. Each rule is one statement, said in small pieces so that nobody waits for it; with `dryRun` it only counts.
 * What a hamlet's sitting writes is touched where nothing counts on it any more (a question that has run out, a 接龙 of last season).
 */
import type { Keeping } from '../../domain/base/keeping.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { type Database, inTransaction } from '../database.ts'
import { row } from '../reading/select.ts'

interface Rule {
  name: string
  keeping: Keeping
  /** Days more than the policy's. */
  more?: number
  table: string
  /** SQL condition on alias `t`; $1 is the moment before which it is too old. */
  where: string
  /** Instead of going whole. */
  set?: string
}

const A_YEAR = 365

export const RETENTION = [
  {
    name: '处理过的聊天原话',
    keeping: 'chatText',
    table: 'Inbox',
    where: `t.status <> 'received' AND t."receivedAt" < $1 AND (t.text IS NOT NULL OR t."senderName" <> '' OR cardinality(t."mentionIds") > 0 OR t.missed IS NOT NULL)`,
    set: `text = NULL, "senderName" = '', "mentionIds" = '{}', missed = NULL`,
  },
  { name: '收到过的消息', keeping: 'chatText', more: A_YEAR, table: 'Inbox', where: `t.status <> 'received' AND t."receivedAt" < $1` },
  {
    name: '没用上的语音、图片',
    keeping: 'media',
    table: 'Media',
    where: `t.at < $1 AND NOT EXISTS (SELECT 1 FROM "IssueMedia" i WHERE i."mediaId" = t.id)
      AND NOT EXISTS (SELECT 1 FROM "RecordLine" l WHERE l."hamletId" = t."hamletId" AND l."mediaId" = t.id)
      AND NOT EXISTS (SELECT 1 FROM "LedgerEntry" e WHERE e."hamletId" = t."hamletId" AND e.what = 'handsConfirmed' AND e.data ->> 'mediaId' = t.id)`,
  },
  { name: '小助手说过的话', keeping: 'said', table: 'Outbox', where: `t.status NOT IN ('queued', 'sending') AND t."createdAt" < $1` },
  { name: '问过的话', keeping: 'talk', table: 'Clarification', where: `t."expiresAt" < $1` },
  { name: '接龙原文', keeping: 'talk', table: 'GroupNote', where: 't.at < $1' },
  { name: '办公群里没登记的人', keeping: 'talk', table: 'OfficeCaller', where: `t."toldAt" < $1` },
  { name: '过期的登录', keeping: 'logIn', table: 'Session', where: `t."expiresAt" < $1` },
  { name: '过期的密码链接', keeping: 'logIn', table: 'PasswordLink', where: `t."expiresAt" < $1` },
  { name: '到期、收回的令牌', keeping: 'logIn', table: 'ApiToken', where: `least(t."expiresAt", t."revokedAt") < $1` },
  { name: '停了的手机页面', keeping: 'logIn', table: 'Phone', where: `coalesce(t."endedAt", t."endsAt", t."linkUntil") < $1` },
  { name: '输错密码的记录', keeping: 'logIn', table: 'LoginFailure', where: 't.at < $1' },
  { name: '很久没用的设备', keeping: 'logIn', more: A_YEAR, table: 'KnownDevice', where: `t."usedAt" < $1` },
  { name: '点两次只办一次的记号', keeping: 'logIn', table: 'IdempotencyKey', where: 't.at < $1' },
  { name: '用过、过期的绑定码', keeping: 'logIn', table: 'BindingCode', where: `t."expiresAt" < $1` },
  { name: '传上来没写的名册', keeping: 'upload', table: 'KeptUpload', where: 't.at < $1' },
  {
    name: '导入名册改前改后的底稿',
    keeping: 'imports',
    table: 'RosterImport',
    where: `t.at < $1 AND t.changes <> '{}'`,
    set: `changes = '{}'`,
  },
  { name: '操作记录', keeping: 'audit', table: 'AuditEntry', where: 't.at < $1' },
] as const satisfies readonly Rule[]

export interface Went {
  name: string
  table: string
  days: number
  count: number
}

/** Rows of one statement. */
const AT_A_TIME = 2_000

export async function goOver(
  db: Database,
  now: Instant,
  daysOf: (keeping: Keeping) => number | undefined,
  dryRun: boolean,
): Promise<Went[]> {
  const due = (RETENTION as readonly Rule[]).flatMap((rule) => {
    const base = daysOf(rule.keeping)
    return base === undefined ? [] : [{ rule, days: base + (rule.more ?? 0) }]
  })
  const told = ({ rule, days }: (typeof due)[number], count: number): Went => ({ name: rule.name, table: rule.table, days, count })
  const before = (days: number): string => new Date(now - days * DAY).toISOString()
  if (dryRun) return Promise.all(due.map(async (one) => told(one, await countOf(db, one.rule, before(one.days)))))
  const went: Went[] = []
  for (const one of due) went.push(told(one, await goes(db, one.rule, before(one.days))))
  return went
}

const condition = ({ where }: Rule): string => where.replaceAll('$1', '$1::timestamptz')

async function countOf(db: Database, rule: Rule, before: string): Promise<number> {
  const counted = `SELECT count(*)::int AS count FROM "${rule.table}" t WHERE ${condition(rule)}`
  return (await row<{ count: number }>(db, counted, [before]))?.count ?? 0
}

async function goes(db: Database, rule: Rule, before: string): Promise<number> {
  const some = `SELECT t.ctid FROM "${rule.table}" t WHERE ${condition(rule)} LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED`
  const statement =
    rule.set === undefined
      ? `DELETE FROM "${rule.table}" WHERE ctid IN (${some})`
      : `UPDATE "${rule.table}" SET ${rule.set} WHERE ctid IN (${some})`
  let count = 0
  for (;;) {
    const gone = await inTransaction(db, async (tx) => {
      // The log of the desk lets go of what is old for whoever says that this is it (migration personal_data).
      await tx.$queryRawUnsafe(`SELECT set_config('wuchang.retention', 'on', true)`)
      return tx.$executeRawUnsafe(statement, before)
    })
    count += gone
    if (gone < AT_A_TIME) return count
  }
}
