/**
 * What the process holds of 600 hamlets after a week in which all of them talk: what is in use after the collector has run, before the first
 * word, after the first day and after the seventh. Each day somebody of every group raises an issue and five say something, most of it answers
 * to the poll that is open. The floor is the same process with nothing kept.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { DAY, HOUR } from '../src/kernel/time.ts'
import { countKept } from '../src/store/turn/kept.ts'
import type { Figure } from './figures.ts'
import { heard, message, openTown, POLL, seed, spread } from './town.ts'

const HAMLETS = 600
const DAYS = 7
const ROUNDS_A_DAY = 5

async function run(databaseUrl: string): Promise<Figure[]> {
  await seed(databaseUrl, HAMLETS)
  const { db, clock, intake, rooms, close } = await openTown(databaseUrl)
  try {
    const floor = inUse()
    const after: number[] = []
    for (let day = 0; day < DAYS; day++) {
      const says = (who: string | number, text: string) =>
        heard(
          intake,
          rooms.map((room) => message(room, who, text, clock.now())),
        )
      if (day === 0) await says('head', POLL)
      await says(3 + (day % 3), `反映 第${day + 1}天 村口路灯坏了两盏，晚上看不见路`)
      for (let round = 0; round < ROUNDS_A_DAY; round++) {
        clock.moveTo(clock.now() + HOUR)
        await heard(intake, spread(rooms, 1, clock.now()))
      }
      after.push(inUse())
      clock.moveTo(clock.now() + DAY - ROUNDS_A_DAY * HOUR)
    }
    const [first, last] = [after[0] ?? 0, after.at(-1) ?? 0]
    const kept = countKept(db)
    const figure = (name: string, value: number, unit: string): Figure => ({ name, value, unit })
    return [
      { name: `in use, ${HAMLETS} hamlets, after a day`, value: first, unit: 'MB', floor, ratio: first / floor },
      { name: `in use, ${HAMLETS} hamlets, after a week`, value: last, unit: 'MB', floor, ratio: last / floor },
      figure('hamlets kept', kept, ''),
      figure('of each that is kept', ((last - floor) * 1_024) / kept, 'KB'),
      figure('resident after a week', process.memoryUsage().rss / 2 ** 20, 'MB'),
    ]
  } finally {
    await close()
  }
}

/** Megabytes that something still holds on to. */
function inUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let i = 0; i < 3; i++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

export const suite = { name: 'memory', run }
