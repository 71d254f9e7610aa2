/** One operation: what it takes, an example to copy, and a form that fills the address in. */
import type { FC } from 'hono/jsx'
import { Badge } from '../../parts.tsx'
import type { ApiDocument, Described, Parameter } from './document.ts'
import { sample } from './sample.ts'

/** The name of an operation in an address of this page. */
const idOf = ({ method, path }: Described): string => `${method} ${path}`

/** Named so that no parameter of an operation is one of the page's own. */
const FIELD = 'p.'
type Ask = (name: string) => string | undefined

const places = (parameters: readonly Parameter[]): Parameter[] => parameters.filter((p) => p.in === 'path' || p.in === 'query')

/** The address with what was filled in; what was left empty is left out. Undefined while something that is needed is not there. */
function addressOf({ path, op }: Described, base: string, ask: Ask): string | undefined {
  const parameters = places(op.parameters ?? [])
  const given = (p: Parameter): string => ask(`${FIELD}${p.name}`)?.trim() ?? ''
  if (parameters.some((p) => p.required === true && given(p) === '')) return undefined
  const filled = parameters.filter((p) => p.in === 'path').reduce((at, p) => at.replace(`{${p.name}}`, encodeURIComponent(given(p))), path)
  const asked = new URLSearchParams(
    parameters.filter((p) => p.in === 'query' && given(p) !== '').map((p): [string, string] => [p.name, given(p)]),
  )
  return `${base}${filled}${asked.size > 0 ? `?${asked}` : ''}`
}

/** To be copied into a shell. */
function curl({ method, op }: Described, address: string, document: ApiDocument): string {
  const body = op.requestBody?.content?.['application/json']?.schema
  return [
    'curl -H "Authorization: Bearer $TOKEN"',
    ...(method === 'get' ? [] : [`-X ${method.toUpperCase()} -H 'Idempotency-Key: 自己编-每件事-一个'`]),
    ...(body ? [`-H 'Content-Type: application/json' -d '${JSON.stringify(sample(body, document)).replace(/'/g, "'\\''")}'`] : []),
    `'${address}'`,
  ].join(' \\\n  ')
}

const named = (p: Parameter): string => (p.required ? `${p.name}（必填）` : p.name)

const Field: FC<{ of: Parameter; value: string }> = ({ of, value }) =>
  of.schema?.enum ? (
    <label>
      {named(of)}
      <select name={`${FIELD}${of.name}`} required={of.required}>
        {of.required ? null : <option value="">–</option>}
        {of.schema.enum.map((one) => (
          <option selected={value === one}>{String(one)}</option>
        ))}
      </select>
    </label>
  ) : (
    <label>
      {named(of)}
      <input name={`${FIELD}${of.name}`} required={of.required} value={value} />
    </label>
  )

const Try: FC<{ of: Described; ask: Ask; chosen: boolean; search: string }> = ({ of, ask, chosen, search }) => (
  <form class="line" action="/api">
    <input type="hidden" name="op" value={idOf(of)} />
    {search ? <input type="hidden" name="q" value={search} /> : null}
    {places(of.op.parameters ?? []).map((p) => (
      <Field of={p} value={chosen ? (ask(`${FIELD}${p.name}`) ?? '') : ''} />
    ))}
    <button type="submit" class="plain">
      试一试
    </button>
  </form>
)

export const Operation: FC<{ of: Described; document: ApiDocument; origin: string; ask: Ask; search: string }> = (given) => {
  const { of, document, origin, ask, search } = given
  const { method, path, op } = of
  const chosen = ask('op') === idOf(of)
  const base = `${origin}/api/v1`
  const address = chosen ? addressOf(of, base, ask) : undefined
  const answer = Object.entries(op.responses ?? {}).find(([status]) => status.startsWith('2'))
  const answered = Object.values(answer?.[1].content ?? {})[0]?.schema
  return (
    <details class="card more" open={chosen}>
      <summary>
        <Badge tone={method === 'get' ? 'info' : 'warn'}>{method.toUpperCase()}</Badge> <code>{path}</code> {op.summary}
      </summary>
      <p class="small soft">权限：{op['x-may']}</p>
      {(op.parameters ?? []).map((p) => (
        <p class="small">
          <code>{p.name}</code>（{p.in}
          {p.required ? '，必填' : ''}）{p.schema?.enum ? p.schema.enum.join(' | ') : String(p.schema?.type ?? '')} {p.description}
        </p>
      ))}
      <Try of={of} ask={ask} chosen={chosen} search={search} />
      <pre>{curl(of, address ?? `${base}${path}`, document)}</pre>
      {address !== undefined && method === 'get' ? (
        <p>
          <a href={address.slice(origin.length)} target="_blank" rel="noopener">
            用现在的登录打开看看
          </a>
        </p>
      ) : null}
      {answered ? (
        <>
          <p class="small">回的是（{answer?.[0]}）：</p>
          <pre>{JSON.stringify(sample(answered, document), null, 1)}</pre>
        </>
      ) : null}
    </details>
  )
}
