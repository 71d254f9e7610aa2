/** The working calendar's own entries with a preview of what they move, and the busy seasons. */

import {
  addBusySeason,
  changeCalendar,
  dropBusySeason,
  type Preview,
  previewBusySeason,
  previewCalendar,
} from '../../application/orders/town.ts'
import { calendarOf, isProvisionalYear, missingFestivals } from '../../domain/calendar/calendar.ts'
import type { MovedDate } from '../../domain/preview/preview.ts'
import { Problem } from '../../door/problem.ts'
import { type DateString, dateOf, type Instant, isServedDate, wallTime } from '../../kernel/time.ts'
import { findBusy, findEntry, listBusy, listEntries } from '../../store/reading/calendar.ts'
import type { Console } from '../declare.tsx'
import { Line, Order, Select } from '../forms.tsx'
import { Badge, Table } from '../parts.tsx'
import { day, moment, sayMonth } from '../times.ts'
import type { Given } from '../view.ts'

const KIND = { holiday: '放假', workday: '上班' } as const

export function calendarPages(console: Console): void {
  const { deps } = console
  const { db } = deps
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
            <Line label="叫什么" name="name" maxlength={30} placeholder="比如 元旦" />
            <button type="submit">先看看会动哪些期限</button>
          </Order>
        ) : null}
        <h2>镇里加的</h2>
        <Table
          label="镇里加的日子"
          rows={entries}
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
        <h2>农忙</h2>
        <p class="soft">农忙时候不催开会，约时间会避开。</p>
        <Table
          label="农忙"
          rows={busy}
          empty="还没有定农忙。定了以后，那些日子不催屋场开会。"
          columns={[
            { head: '叫什么', cell: (b) => b.name },
            { head: '从', cell: (b) => day(b.from, now) },
            { head: '到', cell: (b) => day(b.to, now) },
            {
              head: '',
              cell: (b) =>
                keeps ? (
                  <Order action={`/busy/${b.id}/preview`} csrf={csrf}>
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
        {keeps ? (
          <Order action="/busy/preview" csrf={csrf} class="line card">
            <Line label="叫什么" name="name" id="busy-name" required maxlength={20} placeholder="比如 双抢" />
            <Line label="从" name="from" type="date" required />
            <Line label="到" name="to" type="date" required />
            <button type="submit" class="plain">
              先看看会动什么
            </button>
          </Order>
        ) : null}
      </>
    )
    return { title: '日历', body }
  })
  calendarOrders(console)
}

function entryOf({ text }: Given) {
  const kind = text('kind') === 'workday' ? ('workday' as const) : ('holiday' as const)
  if (!isServedDate(text('date'))) throw new Problem('badRequest', '请选一个日子。')
  return { date: text('date'), kind, name: text('name').slice(0, 30) }
}

function calendarOrders(console: Console): void {
  const { deps } = console
  console.action('/calendar/preview', 'keepCalendar', async (given) => {
    const entry = entryOf(given)
    const moved = await previewCalendar(deps, given.who.townId, { put: entry })
    return preview(given, `${day(entry.date, given.now)}算${KIND[entry.kind]}`, moved, '/calendar', entry)
  })
  console.action('/calendar/:id/preview', 'keepCalendar', async (given) => {
    const entry = await findEntry(deps.db, given.who.townId, given.param('id'))
    if (!entry) return undefined
    const moved = await previewCalendar(deps, given.who.townId, { drop: entry.id })
    return preview(given, `去掉${day(entry.date, given.now)}（${KIND[entry.kind]}）`, moved, `/calendar/${entry.id}/drop`, {})
  })
  console.action('/calendar', 'keepCalendar', async (given) => {
    await changeCalendar(deps, given.who, { put: entryOf(given) })
    return { to: '/calendar', done: '日历改好了，开着的期限都重数过了。' }
  })
  console.action('/calendar/:id/drop', 'keepCalendar', async ({ who, param }) =>
    (await changeCalendar(deps, who, { drop: param('id') })) ? { to: '/calendar', done: '去掉了，开着的期限都重数过了。' } : undefined,
  )
  console.action('/busy/preview', 'keepCalendar', async (given) => {
    const season = seasonOf(given)
    const change = await previewBusySeason(deps, given.who.townId, { put: season })
    return busyPreview(given, `${season.name}：${span(season, given.now)}`, change, '/busy', season)
  })
  console.action('/busy/:id/preview', 'keepCalendar', async (given) => {
    const season = await findBusy(deps.db, given.who.townId, given.param('id'))
    if (!season) return undefined
    const change = await previewBusySeason(deps, given.who.townId, { drop: season })
    return busyPreview(given, `去掉${season.name}（${span(season, given.now)}）`, change, `/busy/${season.id}/drop`, {})
  })
  console.action('/busy', 'keepCalendar', async (given) => {
    await addBusySeason(deps, given.who, seasonOf(given))
    return { to: '/calendar', done: '定好了。' }
  })
  console.action('/busy/:id/drop', 'keepCalendar', async ({ who, param }) =>
    (await dropBusySeason(deps, who, param('id'))) ? { to: '/calendar', done: '去掉了。' } : undefined,
  )
}

