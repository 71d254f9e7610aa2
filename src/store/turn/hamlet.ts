/** Loads hamlets under their locks, in one statement, and writes back what a turn has changed, one statement a table. */
import { policyOf } from '../../domain/base/policy.ts'
import { type HamletState, hamletOf, type TableName, type TownContext } from '../../domain/base/state.ts'
import { Table } from '../../domain/base/table.ts'
import type { Instant } from '../../kernel/time.ts'
import { type Database, databaseOf, type Transaction, write } from '../database.ts'
import { openRow, sealRow } from '../personal/sealed.ts'
import { prepared } from '../wire/raw.ts'
import { keep, takeKept } from './kept.ts'
import { NEVER_LOADED, TABLE_NAMES, TABLES, type TableSpec } from './tables.ts'

type Json = Record<string, unknown>

const toInstant = (value: unknown): unknown => {
  if (typeof value === 'string') return Date.parse(value)
  return Array.isArray(value) ? value.map(toInstant) : value
}
const fromInstant = (value: unknown): unknown => {
  if (typeof value === 'number') return new Date(value).toISOString()
  return Array.isArray(value) ? value.map(fromInstant) : value
}

function revive(spec: TableSpec, row: Json): Json {
  for (const column of spec.instants) row[column] = toInstant(row[column])
  const opened = openRow(spec.model, row)
  return spec.checked ? (spec.checked(opened as never) as Json) : opened
}

const PARTS = TABLE_NAMES.map((name) => {
  const spec = TABLES[name]
  return `'${name}', (SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM "${spec.model}" t WHERE ${spec.where.replaceAll('$1', 'w.id')} ORDER BY t.id) t)`
})
// Prisma infers parameter types from the statement; the casts fix them where a part uses only one of the two.
const LOAD = prepared(`SELECT json_build_object(${PARTS.join(',\n')},
  'town', (SELECT json_build_object(
    'townId', town.id, 'townName', town.name, 'villageName', v.name, 'policy', town.policy,
    'busyPeriods', (SELECT coalesce(json_agg(json_build_object('name', b.name, 'from', b."from", 'to', b."to")), '[]') FROM "BusyPeriod" b WHERE b."townId" = town.id),
    'departments', (SELECT coalesce(json_agg(d.name ORDER BY d.name), '[]') FROM "Department" d WHERE d."townId" = town.id),
    'calendarEntries', (SELECT coalesce(json_agg(json_build_object('date', c.date, 'kind', c.kind, 'name', c.name)), '[]') FROM "CalendarEntry" c WHERE c."townId" = town.id))
   FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId" JOIN "Town" town ON town.id = h."townId" WHERE h.id = w.id)
) AS state, $2::timestamptz AS at FROM unnest($1::text[]) AS w(id)`)

/**
 * Said by whoever holds hamlets for a sitting: what this transaction writes makes another version once, with the hamlet's own row, and not with
 * each statement (migration hamlet_version).
 */
export const SITS = `set_config('wuchang.sitting', 'on', true)`

const LOCK = prepared(`SELECT version::text AS version, ${SITS} FROM "Hamlet" WHERE id = $1 FOR UPDATE`)

/** Locks the hamlet until the transaction ends, and gives it as it stands. Undefined when there is no such hamlet. */
export async function lockHamlet(tx: Transaction, hamletId: string, now: Instant): Promise<HamletState | undefined> {
  const [locked] = await tx.$queryRawUnsafe<{ version: string }[]>(LOCK, hamletId)
  return locked && lockedHamlet(tx, hamletId, locked.version, now)
}

/** A hamlet that this transaction has locked at that version: as this process has kept it, or loaded. */
async function lockedHamlet(tx: Transaction, id: string, version: string, now: Instant): Promise<HamletState> {
  const [state] = await lockedHamlets(tx, [{ id, version }], now)
  if (!state) throw new Error(`hamlet ${id} did not load`)
  return state
}

