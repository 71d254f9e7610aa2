/** 考核 of a month: ranked, beside the month before, by village and by hamlet. */
import { ASSESSED } from '../../../domain/assessment/assessment.ts'
import { dateOf } from '../../../kernel/time.ts'
import { assessBeside, assessDepartments, type BesideLast, monthsUntil } from '../../../store/reading/assessment.ts'
import { address, behind, Kept, Narrowed } from '../../behind.tsx'
import { MONTHS_HEIGHT, villagesHeight } from '../../charts.ts'
import type { Console } from '../../declare.tsx'
import { Select } from '../../forms.tsx'
import { loweredNote } from '../../lowered.tsx'
import { Chart, Share, Table } from '../../parts.tsx'
import { sayMonth } from '../../times.ts'
import type { View } from '../../view.ts'
import { asked, placeOf, thisMonth } from './asked.ts'
import { villagesOf } from './by-village.ts'
import { chartsAndBooks } from './charts-and-books.ts'
import { dueList, votedList } from './lists.tsx'
import { type Beside, placed, Ranking, type Sort, sortAsked, sumOf } from './ranking.tsx'

/** Hamlets of one page of the table; all of them are in the workbook. */
const SHOWN = 60

export function assessmentPages(console: Console): void {
  const { db } = console.deps
  console.page('/assessment', 'look', async (view) => {
    const month = asked(view)
    const [village, today] = [view.query('village'), dateOf(view.now)]
    const sort = sortAsked(view.query('sort'))
    const [hamlets, departments, lowered] = await Promise.all([
      assessBeside(db, view.reach, month, today, placeOf(view)),
      assessDepartments(db, view.reach, month, today, placeOf(view)),
      loweredNote(db, view),
    ])
    const villages = villagesOf(hamlets).map(({ id, name, hamlets: of }) => ({ ...sumOf(of, name), id }))
    const sum = sumOf(villages, '合计')
    const lists = behind(month, { village })
    const nothing = ASSESSED.every((figure) => sum[figure] === 0)
    const narrowed = { month, village }
    const chart = (name: string) => address(`/assessment/${name}.svg`, narrowed)
    const body = (
      <>
        <h1>{sayMonth(month)}考核</h1>
        <Narrowed place={village === undefined ? undefined : villages[0]?.name} all={`/assessment?month=${month}`} />
        {lowered}
        <Choose month={month} view={view} />
        <h2>各村</h2>
        <Ranking
          label="各村"
          first="村"
          sort={sort}
          asked={narrowed}
          rows={placed(villages, sort).map((v) => ({
            ...v,
            href: address('/assessment', { month, village: v.id }),
            lists: behind(month, { village: v.id }),
          }))}
          sum={villages.length > 1 ? { ...sum, lists } : undefined}
        />
        {nothing ? null : (
          <p class="soft small">
            ▲▼是和{sayMonth(monthsUntil(month, 2)[0] ?? month)}比，底数写在斜线后面{month === thisMonth(view) ? '；这个月还没过完' : ''}
            。名次依次比：{HOW}
          </p>
        )}
        {nothing ? <p class="empty">{sayMonth(month)}还没有开过会，也没有问题和评议。</p> : <Sums of={sum} lists={lists} />}
        {nothing ? null : (
          <Chart src={chart('villages')} height={villagesHeight(villages.length)} alt="各村的到会率、按期率、满意率，数字在上面的表里" />
        )}
        {departments.length > 0 ? <Departments rows={departments} month={month} village={village} /> : null}
        {hamlets.length === 0 ? null : (
          <>
            <h2>近一年</h2>
            <Chart src={chart('months')} height={MONTHS_HEIGHT} alt="近十二个月的到会率、按期率、满意率和问题件数" />
            <Hamlets hamlets={hamlets} sort={sort} view={view} month={month} village={village} />
          </>
        )}
      </>
    )
    return { title: '考核', body }
  })
  chartsAndBooks(console)
  dueList(console)
  votedList(console)
}