function seasonOf({ text, now }: Given) {
  const [from, to] = [text('from'), text('to')]
  if (!isServedDate(from) || !isServedDate(to) || from > to) throw new Problem('badRequest', `请选好从哪天到哪天，比如从${dateOf(now)}起。`)
  return { name: text('name').slice(0, 20) || '农忙', from, to }
}

const span = ({ from, to }: { from: DateString; to: DateString }, now: Instant): string => `${day(from, now)}到${day(to, now)}`

const WHAT: Readonly<Record<MovedDate['what'], string>> = {
  report: '村里上报的期限',
  assign: '镇里交办，最迟哪天不算晚',
  assignChase: '催责任部门的日子',
}

/** The change itself, one click away from the look at it. */
const Decide = ({ action, csrf, fields }: { action: string; csrf: string; fields: Record<string, string> }) => (
  <Order action={action} csrf={csrf} class="actions">
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit">就这么定</button>
    <a href="/calendar">不改了</a>
  </Order>
)

const More = ({ total, items }: Preview<unknown>) =>
  total > items.length ? (
    <p class="soft">
      这里列了前{items.length}个，一共{total}个。
    </p>
  ) : null

function preview(
  { now, csrf }: Given,
  title: string,
  moved: Awaited<ReturnType<typeof previewCalendar>>,
  action: string,
  fields: Record<string, string>,
) {
  const body = (
    <>
      <h1>{title}</h1>
      <p class={`note ${moved.total > 0 ? 'warn' : ''}`}>
        {moved.total > 0
          ? `会动${moved.total}个日子。上报期限动了的，会记进台账，也会告诉村里；催办的日子跟着动。`
          : '不会动任何开着的期限，也不会动催办的日子。'}
      </p>
      <Table
        label="会动的日子"
        rows={moved.items}
        empty="没有。"
        columns={[
          { head: '问题', cell: (m) => <a href={`/issues/${m.issueId}`}>{`${m.hamletName}${m.no}号`}</a> },
          { head: '什么日子', cell: (m) => WHAT[m.what] },
          { head: '现在', cell: (m) => day(m.before, now) },
          { head: '以后', cell: (m) => `${day(m.after, now)}${m.provisional ? '（暂定）' : ''}` },
        ]}
      />
      <More {...moved} />
      <Decide action={action} csrf={csrf} fields={fields} />
    </>
  )
  return { title: '先看看', body }
}

function busyPreview(
  { now, csrf }: Given,
  title: string,
  { months, meetings }: Awaited<ReturnType<typeof previewBusySeason>>,
  action: string,
  fields: Record<string, string>,
) {
  const named = (busy: boolean): string =>
    months
      .filter((m) => m.busy === busy)
      .map((m) => sayMonth(m.month))
      .join('、')
  const [quiet, asked] = [named(true), named(false)]
  const body = (
    <>
      <h1>{title}</h1>
      <p class={`note ${months.length > 0 ? 'warn' : ''}`}>
        {quiet ? `${quiet}算农忙：不催屋场开会，没开会也不进日报。` : ''}
        {asked ? `${asked}不再算农忙：到日子会催还没开会的屋场，没开会的进日报。` : ''}
        {months.length === 0 ? '哪个月都不会因此变：催不催开会跟现在一样。' : ''}
      </p>
      <p class="soft">问题的期限按工作日算，农忙不影响。{action === '/busy' ? '屋场长约时间时，会避开这些日子。' : ''}</p>
      {meetings.total > 0 ? (
        <>
          <h2>这段时间里已经定了的会</h2>
          <p class="soft">这些会照开，要改由屋场长改。</p>
          <Table
            label="这段时间里已经定了的会"
            rows={meetings.items}
            empty=""
            columns={[
              { head: '屋场', cell: (m) => <a href={`/meetings/${m.meetingId}`}>{m.hamletName}</a> },
              { head: '时间', cell: (m) => moment(m.startsAt, now) },
            ]}
          />
          <More {...meetings} />
        </>
      ) : null}
      <Decide action={action} csrf={csrf} fields={fields} />
    </>
  )
  return { title: '先看看', body }
}
