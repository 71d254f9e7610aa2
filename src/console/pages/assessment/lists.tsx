/** The lists that only 考核 has: its deadlines, and its motions. The others are narrowed lists of their own pages. */

import { dateOf } from '../../../kernel/time.ts'
import type { Database } from '../../../store/database.ts'
import { type DueLine, listDue, listVoted, type VotedLine } from '../../../store/reading/assessment.ts'
import { hamletNames } from '../../../store/reading/hamlets.ts'
import { Narrowed, placeName } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Badge, Outcome, Pager, Secret, Share, Table } from '../../parts.tsx'
import { day, moment } from '../../times.ts'
import type { View } from '../../view.ts'
import { asked, placeOf } from './asked.ts'

async function frame(db: Database, view: View, path: string) {
  const month = asked(view)
  const place = placeName(await hamletNames(db, view.reach), { village: view.query('village'), hamlet: view.query('hamlet') })
  const narrowed = <Narrowed month={month} place={place} all={`${path}?month=${month}`} />
  return { month, narrowed, filter: { ...placeOf(view), cursor: view.query('cursor') } }
}

export function dueList(console: Console): void {
  const { db } = console.deps
  console.page('/assessment/deadlines', 'look', async (view) => {
    const { month, narrowed, filter } = await frame(db, view, '/assessment/deadlines')
    const page = await listDue(db, view.reach, month, dateOf(view.now), {
      ...filter,
      ...(view.query('what') === 'assign' ? { what: 'assign', department: view.query('department') } : {}),
    })
    const body = (
      <>
        <h1>按期和到期</h1>
        {narrowed}
        <p class="soft">
          期限落在这个月、已经过了或者已经办到的，都在这里。村里上报的和部门办结的分开算；一个问题被退回过、期限不止一个的，都在。
        </p>
        <Table
          label="到期的"
          rows={page.items}
          empty="这个月没有到期的。"
          columns={[
            {
              head: '问题',
              cell: (d: DueLine) => (
                <>
                  <a href={`/issues/${d.issueId}`}>{`${d.hamletName}${d.no}号`}</a> <bdi>{d.text}</bdi> {d.confidential ? <Secret /> : null}
                </>
              ),
            },
            { head: '什么期限', cell: (d) => ({ report: '村里上报', assign: `${d.department ?? ''}办结` })[d.what] },
            { head: '期限', cell: (d) => day(d.dueOn, view.now) },
            { head: '结果', cell: (d) => <Badge tone={d.met ? 'good' : 'bad'}>{d.met ? '按期' : '没按期'}</Badge> },
          ]}
        />
        <Pager next={page.next} url={view.url} />
      </>
    )
    return { title: '按期和到期', body }
  })
}

export function votedList(console: Console): void {
  const { db } = console.deps
  console.page('/assessment/motions', 'look', async (view) => {
    const { month, narrowed, filter } = await frame(db, view, '/assessment/motions')
    const page = await listVoted(db, view.reach, month, { ...filter, binding: view.query('binding') !== '0' })
    const body = (
      <>
        <h1>{view.query('binding') === '0' ? '到会不够数的表决' : '表决过的'}</h1>
        {narrowed}
        <Table
          label="表决过的"
          rows={page.items}
          empty="这个月没有表决。"
          columns={[
            {
              head: '事项',
              cell: (x: VotedLine) => (
                <a href={`/meetings/${x.meetingId}#motions`}>
                  {x.hamletName}：<bdi>{x.text}</bdi>
                </a>
              ),
            },
            { head: '什么时候', cell: (x) => moment(x.closedAt, view.now) },
            { head: '同意/到会', cell: (x) => <Share part={x.approve ?? 0} base={x.present ?? 0} unit="人" /> },
            { head: '结果', cell: (x) => <Outcome of={x} /> },
          ]}
        />
        <Pager next={page.next} url={view.url} />
      </>
    )
    return { title: '表决过的', body }
  })
}
