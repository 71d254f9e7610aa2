/**
 * The sandbox over HTTP: everything that a person does on its page, for scripts too. Only ever bound to loopback, and only when no
 * real puppet is configured; so there is no login, but a page from elsewhere is not let in.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Log } from '../../src/kernel/log.ts'
import { ApiError, notFound, readBody } from './answers.ts'
import type { SandboxChat } from './chat.ts'
import { ClockBackwards, type ClockOrder, type SandboxControl, SettleTimeout } from './control.ts'
import { monthRoutes } from './month-routes.ts'
import { bulkBody, clockBody, faultBody, messageBody, resetBody } from './orders.ts'
import { jsonOnly, ownPageOnly } from './own-page.ts'
import { pageRoutes } from './page-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { readOn, requireRoom, saidAndTaken, speeches } from './speaking.ts'
import { formatMoment } from './times.ts'

const BODY_LIMIT_BYTES = 64 * 1024 * 1024

export interface SandboxParts {
  control: SandboxControl
  chat: SandboxChat
  log: Log
}

/** All paths begin with `/sandbox`; to be mounted at the root. */
export function sandboxRoutes({ control, chat, log }: SandboxParts): Hono {
  const app = new Hono()
  const inTurn = oneAtATime()

  guard(app)

  app.get('/sandbox/api/state', async (c) => {
    const state = await control.state()
    chat.directory.load(state.rooms)
    return c.json({ ...state, now: formatMoment(state.now) })
  })

  app.post('/sandbox/api/rooms/:room/messages', async (c) => {
    const body = await readBody(c, messageBody)
    const [speech] = await speeches(control, chat, [{ room: c.req.param('room'), ...body }])
    await saidAndTaken(control, chat, [speech!])
    return c.json({ id: speech!.id }, 202)
  })

  app.get('/sandbox/api/rooms/:room/messages', async (c) => {
    const room = c.req.param('room')
    await requireRoom(control, chat, room)
    return c.json(readOn(chat, room, c.req.query('after')))
  })

  app.post('/sandbox/api/messages', async (c) => {
    const all = await speeches(control, chat, await readBody(c, bulkBody))
    await saidAndTaken(control, chat, all)
    return c.json({ count: all.length }, 202)
  })

  app.post('/sandbox/api/clock', async (c) => {
    const order = clockOrder(await readBody(c, clockBody))
    const { now, fired } = await inTurn(() => control.clock(order))
    return c.json({ now: formatMoment(now), fired: fired.map((one) => ({ ...one, at: formatMoment(one.at) })) })
  })

  app.post('/sandbox/api/settle', async (c) => {
    const { now } = await inTurn(() => control.settle())
    return c.json({ now: formatMoment(now) })
  })

  app.post('/sandbox/api/reset', async (c) => {
    const { now, hamlets, households } = await readBody(c, resetBody, {})
    return inTurn(async () => {
      await control.reset({
        ...(now === undefined ? {} : { now }),
        ...(hamlets === undefined ? {} : { hamlets }),
        ...(households === undefined ? {} : { households }),
      })
      const state = await control.state()
      await chat.reset(state.rooms)
      return c.json({ now: formatMoment(state.now) })
    })
  })

  app.post('/sandbox/api/fault', async (c) => {
    const { puppet } = await readBody(c, faultBody)
    chat.fault(puppet)
    return c.json({ puppet })
  })

  app.route('/', peopleRoutes(chat, control))
  app.route('/', pageRoutes(chat, control))
  app.route('/', monthRoutes(chat, control, inTurn))
  app.all('/sandbox/api/*', () => {
    throw notFound('no such call; see the sandbox’s documentation')
  })

  app.onError((error, c) => {
    const answer = asApiError(error)
    if (answer) return c.json({ error: answer.error, message: answer.message }, answer.status)
    log.error({ error, path: c.req.path }, 'a sandbox call failed')
    return c.json({ error: 'internal', message: 'something went wrong; the log says what' }, 500)
  })
  return app
}

function guard(app: Hono): void {
  app.use('/sandbox', ownPageOnly)
  app.use('/sandbox/*', ownPageOnly)
  app.use('/sandbox/api/*', jsonOnly)
  app.use(
    '/sandbox/api/*',
    bodyLimit({
      maxSize: BODY_LIMIT_BYTES,
      onError: (c) => c.json({ error: 'too_large', message: `body: must not be more than ${BODY_LIMIT_BYTES} bytes` }, 413),
    }),
  )
}

function asApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (error instanceof ClockBackwards) return new ApiError(400, 'clock_backwards', 'to: the clock never goes backwards')
  if (error instanceof SettleTimeout) return new ApiError(504, 'not_settled', error.message)
  return undefined
}

function clockOrder(body: { to?: number | undefined; advance?: number | undefined }): ClockOrder {
  if (body.to !== undefined) return { to: body.to }
  if (body.advance !== undefined) return { advanceMs: body.advance }
  return { next: true }
}

/** Two orders to the clock at once would each see half of the other's effects. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
