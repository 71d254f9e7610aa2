/** How old the last good backup is, and the last restore that was tried. Making one is for whoever has the server. */
import { z } from '@hono/zod-openapi'
import { readBackups } from '../../store/reading/backups.ts'
import type { Api } from '../declare.ts'
import { instant } from '../schemas.ts'

const good = z.object({ at: instant, file: z.string(), rows: z.int() })
const bad = z.object({ at: instant, why: z.string() })

export function backupRoutes(api: Api): void {
  const { db, clock } = api.deps
  api.route(
    {
      method: 'get',
      path: '/backups',
      tag: '账号',
      summary: '上一份好的备份和上一次试着恢复是什么时候的',
      may: 'seeBackups',
      answer: z.object({
        byItself: z.boolean(),
        late: z.boolean(),
        next: instant,
        last: good.extend({ bytes: z.int() }).nullable(),
        failed: bad.nullable(),
        tried: good.nullable(),
        trialFailed: bad.extend({ file: z.string() }).nullable(),
      }),
    },
    async ({ who }) => {
      const seen = await readBackups(db, who.townId, clock.now())
      if (!seen) return undefined
      const { last = null, failed = null, tried = null, trialFailed = null, ...rest } = seen
      return { ...rest, last, failed, tried, trialFailed }
    },
  )
}
