/** Databases with a town in them, handed from one test to the next: when a test is over, the next one finds the town as it was made. */
import { onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from './database.ts'
import { goBack, keep } from './kept.ts'
import { seed, type TownOptions } from './town.ts'

/** A database with a town in it, and where another process finds the same one. */
export interface Town {
  db: Database
  url: string
}

/** Those that no test has just now, by what their town was made of. */
const free = new Map<string, Town[]>()

/** Asked for in a test or its `beforeEach`: until the test is over. In a `beforeAll`: until the end of the run. */
export async function townOfATest(options: TownOptions): Promise<Town> {
  const kind = JSON.stringify(options)
  const waiting = free.get(kind) ?? []
  free.set(kind, waiting)
  const used = waiting.pop()
  if (used) await goBack(used.db)
  const town = used ?? (await newTown(options))
  try {
    onTestFinished(({ task }) => {
      // One that ran out of time may still be at work on it.
      if (task.result?.state !== 'fail') waiting.push(town)
    })
  } catch {
    // In a hook that serves several tests vitest knows of no test that could be over.
  }
  return town
}

async function newTown(options: TownOptions): Promise<Town> {
  const usual = Object.keys(options).length === 0
  const { url } = await freshDatabase({ town: true })
  const db = openDatabase(url, 5)
  if (usual) return { db, url }
  await seed(db, options)
  await keep(db)
  return { db, url }
}
