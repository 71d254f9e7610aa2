/**
 * How a page is declared: where, who may, and what it shows; and what its forms do. As with the API there is no other way to add one, so
 * nothing is open by forgetting. Every page works without a script; one that changes by itself (./live.ts) is the same when it is loaded again.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { Capability, Principal } from '../domain/rights/desk.ts'
import type { Declared, DoorDeps } from '../door/deps.ts'
import { admitChange, enter } from '../door/enter.ts'
import { type FileAnswer, fileResponse } from '../door/file.ts'
import { limitBody } from '../door/limit.ts'
import { answerOnce } from '../door/once.ts'
import { Problem } from '../door/problem.ts'
import { problemOf } from '../door/problem-of.ts'
import { refuseUnstorable } from '../door/storable.ts'
import { inOneBreath } from '../store/reading/together.ts'
import { assets } from './assets.ts'
import { Frame, toldAtTheGate } from './frame.tsx'
import { IN_PLACE_HEADERS, PAGE_HEADERS } from './headers.ts'
import { BY_SESSION, Live, type Painting } from './live.ts'
import { Notes } from './notes.ts'
import { allIn, contentOf, type FormFields, readForm, textIn, typedIn } from './sent-form.ts'
import { wordsOf } from './told.tsx'
import { type ConsoleEnv, type Done, type Given, type Gone, type Shown, type View, viewOf } from './view.ts'
import { toldOnOpenPage } from './village/open.tsx'

/** A form holds some words; a roster, a chat or a photo is a file (pages/upload.ts says how large it may be). */
const FORM_BYTES = 256 * 1024
const UPLOAD_BYTES = 6 * 1024 * 1024
const UPLOADS = /^\/(?:import|meetings\/[^/]+\/paste|c\/[^/]+)$/

type PageContext = Context<ConsoleEnv>

export class Console {
  readonly app = new Hono<ConsoleEnv>()
  readonly deps: DoorDeps
  readonly declared: Declared[] = []
  readonly #notes: Notes
  readonly #frame: Frame
  readonly live: Live<Principal>

  constructor(deps: DoorDeps) {
    this.deps = deps
    this.#notes = new Notes(deps.wall)
    this.#frame = new Frame(deps.db, this.#notes, deps.sandbox === true)
    this.live = new Live(deps, BY_SESSION)
    this.app.use('*', limit)
    this.app.use('*', async (c, next) => {
      const { pathname, searchParams } = new URL(c.req.url)
      refuseUnstorable([decoded(pathname), ...[...searchParams].flat()])
      await next()
    })
    this.app.onError(this.#failed)
    this.app.route('/', assets())
  }

  page(path: string, capability: Capability, show: (view: View) => Promise<Shown | undefined>): void {
    this.declared.push({ method: 'get', path, may: capability })
    this.app.get(path, async (c) => {
      const view = await this.#enter(c, capability)
      return inOneBreath(this.deps.db, () => this.#frame.show(c, view, there(show(view))))
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
      const file = await make(await this.#enter(c, capability))
      if (!file) throw new Problem('notFound', '没有这份文件，或者不归您管')
      return fileResponse(file, type, file.inline ? IN_PLACE_HEADERS : PAGE_HEADERS)
    })
  }

  /** A part of pages that changes by itself: as it stands; and for a browser that listens, each time that it has changed. */
  changing(path: string, capability: Capability, work: (view: View) => Promise<{ now: string; painting: Painting } | undefined>): void {
    this.declared.push({ method: 'get', path, may: capability })
    this.app.get(path, async (c) => {
      const view = await this.#enter(c, capability)
      const part = await inOneBreath(this.deps.db, () => work(view))
      if (!part) throw new Problem('notFound')
      for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value)
      if (!c.req.header('accept')?.includes('text/event-stream')) return c.html(part.now)
      return streamed(c, await this.live.listen(view.who, c.get('identified').csrfHash ?? '', part.painting))
    })
  }

  action(path: string, capability: Capability, work: (given: Given) => Promise<Done | undefined>): void {
    this.declared.push({ method: 'post', path, may: capability })
    this.app.post(path, async (c) => {
      const view = await this.#enter(c, capability)
      const form = await readForm(c)
      const given = { ...view, c, form, text: (name: string) => textIn(form, name), all: (name: string) => allIn(form, name) }
      try {
        admitChange(c.get('identified'), textIn(form, 'csrf'), '这一页放得太久了，请再点一次')
        const done = await this.#once(given, work)
        if (done === undefined) return this.#frame.tell(c, view, new Problem('notFound'))
        return 'to' in done ? this.#go(c, done) : this.#frame.show(c, view, done)
      } catch (error) {
        if (error instanceof Problem) return this.#again(c, view, form, error)
        throw error
      }
    })
  }

  /** What nobody declared. To be called when every page is. */
  nothingElse(): void {
    this.app.all('*', (c) => toldAtTheGate(c, new Problem('notFound', '没有这一页')))
  }

  async #enter(c: PageContext, capability: Capability): Promise<View> {
    return viewOf(c, await enter(c, this.deps, 'console', capability), this.deps.clock.now())
  }

  /** What went wrong outside of a form: on a page of whoever is in; for whoever is not, at the gate or on the way to it. */
  readonly #failed = (error: Error, c: PageContext): Response | Promise<Response> => {
    const problem = problemOf(error, this.deps.log)
    const open = toldOnOpenPage(c, problem)
    if (open) return open
    if (problem.code === 'unauthenticated') return c.redirect(wayIn(c), 303)
    const identified = c.get('identified')
    if (!identified || problem.code === 'fault') return toldAtTheGate(c, problem)
    return this.#frame.tell(c, viewOf(c, identified, this.deps.clock.now()), problem)
  }

