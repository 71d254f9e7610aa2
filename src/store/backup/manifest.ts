/** What a backup says of itself: at its beginning what it is of, at its end what must be found in it. */
import { z } from 'zod'

/** Raised when a reader of today could no longer make sense of the file. */
export const FORMAT = 2

export const HEAD = 'head.json'
export const MANIFEST = 'manifest.json'
/** The keys of the personal columns as their file has them: in encrypted backups alone. */
export const KEYS = 'keys/personal'
/** A table's rows, as PostgreSQL's COPY writes them, in parts: `tables/Villager/00001.copy`. */
export const partName = (table: string, part: number): string => `tables/${table}/${String(part).padStart(5, '0')}.copy`
export const tableOfPart = (name: string): string | undefined => /^tables\/([^/]+)\/\d+\.copy$/.exec(name)?.[1]

const name = z.string().regex(/^\w+$/)

export const headSchema = z.object({
  program: z.literal('wuchang'),
  format: z.number().int(),
  /** The program's version that made it. */
  version: z.string(),
  madeAt: z.string(),
  /** Names of the migrations that the database had, in order. */
  migrations: z.array(z.string()),
  /** Parents first. */
  tables: z.array(z.object({ name, columns: z.array(name) })),
})

export const manifestSchema = headSchema.extend({
  tables: z.array(z.object({ name, columns: z.array(name), rows: z.number().int(), bytes: z.number().int(), sha256: z.string() })),
  sequences: z.array(z.object({ name, last: z.string().regex(/^\d+$/), called: z.boolean() })),
})

export type Head = z.infer<typeof headSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** A manifest that the file has been held against, and the keys that came with it. */
export interface Checked extends Manifest {
  keys: string | undefined
}

export const rowsOf = (manifest: Manifest): number => manifest.tables.reduce((sum, { rows }) => sum + rows, 0)

/** Told to whoever asked: one sentence. */
export class BackupError extends Error {
  override name = 'BackupError'
}
