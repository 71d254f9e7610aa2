/**
 * Forms. What was typed is never lost: when an order is refused, the page that the form stands on is shown again with the reason and
 * with every field as it was sent (declare.tsx asks for it, frame.tsx puts it there).
 */
import { type Child, createContext, type FC, useContext } from 'hono/jsx'

/** A form that was refused: where it was sent, why, and what was in it. Passwords and files are not kept. */
export interface RefusedForm {
  action: string
  words: string
  values: Readonly<Record<string, readonly string[]>>
}

export const Refused = createContext<RefusedForm | undefined>(undefined)
/** The values of the form around, when it is the one that was refused. */
const Sent = createContext<RefusedForm['values'] | undefined>(undefined)

const isRefused = (action: string): boolean => useContext(Refused)?.action === action
const sent = (name: string): string | undefined => useContext(Sent)?.[name]?.[0]

/** A form that changes something: carries the session's token, and a key, so that two clicks are one order. */
export const Order: FC<{ action: string; csrf: string; class?: string; upload?: boolean; children?: Child }> = (p) => (
  <form method="post" action={p.action} class={p.class ?? ''} {...(p.upload ? { enctype: 'multipart/form-data' } : {})}>
    <input type="hidden" name="csrf" value={p.csrf} />
    <input type="hidden" name="once" value={crypto.randomUUID()} />
    {isRefused(p.action) ? <Sent.Provider value={useContext(Refused)?.values}>{p.children}</Sent.Provider> : p.children}
  </form>
)

/** Something that opens; already open when the form in it was refused. */
export const Fold: FC<{ class: 'ask' | 'more'; summary: Child; holds: string; open?: boolean; children?: Child }> = (p) => (
  <details class={p.class} open={p.open === true || isRefused(p.holds)}>
    <summary>{p.summary}</summary>
    {p.children}
  </details>
)

/** What cannot be taken back is asked for a second time, with what it means. Works without a script. */
export const Ask: FC<{ action: string; csrf: string; name: string; means: string; sure: string; fields?: Record<string, string> }> = (
  p,
) => (
  <details class="ask">
    <summary>{p.name}</summary>
    <p>{p.means}</p>
    <Order action={p.action} csrf={p.csrf}>
      {Object.entries(p.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{p.sure}</button>
    </Order>
  </details>
)

interface Labelled {
  label: string
  name: string
  /** Where two fields of one name stand on a page. */
  id?: string
  hint?: string
  value?: string | number | undefined
  required?: boolean
  /** Characters. Said, and held by the server alone: a browser that knew it would cut what is pasted without a word. */
  most?: number
  minlength?: number
  placeholder?: string
  autocomplete?: string
}

/** From how many characters on a limit is worth saying beforehand. */
const SAID_FROM = 100
const hintOf = ({ hint, most }: Labelled): string =>
  [hint, most !== undefined && most >= SAID_FROM ? `最多${most}个字` : undefined].filter((said) => said !== undefined).join('，')

const Labelled: FC<{ of: Labelled; children?: Child }> = ({ of, children }) => (
  <div class="field">
    <label for={of.id ?? of.name}>{of.label}</label>
    {children}
    {hintOf(of) ? (
      <div class="hint" id={`${of.id ?? of.name}-hint`}>
        {hintOf(of)}
      </div>
    ) : null}
  </div>
)

const common = ({ id, name, hint, most, label: _, value: __, ...rest }: Labelled) => ({
  ...rest,
  id: id ?? name,
  name,
  ...(hintOf({ hint, most } as Labelled) ? { 'aria-describedby': `${id ?? name}-hint` } : {}),
})

/** One line. A password's value is never sent back. */
export const Line: FC<Labelled & { type?: 'text' | 'date' | 'number' | 'password'; step?: string; pattern?: string }> = (p) => (
  <Labelled of={p}>
    <input {...common(p)} type={p.type ?? 'text'} {...(p.type === 'password' ? {} : { value: sent(p.name) ?? p.value ?? '' })} />
  </Labelled>
)

/** Several lines. */
export const Text: FC<Labelled> = (p) => (
  <Labelled of={p}>
    <textarea {...common(p)}>{sent(p.name) ?? p.value ?? ''}</textarea>
  </Labelled>
)

export const Check: FC<{ name: string; value?: string; checked?: boolean; children?: Child }> = (p) => {
  const values = useContext(Sent)
  const value = p.value ?? '1'
  const checked = values === undefined ? p.checked === true : (values[p.name] ?? []).includes(value)
  return (
    <label class="check">
      <input type="checkbox" name={p.name} value={value} checked={checked} /> {p.children}
    </label>
  )
}

export const Select: FC<{
  name: string
  label: Child
  id?: string
  value?: string | undefined
  any?: string
  options: readonly (readonly [string, string])[]
}> = (p) => {
  const chosen = sent(p.name) ?? p.value
  return (
    <div>
      <label for={p.id ?? p.name}>{p.label}</label>
      <select id={p.id ?? p.name} name={p.name}>
        {p.any === undefined ? null : <option value="">{p.any}</option>}
        {p.options.map(([value, name]) => (
          <option value={value} selected={value === chosen}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
