/**
 * The page on the phone of a hamlet's head, recorder or cadre, beside the desk and the API: /h. Every job is a form that works without a script; with
 * one it is sent from a queue that waits for a line. Who is in, the link and the session say (src/application/orders/phones.ts).
 */
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { csrfOf } from '../application/orders/passwords.ts'
import { enterByLink, PHONE_LIVES, type PhoneIn, type PhoneShut, readPhoneLink, whoHasPhone } from '../application/orders/phones.ts'
import { toCarry } from '../application/pages/carry.ts'
import { readPasted } from '../application/pages/paste.ts'
import { sheetsFor } from '../application/papers/by-hand/evening.ts'
import type { DoorDeps } from '../door/deps.ts'
import { DOCX, fileResponse } from '../door/file.ts'
import { limitBody } from '../door/limit.ts'
import { Problem } from '../door/problem.ts'
import { problemOf } from '../door/problem-of.ts'
import { hamletsAt } from '../store/door/phones.ts'
import { unreadOn } from '../store/edges/carried.ts'
import { minutesBytes, minutesOfHamlet } from '../store/reading/papers.ts'
import { loadHamlet } from '../store/turn/hamlet.ts'
import { assets } from './assets.ts'
import { Gate, HEAD_HEADERS, Shell } from './frame.tsx'
import { answerOrders, tapperOf } from './orders.ts'
import { Homes } from './pages/homes.tsx'
import { Issues } from './pages/issues.tsx'
import { Now } from './pages/now.tsx'
import { Papers } from './pages/papers.tsx'
import { Paste, Read } from './pages/paste.tsx'
import { ToldList } from './pages/told.tsx'
import type { HeadView } from './view.ts'

const COOKIE = 'phone'
/** Of an office: which of its hamlets is looked at. */
const PLACE = 'phone_at'
const BODY_BYTES = 8 * 1024 * 1024

const SHUT: Readonly<Record<PhoneShut, readonly [title: string, words: string]>> = {
  unknown: ['还没有进来', '这一页要用镇里、村里发的链接打开。请找村干部要一个，用这部手机点开。'],
  used: ['链接用过了', '一个链接只能用一次。在这部手机上用过的话，直接打开下面的页面；换了手机，请村干部再发一个。'],
  tooLate: ['链接过期了', '链接三天内有效。请村干部再发一个。'],
  ended: ['这部手机停用了', '后台停用了这部手机。要接着用，请村干部再发一个链接。'],
  office: ['已经换人了', '您现在不是这个屋场的屋场长或记录员，这一页给接手的人用。弄错了的话，请村干部在屋场登记里改回来。'],
  time: ['满半年了', '一个链接管180天。请村干部再发一个，原来的记录都在。'],
}

type Env = { Variables: { in: PhoneIn } }

export function headPages(deps: DoorDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/h/*', limitBody(BODY_BYTES, '一次最多 8 MB，照片太大的话请截个屏再选'))
  app.onError((error, c) => {
    const problem = problemOf(error, deps.log)
    if (wantsJson(c)) return c.json({ wrong: problem.detail ?? problem.title }, problem.status as 400)
    return html(
      c,
      <Gate title={problem.title}>
        <p class="note bad">{problem.detail ?? '请退回去再试一次。'}</p>
        <p>
          <a href="/h">回到页面</a>
        </p>
      </Gate>,
      problem.status,
    )
  })
  app.route('/', assets())
  entrance(app, deps)
  app.use('/h/*', (c, next) => enter(deps, c, next))
  app.use('/h', (c, next) => enter(deps, c, next))
  pages(app, deps)
  return app
}

const wantsJson = (c: Context): boolean => c.req.header('accept')?.includes('application/json') === true

function html(c: Context, page: Child, status = 200): Response | Promise<Response> {
  for (const [name, value] of Object.entries(HEAD_HEADERS)) c.header(name, value)
  return c.html(`<!doctype html>${page}`, status as 200)
}

function shut(c: Context, why: PhoneShut, status = 401): Response | Promise<Response> {
  const [title, words] = SHUT[why]
  if (wantsJson(c)) return c.json({ ended: true, wrong: `${title}。${words}` }, 401)
  return html(
    c,
    <Gate title={title}>
      <p class="note bad" role="alert">
        {words}
      </p>
      <p>
        <a href="/h">打开页面</a>
      </p>
    </Gate>,
    status,
  )
}

const isHttps = (c: Context): boolean => new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'

/** What a browser calls the machine that it runs on, briefly. */
const deviceOf = (agent: string): string => /iPhone|iPad|HarmonyOS|Android[^;)]*|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? '浏览器'

