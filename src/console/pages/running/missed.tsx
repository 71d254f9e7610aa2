/** What was meant for the bot and not understood: looked through, and taken along without names. */

import { missedBook } from '../../../application/papers/missed.ts'
import { missedSince } from '../../../store/edges/inbox.ts'
import { listMissed, type MissedLine } from '../../../store/reading/missed.ts'
import type { Console } from '../../declare.tsx'
import { Check } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { OPEN_QUESTION, SPEAKER } from '../../words.ts'

const EXPORT = '/missed/export.ndjson'

export function missedPage(console: Console): void {
  const { deps } = console
  console.page('/missed', 'seeMissed', async ({ reach, query, url, now }) => {
    const page = await listMissed(deps.db, reach, { since: missedSince(now), cursor: query('cursor') })
    const body = (
      <>
        <h1>没听懂的话</h1>
        <p class="sub">
          群里叫了小助手、或者引用了它的问题，它没作声或者反问了的。原话只留30天，到时候自己删掉；悄悄反映的和私聊的不在这里。
        </p>
        <form action={EXPORT}>
          <Table
            label="没听懂的话"
            rows={page.items}
            empty="没有。别人叫小助手的话，这30天它都听懂了。"
            columns={[
              {
                head: '原话',
                cell: (m) => (
                  <Check name="seq" value={`${m.seq}`}>
                    <span class="words">{m.text}</span>
                  </Check>
                ),
              },
              { head: '后来', cell: (m) => <Became of={m} /> },
              { head: '当时在问', cell: (m) => asked(m) },
              { head: '谁说的', cell: (m) => SPEAKER[m.role] ?? '' },
              { head: '群', cell: (m) => <a href={`/hamlets/${m.hamletId}`}>{m.hamletName}</a> },
              { head: '时间', cell: (m) => moment(m.at, now) },
            ]}
          />
          {page.items.length === 0 ? null : (
            <p class="actions">
              <button type="submit">选中的导出，不带名字</button>
              <span class="hint">花名册上的名字、群里的昵称、电话和证件号都换掉；交出去以前请再看一遍。</span>
            </p>
          )}
        </form>
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '没听懂的话', body }
  })
  console.file(EXPORT, 'seeMissed', 'application/x-ndjson', async ({ who, url }) =>
    missedBook(deps, who, url.searchParams.getAll('seq').map(Number).filter(Number.isSafeInteger)),
  )
}

const Became = ({ of }: { of: MissedLine }) =>
  of.outcome === 'silence' ? <Badge tone="warn">没作声</Badge> : <Badge tone="info">反问了</Badge>

/** What the words could have been an answer to. */
const asked = ({ open }: MissedLine): string => {
  const questions = open.flatMap(({ question }) => OPEN_QUESTION[question] ?? [])
  return [...new Set(questions)].join('、') || '没有在问的'
}
