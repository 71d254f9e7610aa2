/**
 * Takes a person out of the rows: what they are called and known by goes, what they said goes or is said of 某村民, what they answered stays under
 * our own ids, so that every figure stays. To be called before the hamlet's state is loaded in this transaction: what is written here makes
 * another version of it.
 */
import type { Transaction } from '../database.ts'
import type { Person } from './person.ts'
import { open } from './sealed.ts'

/** In the place of a name, and of a name within somebody else's words. */
const NOBODY = '某村民'

/** Rows by table. */
export type Erased = Record<string, number>

interface Step {
  table: string
  /** With `text(column)` for a column's words without the name; parameters are named below. */
  set?: (text: (column: string) => string) => string
  where: string
}

/** $1 the hamlet, $2 the villager, $3 accounts, $4 their outside ids, $5 media; all of one statement are cast, because each uses some of them. */
const OWN: readonly Step[] = [
  {
    table: 'Villager',
    set: () =>
      `name = '${NOBODY}', gender = NULL, "birthDate" = NULL, phone = NULL, "partyMember" = false, "removedAt" = coalesce(t."removedAt", (SELECT e."confirmedAt" FROM "Erasure" e WHERE e.id = current_setting('wuchang.erasure')))`,
    where: 't.id = $2',
  },
  {
    table: 'Media',
    set: () => `bytes = ''`,
    where: `t.id = ANY ($5) AND octet_length(t.bytes) > 0`,
  },
  {
    table: 'RecordLine',
    set: (text) => `speaker = '${NOBODY}', text = ${text('text')}`,
    where: `t."hamletId" = $1 AND t."accountId" = ANY ($3)`,
  },
  {
    table: 'Inbox',
    set: () =>
      `"senderName" = '', text = NULL, missed = NULL, "externalSenderId" = 'erased', "externalRoomId" = CASE WHEN t."externalRoomId" = ANY ($4) THEN 'erased' ELSE t."externalRoomId" END`,
    where: 't."externalSenderId" = ANY ($4)',
  },
  { table: 'IdentityClaim', set: () => `said = ''`, where: 't."accountId" = ANY ($3) OR t."villagerId" = $2' },
  { table: 'KinWord', where: 't."accountId" = ANY ($3) OR t."villagerId" = $2' },
  { table: 'Rsvp', set: () => 'reason = NULL', where: 't."accountId" = ANY ($3) AND t.reason IS NOT NULL' },
  { table: 'Rating', set: () => 'comment = NULL', where: 't."accountId" = ANY ($3) AND t.comment IS NOT NULL' },
  { table: 'Clarification', where: 't."accountId" = ANY ($3)' },
  {
    table: 'Outbox',
    set: () => `text = '', about = NULL`,
    where: `t."roomId" IN (SELECT r.id FROM "Room" r WHERE r.kind = 'private' AND r."externalId" = ANY ($4))`,
  },
  { table: 'Room', set: () => `"externalId" = 'erased:' || t.id`, where: `t.kind = 'private' AND t."externalId" = ANY ($4)` },
  { table: 'OfficeCaller', where: 't."externalId" = ANY ($4)' },
  { table: 'ChatAccount', set: () => `nickname = '', "externalId" = 'erased:' || t.id`, where: 't.id = ANY ($3)' },
]

const ITS_VILLAGE = `(SELECT h."villageId" FROM "Hamlet" h WHERE h.id = $1)`
/** The hamlet's groups and private talks, its village's group, the town's. */
const HEARD_THERE = `FROM "Room" r JOIN "Hamlet" h ON h.id = $1
  WHERE r."hamletId" = h.id OR (r.kind = 'village' AND r."villageId" = h."villageId") OR (r.kind = 'town' AND r."townId" = h."townId")`

/** Where others may have named them. */
const NAMED: readonly (Step & { columns: readonly string[] })[] = [
  { table: 'RecordLine', columns: ['text', 'speaker'], where: 't."hamletId" = $1' },
  { table: 'GroupNote', columns: ['heading', 'text'], where: 't."hamletId" = $1' },
  {
    table: 'Issue',
    columns: ['text', 'decisionText', 'reportText', 'handledText', 'endReason', 'takenUpFor', 'person', 'steps::jsonb'],
    where: 't."hamletId" = $1',
  },
  { table: 'VillageStudy', columns: ['present', 'decided'], where: 't."hamletId" = $1' },
  { table: 'Motion', columns: ['text'], where: 't."hamletId" = $1' },
  { table: 'TimePoll', columns: ['topic'], where: 't."hamletId" = $1' },
  { table: 'Meeting', columns: ['topics::text[]', 'cancelReason'], where: 't."hamletId" = $1' },
  { table: 'Rating', columns: ['comment'], where: 't."hamletId" = $1' },
  { table: 'IdentityClaim', columns: ['said'], where: 't."hamletId" = $1' },
  { table: 'Clarification', columns: ['reading::jsonb'], where: 't."hamletId" = $1' },
  { table: 'LateReply', columns: ['reading::jsonb'], where: 't."hamletId" = $1' },
  {
    table: 'Inbox',
    columns: ['text', 'senderName', 'missed::jsonb'],
    where: `t."externalRoomId" IN (SELECT r."externalId" ${HEARD_THERE})`,
  },
  { table: 'Outbox', columns: ['text', 'about::jsonb'], where: `t."roomId" IN (SELECT r.id ${HEARD_THERE})` },
  { table: 'AuditEntry', columns: ['before::jsonb', 'after::jsonb'], where: `t."villageId" = ${ITS_VILLAGE}` },
  { table: 'IdempotencyKey', columns: ['body::jsonb'], where: 'true' },
]

