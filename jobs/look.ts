/** The queue as a person looks at it: what waits, what failed, when it last ran; and trying again what failed. */
import type { Job, Queue } from 'bullmq'
import { within } from '../src/kernel/within.ts'

/** Jobs of a kind that are listed; the rest is counted. */
const LISTED = 50
const LOOK_MS = 2_000
const STATES = ['failed', 'active', 'waiting', 'delayed'] as const

const listed = (job: Job, state: (typeof STATES)[number]) => ({
  id: job.id ?? '',
  name: job.name === 'tick' ? String((job.data as { name?: unknown }).name ?? '') : job.name,
  state,
  /** When it is to run, or was handed over. Epoch ms. */
  at: state === 'failed' ? (job.finishedOn ?? job.timestamp) : job.timestamp + (state === 'delayed' ? (job.opts.delay ?? 0) : 0),
  attempts: job.attemptsMade,
  error: job.failedReason || null,
})

export const queueDesk = (queue: Queue) => ({
  /** Rejects when the queue does not answer within 2 s. */
  look: () =>
    within(LOOK_MS, 'the queue', async () => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed')
      const jobs = await Promise.all(
        STATES.map(async (state) => (await queue.getJobs([state], 0, LISTED - 1, true)).filter(Boolean).map((job) => listed(job, state))),
      )
      const [last] = await queue.getJobs(['completed'], 0, 0, false)
      return { counts, jobs: jobs.flat(), lastRun: last?.finishedOn ?? null }
    }),
  /** False when it has not failed, or is there no more. */
  async again(id: string): Promise<boolean> {
    const job = await queue.getJob(id)
    if (!job || !(await job.isFailed())) return false
    await job.retry('failed')
    return true
  },
})