  /** The page that the form stands on once more, with what was wrong and with what was typed. */
  async #again(c: PageContext, view: View, form: FormFields, problem: Problem): Promise<Response> {
    const from = c.req.header('referer')
    const origin = from !== undefined && URL.canParse(from) ? new URL(from) : undefined
    if (origin?.host === view.url.host) {
      const request = new Request(origin, { headers: { cookie: c.req.header('cookie') ?? '' } })
      const refused = { action: view.url.pathname, words: wordsOf(problem), values: typedIn(form) }
      const shown = await this.app.fetch(request, { refused })
      if (shown.status === 200) return new Response(shown.body, { status: problem.status, headers: shown.headers })
    }
    return this.#frame.tell(c, view, problem)
  }

  /** The same form sent twice (two clicks, a reload) is done once; the second goes where the first went. */
  async #once(given: Given, work: (given: Given) => Promise<Done | undefined>): Promise<Done | undefined> {
    const key = given.text('once')
    if (!/^[\w-]{8,60}$/.test(key)) return work(given)
    let done: Done | undefined
    const keyed = { userId: given.who.userId, key: `form:${key}`, request: [given.url.pathname, await contentOf(given.form)] }
    const answer = await answerOnce(this.deps, keyed, async () => {
      done = await work(given)
      return { status: 303, body: done && 'to' in done ? done : null }
    })
    if (!answer.again) return done
    // A page that answered is not kept: there may be a secret on it.
    if (!answer.body) throw new Problem('keyUnderWay')
    return answer.body as Gone
  }

  #go(c: PageContext, { to, done }: Gone): Response {
    if (!done) return c.redirect(to, 303)
    const [path = '/', hash] = to.split('#')
    return c.redirect(`${path}${path.includes('?') ? '&' : '?'}done=${this.#notes.keep(done)}${hash ? `#${hash}` : ''}`, 303)
  }
}

/** What a browser listens to. */
export function streamed(c: Context, told: ReadableStream<Uint8Array> | undefined): Response {
  // 204: the browser is not to try again.
  if (!told) return c.body(null, 204)
  c.header('content-type', 'text/event-stream; charset=utf-8')
  c.header('x-accel-buffering', 'no')
  return c.body(told)
}

async function there(shown: Promise<Shown | undefined>): Promise<Shown> {
  const found = await shown
  if (!found) throw new Problem('notFound', '没有这一页，或者不归您管')
  return found
}

/** Large bodies are refused before anybody reads them. */
const limit: MiddlewareHandler<ConsoleEnv> = (c, next) => {
  const maxSize = UPLOADS.test(c.req.path) ? UPLOAD_BYTES : FORM_BYTES
  if (c.req.path.startsWith('/c/')) return limitBody(maxSize, '照片太大了，请退回去换一张小些的，或者先不带照片交上来。')(c, next)
  return limitBody(maxSize, `一次最多 ${maxSize / 1024} KB，请分成几份`)(c, next)
}

/** To the log-in, and from there back to what was asked for. */
function wayIn(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method === 'GET' && pathname !== '/' ? `/login?next=${encodeURIComponent(pathname + search)}` : '/login'
}

/** A path as it was meant; as it stands when it is not well written. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
