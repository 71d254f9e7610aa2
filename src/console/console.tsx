/**
 * How a page is declared: where, who may, and what it shows; and what its forms do. As with the API there is no other way to add one, so
 * nothing is open by forgetting. No scripts: every page works in any browser, and the content policy forbids them.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Child } from 'hono/jsx'
import type { DeskDeps, FileAnswer } from '../api/desk.ts'
import { csrfHolds, type Identified, identify } from '../api/identify.ts'
import { Problem } from '../api/problem.ts'
import { once } from '../application/orders/once.ts'
import type { Ordered } from '../application/orders/order.ts'
import { type Capability, may, type Principal, type Reach, reachOf } from '../domain/rights/desk.ts'
import { isStorable } from '../kernel/storable.ts'
import type { Instant } from '../kernel/time.ts'
import { BadCursor } from '../store/reading/select.ts'
import { theTown } from '../store/reading/town.ts'
import { sayRefusal } from '../text/refusals/refusals.ts'
import { Refused, type RefusedForm } from './forms.tsx'
import { Gate, Shell } from './layout.tsx'

const CSS = readFileSync(new URL('./style.css', import.meta.url))
const STYLE = `/console/style-${createHash('sha256').update(CSS).digest('hex').slice(0, 12)}.css`
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9f1d16"/><path d="M16 6 4 16h4v9h16v-9h4z" fill="#fff"/><path d="M13 25v-6h6v6z" fill="#9f1d16"/></svg>'

/** Nothing from elsewhere, no scripts, no frames; forms only to ourselves. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

export interface View {
  who: Principal
  reach: Reach
  csrf: string
  now: Instant
  url: URL
  param(name: string): string
  /** A query parameter; undefined when empty. */
  query(name: string): string | undefined
  may(capability: Capability): boolean
}

export interface Shown {
  title: string
  body: Child
}

/** Where to go after a form, and what to say there; or the page again with what was wrong. */
export type Done = { to: string; done?: string } | Shown | Response

export type FormFields = Record<string, string | string[] | File>

export interface Given extends View {
  form: FormFields
  /** A text field, trimmed; '' when absent. */
  text(name: string): string
  /** Every value of a field that may come several times. */
  all(name: string): string[]
  c: Context
}

type Env = { Variables: { identified: Identified }; Bindings: { refused?: RefusedForm } }

/** A form holds some words; a roster or a chat is a file (pages/upload.ts says how large it may be). */
const FORM_BYTES = 64 * 1024
const UPLOAD_BYTES = 6 * 1024 * 1024
const UPLOADS = /^\/(?:import|meetings\/[^/]+\/paste)$/

/** Never sent back. */
const NOT_KEPT = new Set(['csrf', 'once', 'password', 'old', 'again'])

const hasWords = (form: RefusedForm | undefined): boolean =>
  Object.values(form?.values ?? {}).some((sent) => sent.some((value) => value !== ''))

export class Console {
  readonly app = new Hono<Env>()
  readonly deps: DeskDeps
  readonly declared: { method: string; path: string; may: Capability }[] = []
  readonly #notes = new Map<string, string>()

