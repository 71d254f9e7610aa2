/**
 * Reads tables on a thread of their own: whatever a file is, requests are answered, chats are heard and deadlines come while it is read. The
 * thread has a limit of memory and of time; one that met either is ended, and the next file gets a new one.
 */
import { Worker } from 'node:worker_threads'
import type { Tables } from './sheet.ts'

const MEMORY_MB = 512
const READING_SECONDS = 40
/** A thread that nobody needs is not kept. */
const IDLE_MS = 20_000

const OUT_OF_MEMORY = `文件太复杂，读它要的内存超过${MEMORY_MB}MB，请只留下花名册那一张表，另存为新的 .xlsx 再导`
const OUT_OF_TIME = `读了${READING_SECONDS}秒还没读完，请只留下花名册那一张表，删掉空行空列，另存为新的 .xlsx 再导`

/** Lets Node run TypeScript, in whatever way this process itself was started. */
const ENTRY = new URL('../../../scripts/thread.mjs', import.meta.url)
const CODE = new URL('./reading-thread.ts', import.meta.url)

/** One file after the other: two at once would need twice the memory. */
let turn: Promise<unknown> = Promise.resolve()
let idle: { thread: Worker; timer: NodeJS.Timeout } | undefined

export function readTablesApart(bytes: Buffer, seconds = READING_SECONDS): Promise<Tables> {
  const mine = turn.then(() => readOn(threadAtHand(), bytes, seconds))
  turn = mine.catch(() => {})
  return mine
}

function threadAtHand(): Worker {
  if (idle) {
    const { thread, timer } = idle
    clearTimeout(timer)
    idle = undefined
    return thread
  }
  const thread = new Worker(ENTRY, {
    workerData: CODE.href,
    execArgv: [],
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  // One that fails while it waits takes nothing with it.
  thread.on('error', () => forget(thread))
  thread.on('exit', () => forget(thread))
  return thread
}

function forget(thread: Worker): void {
  if (idle?.thread !== thread) return
  clearTimeout(idle.timer)
  idle = undefined
}

function keep(thread: Worker): void {
  const timer = setTimeout(() => {
    idle = undefined
    void thread.terminate()
  }, IDLE_MS)
  timer.unref()
  thread.unref()
  idle = { thread, timer }
}

function readOn(thread: Worker, bytes: Buffer, seconds: number): Promise<Tables> {
  thread.ref()
  return new Promise((resolve, reject) => {
    const finish = (how: () => void): void => {
      clearTimeout(timer)
      thread.off('message', answered).off('error', failed).off('exit', ended)
      how()
    }
    const answered = (answer: { tables: Tables } | { failed: string }): void =>
      finish(() => {
        keep(thread)
        if ('tables' in answer) resolve(answer.tables)
        else reject(new Error(`a file could not be read: ${answer.failed}`))
      })
    const failed = (error: NodeJS.ErrnoException): void =>
      finish(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ reason: OUT_OF_MEMORY }) : reject(error)))
    const ended = (code: number): void => finish(() => reject(new Error(`the reading thread ended with ${code}`)))
    const timer = setTimeout(() => {
      finish(() => resolve({ reason: OUT_OF_TIME }))
      void thread.terminate()
    }, seconds * 1_000)
    thread.on('message', answered).on('error', failed).on('exit', ended)
    thread.postMessage(bytes)
  })
}