type Parameters = [hamlet: string, villager: string | null, accounts: string[], outside: string[], media: string[]]
const CASTS = `WITH p AS (SELECT $1::text, $2::text, $3::text[], $4::text[], $5::text[])`

/** `names`: what is taken out of others' words; empty where somebody else there has the same name, or there is none. */
export async function eraseRows(tx: Transaction, erasureId: string, person: Person, names: readonly string[]): Promise<Erased> {
  // Whoever may not change a line lets a confirmed erasure do so (migration personal_data).
  await tx.$queryRawUnsafe(`SELECT set_config('wuchang.erasure', $1, true)`, erasureId)
  const accounts = person.accounts.map((a) => a.id)
  const outside = person.accounts.map((a) => a.externalId)
  const parameters: Parameters = [person.hamletId, person.villagerId, accounts, outside, await mediaOf(tx, accounts, outside)]
  const without = await replacing(tx, names)
  const done: Erased = {}
  const run = async (table: string, statement: string) => {
    const count = await tx.$executeRawUnsafe(`${CASTS} ${statement}`, ...parameters)
    if (count > 0) done[table] = (done[table] ?? 0) + count
  }
  for (const { table, set, where } of OWN)
    await run(table, set ? `UPDATE "${table}" t SET ${set(without)} WHERE ${where}` : `DELETE FROM "${table}" t WHERE ${where}`)
  if (names.length > 0)
    for (const { table, columns, where } of NAMED) {
      const sets = columns.map((column) => {
        const [name = '', type] = column.split('::')
        return type === undefined ? `"${name}" = ${without(name)}` : `"${name}" = (${without(name, '::text')})::${type}`
      })
      const named = columns.flatMap((column) => names.map((name) => `strpos("${column.split('::')[0]}"::text, ${literal(name)}) > 0`))
      await run(table, `UPDATE "${table}" t SET ${sets.join(', ')} WHERE ${where} AND (${named.join(' OR ')})`)
    }
  const imports = await eraseImports(tx, person.villagerId)
  if (imports > 0) done.RosterImport = imports
  const reasons = await eraseReasons(tx, person.hamletId, names)
  if (reasons > 0) done.Rsvp = (done.Rsvp ?? 0) + reasons
  return done
}

const mediaOf = async (tx: Transaction, accounts: string[], outside: string[]): Promise<string[]> =>
  (
    await tx.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "mediaId" AS id FROM "RecordLine" WHERE "accountId" = ANY ($1) AND "mediaId" IS NOT NULL
       UNION SELECT "mediaId" FROM "Inbox" WHERE "externalSenderId" = ANY ($2) AND "mediaId" IS NOT NULL`,
      accounts,
      outside,
    )
  ).map(({ id }) => id)

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Longer names of the roster that hold this one are kept out of it: 王明 goes, 王明德 does not become 某村民德. */
async function replacing(tx: Transaction, names: readonly string[]): Promise<(column: string, as?: string) => string> {
  const longer = await tx.$queryRawUnsafe<{ name: string }[]>(
    `SELECT DISTINCT v.name FROM "Villager" v, unnest($1::text[]) AS n WHERE strpos(v.name, n) > 0 AND NOT (v.name = ANY ($1::text[]))`,
    [...names],
  )
  const mark = (i: number): string => literal(`\u0001${i}\u0002`)
  return (column, as = '') => {
    const kept = longer.reduce((text, { name }, i) => `replace(${text}, ${literal(name)}, ${mark(i)})`, `"${column}"${as}`)
    const gone = names.reduce((text, name) => `replace(${text}, ${literal(name)}, ${literal(NOBODY)})`, kept)
    return longer.reduce((text, { name }, i) => `replace(${text}, ${mark(i)}, ${literal(name)})`, gone)
  }
}

/** An import can be taken back but for this person, whose rows before and after go. */
async function eraseImports(tx: Transaction, villagerId: string | null): Promise<number> {
  if (villagerId === null) return 0
  const made = await tx.$queryRawUnsafe<{ id: string; changes: Record<string, { people?: { after?: { id?: string } }[] }> }[]>(
    `SELECT id, changes FROM "RosterImport" WHERE strpos(changes::text, $1) > 0`,
    villagerId,
  )
  for (const { id, changes } of made) {
    for (const hamlet of Object.values(changes))
      if (hamlet.people) hamlet.people = hamlet.people.filter(({ after }) => after?.id !== villagerId)
    await tx.rosterImport.update({ where: { id }, data: { changes: changes as object } })
  }
  return made.length
}

/** Reasons are sealed, so that the database cannot look for a name in them: one that names the person goes whole. */
async function eraseReasons(tx: Transaction, hamletId: string, names: readonly string[]): Promise<number> {
  const given = await tx.rsvp.findMany({ where: { hamletId, NOT: { reason: null } }, select: { id: true, reason: true } })
  const naming = given.filter(({ reason }) => names.some((name) => open('Rsvp', 'reason', reason)?.includes(name)))
  const { count } = await tx.rsvp.updateMany({ where: { id: { in: naming.map(({ id }) => id) } }, data: { reason: null } })
  return count
}