  constructor(deps: DeskDeps) {
    this.deps = deps
    this.app.use('*', this.#limit)
    this.app.use('*', async (c, next) => {
      const { pathname, searchParams } = new URL(c.req.url)
      const given = [decoded(pathname), ...[...searchParams].flat()]
      if (!given.every(isStorable)) throw new Problem('badRequest', '这个地址里有认不得的字符。')
      await next()
    })
    this.app.onError((error, c) => this.#failed(c, error))
    this.app.get(STYLE, (c) => {
      c.header('content-type', 'text/css; charset=utf-8')
      c.header('cache-control', 'public, max-age=31536000, immutable')
      return c.body(CSS.toString())
    })
    this.app.get('/console/icon.svg', (c) => {
      c.header('content-type', 'image/svg+xml')
      c.header('cache-control', 'public, max-age=86400')
      return c.body(ICON)
    })
  }

  page(path: string, capability: Capability, show: (view: View) => Promise<Shown | undefined>): void {
    this.declared.push({ method: 'get', path, may: capability })
    this.app.get(path, async (c) => {
      const entered = await this.#enter(c, capability)
      if (entered instanceof Response) return entered
      const shown = await show(entered)
      return shown ? this.#render(c, entered, shown) : this.#plain(c, entered, 404, '没有找到', '没有这一页，或者不归您管。')
    })
  }

  /** A file: a workbook, a picture of figures, minutes. */
  file(
    path: string,
    capability: Capability,
    type: string,
    make: (view: View) => Promise<(FileAnswer & { inline?: true }) | undefined>,
  ): void {
    this.declared.push({ method: 'get', path, may: capability })
    this.app.get(path, async (c) => {
      const entered = await this.#enter(c, capability)
      if (entered instanceof Response) return entered
      const file = await make(entered)
      if (!file) return this.#plain(c, entered, 404, '没有找到', '没有这份文件，或者不归您管。')
      const name = encodeURIComponent(file.name).replace(/['()*]/g, (x) => `%${x.charCodeAt(0).toString(16)}`)
      return new Response(new Uint8Array(file.bytes), {
        headers: {
          ...PAGE_HEADERS,
          'content-type': file.type ?? type,
          'content-disposition': file.inline ? 'inline' : `attachment; filename*=UTF-8''${name}`,
          ...(file.inline ? { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" } : {}),
        },
      })
    })
  }

  action(path: string, capability: Capability, work: (given: Given) => Promise<Done | undefined>): void {
    this.declared.push({ method: 'post', path, may: capability })
    this.app.post(path, async (c) => {
      const entered = await this.#enter(c, capability)
      if (entered instanceof Response) return entered
      const form = await this.form(c)
      const token = form.csrf
      if (!csrfHolds(c.get('identified'), typeof token === 'string' ? token : undefined))
        return this.#again(c, entered, form, 403, '这一页放得太久了，请再点一次。')
      const given: Given = {
        ...entered,
        c,
        form,
        text: (name) => (typeof form[name] === 'string' ? (form[name] as string).trim() : ''),
        all: (name) => [form[name] ?? []].flat().filter((v): v is string => typeof v === 'string' && v !== ''),
      }
      try {
        const done = await this.#once(c, given, work)
        if (done === undefined) return this.#plain(c, entered, 404, '没有找到', '没有这个，或者不归您管。')
        if (done instanceof Response) return done
        return 'to' in done ? this.#go(c, done) : this.#render(c, entered, done)
      } catch (error) {
        if (error instanceof Problem) return this.#again(c, entered, form, error.status, error.message)
        throw error
      }
    })
  }

  /** Large bodies are refused before anybody reads them. */
  readonly #limit: MiddlewareHandler = (c, next) => {
    const maxSize = UPLOADS.test(c.req.path) ? UPLOAD_BYTES : FORM_BYTES
    return bodyLimit({ maxSize, onError: () => this.#sorry(c, 413, '内容太大', `一次最多 ${maxSize / 1024} KB，请分成几份。`) })(c, next)
  }

  /** What a form holds. Text that no database keeps was not typed by anybody. */
  async form(c: Context): Promise<FormFields> {
    const form = (await c.req.parseBody({ all: true }).catch(() => {
      throw new Problem('badRequest', '这一份没有收全，或者不是网页上填的，请退回去再交一次。')
    })) as FormFields
    const texts = Object.values(form).flatMap((v) => [v].flat().filter((x): x is string => typeof x === 'string'))
    if (!texts.every(isStorable)) throw new Problem('badRequest', '里面有存不了的字符，请去掉再试。')
    return form
  }

  /** What went wrong outside of a form: a page in Chinese, also for somebody who is not in yet. */
  #failed(c: Context, error: Error): Response | Promise<Response> {
    if (error instanceof Problem) return this.#sorry(c, error.status, '没有办成', error.message)
    if (error instanceof BadCursor) return this.#sorry(c, 400, '没有这一页', '这一页的地址不对，请回到列表的第一页。')
    this.deps.log.error({ error }, 'a page of the console failed')
    return this.#sorry(c, 500, '系统出错了', '已记入日志，请稍后再试；一直这样的话，请告诉管理员是哪一页。')
  }

  #sorry(c: Context, status: number, title: string, words: string): Response | Promise<Response> {
    const body = (
      <>
        <p class="note bad" role="alert">
          {words}
        </p>
        <p>
          <a href="/">回到今天</a>
        </p>
      </>
    )
    return this.gate(c, title, body, status)
  }

  /** What nobody declared. To be called when every page is. */
  nothingElse(): void {
    this.app.all('*', (c) => this.#sorry(c, 404, '没有找到', '没有这一页。'))
  }

  /** The page that the form stands on once more, with what was wrong and with what was typed. */
  async #again(c: Context<Env>, view: View, form: FormFields, status: number, words: string): Promise<Response> {
    const from = c.req.header('referer')
    const origin = from !== undefined && URL.canParse(from) ? new URL(from) : undefined
    const kept = Object.entries(form).filter(([name]) => !NOT_KEPT.has(name))
    const values = Object.fromEntries(kept.map(([name, value]) => [name, [value].flat().filter((v) => typeof v === 'string')]))
    if (origin?.host === view.url.host) {
      const request = new Request(origin, { headers: { cookie: c.req.header('cookie') ?? '' } })
      const shown = await this.app.fetch(request, { refused: { action: view.url.pathname, words, values } })
      if (shown.status === 200) return new Response(shown.body, { status, headers: shown.headers })
    }
    return this.#plain(c, view, status, '没有办成', words)
  }

  /** The same form sent twice (two clicks, a reload) is done once; the second goes where the first went. */
  async #once(c: Context<Env>, given: Given, work: (given: Given) => Promise<Done | undefined>): Promise<Done | undefined> {
    const key = given.text('once')
    if (!/^[\w-]{8,60}$/.test(key)) return work(given)
    let shown: Done | undefined
    const outcome = await once(
      this.deps.db,
      this.deps.wall,
      { userId: given.who.userId, key: `form:${key}`, request: c.req.path },
      async () => {
        shown = await work(given)
        const to = shown && !(shown instanceof Response) && 'to' in shown ? shown : undefined
        return { status: 303, body: to ?? null }
      },
    )
    if ('first' in outcome) return shown
    if ('again' in outcome && outcome.again.body) return outcome.again.body as { to: string; done?: string }
    throw new Problem('keyUnderWay', '已经提交过了，请退回去刷新看看。')
  }

  /** Puts somebody else's pages behind a capability. Reads and writes alike: its own forms carry no token of ours, the cookie is SameSite. */
  guarded(path: string, capability: Capability, inner: Hono): Hono {
    const app = new Hono<Env>()
    app.onError((error, c) => this.#failed(c, error))
    this.declared.push({ method: 'get', path, may: capability })
    const gate = async (c: Context<Env>, next: () => Promise<void>): Promise<Response | undefined> => {
      const entered = await this.#enter(c, capability)
      if (entered instanceof Response) return entered
      const from = c.req.header('sec-fetch-site')
      if (c.req.method !== 'GET' && from !== undefined && from !== 'same-origin') return c.text('forbidden', 403)
      await next()
      return undefined
    }
    app.use(path, this.#limit, gate)
    app.use(`${path}/*`, this.#limit, gate)
    app.route('/', inner)
    return app as unknown as Hono
  }

  /** What an order came to; a refusal is told in the words of the rule. */
  settle<T>(ordered: Ordered<T>): T {
    if ('missing' in ordered) throw new Problem('notFound', '没有这个，或者不归您管。')
    if ('refusal' in ordered) throw new Problem('refused', sayRefusal(ordered.refusal, this.deps.clock.now()))
    return ordered.done
  }

  gate(c: Context, title: string, body: Child, status = 200): Response | Promise<Response> {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value)
    return c.html(
      `<!doctype html>${(
        (
          <Gate title={title} style={STYLE}>
            {body}
          </Gate>
        )
      ).toString()}`,
      status as 200,
    )
  }

  #go(c: Context, { to, done }: { to: string; done?: string }): Response {
    if (!done) return c.redirect(to, 303)
    // The words are kept here and not in the address, so that nobody can make a page say something by a link.
    const note = createHash('sha256').update(done).digest('hex').slice(0, 12)
    this.#notes.set(note, done)
    const [path = '/', hash] = to.split('#')
    return c.redirect(`${path}${path.includes('?') ? '&' : '?'}done=${note}${hash ? `#${hash}` : ''}`, 303)
  }

  async #enter(c: Context<Env>, capability: Capability): Promise<View | Response> {
    const identified = await identify(c, this.deps.db, this.deps.wall, 'console')
    const url = new URL(c.req.url)
    if (!identified) {
      const back = c.req.method === 'GET' && url.pathname !== '/' ? `?next=${encodeURIComponent(url.pathname + url.search)}` : ''
      return c.redirect(`/login${back}`, 303)
    }
    c.set('identified', identified)
    const { who, csrf = '' } = identified
    const view: View = {
      who,
      reach: reachOf(who),
      csrf,
      now: this.deps.clock.now(),
      url,
      param: (name) => c.req.param(name) ?? '',
      query: (name) => url.searchParams.get(name)?.trim() || undefined,
      may: (x) => may(who, x),
    }
    return view.may(capability) ? view : this.#plain(c, view, 403, '没有这个权限', '这件事要别的角色来办，可以找镇里的管理员。')
  }

  #plain(c: Context, view: View, status: number, title: string, words: string): Promise<Response> {
    c.status(status as 404)
    const body = (
      <>
        <h1>{title}</h1>
        <p class="note bad" role="alert">
          {words}
        </p>
        <p>
          <a href="/">回到今天</a>
        </p>
      </>
    )
    return this.#render(c, view, { title, body })
  }

  async #render(c: Context, view: View, shown: Shown): Promise<Response> {
    const town = (await theTown(this.deps.db))?.name ?? ''
    for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value)
    const refused = c.env?.refused
    const html = (
      <Refused.Provider value={refused}>
        <Shell
          title={shown.title}
          style={STYLE}
          who={view.who}
          town={town}
          csrf={view.csrf}
          path={view.url.pathname}
          done={refused ? undefined : this.#notes.get(view.query('done') ?? '')}
          wrong={refused?.words}
          kept={hasWords(refused)}
        >
          {shown.body}
        </Shell>
      </Refused.Provider>
    )
    return c.html(`<!doctype html>${html.toString()}`)
  }
}

/** A path as it was meant; as it stands when it is not well written. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
