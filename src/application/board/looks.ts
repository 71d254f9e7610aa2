/** Boards as they were last made: a look costs one statement, until something of the hamlet changes or another day begins. */
import { type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import type { BoardPlace } from '../../store/boards.ts'
import type { Database } from '../../store/database.ts'
import { type BoardPicture, pictureOfBoard } from './picture.ts'

interface Kept {
  version: string
  on: DateString
  picture: Promise<BoardPicture>
}

/** Boards kept of a database. One is 20 to 60 KB. */
const KEPT_AT_MOST = 200
const kept = new WeakMap<Database, Map<string, Kept>>()

export function lookAtBoard(db: Database, { hamletId, version }: BoardPlace, now: Instant): Promise<BoardPicture> {
  const boards = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, boards)
  const known = boards.get(hamletId)
  const on = dateOf(now)
  if (known?.version === version && known.on === on) return known.picture
  // Whoever comes meanwhile waits for the same one; what failed is made again for the next.
  const picture = pictureOfBoard(db, hamletId, now)
  const made = { version, on, picture }
  boards.delete(hamletId)
  boards.set(hamletId, made)
  picture.catch(() => boards.get(hamletId) === made && boards.delete(hamletId))
  const oldest = boards.keys().next().value
  if (boards.size > KEPT_AT_MOST && oldest !== undefined) boards.delete(oldest)
  return picture
}
