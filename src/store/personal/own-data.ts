/** Everything that is kept of one person, for the person to see: what docs/personal-data.zh-CN.md says is kept, row by row. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import type { Person } from './person.ts'
import { open, openRow } from './sealed.ts'

type OwnKind = 'time' | 'rsvp' | 'attendance' | 'ballot' | 'rating' | 'issue' | 'support' | 'receipt' | 'claim' | 'record' | 'message'

export interface OwnLine {
  kind: OwnKind
  at: Instant
  /** What was answered, in the words or figures of the row. */
  said: string
}

export interface OwnData {
  roster: {
    name: string
    groupNo: number
    number: number
    isHouseholdHead: boolean
    gender: string | null
    birthDate: string | null
    phone: string | null
    partyMember: boolean
  } | null
  accounts: { nickname: string; boundAt: Instant | null; informedAt: Instant | null }[]
  lines: OwnLine[]
}

const at = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8 AS at`
/** $1 the accounts, $2 their outside ids. Each as kind, moment, words. */
const LINES = [
  `SELECT 'time' AS kind, ${at('at')}, concat_ws(' ', '能来', yes::text, '勉强', maybe::text, '不能', no::text) AS said, NULL::text AS reason FROM "TimeAnswer" WHERE "accountId" = ANY ($1)`,
  `SELECT 'rsvp', ${at('at')}, concat_ws(' ', CASE WHEN coming THEN '参加' ELSE '请假' END, persons || '人'), reason FROM "Rsvp" WHERE "accountId" = ANY ($1)`,
  `SELECT 'attendance', ${at('at')}, persons || '人', NULL FROM "Attendance" WHERE "accountId" = ANY ($1)`,
  `SELECT 'ballot', ${at('b.at')}, concat_ws(' ', m.text, b.choice::text, b.votes || '票'), NULL FROM "Ballot" b JOIN "Motion" m ON m.id = b."motionId" WHERE b."accountId" = ANY ($1)`,
  `SELECT 'rating', ${at('r.at')}, concat_ws(' ', i.no || '号', r.score::text, r.comment), NULL FROM "Rating" r JOIN "Survey" s ON s.id = r."surveyId" JOIN "Issue" i ON i.id = s."issueId" WHERE r."accountId" = ANY ($1)`,
  `SELECT 'issue', ${at('"raisedAt"')}, concat_ws(' ', no || '号', text), NULL FROM "Issue" WHERE "reporterAccountId" = ANY ($1)`,
  `SELECT 'support', ${at('p.at')}, i.no || '号 ' || i.text, NULL FROM "Support" p JOIN "Issue" i ON i.id = p."issueId" WHERE p."accountId" = ANY ($1)`,
  `SELECT 'receipt', ${at('r.at')}, d.text, NULL FROM "Receipt" r JOIN "Delivery" d ON d.id = r."deliveryId" WHERE r."accountId" = ANY ($1)`,
  `SELECT 'claim', ${at('at')}, said, NULL FROM "IdentityClaim" WHERE "accountId" = ANY ($1)`,
  `SELECT 'record', ${at('at')}, text, NULL FROM "RecordLine" WHERE "accountId" = ANY ($1)`,
  `SELECT 'message', ${at('at')}, text, NULL FROM "Inbox" WHERE "externalSenderId" = ANY ($2) AND text IS NOT NULL`,
].join('\nUNION ALL ')

export async function ownDataOf(db: Reader, { villagerId, accounts }: Person): Promise<OwnData> {
  const villager = villagerId === null ? null : await db.villager.findUnique({ where: { id: villagerId } })
  const household = villager && (await db.household.findUnique({ where: { id: villager.householdId } }))
  const rows = await db.chatAccount.findMany({ where: { id: { in: accounts.map((a) => a.id) } }, orderBy: { id: 'asc' } })
  const lines = await db.$queryRawUnsafe<(OwnLine & { reason: string | null })[]>(
    `SELECT * FROM (${LINES}) lines ORDER BY at, kind`,
    accounts.map((a) => a.id),
    accounts.map((a) => a.externalId),
  )
  return {
    roster: villager && household && { ...openRow('Villager', villager), groupNo: household.groupNo, number: household.number },
    accounts: rows.map((row) => ({
      nickname: row.nickname,
      boundAt: row.boundAt?.getTime() ?? null,
      informedAt: row.consentAt?.getTime() ?? null,
    })),
    lines: lines.map(({ reason, said, ...line }) => ({ ...line, said: [said, open('Rsvp', 'reason', reason) ?? ''].join(' ').trim() })),
  }
}
