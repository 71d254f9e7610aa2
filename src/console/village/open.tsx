/**
 * Pages for anybody who has their address, without a log-in: a hamlet's public board, a household's card. They name who they are for in large letters, work without a
 * script, are kept by nobody and found by no search.
 */
import type { Context } from 'hono'
import type { Child, FC } from 'hono/jsx'
import type { Problem } from '../../door/problem.ts'
import { LIVE_HEADERS } from '../headers.ts'
import { Html } from '../layout.tsx'
import { titleOf, wordsOf } from '../told.tsx'

/** The address is the key: it goes nowhere with a link. */
const HEADERS: Readonly<Record<string, string>> = { ...LIVE_HEADERS, 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' }

interface OpenPage {
  title: string
  body: Child
  /** Scripts of ours; what they do, the page does without them when it is loaded again. */
  scripts?: readonly string[]
  /** Seconds after which a browser without a script loads it again. */
  again?: number
  status?: number
  class: 'board' | 'board live' | 'board card-page'
}

export function openPage(c: Context, page: OpenPage): Response | Promise<Response> {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  const whole = (
    <Html title={page.title} scripts={page.scripts ?? []} again={page.again}>
      <main class={page.class} id="main">
        {page.body}
      </main>
    </Html>
  )
  return c.html(`<!doctype html>${whole}`, (page.status ?? 200) as 200)
}

const IS_OPEN = /^\/[bc]\//

/** What went wrong on a page of these, for somebody who has no desk to go back to; undefined for any other page. */
export function toldOnOpenPage(c: Context, problem: Problem): Response | Promise<Response> | undefined {
  if (!IS_OPEN.test(c.req.path)) return undefined
  const title = titleOf(problem)
  return openPage(c, { title, body: <Nothing title={title} words={wordsOf(problem)} />, class: 'board', status: problem.status })
}

/** Why there is nothing, and what to do. */
export const Nothing: FC<{ title: string; words: string }> = ({ title, words }) => (
  <>
    <h1>{title}</h1>
    <p class="note warn" role="alert">
      {words}
    </p>
  </>
)
