/** The pieces of the page: forms that are taps, grids of households, bars. Everything somebody wrote goes through JSX, which escapes it. */
import type { Child, FC } from 'hono/jsx'
import { dateOf, type Instant, wallTime } from '../kernel/time.ts'
import type { HeadView, Home } from './view.ts'

/** A form that is a tap. `id` names it: sent twice it is one tap. The script sends it, and keeps it while there is no line. */
export const Tap: FC<{
  view: Pick<HeadView, 'csrf' | 'path'>
  intent: string
  about?: string | undefined
  fields?: Readonly<Record<string, string | number>>
  class?: string
  upload?: boolean
  children?: Child
}> = ({ view, intent, about, fields, class: name, upload, children }) => (
  <form method="post" action="/h/orders" class={`tap ${name ?? ''}`} {...(upload ? { enctype: 'multipart/form-data' } : {})}>
    <input type="hidden" name="csrf" value={view.csrf} />
    <input type="hidden" name="id" value={crypto.randomUUID()} />
    <input type="hidden" name="back" value={view.path} />
    <input type="hidden" name="intent" value={intent} />
    {about ? <input type="hidden" name="about" value={about} /> : null}
    {Object.entries(fields ?? {}).map(([key, value]) => (
      <input type="hidden" name={key} value={String(value)} />
    ))}
    {children}
  </form>
)

export const Go: FC<{ tone?: 'main' | 'plain' | 'quiet' | undefined; children?: Child }> = ({ tone = 'main', children }) => (
  <button type="submit" class={tone}>
    {children}
  </button>
)

/** One button that does one thing. */
export const One: FC<{
  view: Pick<HeadView, 'csrf' | 'path'>
  intent: string
  about?: string | undefined
  fields?: Readonly<Record<string, string | number>>
  tone?: 'main' | 'plain' | 'quiet'
  children?: Child
}> = ({ tone, children, ...tap }) => (
  <Tap {...tap} class="one">
    <Go tone={tone}>{children}</Go>
  </Tap>
)

/** Folded until it is wanted. What cannot be taken back lies in one. */
export const Fold: FC<{ id: string; name: Child; open?: boolean; children?: Child }> = ({ id, name, open, children }) => (
  <details class="fold" id={id} open={open === true}>
    <summary>{name}</summary>
    <div class="in">{children}</div>
  </details>
)

export const Line: FC<{ name: string; label: string; value?: string; hint?: string; required?: boolean; id: string }> = (p) => (
  <p class="field">
    <label for={p.id}>{p.label}</label>
    <input id={p.id} name={p.name} value={p.value ?? ''} placeholder={p.hint ?? ''} required={p.required === true} autocomplete="off" />
  </p>
)

export const Words: FC<{ name: string; label: string; hint?: string; required?: boolean; id: string; rows?: number }> = (p) => (
  <p class="field">
    <label for={p.id}>{p.label}</label>
    <textarea id={p.id} name={p.name} rows={p.rows ?? 3} placeholder={p.hint ?? ''} required={p.required === true} />
  </p>
)

export const Count: FC<{ name: string; label: string; id: string; value?: string }> = (p) => (
  <p class="field count">
    <label for={p.id}>{p.label}</label>
    <input id={p.id} name={p.name} type="number" inputmode="numeric" min="0" max="999" value={p.value ?? ''} />
  </p>
)

const two = (n: number): string => String(n).padStart(2, '0')

/** A day and a time of day, on wheels that every phone has. */
export const When: FC<{ id: string; now: Instant; label: string; at?: Instant; empty?: boolean }> = ({ id, now, label, at, empty }) => {
  const wall = at === undefined ? undefined : wallTime(at)
  return (
    <fieldset class="when">
      <legend>{label}</legend>
      <label class="hidden" for={`${id}-day`}>
        {label}：日期
      </label>
      <input id={`${id}-day`} name="day" type="date" min={dateOf(now)} value={wall?.date ?? ''} />
      <label class="hidden" for={`${id}-time`}>
        {label}：钟点
      </label>
      <input id={`${id}-time`} name="time" type="time" value={wall ? `${two(wall.hour)}:${two(wall.minute)}` : empty ? '' : '19:30'} />
    </fieldset>
  )
}

/** What a tap on a household means: chosen first, then any number of households. */
export const Choices: FC<{
  legend: string
  name: string
  id: string
  many?: boolean
  of: readonly (readonly [value: string, words: string])[]
  chosen?: string
}> = ({ legend, name, id, many, of, chosen }) => (
  <fieldset class="choices">
    <legend>{legend}</legend>
    {of.map(([value, words]) => (
      <label for={`${id}-${value}`}>
        <input id={`${id}-${value}`} type={many ? 'checkbox' : 'radio'} name={name} value={value} checked={value === chosen} />
        <span>{words}</span>
      </label>
    ))}
  </fieldset>
)

export interface Cell {
  home: Home
  /** yes, no, maybe, or nothing yet. */
  tone: '' | 'yes' | 'no' | 'maybe'
  /** What is known of it. */
  word: string
}

/** The households: those at home first, each a button. `long`: a long press asks how many. */
export const Grid: FC<{ cells: readonly Cell[]; long?: boolean; label: string }> = ({ cells, long, label }) => (
  <fieldset class="homes" {...(long ? { 'data-long': '' } : {})}>
    <legend class="hidden">{label}</legend>
    {[...cells]
      .sort((a, b) => Number(b.home.atHome) - Number(a.home.atHome))
      .map(({ home, tone, word }) => (
        <button type="submit" name="household" value={home.place} class={`home ${tone} ${home.atHome ? '' : 'away'}`}>
          <b>{home.name}</b>
          <small>
            {home.place.replace('组', '-').replace('户', '')}
            {home.atHome ? '' : ' 外出'}
          </small>
          <i>{word}</i>
        </button>
      ))}
  </fieldset>
)

/** How much of it, with the mark that is needed. */
export const Bar: FC<{ part: number; of: number; mark?: number | undefined; tone?: 'yes' | 'no' | 'maybe' }> = ({
  part,
  of,
  mark,
  tone = 'yes',
}) => (
  <svg class={`bar ${tone}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="6" />
    <rect class="part" width={of === 0 ? 0 : Math.min(100, (100 * part) / of)} height="6" />
    {mark === undefined || of === 0 ? null : <rect class="mark" x={Math.min(99, (100 * mark) / of)} width="1" height="6" />}
  </svg>
)
