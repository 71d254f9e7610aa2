/** The issue ledger: the list with its filters, and the book. */

import { issueBook } from '../../../application/papers/books.ts'
import { type Calendar, calendarOf } from '../../../domain/calendar/calendar.ts'
import { CATEGORIES } from '../../../domain/issue/category.ts'
import { XLSX } from '../../../door/file.ts'
import { addDays, dateOf, type Instant } from '../../../kernel/time.ts'
import { listEntries } from '../../../store/reading/calendar.ts'
import { hamletNames } from '../../../store/reading/hamlets.ts'
import { type IssueLine, listIssues } from '../../../store/reading/issues.ts'
import { findMeeting } from '../../../store/reading/meetings.ts'
import { ISSUE_STATUS } from '../../../text/statuses.ts'
import { address, Kept, Narrowed, placeName } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Line, Select } from '../../forms.tsx'
import { Badge, Due, Pager, Secret, Table } from '../../parts.tsx'
import { moment, monthAsked, spanOf } from '../../times.ts'
import { among } from '../../words.ts'

const DUE = { overdue: '逾期', today: '今天到期', week: '七天内到期' } as const

export function issueList(console: Console): void {
  const { db } = console.deps
  console.page('/issues', 'look', async ({ who, reach, query, url, now, may }) => {
    const today = dateOf(now)
    const due = among(DUE, query('due'))
    const status = among(ISSUE_STATUS, query('status'))
    const month = monthAsked(query('month'))
    const where = { village: query('village'), hamlet: query('hamlet') }
    const [hamlets, calendar, meeting, page] = await Promise.all([
      hamletNames(db, reach),
      listEntries(db, who.townId).then(calendarOf),
      query('meeting') === undefined ? undefined : findMeeting(db, reach, query('meeting') ?? ''),
      listIssues(db, reach, {
        hamletId: where.hamlet,
        villageId: where.village,
        meetingId: query('meeting'),
        status,
        due,
        category: query('category'),
        search: query('search'),
        cursor: query('cursor'),
        today,
        until: addDays(today, 7),
        ...spanOf(month),
      }),
    ])
    const body = (
      <>
        <h1>问题台账</h1>
        <Narrowed
          month={month}
          place={placeName(hamlets, where)}
          more={meeting ? `${meeting.hamletName}${moment(meeting.startsAt, now)}会上提出` : month === undefined ? undefined : '提出'}
          all="/issues"
        />
        <form class="line" action="/issues">
          <Kept of={{ month, village: where.village, meeting: query('meeting') }} />
          <Select name="due" label="期限" any="不限" value={due} options={Object.entries(DUE)} />
          <Select name="status" label="状态" any="全部" value={status} options={Object.entries(ISSUE_STATUS)} />
          <Select
            name="hamlet"
            label="屋场"
            any="全部"
            value={where.hamlet}
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
          <Select name="category" label="类别" any="全部" value={query('category')} options={CATEGORIES.map((c) => [c, c] as const)} />
          <Line label="里面有" name="search" value={query('search')} />
          <button type="submit" class="plain">
            查
          </button>
          {may('export') ? (
            <a class="button plain" href={address('/books/issues.xlsx', where)}>
              导出问题台账
            </a>
          ) : null}
        </form>
        <IssueTable rows={page.items} now={now} calendar={calendar} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '问题台账', body }
  })
  console.file('/books/issues.xlsx', 'export', XLSX, async ({ who, query }) =>
    issueBook(console.deps, who, { hamletId: query('hamlet'), villageId: query('village') }),
  )
}

const IssueTable = ({ rows, now, calendar }: { rows: readonly IssueLine[]; now: Instant; calendar: Calendar }) => (
  <Table
    label="问题"
    rows={rows}
    empty="没有这样的问题。村民在群里说“反映 …”，会上提的也会记到这里；换个条件再查查。"
    columns={[
      {
        head: '问题',
        cell: (i) => (
          <>
            <a href={`/issues/${i.id}`}>
              {i.hamletAlias}
              {i.no}号
            </a>{' '}
            <bdi>{i.text}</bdi> {i.confidential ? <Secret /> : null}
          </>
        ),
      },
      { head: '村', cell: (i) => i.villageName },
      { head: '类别', cell: (i) => i.category ?? '' },
      { head: '状态', cell: (i) => <Badge tone={i.status === 'closed' ? 'good' : ''}>{ISSUE_STATUS[i.status]}</Badge> },
      { head: '期限', cell: (i) => (i.dueOn ? <Due date={i.dueOn} now={now} calendar={calendar} provisional={i.provisional} /> : '') },
      { head: '责任部门', cell: (i) => [i.department, i.person].filter(Boolean).join(' ') },
      { head: '提出', cell: (i) => moment(i.raisedAt, now) },
    ]}
  />
)
