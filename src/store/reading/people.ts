/** Who lives in a hamlet, and which accounts are theirs. */

import { DOORS } from '../../domain/base/rows.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import { maskPhone } from '../../kernel/phone.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { open } from '../personal/sealed.ts'
import { within } from './hamlets.ts'
import { limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

interface PersonLine {
  id: string
  name: string
  isHouseholdHead: boolean
  gender: string | null
  birthDate: string | null
  phone: string | null
  partyMember: boolean
}

export interface HouseholdLine {
  id: string
  groupNo: number
  number: number
  atHome: boolean
  people: PersonLine[]
  accounts: { id: string; nickname: string; villagerId: string | null }[]
}

export async function listHouseholds(
  db: Reader,
  reach: Reach,
  hamletId: string,
  paging: Paging & { search?: string | undefined } = {},
): Promise<Page<HouseholdLine>> {
  const where = within(reach).and('h.id = ?', hamletId).and('x."removedAt" IS NULL')
  if (paging.search)
    where.and(
      `x."groupNo" || '组' || x.number || '户' = ? OR EXISTS (SELECT FROM "Villager" p WHERE p."householdId" = x.id AND p."removedAt" IS NULL AND strpos(p.name, ?) > 0)`,
      paging.search,
      paging.search,
    )
  const cursor = readCursor(paging.cursor, 'int', 'int', 'text')
  if (cursor) where.and('(x."groupNo", x.number, x.id) > (?::int, ?::int, ?)', ...cursor)
  const limit = limitOf(paging)
  const found = await rows<HouseholdLine>(
    db,
    `SELECT x.id, x."groupNo", x.number, x."atHome",
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'isHouseholdHead', p."isHouseholdHead", 'gender', p.gender,
          'birthDate', p."birthDate", 'phone', p.phone, 'partyMember', p."partyMember") ORDER BY p."isHouseholdHead" DESC, p.id), '[]')
        FROM "Villager" p WHERE p."householdId" = x.id AND p."removedAt" IS NULL) AS people,
       (SELECT coalesce(json_agg(json_build_object('id', c.id, 'nickname', c.nickname, 'villagerId', c."villagerId") ORDER BY c.id), '[]')
        FROM "ChatAccount" c WHERE c."hamletId" = h.id AND c."householdId" = x.id) AS accounts
     FROM "Household" x JOIN "Hamlet" h ON h.id = x."hamletId"
     WHERE ${where} ORDER BY x."groupNo", x.number, x.id LIMIT ${limit + 1}`,
    where.values,
  )
  const phoneOf = (sealed: string | null): string | null => (sealed === null ? null : maskPhone(open('Villager', 'phone', sealed) ?? ''))
  const shown = found.map((h) => ({ ...h, people: h.people.map((p) => ({ ...p, phone: phoneOf(p.phone) })) }))
  return paged(shown, limit, (h) => [h.groupNo, h.number, h.id])
}

export interface AccountLine {
  id: string
  nickname: string
  hamletId: string
  villagerId: string | null
  villagerName: string | null
  householdId: string | null
  household: string | null
  boundAt: Instant | null
  /** The number of the claim that waits for the head's word. */
  claimNo: number | null
  claimSaid: string | null
}

export async function listAccounts(
  db: Reader,
  reach: Reach,
  filter: Paging & { hamletId?: string | undefined; bound?: boolean | undefined },
): Promise<Page<AccountLine>> {
  const where = within(reach).andIf(filter.hamletId, 'h.id = ?')
  if (filter.bound !== undefined) where.and(`c."householdId" IS ${filter.bound ? 'NOT ' : ''}NULL`)
  // A page or a card that was let go waits for nobody to say whose it is.
  if (filter.bound === false) where.and('c.account <> ALL (?::text[])', DOORS)
  const cursor = readCursor(filter.cursor, 'text')
  if (cursor) where.and('c.id > ?', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<AccountLine>(
    db,
    `SELECT c.id, c.nickname, c."hamletId", c."villagerId", p.name AS "villagerName", c."householdId",
       CASE WHEN x.id IS NOT NULL THEN x."groupNo" || '组' || x.number || '户' END AS household, c."boundAt", i.no AS "claimNo", i.said AS "claimSaid"
     FROM "ChatAccount" c JOIN "Hamlet" h ON h.id = c."hamletId" LEFT JOIN "Villager" p ON p.id = c."villagerId"
       LEFT JOIN "Household" x ON x.id = c."householdId"
       LEFT JOIN "IdentityClaim" i ON i."accountId" = c.id AND i.status = 'pending'
     WHERE ${where} ORDER BY c.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (a) => [a.id])
}

/** One person's whole number, of a hamlet within reach. */
export async function phoneOf(
  db: Reader,
  reach: Reach,
  hamletId: string,
  villagerId: string,
): Promise<{ name: string; phone: string; villageId: string } | undefined> {
  const where = within(reach).and('h.id = ?', hamletId).and('p.id = ?', villagerId).and('p.phone IS NOT NULL AND p."removedAt" IS NULL')
  const [found] = await rows<{ name: string; phone: string; villageId: string }>(
    db,
    `SELECT p.name, p.phone, h."villageId" FROM "Villager" p JOIN "Hamlet" h ON h.id = p."hamletId" WHERE ${where}`,
    where.values,
  )
  return found && { ...found, phone: open('Villager', 'phone', found.phone) ?? '' }
}
