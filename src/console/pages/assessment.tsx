/** 督查考核: the month by village and hamlet, with charts; every share stands with its two numbers. */
import { XLSX } from '../../api/routes/books.ts'
import { assessmentTable, meetingBook } from '../../application/orders/books.ts'
import { dateOf } from '../../kernel/time.ts'
import { assessHamlets, assessMonths, type HamletAssessment, monthsUntil, total } from '../../store/desk/assessment.ts'
import { monthsChart, villagesChart } from '../charts.ts'
import type { Console, View } from '../console.tsx'
import { Select } from '../forms.tsx'
import { Chart, Share, Table } from '../parts.tsx'
import { sayMonth } from '../times.ts'

const SVG = 'image/svg+xml'
const thisMonth = (view: View): string => dateOf(view.now).slice(0, 7)
const asked = (view: View): string => {
  const month = view.query('month')
  return month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : thisMonth(view)
}

export function assessmentPages(console: Console): void {
  const { deps } = console
  const { db } = deps
  const ofMonth = (view: View) => assessHamlets(db, view.reach, asked(view), dateOf(view.now), { villageId: view.query('village') })
  console.page('/assessment', 'look', async (view) => {
    const month = asked(view)
    const hamlets = await ofMonth(view)
    const villages = byVillage(hamlets)
    const sum = total(hamlets)
    const all = monthsUntil(thisMonth(view), 24).reverse()
    const body = (
      <>
        <h1>{sayMonth(month)}考核</h1>
        <p class="sub">提出问题多少不影响考核；退回重办的要扣。每个比例都写着分子和分母，分母是0的写“–”。</p>
        <form class="line" action="/assessment">
          <Select name="month" label="月份" value={month} options={all.map((m) => [m, sayMonth(m)] as const)} />
          <button type="submit" class="plain">
            看
          </button>
          {view.may('export') ? (
            <>
              <a class="button plain" href={`/books/assessment.xlsx?month=${month}`}>
                导出考核表
              </a>
              <a class="button plain" href={`/books/meetings.xlsx?month=${month}`}>
                导出会议台账
              </a>
            </>
          ) : null}
        </form>
        <ul class="tiles">
          {(
            [
              ['开会', `${sum.meetings}次`, `/meetings?status=ended&month=${month}`],
              ['提出问题', `${sum.raised}件`, `/issues?month=${month}`],
              ['销号', `${sum.closed}件`, `/surveys?status=passed&month=${month}`],
              ['退回重办', `${sum.sentBack}件`, `/surveys?status=failed&month=${month}`],
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
        <Chart
          src={`/assessment/villages.svg?month=${month}`}
          height={90 + villages.length * 90}
          alt="各村的到会率、按期率、满意率，数字在下面的表里"
        />
        <Figures label="各村" first="村" rows={villages.map((v) => ({ ...v.figures, name: v.name, href: `/hamlets?village=${v.id}` }))} />
        <h2>近一年</h2>
        <Chart src={`/assessment/months.svg?month=${month}`} height={360} alt="近十二个月的到会率、按期率、满意率和问题件数" />
        <h2>各屋场</h2>
        <Figures
          label="各屋场"
          first="屋场"
          rows={hamlets.slice(0, 200).map((h) => ({ ...h, name: h.hamletName, href: `/hamlets/${h.hamletId}` }))}
        />
        {hamlets.length > 200 ? <p class="soft">这里只列前200个屋场，全部的在导出的考核表里；点一个村只看那个村的。</p> : null}
      </>
    )
    return { title: '考核', body }
  })
  console.file('/assessment/villages.svg', 'look', SVG, async (view) => ({
    name: 'villages.svg',
    bytes: villagesChart(byVillage(await ofMonth(view)), view.query('narrow') === '1'),
    inline: true,
  }))
  console.file('/assessment/months.svg', 'look', SVG, async (view) => ({
    name: 'months.svg',
    bytes: monthsChart(await assessMonths(db, view.reach, asked(view), 12, dateOf(view.now)), view.query('narrow') === '1'),
    inline: true,
  }))
  console.file('/books/assessment.xlsx', 'export', XLSX, async (view) => assessmentTable(deps, view.who, asked(view)))
  console.file('/books/meetings.xlsx', 'export', XLSX, async (view) => meetingBook(deps, view.who, asked(view)))
}

function byVillage(hamlets: readonly HamletAssessment[]) {
  const villages = new Map<string, HamletAssessment[]>()
  for (const h of hamlets) villages.set(h.villageId, [...(villages.get(h.villageId) ?? []), h])
  return [...villages].map(([id, list]) => ({ id, name: list[0]?.villageName ?? '', figures: total(list) }))
}

type Row = ReturnType<typeof total> & { name: string; href: string }

const Figures = ({ label, first, rows }: { label: string; first: string; rows: readonly Row[] }) => (
  <Table
    label={label}
    rows={rows}
    empty="还没有屋场。"
    columns={[
      { head: first, cell: (r) => <a href={r.href}>{r.name}</a> },
      { head: '开会', cell: (r) => `${r.meetings}次` },
      { head: '到会/在家', cell: (r) => <Share part={r.householdsPresent} base={r.householdsAtHome} unit="户" /> },
      { head: '通过/表决', cell: (r) => <Share part={r.motionsCarried} base={r.motions} unit="件" /> },
      { head: '提出', cell: (r) => `${r.raised}件` },
      { head: '按期/到期', cell: (r) => <Share part={r.onTime} base={r.due} unit="件" /> },
      { head: '销号', cell: (r) => `${r.closed}件` },
      { head: '退回', cell: (r) => `${r.sentBack}件` },
      { head: '满意/评议', cell: (r) => <Share part={r.satisfied} base={r.raters} unit="户" /> },
    ]}
  />
)
