/** Whether a database has the shape of prisma/schema.prisma: for whoever writes migrations, with Prisma's own engine. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaContainer } from '@prisma/schema-engine-wasm'
import { PRISMA_DIR } from './migrate.ts'
import { withEngine } from './schema-engine.ts'

const NO_FILTERS = { externalTables: [], externalEnums: [] }

async function readSchema(prismaDir: string): Promise<SchemaContainer> {
  const path = join(prismaDir, 'schema.prisma')
  return { path, content: await readFile(path, 'utf8') }
}

/**
 * '' when the live database has exactly the shape of schema.prisma, otherwise the SQL that would bring it there. CHECK constraints,
 * partial indexes and other schemas than `public` are unknown to Prisma and never count as a difference.
 */
export async function drift(url: string, prismaDir: string = PRISMA_DIR): Promise<string> {
  const schema = await readSchema(prismaDir)
  return withEngine(url, schema, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: prismaDir },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    })
    return exitCode === 0 ? '' : (stdout ?? '').trim() || `the engine reports a difference (exit code ${exitCode}) without saying which`
  })
}
