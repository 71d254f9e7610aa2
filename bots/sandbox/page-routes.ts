/** The page at /sandbox, and the few calls that only it needs. Everything comes from this folder: no build, nothing from elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { notFound } from './answers.ts'
import type { SandboxChat } from './chat.ts'
import type { SandboxControl } from './control.ts'
import { formatMoment } from './times.ts'
import type { Said } from './transcript.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
}

const TYPES: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
const FOLDER = new URL('./page/', import.meta.url)

/** Messages in one answer; a page that was away longer loads its room anew. */
const NEWS_LIMIT = 500
/** Messages shown when a room is opened. */
const ROOM_LIMIT = 300

/** Read once: the files are part of the program. */
function asset(name: string): { body: string; type: string } {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain'
  return { body: readFileSync(new URL(name, FOLDER), 'utf8'), type: `${type}; charset=utf-8` }
}

export function pageRoutes(chat: SandboxChat, control: SandboxControl): Hono {
  const app = new Hono()
  const assets = new Map([
    ['/sandbox', asset('page.html')],
    ['/sandbox/', asset('page.html')],
  ])
  for (const name of readdirSync(FOLDER)) assets.set(`/sandbox/page/${name}`, asset(name))
  for (const [path, { body, type }] of assets) app.get(path, (c) => c.body(body, 200, { ...HEADERS, 'content-type': type }))

  /** News of all rooms since `after`; without it, the last message of each room. */
  app.get('/sandbox/page/news', (c) => {
    const after = Number(c.req.query('after') ?? Number.NaN)
    const known = Number.isSafeInteger(after) && after >= 0
    const { transcript } = chat
    const said = known ? transcript.after(after, NEWS_LIMIT) : transcript.last()
    return c.json({ epoch: transcript.epoch, seq: transcript.lastSeq, now: formatMoment(control.now()), messages: said.map(news) })
  })

  app.get('/sandbox/page/rooms/:room', (c) => c.json(chat.transcript.inRoom(c.req.param('room')).slice(-ROOM_LIMIT).map(news)))

  /** What is going on in a group: what people would answer, and what is worth saying. */
  app.get('/sandbox/page/rooms/:room/going', async (c) => {
    const { questions, issues } = await control.going(c.req.param('room'))
    const written = questions.map(({ startsAt, ...rest }) =>
      startsAt === undefined ? rest : { ...rest, startsAt: formatMoment(startsAt) },
    )
    return c.json({ questions: written, issues })
  })

  /** Pages that are no part of the sandbox: each has an address of its own. */
  app.get('/sandbox/page/rooms/:room/board', async (c) => {
    const board = await control.boardOf(c.req.param('room'))
    if (board === undefined) throw notFound('this group’s hamlet has no public board')
    return c.redirect(board, 303)
  })

  app.get('/sandbox/page/rooms/:room/phone', async (c) => {
    const phone = await control.phoneOf(c.req.param('room'))
    if (phone === undefined) throw notFound('this group’s hamlet has no head')
    return c.redirect(phone, 303)
  })

  app.get('/sandbox/page/members/:member/card', async (c) => {
    const card = await control.cardOf(c.req.param('member'))
    if (card === undefined) throw notFound('this member belongs to no household')
    return c.redirect(card, 303)
  })

  app.get('/sandbox/page/media/:id', async (c) => {
    const id = c.req.param('id')
    const type = chat.transcript.get(id)?.media?.type
    const bytes = type === undefined ? undefined : await chat.media.get(id).catch(() => undefined)
    if (!bytes) throw notFound(`no media of message ${id}`)
    return c.body(new Uint8Array(bytes), 200, { ...HEADERS, 'content-type': type ?? '', 'content-security-policy': 'sandbox' })
  })
  return app
}

const news = ({ seq, room, id, from, fromName, at, kind, text, media }: Said) => ({
  seq,
  room,
  id,
  from,
  fromName,
  at: formatMoment(at),
  kind,
  text,
  hasMedia: media !== undefined,
})