/** Several of them, in this order. What is not kept is loaded by one statement: of its thirty parts each has to be planned but once. */
export async function lockedHamlets(
  tx: Transaction,
  locked: readonly { id: string; version: string }[],
  now: Instant,
): Promise<HamletState[]> {
  const db = databaseOf(tx)
  const known = new Map(locked.map(({ id, version }) => [id, takeKept(db, id, version, now)]))
  const missing = locked.flatMap(({ id }) => (known.get(id) ? [] : [id]))
  for (const state of await loadHamlets(tx, missing, now)) known.set(hamletOf(state).id, state)
  return locked.map(({ id, version }) => {
    const state = known.get(id)
    if (!state) throw new Error(`hamlet ${id} did not load`)
    versions.set(state, version)
    return state
  })
}

/** The version that a state in hand was loaded or written as. */
const versions = new WeakMap<HamletState, string>()

/** To be called once the transaction has committed: the next turn need not load what nobody has changed. */
export function keepHamlet(db: Database, state: HamletState, now: Instant): void {
  const version = versions.get(state)
  if (version === undefined) return
  for (const name of TABLE_NAMES) state[name].settled(TABLES[name].where === NEVER_LOADED)
  keep(db, hamletOf(state).id, state, version, now)
}

/** The hamlet as it stands, for looking at. Whoever wants to change it locks it. */
export async function loadHamlet(tx: Pick<Transaction, '$queryRawUnsafe'>, hamletId: string, now: Instant): Promise<HamletState> {
  const [state] = await loadHamlets(tx, [hamletId], now)
  if (!state) throw new Error(`hamlet ${hamletId} did not load`)
  return state
}

async function loadHamlets(tx: Pick<Transaction, '$queryRawUnsafe'>, ids: readonly string[], now: Instant): Promise<HamletState[]> {
  if (ids.length === 0) return []
  const found = await tx.$queryRawUnsafe<{ state: Record<TableName, Json[]> & { town: (TownContext & { policy: Json }) | null } }[]>(
    LOAD,
    ids,
    new Date(now).toISOString(),
  )
  return found.flatMap(({ state: { town, ...read } }) => {
    // No such hamlet.
    if (town === null) return []
    const tables = Object.fromEntries(
      TABLE_NAMES.map((name) => [name, new Table(read[name].map((r) => revive(TABLES[name], r)) as { id: string }[])]),
    )
    return [{ ...tables, town: { ...town, policy: policyOf(town.policy) } } as unknown as HamletState]
  })
}

/** Writes every changed row, one statement a table; whether it has worked is known with the commit. Rows are only inserted or replaced, never deleted: what was answered stays answered. */
export async function saveHamlets(tx: Transaction, states: readonly HamletState[]): Promise<void> {
  const changed = states.filter((state) => TABLE_NAMES.some((name) => state[name].changed().length > 0))
  if (changed.length === 0) return
  // Whatever was written makes another version, also where the hamlet's own row says what it said before.
  for (const state of changed) state.hamlet.put({ ...hamletOf(state) })
  for (const name of TABLE_NAMES) {
    const rows = changed.flatMap((state) => state[name].changed() as unknown as Json[])
    if (rows.length === 0) continue
    await writeRows(tx, TABLES[name], rows, (made) => {
      if (name !== 'hamlet') return
      const versionOf = new Map(made.map((row) => [row.id, row.version]))
      for (const state of changed) versions.set(state, versionOf.get(hamletOf(state).id) ?? '')
    })
  }
}

interface Written {
  id: string
  version: string
}

async function writeRows(tx: Transaction, spec: TableSpec, rows: readonly Json[], told: (made: Written[]) => void): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map((c) => `"${c}"`)
  const updates = columns.filter((c) => c !== '"id"').map((c) => `${c} = excluded.${c}`)
  const written = rows.map((row) => {
    const copy: Json = { ...sealRow(spec.model, row) }
    for (const column of spec.instants) copy[column] = fromInstant(copy[column])
    return copy
  })
  const statement = `INSERT INTO "${spec.model}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${spec.model}", $1::jsonb)
       ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`
  const returning = spec.model === 'Hamlet' ? `${statement} RETURNING id, version::text AS version` : statement
  await write(tx, prepared(returning), [JSON.stringify(written)], told)
}
