/**
 * The town's evenings, kept as they were last painted: a look costs one statement, and one more when something has changed since the last one.
 * What a hamlet's picture is made of is told by its version, so a picture of another version is never shown.
 */
import type { Instant } from '../../kernel/time.ts'
import type { Database } from '../../store/database.ts'
import { listRunning, lookAtHamlets } from '../../store/turn/look.ts'
import { type EveningPicture, pictureOf } from './picture.ts'

interface Painted {
  version: string
  picture: EveningPicture
}

const painted = new WeakMap<Database, Map<string, Painted>>()

/** All that is going on in the town: the evenings first that have begun, then those ahead, then what is still asked. */
export async function eveningsOf(db: Database, townId: string, now: Instant): Promise<EveningPicture[]> {
  const before = painted.get(db) ?? new Map<string, Painted>()
  const running = await listRunning(db, townId)
  const changed = running.filter((hamlet) => before.get(hamlet.hamletId)?.version !== hamlet.version)
  const looked = await lookAtHamlets(
    db,
    changed.map((hamlet) => hamlet.hamletId),
    now,
  )
  const fresh = new Map(looked.map((one) => [[...one.state.hamlet.all()][0]?.id, one]))
  const kept = new Map<string, Painted>()
  for (const hamlet of running) {
    const one = fresh.get(hamlet.hamletId)
    const was = before.get(hamlet.hamletId)
    if (one) kept.set(hamlet.hamletId, { version: hamlet.version, picture: pictureOf(hamlet, one.state, one.said) })
    else if (was?.version === hamlet.version) kept.set(hamlet.hamletId, was)
  }
  painted.set(db, kept)
  return running
    .flatMap((hamlet) => kept.get(hamlet.hamletId)?.picture ?? [])
    .filter((picture) => isOn(picture, now))
    .sort(byTurn)
}

/** A poll that closed with nothing decided, and all of whose times have gone by, is over for everybody but the books. */
const isOn = ({ poll, meeting }: EveningPicture, now: Instant): boolean =>
  meeting !== null || (poll !== null && (poll.open || poll.counts.some((count) => count.startsAt > now)))

const turnOf = ({ meeting, poll }: EveningPicture): [number, Instant] =>
  meeting?.open ? [0, meeting.startsAt] : meeting ? [1, meeting.startsAt] : [2, poll?.closesAt ?? 0]

function byTurn(a: EveningPicture, b: EveningPicture): number {
  const [turnA, atA] = turnOf(a)
  const [turnB, atB] = turnOf(b)
  return turnA - turnB || atA - atB || (a.hamletId < b.hamletId ? -1 : 1)
}
