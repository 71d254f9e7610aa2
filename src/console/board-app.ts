/** The dashboard itself. Loaded when somebody first looks at it, and not with the program. */
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import type { Hono } from 'hono'
import { ICON } from './assets.ts'

export function boardApp(queues: readonly Queue[], path: string): Hono {
  const adapter = new HonoAdapter(serveStatic)
  adapter.setBasePath(path)
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    // Its own types disagree about optional properties under this project's strictness.
    serverAdapter: adapter as unknown as Parameters<typeof createBullBoard>[0]['serverAdapter'],
    options: { uiConfig: { boardTitle: '任务队列', boardLogo: { path: ICON, width: 28, height: 28 } } },
  })
  return adapter.registerPlugin() as unknown as Hono
}
