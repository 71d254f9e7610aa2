/** Whatever was thrown, as the problem that is told. What nobody foresaw goes to the log, and is told as no more than a fault. */
import { HTTPException } from 'hono/http-exception'
import type { Log } from '../kernel/log.ts'
import { BadCursor } from '../store/reading/select.ts'
import { Problem } from './problem.ts'

export function problemOf(error: Error, log: Log): Problem {
  if (error instanceof Problem) return error
  if (error instanceof BadCursor) return badCursor()
  if (error instanceof HTTPException && error.status === 400) return unreadable()
  log.error({ error }, 'a request of the desk failed')
  return new Problem('fault')
}

/** A body that breaks off, or is not what its header says. */
export const unreadable = (): Problem => new Problem('badRequest', '这一份没有收全，或者格式不对，请退回去再交一次')

const badCursor = (): Problem =>
  new Problem('badRequest', '没有这一页，请从第一页翻起', { fields: [{ field: 'cursor', message: '要用上一页的 next' }] })
