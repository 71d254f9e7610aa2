/** One household: who is in it, and what has become of it. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { row, rows } from './select.ts'

export interface HouseholdDetail {
  id: string
  hamletId: string
  hamletName: string
  headId: string | null
  recorderId: string | null
  groupNo: number
  number: number
  atHome: boolean
  removedAt: Instant | null
  people: {
    id: string
    name: string
    isHouseholdHead: boolean
    gender: string | null
    birthDate: string | null
    partyMember: boolean
    hasPhone: boolean
    gone: boolean
  }[]
  accounts: { id: string; nickname: string; villagerId: string | null }[]
}

export function findHousehold(db: Reader, reach: Reach, hamletId: string, id: string): Promise<HouseholdDetail | undefined> {
  const where = within(reach).and('h.id = ?', hamletId).and('x.id = ?', id)
  return row(
    db,
    `SELECT x.id, h.id AS "hamletId", h.name AS "hamletName", h."headId", h."recorderId", x."groupNo", x.number, x."atHome", x."removedAt",
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'isHouseholdHead', p."isHouseholdHead", 'gender', p.gender, 'birthDate', p."birthDate",
          'partyMember', p."partyMember", 'hasPhone', p.phone IS NOT NULL, 'gone', p."removedAt" IS NOT NULL) ORDER BY p."removedAt" IS NOT NULL, p."isHouseholdHead" DESC, p.id), '[]')
        FROM "Villager" p WHERE p."householdId" = x.id) AS people,
       (SELECT coalesce(json_agg(json_build_object('id', c.id, 'nickname', c.nickname, 'villagerId', c."villagerId") ORDER BY c.id), '[]') FROM "ChatAccount" c WHERE c."householdId" = x.id) AS accounts
     FROM "Household" x JOIN "Hamlet" h ON h.id = x."hamletId" WHERE ${where}`,
    where.values,
  )
}

export interface HouseholdStep {
  at: Instant
  who: string
  whoName: string | null
  what: string
  data: Record<string, unknown>
  why: string | null
  /** The account that was bound or let go. */
  nickname: string | null
}

const STEPS_AT_MOST = 200

/** What the hamlet's ledger says of it, the latest first. */
export const householdHistory = (db: Reader, hamletId: string, householdId: string): Promise<HouseholdStep[]> =>
  rows(
    db,
    `SELECT l.at, l.who, coalesce(p.name, c.nickname, o.name, u.name) AS "whoName", l.what, l.data, l.why, b.nickname
     FROM "LedgerEntry" l LEFT JOIN "ChatAccount" c ON l.who = 'account:' || c.id LEFT JOIN "Villager" p ON p.id = c."villagerId"
       LEFT JOIN "Official" o ON l.who = 'official:' || o.id LEFT JOIN "User" u ON l.who = 'official:' || u.id
       LEFT JOIN "ChatAccount" b ON b.id = l.data ->> 'accountId'
     WHERE l."hamletId" = $1 AND (l.subject = $2 AND l.what IN ('atHomeSet', 'rosterTaken') OR l.what IN ('accountBound', 'accountUnbound') AND l.data ->> 'householdId' = $2)
     ORDER BY l.seq DESC LIMIT ${STEPS_AT_MOST}`,
    [hamletId, householdId],
  )
