/** How the process ends: on Ctrl-C, on a kill, or when whoever started it is gone. What was opened last is closed first. */
import type { ServerType } from '@hono/node-server'
import type { Log } from '../kernel/log.ts'

interface Part {
  name: string
  close: () => Promise<unknown> | unknown
}

/** A part that does not close within this time is left behind, so that the ones below it are closed all the same. */
const CLOSE_WITHIN_MS = 15_000
const PARENT_EVERY_MS = 500
/** Looked up first of all: npm may die while things come up. */
const PARENT = process.ppid

let parts: Part[] = []
let ending: Promise<void> | undefined
let log: Log | undefined

async function endAll(code: number): Promise<void> {
  for (const part of parts.reverse()) {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`did not close within ${CLOSE_WITHIN_MS} ms`)), CLOSE_WITHIN_MS)
    })
    try {
      await Promise.race([part.close(), tooLong])
    } catch (error) {
      log?.error({ part: part.name, error: String(error) }, 'a part did not close')
    } finally {
      clearTimeout(timer)
    }
  }
  process.exit(code)
}

export interface Ends {
  push(name: string, close: Part['close']): void
}

export function endings(to: Log): Ends {
  log = to
  parts = []
  // From the first moment: a Ctrl-C while things come up must not leave the half of them behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => endings.now(0))
  // Also when the process that started this one (npm) is gone: nothing is to be left running.
  if (process.env.npm_lifecycle_event !== undefined) setInterval(() => process.ppid !== PARENT && endings.now(0), PARENT_EVERY_MS).unref()
  // Whoever read what is printed may be gone, or the file that it goes to lie on a full disk.
  for (const out of [process.stdout, process.stderr]) out.on('error', () => undefined)
  process.on('unhandledRejection', (error) => log?.error({ error: String(error) }, 'a rejection that nobody handled'))
  return {
    push(name: string, close: Part['close']): void {
      parts.push({ name, close })
    },
  }
}

endings.now = (code: number): Promise<void> => {
  ending ??= endAll(code)
  return ending
}

/** Told to whoever starts the program. */
export async function listen(
  open: () => ServerType,
  where: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = open()
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`PORT: ${where.host}:${where.port} is taken by another program; set PORT to a free one`)
          : error,
      ),
    )
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : where.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
