/** The job queue, for the admin: what waits, what is late, what failed, when it last ran. What is to be done stands in tables of ours; the queue only wakes. */
import type { JobLine } from '../../../door/deps.ts'
import { Problem } from '../../../door/problem.ts'
import type { Console } from '../../declare.tsx'
import { Fault } from '../../faults.tsx'
import { Order } from '../../forms.tsx'
import { Badge, Table, Tile } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { View } from '../../view.ts'

const STATE = { failed: '没办成', active: '正在办', waiting: '马上办', delayed: '到点办' } as const
const NAME: Readonly<Record<string, string>> = {
  fireDeadline: '一件到点的事',
  digest: '镇里的日报',
  monthlyReminder: '提醒本月还没开会的屋场',
  forget: '删掉到期的没听懂的话',
  night: '夜里的整理',
}

export function queuesPage(console: Console): void {
  const { queue, log } = console.deps
  console.page('/queues', 'repairQueues', async (view) => ({
    title: '任务队列',
    body: (
      <>
        <h1>任务队列</h1>
        <p class="sub">
          程序里排队办的活。队列只管叫醒，要办的事都在<a href="/deadlines">到点要办的事</a>里，队列丢了也不会漏。
        </p>
        {queue ? (
          await queue.look().then(
            (seen) => <Seen {...seen} view={view} />,
            () => (
              <p class="note bad" role="alert">
                队列现在没有回音。到点的事由每秒半一次的检查照样办；要是一直这样，请看<a href="/status">运行情况</a>。
              </p>
            ),
          )
        ) : (
          <p class="empty">这里没有任务队列。</p>
        )}
      </>
    ),
  }))
  console.action('/queues/again', 'repairQueues', async ({ text, who }) => {
    if (!queue || !(await queue.again(text('id')))) throw new Problem('notFound', '这件已经不在没办成的里面了')
    log.info({ job: text('id'), by: who.userId }, 'a job is tried again')
    return { to: '/queues', done: '再试一次。' }
  })
}

interface SeenQueue {
  counts: Record<string, number>
  jobs: readonly JobLine[]
  lastRun: number | null
  view: View
}

const Seen = ({ counts, jobs, lastRun, view: { now, csrf } }: SeenQueue) => (
  <>
    <ul class="tiles">
      {(['failed', 'active', 'waiting', 'delayed'] as const).map((state) => (
        <Tile href="#jobs" figure={counts[state] ?? 0} name={STATE[state]} tone={state === 'failed' && counts[state] ? 'bad' : ''} />
      ))}
    </ul>
    <p>最近一次办完：{lastRun === null ? '还没有记下' : moment(lastRun, now)}</p>
    <h2 id="jobs">排着的和没办成的</h2>
    <Table
      label="排着的和没办成的"
      rows={jobs}
      empty="队列是空的，没有等着的，也没有没办成的。"
      columns={[
        { head: '什么事', cell: (j) => NAME[j.name] ?? j.name },
        { head: '状态', cell: (j) => <Badge tone={j.state === 'failed' ? 'bad' : ''}>{STATE[j.state]}</Badge> },
        { head: '什么时候', cell: (j) => moment(j.at, now) },
        { head: '试了', cell: (j) => (j.attempts > 0 ? `${j.attempts}次` : '') },
        { head: '错误', cell: (j) => (j.error ? <Fault of={j.error} /> : '') },
        {
          head: '',
          cell: (j) =>
            j.state === 'failed' ? (
              <Order action="/queues/again" csrf={csrf}>
                <input type="hidden" name="id" value={j.id} />
                <button type="submit" class="plain small">
                  再试
                </button>
              </Order>
            ) : (
              ''
            ),
        },
      ]}
    />
  </>
)
