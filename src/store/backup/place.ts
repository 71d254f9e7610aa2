/** Where backups are kept: a folder, and a store elsewhere if the town has one. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { outlived } from '../../domain/backup/keep.ts'
import type { Instant } from '../../kernel/time.ts'
import { madeAt } from './names.ts'

export interface Place {
  /** As it may be told. */
  name: string
  put(file: string): Promise<void>
  list(): Promise<string[]>
  remove(name: string): Promise<void>
}

/** Backups are written into it as they are made. */
export const folderAt = (folder: string): Place => ({
  name: folder,
  put: async () => undefined,
  list: () => readdir(folder),
  remove: (name) => rm(join(folder, name), { force: true }),
})

/** Takes away what has outlived its use; whatever is not called like a backup of every night stays. Returns the names. */
export async function thin(place: Place, now: Instant): Promise<string[]> {
  const made = new Map<Instant, string[]>()
  for (const name of await place.list()) {
    const at = madeAt(name)
    if (at !== undefined) made.set(at, [...(made.get(at) ?? []), name])
  }
  const gone = outlived([...made.keys()], now).flatMap((at) => made.get(at) ?? [])
  for (const name of gone) await place.remove(name)
  return gone
}
