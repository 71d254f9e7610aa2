/** The issue ledger: by status with counts, narrowed and sorted as the address says, several taken at once; and the book of the same. */
import { issueBook } from '../../../application/papers/books.ts'
import { type Calendar, calendarOf } from '../../../domain/calendar/calendar.ts'
import { CATEGORIES } from '../../../domain/issue/category.ts'
import { ISSUE_STATUSES, OPEN } from '../../../domain/issue/rows.ts'
import { XLSX } from '../../../door/file.ts'
import type { Instant } from '../../../kernel/time.ts'
import { listEntries } from '../../../store/reading/calendar.ts'
import { hamletNames } from '../../../store/reading/hamlets.ts'
import { type IssueLine, listIssues } from '../../../store/reading/issues.ts'
import { type LedgerCounts, type LedgerSort, ledgerCounts, sortedIssues } from '../../../store/reading/ledger.ts'
import { findMeeting } from '../../../store/reading/meetings.ts'
import { listDepartments } from '../../../store/reading/town.ts'
import { ISSUE_STATUS } from '../../../text/statuses.ts'
import { address, Kept, Narrowed, placeName } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Line, Select } from '../../forms.tsx'
import { Badge, type Column, Due, Pager, Secret, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { type Asked, DUE, inWords, ledgerAsked } from './filter.ts'
import { Many, manyOrders } from './many.tsx'

const here = (asked: Asked): string => address('/issues', asked)

export function issueList(console: Console): void {
  const { db } = console.deps
  console.page('/issues', 'look', async (view) => {
    const { reach, query, url, now, may, who } = view
    const { asked, filter, order } = ledgerAsked(view, now)
    const paging = { ...filter, cursor: query('cursor') }
    const [hamlets, departments, calendar, meeting, counts, page] = await Promise.all([
      hamletNames(db, reach),
      reach.department === null ? listDepartments(db, who.townId) : [],
      listEntries(db, who.townId).then(calendarOf),
      asked.meeting === undefined ? undefined : findMeeting(db, reach, asked.meeting),
      ledgerCounts(db, reach, filter),
      order ? sortedIssues(db, reach, paging, order) : listIssues(db, reach, paging),
    ])
    const place = placeName(hamlets, asked)
    const body = (
      <>
        <h1>问题台账</h1>
        <Narrowed
          month={asked.month}
          place={place}
          more={meeting ? `${meeting.hamletName}${moment(meeting.startsAt, now)}会上提出` : asked.month === undefined ? undefined : '提出'}
          all="/issues"
        />
        <Tabs asked={asked} counts={counts} />
        <Filter asked={asked} hamlets={hamlets} departments={departments} />
        <p class="actions">
          <Total asked={asked} counts={counts} />
          {may('export') ? (
            <a class="button plain small" href={address('/books/issues.xlsx', asked)}>
              导出这些
            </a>
          ) : null}
        </p>
        <Many view={view} departments={departments} back={here(asked)} some={page.items.length > 0}>
          <IssueTable rows={page.items} now={now} calendar={calendar} asked={asked} picks={may('takeUpIssues') || may('export')} />
        </Many>
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '问题台账', body }
  })
  console.file('/books/issues.xlsx', 'export', XLSX, async (view) => {
    const { asked, filter } = ledgerAsked(view, view.now)
    const ids = view.url.searchParams.getAll('issue')
    if (ids.length > 0) return issueBook(console.deps, view.who, { ids }, `选出的${ids.length}件`)
    const place = asked.village || asked.hamlet ? placeName(await hamletNames(db, view.reach), asked) : undefined
    const { today: _, ...narrowed } = filter
    return issueBook(console.deps, view.who, narrowed, inWords(asked, place))
  })
  manyOrders(console)
}

const sum = ({ byStatus }: LedgerCounts, of: readonly (keyof typeof ISSUE_STATUS)[]): number =>
  of.reduce((n, status) => n + (byStatus[status] ?? 0), 0)

const shownBy = (asked: Asked): readonly (keyof typeof ISSUE_STATUS)[] =>
  asked.status === undefined ? ISSUE_STATUSES : asked.status === 'open' ? OPEN : [asked.status as keyof typeof ISSUE_STATUS]

/** A status with nothing at it is no tab, but for the one that is looked at. */
const Tabs = ({ asked, counts }: { asked: Asked; counts: LedgerCounts }) => {
  const tabs: [string | undefined, string, number][] = [
    [undefined, '全部', sum(counts, ISSUE_STATUSES)],
    ['open', '在办', sum(counts, OPEN)],
    ...ISSUE_STATUSES.map((s): [string, string, number] => [s, ISSUE_STATUS[s], counts.byStatus[s] ?? 0]),
  ]
  return (
    <nav class="tabs" aria-label="按状态">
      {tabs
        .filter(([status, , n]) => n > 0 || status === asked.status || status === undefined)
        .map(([status, name, n]) => (
          <a
            class={status === asked.status ? 'tab here' : 'tab'}
            href={here({ ...asked, status } as Asked)}
            {...(status === asked.status ? { 'aria-current': 'page' } : {})}
          >
            {name} <b>{n}</b>
          </a>
        ))}
    </nav>
  )
}

const Total = ({ asked, counts }: { asked: Asked; counts: LedgerCounts }) => (
  <span>
    共{sum(counts, shownBy(asked))}件
    {counts.overdue > 0 ? (
      <>
        ，其中<a href={here({ ...asked, due: 'overdue' })}>逾期{counts.overdue}件</a>
      </>
    ) : null}
  </span>
)

interface FilterShown {
  asked: Asked
  hamlets: readonly { id: string; name: string; villageId: string; villageName: string }[]
  departments: readonly { name: string }[]
}

/** Villages and hamlets are one question: a hamlet lies in one village. */
const Filter = ({ asked, hamlets, departments }: FilterShown) => {
  const villages = [...new Map(hamlets.map((h) => [h.villageId, h.villageName]))]
  const narrow = Object.keys(asked).some((key) => !['status', 'sort'].includes(key))
  return (
    <details class="more" open={narrow}>
      <summary>筛选和排序</summary>
      <form class="line" action="/issues">
        <Kept of={{ status: asked.status, month: asked.month, meeting: asked.meeting }} />
        <Select name="due" label="期限" any="不限" value={asked.due} options={Object.entries(DUE)} />
        {villages.length > 1 ? <Select name="village" label="村" any="全部" value={asked.village} options={villages} /> : null}
        <Select
          name="hamlet"
          label="屋场"
          any="全部"
          value={asked.hamlet}
          options={hamlets
            .filter((h) => asked.village === undefined || h.villageId === asked.village)
            .map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
        />
        <Select name="category" label="类别" any="全部" value={asked.category} options={CATEGORIES.map((c) => [c, c] as const)} />
        {departments.length > 0 ? (
          <Select
            name="department"
            label="责任部门"
            any="全部"
            value={asked.department}
            options={departments.map((d) => [d.name, d.name] as const)}
          />
        ) : null}
        <Line label="提出日期从" name="from" type="date" value={asked.from} />
        <Line label="到" name="to" type="date" value={asked.to} />
        <Line label="里面有" name="search" value={asked.search} hint="几个字，或者 槐树12" />
        <Select name="sort" label="排序" any={asked.due ? '期限近的在前' : '新提的在前'} value={asked.sort} options={SORTED} />
        <button type="submit" class="plain">
          查
        </button>
        <a href={here(asked.status === undefined ? {} : { status: asked.status })}>不筛选</a>
      </form>
    </details>
  )
}

const SORTED: readonly (readonly [string, string])[] = [
  ['due', '期限近的在前'],
  ['-due', '期限远的在前'],
  ['raised', '早提的在前'],
  ['-raised', '新提的在前'],
  ['village', '按村'],
  ['issue', '按屋场和号'],
  ['category', '按类别'],
  ['status', '按状态'],
  ['department', '按责任部门'],
]

interface TableShown {
  rows: readonly IssueLine[]
  now: Instant
  calendar: Calendar
  asked: Asked
  /** Whether there is something that this reader can do with several. */
  picks: boolean
}

const IssueTable = ({ rows, now, calendar, asked, picks }: TableShown) => {
  const sortable = (by: LedgerSort): Pick<Column<IssueLine>, 'sort'> => ({
    sort: {
      href: here({ ...asked, sort: asked.sort === by ? `-${by}` : by }),
      ...(asked.sort === by ? { now: 'ascending' } : asked.sort === `-${by}` ? { now: 'descending' } : {}),
    },
  })
  return (
    <Table
      label="问题"
      rows={rows}
      empty="没有这样的问题。村民在群里说“反映 …”，会上提的也会记到这里；换个条件再查查。"
      columns={[
        {
          head: '问题',
          ...sortable('issue'),
          cell: (i) => (
            <>
              {picks ? <input type="checkbox" name="issue" value={i.id} aria-label={`选${i.hamletAlias}${i.no}号`} /> : null}{' '}
              <a href={`/issues/${i.id}`}>
                {i.hamletAlias}
                {i.no}号
              </a>{' '}
              <bdi>{i.text}</bdi> {i.confidential ? <Secret /> : null}
            </>
          ),
        },
        { head: '村', ...sortable('village'), cell: (i) => i.villageName },
        { head: '类别', ...sortable('category'), cell: (i) => i.category ?? '' },
        {
          head: '状态',
          ...sortable('status'),
          cell: (i) => <Badge tone={i.status === 'closed' ? 'good' : ''}>{ISSUE_STATUS[i.status]}</Badge>,
        },
        {
          head: '期限',
          ...sortable('due'),
          cell: (i) => (i.dueOn ? <Due date={i.dueOn} now={now} calendar={calendar} provisional={i.provisional} /> : ''),
        },
        { head: '责任部门', ...sortable('department'), cell: (i) => [i.department, i.person].filter(Boolean).join(' ') },
        { head: '提出', ...sortable('raised'), cell: (i) => moment(i.raisedAt, now) },
      ]}
    />
  )
}
