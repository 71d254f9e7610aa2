/** The job queues' own dashboard. Its scripts and styles come from its package, never from elsewhere. */
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import { Hono } from 'hono'

/** To be handed to `townApp`, which puts it behind the admin's capability. */
export function queueBoard(queues: readonly Queue[]): Hono {
  const adapter = new HonoAdapter(serveStatic)
  adapter.setBasePath('/queues')
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    // Its own types disagree about optional properties under this project's strictness.
    serverAdapter: adapter as unknown as Parameters<typeof createBullBoard>[0]['serverAdapter'],
    options: { uiConfig: { boardTitle: '任务队列', boardLogo: { path: '/console/icon.svg', width: 28, height: 28 } } },
  })
  const app = new Hono()
  app.route('/queues', adapter.registerPlugin() as unknown as Hono)
  return app
}