/** The link is looked at first, and used up by a button: chats look at what is sent in them. */
function entrance(app: Hono<Env>, { db, wall }: DoorDeps): void {
  app.get('/h/in/:secret', async (c) => {
    const phone = await readPhoneLink(db, wall, c.req.param('secret'))
    if ('shut' in phone) return shut(c, phone.shut, 410)
    return html(
      c,
      <Gate title={phone.hamletName ?? '手机页面'}>
        <p>
          这是给<b>{phone.name}</b>的页面。在您自己的手机上点“打开”，以后180天都不用再登录。
        </p>
        <form method="post" action={`/h/in/${c.req.param('secret')}`}>
          <button type="submit" class="main">
            打开
          </button>
        </form>
      </Gate>,
    )
  })
  app.post('/h/in/:secret', async (c) => {
    const opened = await enterByLink(db, wall, c.req.param('secret'), deviceOf(c.req.header('user-agent') ?? ''))
    if ('shut' in opened) return shut(c, opened.shut, 410)
    setCookie(c, COOKIE, opened.session, { httpOnly: true, sameSite: 'Lax', secure: isHttps(c), path: '/h', maxAge: PHONE_LIVES / 1_000 })
    return c.redirect('/h', 303)
  })
}

async function enter({ db, wall }: DoorDeps, c: Context<Env>, next: () => Promise<void>): Promise<Response | undefined> {
  const session = getCookie(c, COOKIE)
  const found = session ? await whoHasPhone(db, wall, session) : ({ shut: 'unknown' } as const)
  if ('shut' in found) return shut(c, found.shut)
  c.set('in', found)
  await next()
  return undefined
}

/** The hamlet that is looked at: one's own; an office chooses. */
async function hamletOf({ db }: DoorDeps, c: Context<Env>): Promise<string | undefined> {
  const { phone } = c.get('in')
  if (phone.hamletId !== null) return phone.hamletId
  const all = await hamletsAt(db, phone.townId, phone.villageId)
  const chosen = getCookie(c, PLACE)
  return all.length === 1 ? all[0]?.id : all.find((hamlet) => hamlet.id === chosen)?.id
}

async function viewOf(deps: DoorDeps, c: Context<Env>, hamletId: string, path: string): Promise<HeadView> {
  const { phone, csrf } = c.get('in')
  const texts = await toCarry(deps, hamletId)
  const now = deps.clock.now()
  const [state, unread] = await Promise.all([
    loadHamlet(deps.db, hamletId, now),
    unreadOn(deps.db, tapperOf(phone, hamletId).externalRoomId),
  ])
  return { state, now, wall: deps.wall.now(), phone, csrf, path, texts, unread }
}

const TITLES = { '/h': '现在', '/h/issues': '问题', '/h/homes': '各户', '/h/papers': '记录', '/h/paste': '贴回复' } as const
type Path = keyof typeof TITLES
const isPath = (path: string): path is Path => Object.hasOwn(TITLES, path)

async function bodyOf(deps: DoorDeps, view: HeadView): Promise<Child> {
  if (view.path === '/h/issues') return <Issues view={view} />
  if (view.path === '/h/homes') return <Homes view={view} />
  if (view.path === '/h/papers') return <Papers view={view} papers={await minutesOfHamlet(deps.db, hamletIdOf(view))} />
  return view.path === '/h/paste' ? <Paste view={view} /> : <Now view={view} />
}

