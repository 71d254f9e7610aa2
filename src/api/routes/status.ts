/** How the program itself is, for whoever watches it with a program of their own; /metrics says the same to Prometheus. */
import { z } from '@hono/zod-openapi'
import { signsOf } from '../../application/watch/signs.ts'
import { TROUBLES } from '../../domain/signs/trouble.ts'
import { openTroubles } from '../../store/troubles.ts'
import { troubleTodo, troubleWhat } from '../../text/trouble.ts'
import type { Api } from '../declare.ts'
import { instant, instantOrNull } from '../schemas.ts'

const account = z.object({
  account: z.string(),
  offlineSince: instantOrNull,
  limitedSince: instantOrNull,
  due: z.int(),
  dueSince: instantOrNull,
  lastSentAt: instantOrNull,
  unsent: z.int(),
  unsentSince: instantOrNull,
})
const trouble = z.object({
  kind: z.enum(TROUBLES),
  subject: z.string(),
  figure: z.int(),
  since: instant,
  toldAt: instant,
  what: z.string(),
  todo: z.string(),
})
const status = z
  .object({
    now: instant,
    troubles: z.array(trouble),
    accounts: z.array(account),
    inbox: z.object({ waiting: z.int(), since: instantOrNull, failed: z.int() }),
    deadlines: z.object({ late: z.int(), since: instantOrNull }),
    disk: z.object({ host: z.string(), free: z.int(), total: z.int() }).nullable(),
    backupAt: instantOrNull,
    backupLateFrom: instantOrNull,
    clockAhead: z.number().openapi({ description: '毫秒，负的是慢了' }),
    ledger: z.object({ at: instant, broken: z.int() }).nullable(),
  })
  .openapi('Status')

export function statusRoutes(api: Api): void {
  const { deps } = api
  api.route(
    { method: 'get', path: '/status', tag: '运行', summary: '程序自己好不好，哪里要人看', may: 'lookAtProgram', answer: status },
    async () => {
      const [signs, troubles] = await Promise.all([signsOf(deps, deps.machine), openTroubles(deps.db)])
      const told = troubles.map((t) => ({ ...t, what: troubleWhat(t, signs.now), todo: troubleTodo(t.kind) }))
      return { ...signs, accounts: [...signs.accounts], troubles: told }
    },
  )
}
