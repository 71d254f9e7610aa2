/** What a page is shown of whoever asks for it, and what a form brings along. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { type Capability, may, type Principal, type Reach, reachOf } from '../domain/rights/desk.ts'
import { type DoorEnv, type Identified, isHttps } from '../door/identify.ts'
import type { Instant } from '../kernel/time.ts'
import type { RefusedForm } from './forms.tsx'
import type { FormFields } from './sent-form.ts'

export type ConsoleEnv = DoorEnv & { Bindings: { refused?: RefusedForm } }

export interface View {
  who: Principal
  reach: Reach
  csrf: string
  now: Instant
  url: URL
  /** Where the browser says that it is: what an address that is printed begins with. */
  origin: string
  param(name: string): string
  /** A query parameter; undefined when empty. */
  query(name: string): string | undefined
  may(capability: Capability): boolean
}

export function viewOf(c: Context<ConsoleEnv>, { who, csrf = '' }: Identified, now: Instant): View {
  const url = new URL(c.req.url)
  return {
    who,
    reach: reachOf(who),
    csrf,
    now,
    url,
    origin: `${isHttps(c) ? 'https:' : url.protocol}//${url.host}`,
    param: (name) => c.req.param(name) ?? '',
    query: (name) => url.searchParams.get(name)?.trim() || undefined,
    may: (capability) => may(who, capability),
  }
}

export interface Given extends View {
  form: FormFields
  text(name: string): string
  all(name: string): string[]
  c: Context
}

/** The list that a form in place was sent from, if it is one of these; its filter goes along. */
export function backTo({ text }: Pick<Given, 'text'>): string | undefined {
  const back = text('back')
  return back === '/' || /^\/issues(?:\?[^#]*)?$/.test(back) ? back : undefined
}

export interface Shown {
  title: string
  body: Child
  /** There is something on it that changes by itself (./live.js). */
  live?: true
  /** For a wall: without menu. */
  wall?: true
}

export interface Gone {
  to: string
  done?: string
}

/** Where to go after a form, and what to say there; or a page that answers it. */
export type Done = Gone | Shown
