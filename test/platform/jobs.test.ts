/** One suite, two things to stand on: PostgreSQL always, Redis where there is one. Due times are real here: the queue's clock is the host's. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Handlers, type Jobs, type Outcome, openJobs } from '../../jobs/queues.ts'
import { type Log, silentLog } from '../../src/kernel/log.ts'
import { freshDatabase } from '../support/database.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

const SOON = { timeout: 5_000, interval: 10 }

class Recorder {
  readonly seen: { name: string; payload: unknown; at: number }[] = []
  answer: (count: number) => Outcome | Promise<Outcome> = () => 'done'
  readonly handlers: Handlers = {
    fireDeadline: (payload) => this.#take('fireDeadline', payload),
    tick: (payload) => this.#take('tick', payload),
  }
  async #take(name: string, payload: unknown): Promise<Outcome> {
    this.seen.push({ name, payload, at: performance.now() })
    return this.answer(this.seen.length)
  }
}

/** The dialogue of one test with one queue of its own. */
async function withJobs(settings: Parameters<typeof openJobs>[0], work: (jobs: Jobs, recorder: Recorder) => Promise<void>): Promise<void> {
  const jobs = await openJobs({ backoffMs: 20, ...settings })
  const recorder = new Recorder()
  try {
    await work(jobs, recorder)
  } finally {
    await jobs.close()
  }
}

const database = await freshDatabase({ empty: true })
let redis: TestRedis | undefined
beforeAll(async () => {
  redis = redisProgram ? await startRedis() : undefined
})
afterAll(() => redis?.remove())

let count = 0
describe.each([
  { backend: 'postgres' as const, there: true },
  { backend: 'redis' as const, there: redisProgram !== undefined },
])('jobs on $backend', ({ backend, there }) => {
  const settings = (log: Log = silentLog) => {
    const redisUrl = backend === 'redis' ? redis?.url : undefined
    return { redisUrl, databaseUrl: database.url, prefix: `t${++count}`, log }
  }
  const test = it.skipIf(!there)

  test('does a job once, however often it is handed over', async () => {
    await withJobs(settings(), async (jobs, recorder) => {
      expect(jobs.backend).toBe(backend)
      const id = 'poll/a:b%3A/2026-09-07T08:30:00+08:00'
      for (let i = 0; i < 3; i++) expect(await jobs.enqueue('fireDeadline', id, { deadlineId: 'd1' })).toBe(true)
      await jobs.enqueue('fireDeadline', 'poll/a%3Ab%3A/2026-09-07T08:30:00+08:00', { deadlineId: 'd2' })
      expect(await jobs.idle()).toBe(false)
      await jobs.work(recorder.handlers)
      await vi.waitFor(async () => expect(await jobs.idle()).toBe(true), SOON)
      expect(recorder.seen.map(({ payload }) => payload)).toEqual([{ deadlineId: 'd1' }, { deadlineId: 'd2' }])
    })
  })

  test('frees a deadline’s id when its job has ended, and remembers an occurrence', async () => {
    await withJobs(settings(), async (jobs, recorder) => {
      await jobs.work(recorder.handlers)
      for (const deadlineId of ['first', 'again']) {
        await jobs.enqueue('fireDeadline', 'd', { deadlineId })
        await vi.waitFor(() => expect(recorder.seen.at(-1)?.payload).toEqual({ deadlineId }), SOON)
        await vi.waitFor(async () => expect(await jobs.idle()).toBe(true), SOON)
      }
      await jobs.enqueue('tick', 'digest-1', { name: 'digest', at: 1 })
      await vi.waitFor(() => expect(recorder.seen).toHaveLength(3), SOON)
      await vi.waitFor(async () => expect(await jobs.idle()).toBe(true), SOON)
      await jobs.enqueue('tick', 'digest-1', { name: 'digest', at: 1 })
      await jobs.enqueue('tick', 'digest-2', { name: 'digest', at: 2 })
      await vi.waitFor(() => expect(recorder.seen).toHaveLength(4), SOON)
      expect(recorder.seen.slice(2).map(({ payload }) => payload)).toEqual([
        { name: 'digest', at: 1 },
        { name: 'digest', at: 2 },
      ])
    })
  })

  test('does not wake before the time, and soon after it', async () => {
    await withJobs(settings(), async (jobs, recorder) => {
      await jobs.work(recorder.handlers)
      const start = performance.now()
      await jobs.enqueue('fireDeadline', 'later', { deadlineId: 'later' }, { delayMs: 300 })
      expect(await jobs.idle()).toBe(true)
      await vi.waitFor(() => expect(recorder.seen).toHaveLength(1), SOON)
      const waited = recorder.seen[0]!.at - start
      expect(waited).toBeGreaterThanOrEqual(295)
      expect(waited).toBeLessThan(2_000)
    })
  })

  test('lets a handler ask for another try later, or finish quietly', async () => {
    await withJobs(settings(), async (jobs, recorder) => {
      recorder.answer = (nth) => (nth === 1 ? { retryInMs: 100 } : 'cancel')
      await jobs.work(recorder.handlers)
      await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'd' })
      await vi.waitFor(() => expect(recorder.seen).toHaveLength(2), SOON)
      expect(recorder.seen[1]!.at - recorder.seen[0]!.at).toBeGreaterThanOrEqual(95)
      await vi.waitFor(
        async () => expect(await jobs.queue.getJobCounts()).toMatchObject({ active: 0, delayed: 0, failed: 0, waiting: 0 }),
        SOON,
      )
    })
  })

  test('tries again what failed, and lets go of it after five tries so that the sweep can hand it over anew', async () => {
    const error = vi.fn()
    const log: Log = { ...silentLog, error }
    await withJobs(settings(log), async (jobs, recorder) => {
      recorder.answer = (nth) => {
        if (nth <= 5) throw new Error('the database is away')
        return 'done'
      }
      await jobs.work(recorder.handlers)
      await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'd' })
      await vi.waitFor(() => expect(error).toHaveBeenCalledOnce(), SOON)
      expect(recorder.seen).toHaveLength(5)
      await vi.waitFor(
        async () => expect(await jobs.queue.getJobCounts()).toMatchObject({ active: 0, delayed: 0, failed: 0, waiting: 0 }),
        SOON,
      )
      await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'd' })
      await vi.waitFor(() => expect(recorder.seen).toHaveLength(6), SOON)
    })
  })

  test.each([
    ['of a name that nobody knows', 'nonsense', {}, 'unknown job name "nonsense"'],
    ['named like a property of every object', 'constructor', {}, 'unknown job name "constructor"'],
    ['with a payload of the wrong shape', 'fireDeadline', { deadline: 1 }, 'deadlineId'],
  ])('fails a job %s', async (_, name, payload, message) => {
    const error = vi.fn()
    await withJobs(settings({ ...silentLog, error }), async (jobs, recorder) => {
      await jobs.work(recorder.handlers)
      await jobs.queue.add(name, payload, { attempts: 1 })
      await vi.waitFor(() => expect(error).toHaveBeenCalledOnce(), SOON)
      expect(error.mock.calls[0]).toEqual([
        expect.objectContaining({ job: name, err: expect.objectContaining({ message: expect.stringContaining(message) }) }),
        'job failed for good',
      ])
      expect(recorder.seen).toEqual([])
      expect(await jobs.queue.getJobCounts('failed', 'completed')).toEqual({ failed: 1, completed: 0 })
    })
  })

  test('makes one job of what many processes announce', async () => {
    const shared = settings()
    await withJobs(shared, async (one, recorderOne) => {
      await withJobs(shared, async (two, recorderTwo) => {
        await Promise.all([one.work(recorderOne.handlers), two.work(recorderTwo.handlers)])
        const seen = () =>
          [...recorderOne.seen, ...recorderTwo.seen].map(({ payload }) => (payload as { at: number }).at).sort((a, b) => a - b)
        for (let at = 1; at <= 10; at++)
          await Promise.all([one, two].map((jobs) => jobs.enqueue('tick', `digest-${at}`, { name: 'digest', at })))
        await vi.waitFor(() => expect(seen().length).toBeGreaterThanOrEqual(10), SOON)
        await vi.waitFor(async () => expect(await one.idle()).toBe(true), SOON)
        expect(seen()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      })
    })
  })

  test('lets a running job finish when it closes', async () => {
    let finish = (): void => undefined
    let finished = false
    const jobs = await openJobs(settings())
    const recorder = new Recorder()
    recorder.answer = () =>
      new Promise((done) => {
        finish = () => {
          finished = true
          done('done')
        }
      })
    await jobs.work(recorder.handlers)
    await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'd' })
    await vi.waitFor(() => expect(recorder.seen).toHaveLength(1), SOON)
    expect(await jobs.idle()).toBe(false)
    let closed = false
    const closing = jobs.close().then(() => {
      closed = true
    })
    await new Promise((done) => setTimeout(done, 200))
    expect(closed).toBe(false)
    finish()
    await closing
    expect(finished).toBe(true)
    await jobs.close()
    expect(await jobs.enqueue('fireDeadline', 'e', { deadlineId: 'e' })).toBe(false)
  })
})

