/** A town in which something has happened, with the values in it that a copy is most likely to lose; and all of its rows, to compare. */
import pg from 'pg'
import { arrive, evening, HALF_PAST_SEVEN } from './evening.ts'
import type { Village } from './village.ts'

/** Every byte there is. */
const BYTES = Uint8Array.from({ length: 256 }, (_, i) => i)
const ODD = 'tab\there, line\nthere, \\N and \\. and "quotes", 王德福、𠮷野家 🏡\u2028end\\'

export async function livedIn(): Promise<Village> {
  const { v, room } = await evening()
  await v.until(HALF_PAST_SEVEN)
  await arrive(room, 12, [2, 3])
  for (const n of [3, 4, 5]) await room.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
  await v.db.media.create({
    data: { id: 'media_odd', hamletId: 'hamlet_huaishu', type: 'image/png', bytes: BYTES, sha256: 'x', at: new Date(v.now) },
  })
  await v.db.setting.create({ data: { key: 'odd', value: ODD } })
  await v.db.setting.create({ data: { key: '', value: '' } })
  await v.db.auditEntry.create({ data: { townId: (await v.db.town.findFirstOrThrow()).id, at: new Date(v.now), ...AUDIT } })
  return v
}

const AUDIT = { userId: 'test', via: 'console', action: 'test', subject: ODD }

/** Table by table, in an order of their own. */
export async function everyRow(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await client.connect()
  try {
    const tables = await client.query<{ name: string; kind: string }>(
      `SELECT relname AS name, relkind AS kind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY relname`,
    )
    const all: Record<string, string[]> = {}
    for (const { name, kind } of tables.rows) {
      const what = kind === 'S' ? 'json_build_array(last_value, is_called)' : 'to_jsonb(t)'
      const { rows } = await client.query<{ row: string }>(`SELECT ${what}::text AS row FROM public."${name}" t ORDER BY 1`)
      all[name] = rows.map(({ row }) => row)
    }
    return all
  } finally {
    await client.end()
  }
}
