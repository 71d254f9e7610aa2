/** The API's reference, made from its own OpenAPI document: to search, with examples, and with a form that fills an address in. */
import type { Console } from '../../declare.tsx'
import { type ApiDocument, found, operationsOf } from './document.ts'
import { Operation } from './operation.tsx'

export function referencePage(console: Console, document: () => ApiDocument): void {
  console.page('/api', 'look', async ({ query, url }) => {
    const described = document()
    const search = query('q')?.trim() ?? ''
    const operations = found(operationsOf(described), search)
    const tags = [...new Set(operations.flatMap(({ op }) => op.tags ?? []))]
    const body = (
      <>
        <h1>给程序用的接口</h1>
        <p>
          都在 <code>/api/v1</code> 下面，用 <a href="/settings/tokens">令牌</a>：<code>Authorization: Bearer …</code>。出错按 RFC 9457 回，
          <code>detail</code> 是中文；列表用 <code>next</code> 翻页；写操作带 <code>Idempotency-Key</code>，重发只办一次。机器看的：
          <a href="/openapi.json">openapi.json</a>
        </p>
        <form class="line" action="/api">
          <label>
            找接口
            <input name="q" value={search} placeholder="比如：问题 期限、meetings、导出" />
          </label>
          <button type="submit" class="plain">
            找
          </button>
        </form>
        {search && operations.length === 0 ? (
          <p class="empty">
            没有这样的接口，换个词试试，或者<a href="/api">看全部</a>。
          </p>
        ) : null}
        {tags.map((tag) => (
          <section>
            <h2>{tag}</h2>
            {operations
              .filter(({ op }) => op.tags?.includes(tag))
              .map((of) => (
                <Operation of={of} document={described} origin={url.origin} ask={query} search={search} />
              ))}
          </section>
        ))}
        {search ? null : <Schemas of={described} />}
      </>
    )
    return { title: '接口', body }
  })
}

const Schemas = ({ of: { components } }: { of: ApiDocument }) => (
  <>
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
