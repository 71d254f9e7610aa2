/** 个人信息: who is to be forgotten, and what goes by itself when its time is over. */
import { retain } from '../../../application/clock/retention.ts'
import { confirmErasure, dropErasure } from '../../../application/orders/erasure.ts'
import { erasingSettled } from '../../../door/erasing.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type ErasureRow, listErasures } from '../../../store/personal/erasures.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { personPages } from './person.tsx'

export function personalPages(console: Console): void {
  const { deps } = console
  console.page('/personal', 'erasePeople', async ({ who, now, csrf }) => {
    const [erasures, going] = await Promise.all([listErasures(deps.db, who.townId), retain(deps, { dryRun: true })])
    const waiting = erasures.filter((e) => e.confirmedAt === null && e.droppedAt === null)
    const body = (
      <>
        <h1>个人信息</h1>
        <p class="sub">谁要看、要删自己的信息，从“村和屋场 → 户和人”里点他的名字。删要两位管理员：一位提，另一位同意。</p>
        <h2>等同意的</h2>
        {waiting.length === 0 ? (
          <p class="empty">没有等同意的。</p>
        ) : (
          waiting.map((e) => <Waiting of={e} me={who.userId} now={now} csrf={csrf} />)
        )}
        <h2>办过的</h2>
        <Table
          label="办过的"
          rows={erasures.filter((e) => !waiting.includes(e))}
          empty="还没有删过谁的信息。"
          columns={[
            { head: '什么时候', cell: (e) => moment(e.confirmedAt ?? e.droppedAt ?? e.askedAt, now) },
            { head: '删的是', cell: (e) => (e.subject === 'villager' ? '一位村民' : '一个微信号') },
            { head: '结果', cell: (e) => (e.droppedAt === null ? <Badge tone="good">删了</Badge> : <Badge>没删</Badge>) },
            { head: '动了几处', cell: (e) => doneWords(e) },
          ]}
        />
        <h2>到期自己删的</h2>
        <p class="soft">每天夜里3点10分删。留多少天在“设置 → 规则里的数字”里改。</p>
        <Table
          label="到期自己删的"
          rows={going}
          empty=""
          columns={[
            { head: '什么', cell: (g) => g.name },
            { head: '留多少天', cell: (g) => `${g.days}天` },
            { head: '今夜会删', cell: (g) => `${g.count}条` },
          ]}
        />
      </>
    )
    return { title: '个人信息', body }
  })
  console.action('/personal/erasures/:id/confirm', 'erasePeople', async ({ who, param }) => {
    const made = erasingSettled(await confirmErasure(deps, who, param('id')), deps.clock.now())
    return made && { to: '/personal', done: '删好了。数字都没变，底账照样对得上。' }
  })
  console.action('/personal/erasures/:id/drop', 'erasePeople', async ({ who, param }) => {
    const made = erasingSettled(await dropErasure(deps, who, param('id')), deps.clock.now())
    return made && { to: '/personal', done: '不删了。' }
  })
  personPages(console)
}

const Waiting = ({ of: e, me, now, csrf }: { of: ErasureRow; me: string; now: Instant; csrf: string }) => (
  <section class="card">
    <p>
      <a href={`/personal/people/${e.subject}/${e.subjectId}`}>{e.subject === 'villager' ? '一位村民' : '一个微信号'}</a>，
      {moment(e.askedAt, now)}提的，原因：
      {e.reason}
    </p>
    {e.askedBy === me ? (
      <p class="soft">是您提的，要另一位管理员来同意。</p>
    ) : (
      <Ask
        action={`/personal/erasures/${e.id}/confirm`}
        csrf={csrf}
        name="同意，删掉"
        means="名字、微信、电话、说过的话都删，收不回来；到会、表决、评议的数字不变。已经交出去的会议记录和报告改不了。"
        sure="删掉"
        fields={{}}
      />
    )}
    <Order action={`/personal/erasures/${e.id}/drop`} csrf={csrf} class="line">
      <button type="submit" class="small plain">
        不删了
      </button>
    </Order>
  </section>
)

function doneWords({ done }: ErasureRow): string {
  if (done === null) return ''
  const { papersThatStay = 0, ...rows } = done
  const count = Object.values(rows).reduce((sum, n) => sum + n, 0)
  return `${count}处${papersThatStay > 0 ? `；这个屋场交出去的${papersThatStay}份文件没动` : ''}`
}
