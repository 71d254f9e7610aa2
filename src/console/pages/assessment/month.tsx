import { type Assessment, total } from '../../../domain/assessment/assessment.ts'
import { dateOf } from '../../../kernel/time.ts'
import { assessDepartments, assessHamlets, monthsUntil } from '../../../store/reading/assessment.ts'
import { behind, type Figured, figureColumns, Kept, Narrowed } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Select } from '../../forms.tsx'
import { loweredNote } from '../../lowered.tsx'
import { Chart, Share, Table } from '../../parts.tsx'
import { sayMonth } from '../../times.ts'
import type { View } from '../../view.ts'
import { asked, placeOf, thisMonth } from './asked.ts'
import { byVillage } from './by-village.ts'
import { chartsAndBooks } from './charts-and-books.ts'
import { dueList, votedList } from './lists.tsx'

/** Hamlets in the page's table; all of them are in the workbook. */
const SHOWN = 200

export function assessmentPages(console: Console): void {
  const { db } = console.deps
  console.page('/assessment', 'look', async (view) => {
    const month = asked(view)
    const hamlets = await assessHamlets(db, view.reach, asked(view), dateOf(view.now), placeOf(view))
    const villages = byVillage(hamlets)
    const sum = total(hamlets)
    const departments = await assessDepartments(db, view.reach, month, dateOf(view.now), placeOf(view))
    const village = view.query('village')
    const lists = behind(month, { village })
    const place = village === undefined ? undefined : villages[0]?.name
    const same = new URLSearchParams({ month, ...(village === undefined ? {} : { village }) }).toString()
    const chart = (name: string) => `/assessment/${name}.svg?${same}`
    const body = (
      <>
        <h1>{sayMonth(month)}考核</h1>
        <Narrowed place={place} all={`/assessment?month=${month}`} />
        <p class="sub">提出问题多少不影响考核；退回重办的要扣。每个比例都写着分子和分母，分母是0的写“–”。</p>
        {await loweredNote(db, view)}
        <Choose month={month} view={view} same={same} />
        <Sums of={sum} lists={lists} />
        <h2>各村</h2>
        <Chart src={chart('villages')} height={90 + villages.length * 90} alt="各村的到会率、按期率、满意率，数字在下面的表里" />
        <Figures
          label="各村"
          first="村"
          rows={villages.map((v) => ({
            ...v.figures,
            name: v.name,
            href: `/assessment?${new URLSearchParams({ month, village: v.id })}`,
            lists: behind(month, { village: v.id }),
          }))}
        />
        {departments.length > 0 ? <Departments rows={departments} month={month} village={village} /> : null}
        <h2>近一年</h2>
        <Chart src={chart('months')} height={360} alt="近十二个月的到会率、按期率、满意率和问题件数" />
        <h2>各屋场</h2>
        <Figures
          label="各屋场"
          first="屋场"
          rows={hamlets.slice(0, SHOWN).map((h) => ({
            ...h,
            name: h.hamletName,
            href: `/hamlets/${h.hamletId}`,
            lists: behind(month, { hamlet: h.hamletId }),
          }))}
        />
        {hamlets.length > SHOWN ? <p class="soft">这里只列前{SHOWN}个屋场。上面点一个村，只看那个村的；全部的在导出的考核表里。</p> : null}
      </>
    )
    return { title: '考核', body }
  })
  chartsAndBooks(console)
  dueList(console)
  votedList(console)
}

const Choose = ({ month, view, same }: { month: string; view: View; same: string }) => {
  const all = monthsUntil(thisMonth(view), 24).reverse()
  return (
    <form class="line" action="/assessment">
      <Kept of={{ village: view.query('village') }} />
      <Select name="month" label="月份" value={month} options={all.map((m) => [m, sayMonth(m)] as const)} />
      <button type="submit" class="plain">
        看
      </button>
      {view.may('export') ? (
        <>
          <a class="button plain" href={`/books/assessment.xlsx?${same}`}>
            导出考核表
          </a>
          <a class="button plain" href={`/books/meetings.xlsx?${same}`}>
            导出会议台账
          </a>
        </>
      ) : null}
    </form>
  )
}

const Sums = ({ of: sum, lists }: { of: Assessment; lists: ReturnType<typeof behind> }) => (
  <ul class="tiles">
    {(
      [
        ['开会', `${sum.meetings}次`, lists.meetings],
        ['提出问题', `${sum.raised}件`, lists.raised],
        ['销号', `${sum.closed}件`, lists.closed],
        ['退回重办', `${sum.sentBack}件`, lists.sentBack],
      ] as const
    ).map(([name, figure, href]) => (
      <li>
        <a class="tile" href={href}>
          <b>{figure}</b>
          <span>{name}</span>
        </a>
      </li>
    ))}
  </ul>
)

type Row = Figured & { name: string; href: string }

const Figures = ({ label, first, rows }: { label: string; first: string; rows: readonly Row[] }) => (
  <Table
    label={label}
    rows={rows}
    empty="还没有屋场。"
    columns={[{ head: first, cell: (r) => <a href={r.href}>{r.name}</a> }, ...figureColumns<Row>()]}
  />
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
