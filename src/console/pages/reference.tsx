/** The API's reference, made from its own OpenAPI document. */
import type { Console } from '../declare.tsx'
import { Badge } from '../parts.tsx'

interface Operation {
  summary?: string
  tags?: string[]
  'x-may'?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: { type?: unknown; enum?: unknown[] }; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, unknown> }
}

export function referencePage(console: Console, document: () => ApiDocument): void {
  console.page('/api', 'look', async () => {
    const { paths = {}, components } = document()
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, op]) => ({ path, method, op })),
    )
    const tags = [...new Set(operations.flatMap(({ op }) => op.tags ?? []))]
    const body = (
      <>
        <h1>给程序用的接口</h1>
        <p>
          都在 <code>/api/v1</code> 下面，用 <a href="/settings/tokens">令牌</a>：<code>Authorization: Bearer …</code>。出错按 RFC 9457 回，
          <code>detail</code> 是中文；列表用 <code>next</code> 翻页；写操作带 <code>Idempotency-Key</code>，重发只办一次。机器看的：
          <a href="/openapi.json">openapi.json</a>
        </p>
        {tags.map((tag) => (
          <section>
            <h2>{tag}</h2>
            {operations
              .filter(({ op }) => op.tags?.includes(tag))
              .map(({ path, method, op }) => (
                <details class="card more">
                  <summary>
                    <Badge tone={method === 'get' ? 'info' : 'warn'}>{method.toUpperCase()}</Badge> <code>{path}</code> {op.summary}
                  </summary>
                  <p class="small soft">权限：{op['x-may']}</p>
                  {(op.parameters ?? []).map((p) => (
                    <p class="small">
                      <code>{p.name}</code>（{p.in}
                      {p.required ? '，必填' : ''}）{p.schema?.enum ? p.schema.enum.join(' | ') : String(p.schema?.type ?? '')}{' '}
                      {p.description}
                    </p>
                  ))}
                  {op.requestBody ? <pre>{JSON.stringify(op.requestBody.content?.['application/json']?.schema, null, 1)}</pre> : null}
                  {Object.entries(op.responses ?? {})
                    .filter(([status]) => status.startsWith('2'))
                    .map(([status, r]) => (
                      <>
                        <p class="small">{status}</p>
                        <pre>{JSON.stringify(Object.values(r.content ?? {})[0]?.schema, null, 1)}</pre>
                      </>
                    ))}
                </details>
              ))}
          </section>
        ))}
        <h2>数据的样子</h2>
        {Object.entries(components?.schemas ?? {}).map(([name, schema]) => (
          <details class="card more">
            <summary>
              <code>{name}</code>
            </summary>
            <pre>{JSON.stringify(schema, null, 1)}</pre>
          </details>
        ))}
      </>
    )
    return { title: '接口', body }
  })
}