const HOW = '开成了够数的会没有、按期率、满意率、到会率、退回重办少的；一样的并列。提出问题多少不影响。'

interface HamletsShown {
  hamlets: readonly BesideLast[]
  sort: Sort
  view: View
  month: string
  village: string | undefined
}

const Hamlets = ({ hamlets, sort, view, month, village }: HamletsShown) => {
  const pages = Math.max(1, Math.ceil(hamlets.length / SHOWN))
  const page = Math.min(Math.max(1, Math.trunc(Number(view.query('page') ?? 1)) || 1), pages)
  const inOrder = placed(
    hamlets.map((h) => ({ ...h, name: village === undefined ? `${h.villageName} ${h.hamletName}` : h.hamletName })),
    sort,
  )
  const asked = { month, village, sort: view.query('sort') }
  return (
    <>
      <h2 id="hamlets">各屋场</h2>
      <Ranking
        label="各屋场"
        first="屋场"
        sort={sort}
        asked={{ month, village }}
        rows={inOrder.slice((page - 1) * SHOWN, page * SHOWN).map((h) => ({
          ...h,
          href: `/hamlets/${h.hamletId}`,
          lists: behind(month, { hamlet: h.hamletId }),
        }))}
      />
      {pages > 1 ? (
        <p class="pager actions">
          <span>
            一共{hamlets.length}个屋场，第{page}页，共{pages}页
          </span>
          {page > 1 ? <a href={`${address('/assessment', { ...asked, page: String(page - 1) })}#hamlets`}>上一页</a> : null}
          {page < pages ? (
            <a class="button plain" href={`${address('/assessment', { ...asked, page: String(page + 1) })}#hamlets`}>
              下一页
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  )
}

const Choose = ({ month, view }: { month: string; view: View }) => {
  const all = monthsUntil(thisMonth(view), 24).reverse()
  const narrowed = { month, village: view.query('village') }
  return (
    <form class="line tight" action="/assessment">
      <Kept of={{ village: view.query('village'), sort: view.query('sort') }} />
      <Select name="month" label={<span class="hidden">月份</span>} value={month} options={all.map((m) => [m, sayMonth(m)] as const)} />
      <button type="submit" class="plain">
        看
      </button>
      {view.may('export') ? (
        <>
          <a href={address('/books/assessment.xlsx', narrowed)}>导出考核表</a>
          <a href={address('/books/meetings.xlsx', narrowed)}>导出会议台账</a>
        </>
      ) : null}
    </form>
  )
}

const Sums = ({ of: sum, lists }: { of: Beside; lists: ReturnType<typeof behind> }) => (
  <ul class="tiles">
    {(
      [
        ['开会', 'meetings', '次', lists.meetings],
        ['提出问题', 'raised', '件', lists.raised],
        ['销号', 'closed', '件', lists.closed],
        ['退回重办', 'sentBack', '件', lists.sentBack],
      ] as const
    ).map(([name, key, unit, href]) => (
      <li>
        <a class="tile" href={href}>
          <b>
            {sum[key]}
            {unit}
          </b>
          <span>{name}</span>{' '}
          <span class="last">
            上月{sum.before[key]}
            {unit}
          </span>
        </a>
      </li>
    ))}
  </ul>
)

interface Departments {
  rows: Awaited<ReturnType<typeof assessDepartments>>
  month: string
  village: string | undefined
}

const Departments = ({ rows, month, village }: Departments) => (
  <>
    <h2>各部门</h2>
    <p class="soft">镇里交办的，按交办时的部门算，和村里的期限分开。</p>
    <Table
      label="各部门"
      rows={rows}
      empty=""
      columns={[
        { head: '部门', cell: (d) => d.department || '没写部门' },
        {
          head: '按期/到期',
          cell: (d) => (
            <a
              href={`/assessment/deadlines?${new URLSearchParams({ month, ...(village === undefined ? {} : { village }), what: 'assign', department: d.department })}`}
            >
              <Share part={d.onTime} base={d.due} unit="件" />
            </a>
          ),
        },
      ]}
    />
  </>
)
