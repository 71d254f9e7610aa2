/** 日报: as it would go out now, all of its items, as a workbook; and sent by hand. */

import { sendDigestNow } from '../../application/orders/send-digest.ts'
import { digestWorkbook } from '../../application/papers/books.ts'
import { fullDigest } from '../../application/saying/digest-now.ts'
import { XLSX } from '../../door/file.ts'
import { Problem } from '../../door/problem.ts'
import { dateOf } from '../../kernel/time.ts'
import { townRooms } from '../../store/digest.ts'
import type { Console } from '../declare.tsx'
import { DigestTable, linked } from '../digest-table.tsx'
import { Ask } from '../forms.tsx'
import { day } from '../times.ts'

/** Rows on the page; all of them are in the workbook. */
const SHOWN = 500

export function digestPage(console: Console): void {
  const { deps } = console
  console.page('/digest', 'seeConfidential', async (view) => {
    const { who, now, may, csrf } = view
    const [digest, rooms] = await Promise.all([
      fullDigest(deps.db, { townId: who.townId, villageId: who.villageId }, now),
      may('sendDigest') ? townRooms(deps.db, who.townId) : [],
    ])
    if (!digest) return undefined
    const { items } = digest
    const body = (
      <>
        <h1>{day(dateOf(now), now)}的日报</h1>
        <p class="sub">工作日早上自动发到镇里的群，一天一次。看了不会发出去。</p>
        <div class="actions">
          <a class="button plain" href="/books/digest.xlsx">
            下载表格
          </a>
          {rooms.length > 0 ? (
            <Ask
              action="/digest/send"
              csrf={csrf}
              name="现在就发"
              means={`会发到镇里的${rooms.length}个群，收不回来。今天发过了，或者今天不上班，就不会再发。`}
              sure="发出去"
            />
          ) : null}
        </div>
        {may('sendDigest') && rooms.length === 0 ? (
          <p class="empty">镇里还没有绑定群，日报发不出去。先在镇里的工作群绑定小助手，再来发。</p>
        ) : null}
        <h2>发出去是这样</h2>
        <blockquote>{digest.text}</blockquote>
        <h2>一条一条看（{items.length}条）</h2>
        <DigestTable
          items={await linked(deps.db, view, items.slice(0, SHOWN))}
          now={now}
          label="日报里的"
          empty="没有逾期的，也没有要催的。可以去问题台账看看还在办的。"
        />
        {items.length > SHOWN ? <p class="soft">还有{items.length - SHOWN}条，在下载的表格里。</p> : null}
      </>
    )
    return { title: '日报', body }
  })
  console.file('/books/digest.xlsx', 'seeConfidential', XLSX, ({ who }) => digestWorkbook(deps, who))
  console.action('/digest/send', 'sendDigest', async ({ who }) => {
    if (!(await sendDigestNow(deps, who))) throw new Problem('refused', '今天已经发过了，或者今天不上班，这次没有发。')
    return { to: '/digest', done: '排上了，马上发到镇里的群。' }
  })
}
