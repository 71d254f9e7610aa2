/** 督查考核: the month by village and hamlet, with charts; every share stands with its two numbers. */
import { XLSX } from '../../api/routes/books.ts'
import { assessmentTable, meetingBook } from '../../application/papers/books.ts'
import { total } from '../../domain/assessment/assessment.ts'
import { dateOf } from '../../kernel/time.ts'
import {
  assessDepartments,
  assessHamlets,
  assessMonths,
  type DueLine,
  type HamletAssessment,
  listDue,
  listVoted,
  monthsUntil,
  type VotedLine,
} from '../../store/reading/assessment.ts'
import { hamletNames } from '../../store/reading/hamlets.ts'
import { behind, type Figured, figureColumns, Kept, Narrowed, placeName } from '../behind.tsx'
import { monthsChart, villagesChart } from '../charts.ts'
import type { Console, View } from '../console.tsx'
import { Select } from '../forms.tsx'
import { Badge, Chart, Outcome, Pager, Secret, Share, Table } from '../parts.tsx'
import { day, moment, monthAsked, sayMonth } from '../times.ts'

const SVG = 'image/svg+xml'
const thisMonth = (view: View): string => dateOf(view.now).slice(0, 7)
const asked = (view: View): string => monthAsked(view.query('month')) ?? thisMonth(view)
const placeOf = (view: View) => ({ villageId: view.query('village'), hamletId: view.query('hamlet') })
/** Hamlets in the page's table; all of them are in the workbook. */
const SHOWN = 200

export function assessmentPages(console: Console): void {
  const { deps } = console
  const { db } = deps
  const ofMonth = (view: View) => assessHamlets(db, view.reach, asked(view), dateOf(view.now), placeOf(view))
  console.page('/assessment', 'look', async (view) => {
    const month = asked(view)
    const hamlets = await ofMonth(view)
    const villages = byVillage(hamlets)
    const sum = total(hamlets)
    const departments = await assessDepartments(db, view.reach, month, dateOf(view.now), placeOf(view))
    const village = view.query('village')
    const lists = behind(month, { village })
    const place = village === undefined ? undefined : villages[0]?.name
    const same = new URLSearchParams({ month, ...(village === undefined ? {} : { village }) }).toString()
    const chart = (name: string) => `/assessment/${name}.svg?${same}`
    const all = monthsUntil(thisMonth(view), 24).reverse()
    const body = (
      <>
        <h1>{sayMonth(month)}考核</h1>
        <Narrowed place={place} all={`/assessment?month=${month}`} />
        <p class="sub">提出问题多少不影响考核；退回重办的要扣。每个比例都写着分子和分母，分母是0的写“–”。</p>
        <form class="line" action="/assessment">
          <Kept of={{ village }} />
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
        {departments.length > 0 ? (
          <>
            <h2>各部门</h2>
            <p class="soft">镇里交办的，按交办时的部门算，和村里的期限分开。</p>
            <Table
              label="各部门"
              rows={departments}
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
        ) : null}
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
  console.file('/assessment/villages.svg', 'look', SVG, async (view) => ({
    name: 'villages.svg',
    bytes: await villagesChart(byVillage(await ofMonth(view)), view.query('narrow') === '1'),
    inline: true,
  }))
  console.file('/assessment/months.svg', 'look', SVG, async (view) => ({
    name: 'months.svg',
    bytes: await monthsChart(
      await assessMonths(db, view.reach, asked(view), 12, dateOf(view.now), placeOf(view)),
      view.query('narrow') === '1',
    ),
    inline: true,
  }))
  console.file('/books/assessment.xlsx', 'export', XLSX, async (view) => assessmentTable(deps, view.who, asked(view), placeOf(view)))
  console.file('/books/meetings.xlsx', 'export', XLSX, async (view) => meetingBook(deps, view.who, asked(view), placeOf(view)))
  listsBehind(console)
}

function byVillage(hamlets: readonly HamletAssessment[]) {
  const villages = new Map<string, HamletAssessment[]>()
  for (const h of hamlets) villages.set(h.villageId, [...(villages.get(h.villageId) ?? []), h])
  return [...villages].map(([id, list]) => ({ id, name: list[0]?.villageName ?? '', figures: total(list) }))
}

type Row = Figured & { name: string; href: string }

const Figures = ({ label, first, rows }: { label: string; first: string; rows: readonly Row[] }) => (
  <Table
    label={label}
    rows={rows}
    empty="还没有屋场。"
    columns={[{ head: first, cell: (r) => <a href={r.href}>{r.name}</a> }, ...figureColumns<Row>()]}
  />
)

/** The lists that only 考核 has: its deadlines, and its motions. The others are narrowed lists of their own pages. */
function listsBehind(console: Console): void {
  const { db } = console.deps
  const frame = async (view: View, path: string) => ({
    month: asked(view),
    narrowed: (
      <Narrowed
        month={asked(view)}
        place={placeName(await hamletNames(db, view.reach), { village: view.query('village'), hamlet: view.query('hamlet') })}
        all={`${path}?month=${asked(view)}`}
      />
    ),
    filter: { ...placeOf(view), cursor: view.query('cursor') },
  })
  console.page('/assessment/deadlines', 'look', async (view) => {
    const { month, narrowed, filter } = await frame(view, '/assessment/deadlines')
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
  console.page('/assessment/motions', 'look', async (view) => {
    const { month, narrowed, filter } = await frame(view, '/assessment/motions')
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