describe('when Redis is lost', () => {
  it.skipIf(!redisProgram)('the caller is told within two seconds, and work goes on when Redis is back, empty', async () => {
    const own = await startRedis()
    onTestFinished(own.remove)
    const warn = vi.fn()
    const jobs = await openJobs({ redisUrl: own.url, databaseUrl: database.url, log: { ...silentLog, warn } })
    const recorder = new Recorder()
    await jobs.work(recorder.handlers)
    await own.kill()
    const start = performance.now()
    expect(await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'lost' })).toBe(false)
    expect(performance.now() - start).toBeLessThan(2_500)
    expect(warn.mock.calls.map(([, message]) => message)).toContain('a job could not be handed to the queue; the sweep will find it')
    await own.start()
    await vi.waitFor(async () => expect(await jobs.enqueue('fireDeadline', 'd', { deadlineId: 'again' })).toBe(true), {
      timeout: 10_000,
      interval: 100,
    })
    await vi.waitFor(() => expect(recorder.seen.map(({ payload }) => payload)).toEqual([{ deadlineId: 'again' }]), {
      timeout: 10_000,
      interval: 20,
    })
    await jobs.close()
  })

  it('a wrong REDIS_URL stops the start with its name and host, and without its password', async () => {
    const opening = openJobs({ redisUrl: 'redis://user:geheim@127.0.0.1:1', databaseUrl: database.url, log: silentLog })
    await expect(opening).rejects.toThrow(/^REDIS_URL: no Redis answers at 127\.0\.0\.1:1 \(connect ECONNREFUSED 127\.0\.0\.1:1\)$/)
  })
})
