/** What /readyz tells: the truth of each part at this moment, within a second, also when a part does not answer at all. */
import type { Readiness } from '../api/health.ts'
import { within } from '../kernel/within.ts'
import type { House } from './house.ts'

const ANSWER_MS = 700

export function readinessOf(house: Pick<House, 'ask' | 'jobs' | 'connections'>): () => Promise<Readiness> {
  const database = askedOnce(() => house.ask('SELECT 1', []))
  const queue = askedOnce(() => house.jobs.answers())
  return async () => {
    const [isUp, takesJobs] = await Promise.all([database(), queue()])
    const chats = Object.fromEntries(house.connections.map((c) => [c.account, c.state]))
    return {
      ready: isUp && takesJobs && Object.values(chats).every((state) => state === 'online'),
      parts: { database: isUp ? 'up' : 'down', jobs: takesJobs ? house.jobs.backend : `${house.jobs.backend}: down`, ...chats },
    }
  }
}

/** One question at a time: whoever asks while the last one hangs gets no answer either, and no second one is sent after it. */
function askedOnce(ask: () => Promise<unknown>): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  return async () => {
    asked ??= ask()
      .then(
        (answer) => answer !== false,
        () => false,
      )
      .finally(() => {
        asked = undefined
      })
    const answer = asked
    return within(ANSWER_MS, 'a part', () => answer).catch(() => false)
  }
}
