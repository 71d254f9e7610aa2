/**
 * Prisma's schema engine from its WebAssembly build, which comes with the packages (the native one would have to be fetched), working
 * on a live database through Prisma's own `pg` adapter. Used by drift.ts only.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

type EngineModule = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: object): void }

/** The few words of WebAssembly that are needed: their types come with browsers' libraries only, which this project does not load. */
interface WasmHost {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
  }
  /** Prisma's WebAssembly modules leave the reason here before they give up; without it the reason is lost in a TypeError. */
  PRISMA_WASM_PANIC_REGISTRY?: { set_message(message: string): void }
}

let loaded: Promise<EngineModule> | undefined

/** Node 20 cannot import a .wasm file as a module, so what the package's own entry does is done here by hand, once. */
function engineModule(): Promise<EngineModule> {
  loaded ??= (async () => {
    const host = globalThis as unknown as WasmHost
    host.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => process.stderr.write(`migration engine: ${message}\n`) }
    const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm')
    const { instance } = await host.WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': withoutLingering(glue) })
    glue.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
    return glue
  })()
  return loaded
}

/** The engine gives each lock 10 s and never clears that timer: a program that has migrated would stay for 10 s after its last word. */
function withoutLingering(glue: object): object {
  return Object.fromEntries(
    Object.entries(glue).map(([name, value]) => {
      if (!name.startsWith('__wbg_setTimeout')) return [name, value]
      return [name, (...args: unknown[]) => (value as (...args: unknown[]) => NodeJS.Timeout)(...args).unref()]
    }),
  )
}

/** OIDs of PostgreSQL's one-byte catalog type `"char"` and of `text`. */
const CHAR_OID = 18
const TEXT_OID = 25

/** Result rows that had `"char"` columns, with the positions of these. */
const charColumns = new WeakMap<object, number[]>()

/**
 * The engine reads the kind of each constraint, a `"char"`, from the catalog; Prisma's adapter (7.10) has no case for that type and
 * gives up. The value itself arrives as text, so the pool calls the column text to get it past the adapter …
 */
class CatalogPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg.Pool declares nine overloads of query; this passes every one of them through.
  override query(...args: any[]): any {
    const answer = (super.query as (...args: unknown[]) => unknown).apply(this, args)
    return answer instanceof Promise ? answer.then(charAsText) : answer
  }
}

function charAsText(result: pg.QueryResult): pg.QueryResult {
  const chars: number[] = []
  for (const [index, field] of (result.fields ?? []).entries()) {
    if (field.dataTypeID !== CHAR_OID) continue
    field.dataTypeID = TEXT_OID
    chars.push(index)
  }
  if (chars.length > 0) charColumns.set(result.rows, chars)
  return result
}

/** … and the adapter calls it a character again, which is what the engine insists on. Scripts are run whole. */
class CatalogAdapter extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    }
    // The adapter's own version cuts a script at every semicolon, even inside strings and function bodies, and runs the pieces one by
    // one on any connection. Sent whole it is one simple query, which PostgreSQL runs as one transaction.
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] })
    }
    return adapter
  }
}

/** Opens the engine on the database at `url` and closes everything afterwards. Throws errors of one readable message. */
export async function withEngine<T>(url: string, schema: SchemaContainer, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const { SchemaEngine } = await engineModule()
  const pool = new CatalogPool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined)
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new CatalogAdapter(pool))
    const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => undefined, factory)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    throw readable(error)
  } finally {
    await pool.end()
  }
}

/** The engine's own errors carry a trace of its inside after the message. */
function readable(error: unknown): Error {
  const message = error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error)
  return new Error(`migration engine: ${message.split('\n   0:')[0]?.trim()}`, { cause: error })
}
