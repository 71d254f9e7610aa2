/** A start opens the database only as what it is: the sandbox never a real town, a real town never the demonstration. */
import type { Database } from '../store/database.ts'
import { type Kind, settleKind } from '../store/kind.ts'

/** Told to whoever starts the program. */
class OtherKind extends Error {
  override name = 'OtherKind'
}

/** How a database is named to the operator, and how another one is chosen. */
export interface Named {
  variable: 'DATA_DIR' | 'DATABASE_URL'
  /** Its folder, or its name and host; never a password. */
  place: string
}

const ELSEWHERE = { DATA_DIR: 'DATA_DIR to a new folder, such as ./town', DATABASE_URL: 'DATABASE_URL to an empty database' }

export async function requireKind(db: Database, wanted: Kind, { variable, place }: Named): Promise<void> {
  const found = await settleKind(db, wanted)
  if (found === wanted) return
  const database = `${variable}: the database in ${place}`
  throw new OtherKind(
    found === 'real'
      ? `${database} is a real town’s, and the sandbox, in which anybody may speak as anybody, does not open on it: set WECHATY_PUPPET or BRIDGE_SECRET as they were, or, to look at the sandbox, ${ELSEWHERE[variable]}`
      : `${database} is the sandbox’s demonstration: to begin with your own town, set ${ELSEWHERE[variable]}; to look at the sandbox again, start without WECHATY_PUPPET, BRIDGE_SECRET and ROLE`,
  )
}
