import { calendarOf, isProvisionalYear, missingFestivals } from '../../../domain/calendar/calendar.ts'
import { type Instant, wallTime } from '../../../kernel/time.ts'
import { type EntryRow, listBusy, listEntries } from '../../../store/reading/calendar.ts'
import type { Console } from '../../declare.tsx'
import { Line, Order, Select } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { day } from '../../times.ts'
import { BusySeasons, busyOrders } from './busy.tsx'
import { ENTRY_NAME, entryOrders, KIND } from './entries.tsx'

export function calendarPages(console: Console): void {
  const { db } = console.deps
  console.page('/calendar', 'look', async ({ who, now, may, csrf }) => {
    const [entries, busy] = await Promise.all([listEntries(db, who.townId), listBusy(db, who.townId)])
    const calendar = calendarOf(entries)
    const { year } = wallTime(now)
    const open = [year, year + 1].filter((y) => isProvisionalYear(calendar, y))
    const keeps = may('keepCalendar')
    const body = (
      <>
        <h1>日历</h1>
        <p class="sub">工作日按国务院每年的放假通知算；镇里自己的放假和上班加在这里，开着的期限会跟着重数。</p>
        {open.map((y) => (
          <p class="note warn">
            {y}年的放假安排程序里还没有，那一年的期限先只按周末数，标着“暂定”。通知出来以后把放假的日子加进来，还差：
            {missingFestivals(calendar, y).join('、')}。
          </p>
        ))}
        {keeps ? (
          <Order action="/calendar/preview" csrf={csrf} class="line card">
            <Line label="哪一天" name="date" type="date" required />
            <Select name="kind" label="怎么算" value="holiday" options={Object.entries(KIND)} />
            <Line label="叫什么" name="name" most={ENTRY_NAME} placeholder="比如 元旦" />
            <button type="submit">先看看会动哪些期限</button>
          </Order>
        ) : null}
        <h2>镇里加的</h2>
        <Entries rows={entries} now={now} keeps={keeps} csrf={csrf} />
        <BusySeasons rows={busy} now={now} keeps={keeps} csrf={csrf} />
      </>
    )
    return { title: '日历', body }
  })
  entryOrders(console)
  busyOrders(console)
}

interface Entries {
  rows: readonly EntryRow[]
  now: Instant
  keeps: boolean
  csrf: string
}

const Entries = ({ rows, now, keeps, csrf }: Entries) => (
  <Table
    label="镇里加的日子"
    rows={rows}
    empty="还没有加过。平常不用加；放假通知晚出、镇里临时上班放假的时候用。"
    columns={[
      { head: '日子', cell: (e) => day(e.date, now) },
      { head: '怎么算', cell: (e) => <Badge tone={e.kind === 'holiday' ? 'good' : 'warn'}>{KIND[e.kind]}</Badge> },
      { head: '叫什么', cell: (e) => e.name },
      {
        head: '',
        cell: (e) =>
          keeps ? (
            <Order action={`/calendar/${e.id}/preview`} csrf={csrf}>
              <button type="submit" class="small plain">
                去掉，先看看
              </button>
            </Order>
          ) : (
            ''
          ),
      },
    ]}
  />
)