const hamletIdOf = ({ state }: HeadView): string => [...state.hamlet.all()][0]?.id ?? ''

function pages(app: Hono<Env>, deps: DoorDeps): void {
  for (const path of Object.keys(TITLES) as Path[])
    app.get(path, async (c) => {
      const hamletId = await hamletOf(deps, c)
      if (hamletId === undefined) return choose(deps, c)
      const view = await viewOf(deps, c, hamletId, path)
      return html(
        c,
        <Shell view={view} title={TITLES[path]}>
          {await bodyOf(deps, view)}
        </Shell>,
      )
    })
  app.post('/h/at', async (c) => {
    const form = await c.req.parseBody()
    setCookie(c, PLACE, String(form.hamlet ?? ''), {
      httpOnly: true,
      sameSite: 'Lax',
      secure: isHttps(c),
      path: '/h',
      maxAge: PHONE_LIVES / 1_000,
    })
    return c.redirect('/h', 303)
  })
  app.post('/h/paste', async (c) => {
    const form = await c.req.parseBody()
    admit(c, String(form.csrf ?? ''))
    const hamletId = await hamletOf(deps, c)
    if (hamletId === undefined) return choose(deps, c)
    const view = await viewOf(deps, c, hamletId, '/h/paste')
    const text = String(form.text ?? '').slice(0, 200_000)
    return html(
      c,
      <Shell view={view} title="贴回复">
        <Read view={view} read={readPasted(view.state, text, view.now)} text={text} />
      </Shell>,
    )
  })
  app.post('/h/orders', (c) => orders(deps, c))
  app.get('/h/paper/:id{.+}', async (c) => {
    const hamletId = await hamletOf(deps, c)
    const file = hamletId === undefined ? null : await minutesBytes(deps.db, hamletId, c.req.param('id'))
    if (!file) throw new Problem('notFound', '没有这份记录')
    return fileResponse(file, DOCX)
  })
  app.get('/h/sheet/:no', async (c) => {
    const hamletId = await hamletOf(deps, c)
    if (hamletId === undefined) return choose(deps, c)
    const now = deps.clock.now()
    const sheet = (await sheetsFor(await loadHamlet(deps.db, hamletId, now), now))[Number(c.req.param('no'))]
    if (!sheet) throw new Problem('notFound', '还没有要表决的事：先给会加一个议题，再打印表决登记表。')
    return fileResponse(sheet, DOCX)
  })
}

/** Another site can make a browser send the cookie, not this. */
function admit(c: Context<Env>, given: string): void {
  const session = getCookie(c, COOKIE) ?? ''
  if (given !== csrfOf(session)) throw new Problem('forbidden', '这一页放得太久了，请刷新再点一次')
}

async function orders(deps: DoorDeps, c: Context<Env>): Promise<Response> {
  const hamletId = await hamletOf(deps, c)
  if (hamletId === undefined) throw new Problem('refused', '先选一个屋场。')
  const { phone } = c.get('in')
  const { told, back } = await answerOrders(deps, c, phone, hamletId, (given) => admit(c, given))
  const path = isPath(back) ? back : '/h'
  const view = await viewOf(deps, c, hamletId, path)
  const body = await bodyOf(deps, view)
  if (wantsJson(c)) {
    c.header('cache-control', 'no-store')
    return c.json({ told, html: `${body}`, path, now: view.now, wall: view.wall })
  }
  return html(
    c,
    <Shell view={view} title={TITLES[path]}>
      <ToldList told={told} />
      {body}
    </Shell>,
  )
}

async function choose({ db }: DoorDeps, c: Context<Env>): Promise<Response> {
  const { phone } = c.get('in')
  const all = await hamletsAt(db, phone.townId, phone.villageId)
  return html(
    c,
    <Gate title="看哪个屋场">
      {all.map((hamlet) => (
        <form method="post" action="/h/at">
          <button type="submit" name="hamlet" value={hamlet.id} class="plain">
            {hamlet.name}
          </button>
        </form>
      ))}
    </Gate>,
  )
}
