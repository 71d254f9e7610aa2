/** A page as it goes out: in the frame of somebody who is in, or at the gate. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Problem } from '../door/problem.ts'
import type { Database } from '../store/database.ts'
import { theTown } from '../store/reading/town.ts'
import { Refused, type RefusedForm } from './forms.tsx'
import { LIVE_HEADERS, PAGE_HEADERS } from './headers.ts'
import { Gate, Shell, Wall } from './layout.tsx'
import type { Notes } from './notes.ts'
import { Told, titleOf, wordsOf } from './told.tsx'
import type { ConsoleEnv, Shown, View } from './view.ts'

type Answer = Response | Promise<Response>

function sent(c: Context, page: Child, status: number, headers = PAGE_HEADERS): Answer {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return c.html(`<!doctype html>${page}`, status as 200)
}

/** For somebody who is not in, or when nothing more can be looked up. */
export const atTheGate = (c: Context, title: string, body: Child, status = 200): Answer =>
  sent(c, (<Gate title={title}>{body}</Gate>).toString(), status)

export const toldAtTheGate = (c: Context, problem: Problem): Answer =>
  atTheGate(c, titleOf(problem), <Told words={wordsOf(problem)} />, problem.status)

export class Frame {
  readonly #db: Database
  readonly #notes: Notes
  readonly #sandbox: boolean

  constructor(db: Database, notes: Notes, sandbox: boolean) {
    this.#db = db
    this.#sandbox = sandbox
    this.#notes = notes
  }

  /** The frame's own question goes along with whatever is asked for `shown`. */
  async show(c: Context<ConsoleEnv>, view: View, shown: Shown | Promise<Shown>, status = 200): Promise<Response> {
    const [{ title, body, live, wall }, town] = await Promise.all([shown, theTown(this.#db)])
    if (wall) return sent(c, (<Wall title={title}>{body}</Wall>).toString(), status, LIVE_HEADERS)
    const refused = c.env?.refused
    const page = (
      <Refused.Provider value={refused}>
        <Shell
          title={title}
          who={view.who}
          town={town?.name ?? ''}
          csrf={view.csrf}
          path={view.url.pathname}
          sought={view.url.pathname === '/search' ? view.query('q') : undefined}
          done={refused ? undefined : this.#notes.find(view.query('done'))}
          wrong={refused?.words}
          kept={hasWords(refused)}
          live={live === true}
          sandbox={this.#sandbox}
        >
          {body}
        </Shell>
      </Refused.Provider>
    )
    return sent(c, page.toString(), status, live ? LIVE_HEADERS : PAGE_HEADERS)
  }

  tell(c: Context<ConsoleEnv>, view: View, problem: Problem): Promise<Response> {
    const title = titleOf(problem)
    return this.show(c, view, { title, body: <Told title={title} words={wordsOf(problem)} /> }, problem.status)
  }
}

const hasWords = (form: RefusedForm | undefined): boolean =>
  Object.values(form?.values ?? {}).some((values) => values.some((value) => value !== ''))
