/** Takes jobs from the queue and hands them to the handlers. A handler decides by its answer what becomes of the job. */
import { DelayedError, type Job, Worker } from 'bullmq'
import type { Log } from '../src/kernel/log.ts'
import { measured } from '../src/kernel/wide.ts'
import { withoutWords } from '../src/kernel/without-words.ts'
import { sayOnce, type Wiring } from './backend.ts'
import { type Handlers, isJobName, type Outcome, PAYLOADS } from './payloads.ts'

/** Running jobs get this long to finish at a stop; they are short, and what is cut off is found again by the sweep. */
const FINISH_MS = 15_000

export interface JobWorker {
  close(): Promise<void>
}

async function handle(job: Job, handlers: Handlers): Promise<Outcome> {
  // A job of a name that nobody here knows must never count as done: it fails, loudly, and another process may know it.
  if (!isJobName(job.name)) throw new Error(`unknown job name ${JSON.stringify(job.name)}`)
  const handler = handlers[job.name] as (payload: unknown) => Promise<Outcome>
  return handler(PAYLOADS[job.name].parse(job.data))
}

/** The queue keeps what a job failed of: without anybody's words in it. */
function quietly(error: unknown): never {
  if (!(error instanceof Error)) throw new Error(withoutWords(String(error)))
  error.message = withoutWords(error.message)
  if (error.stack !== undefined) error.stack = withoutWords(error.stack)
  throw error
}

export async function startWorker(wiring: Wiring, handlers: Handlers, concurrency: number, log: Log): Promise<JobWorker> {
  const process = async (job: Job, token?: string): Promise<string> => {
    const outcome = await measured(
      () => handle(job, handlers).catch(quietly),
      (cost, done) =>
        log.info(
          { job: job.name, id: job.id, outcome: 'value' in done ? done.value : 'failed', ...cost, attempt: job.attemptsMade + 1 },
          'job',
        ),
    )
    if (typeof outcome === 'string') return outcome
    await job.moveToDelayed(Date.now() + outcome.retryInMs, token)
    throw new DelayedError()
  }
  const worker = new Worker(wiring.name, process, { ...wiring.options, concurrency }, wiring.factory)
  worker.on('error', sayOnce(log, 'worker'))
  worker.on('failed', (job, error) => {
    const last = job === undefined || job.attemptsMade >= (job.opts.attempts ?? 1)
    const fields = { job: job?.name, id: job?.id, attempt: job?.attemptsMade, err: error }
    if (last) log.error(fields, 'job failed for good')
    else log.warn(fields, 'job failed, will be tried again')
  })
  await worker.waitUntilReady()
  return { close: () => finish(worker) }
}

/** Waits for running jobs, but not for ever: with the queue's server gone, BullMQ would wait for it. */
async function finish(worker: Worker): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), FINISH_MS)
  })
  const closed = worker.close().then(
    () => 'closed' as const,
    () => 'closed' as const,
  )
  if ((await Promise.race([closed, late])) === 'late') await worker.close(true).catch(() => undefined)
  clearTimeout(timer)
}
