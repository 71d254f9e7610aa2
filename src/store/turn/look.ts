/** Hamlets with something going on, for looking at: which they are at one statement, and of those that have changed what is counted, at another. */
import { policyOf } from '../../domain/base/policy.ts'
import type { HamletState, TableName, TownContext } from '../../domain/base/state.ts'
import { Table } from '../../domain/base/table.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { rows } from '../reading/select.ts'
import { TABLE_NAMES, TABLES } from './tables.ts'

export interface Running {
  hamletId: string
  hamletName: string
  villageId: string
  villageName: string
  /** Another one after each write, whoever's (migration hamlet_version). */
  version: string
}

/** The town's hamlets that are asked for a time, have an evening fixed, or are at it. */
export const listRunning = (db: Reader, townId: string): Promise<Running[]> =>
  rows(
    db,
    `SELECT h.id AS "hamletId", h.name AS "hamletName", h."villageId", v.name AS "villageName", h.version::text AS version
     FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId"
     WHERE h."townId" = $1 AND h.id IN (SELECT p."hamletId" FROM "TimePoll" p WHERE p.status IN ('open', 'undecided')
       UNION ALL SELECT m."hamletId" FROM "Meeting" m WHERE m.status IN ('scheduled', 'open'))
     ORDER BY h.id`,
    [townId],
  )

export interface SaidLine {
  speaker: string
  text: string
  kind: string
  at: Instant
}

/** Lines of the record that are shown beside the figures. */
const LAST_LINES = 6

/** What the figures of polls, meetings and motions are counted from; nothing else of a hamlet is loaded. */
const COUNTED: readonly TableName[] = [
  'hamlet',
  'households',
  'villagers',
  'accounts',
  'polls',
  'timeAnswers',
  'meetings',
  'rsvps',
  'attendances',
  'motions',
  'ballots',
  'handCounts',
  'witnesses',
]

const PARTS = COUNTED.map((name) => {
  const { model, where } = TABLES[name]
  return `'${name}', (SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM "${model}" t WHERE ${where.replaceAll('$1', 'w.id')} ORDER BY t.id) t)`
})

const LOOK = `SELECT json_build_object(${PARTS.join(',\n')}) AS state, town.policy,
  (SELECT coalesce(json_agg(l ORDER BY l.seq), '[]') FROM (SELECT r.seq, r.speaker, r.text, r.kind, r.at FROM "RecordLine" r JOIN "Meeting" m ON m.id = r."meetingId"
    WHERE m."hamletId" = w.id AND m.status = 'open' AND r.intent IS NULL ORDER BY r.seq DESC LIMIT ${LAST_LINES}) l) AS said
  FROM unnest($1::text[]) AS w(id) JOIN "Hamlet" h ON h.id = w.id JOIN "Town" town ON town.id = h."townId"
  WHERE $2::timestamptz IS NOT NULL ORDER BY w.id`

type Json = Record<string, unknown>
interface Looked {
  state: Record<string, Json[]>
  policy: object
  said: (Omit<SaidLine, 'at'> & { at: string })[]
}

/** As they stand, for counting: phones and the like stay sealed, and tables that nothing is counted from are empty. */
export async function lookAtHamlets(db: Reader, ids: readonly string[], now: Instant): Promise<{ state: HamletState; said: SaidLine[] }[]> {
  if (ids.length === 0) return []
  const found = await rows<Looked>(db, LOOK, [ids, new Date(now).toISOString()])
  return found.map(({ state, policy, said }) => {
    const tables = Object.fromEntries(
      TABLE_NAMES.map((name) => [name, new Table((state[name] ?? []).map((row) => counted(row, TABLES[name].instants)))]),
    )
    const town: Partial<TownContext> = { policy: policyOf(policy) }
    return {
      state: { ...tables, town } as unknown as HamletState,
      said: said.map((line) => ({ ...line, at: Date.parse(line.at) })),
    }
  })
}

const toInstant = (value: unknown): unknown =>
  typeof value === 'string' ? Date.parse(value) : Array.isArray(value) ? value.map(toInstant) : value

function counted(row: Json, instants: readonly string[]): { id: string } {
  for (const column of instants) row[column] = toInstant(row[column])
  return row as { id: string }
}
