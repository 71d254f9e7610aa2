/** Busy seasons, in which nobody is asked for a meeting: the list, what one would mean, and the change. */

import { addBusySeason, dropBusySeason, previewBusySeason } from '../../../application/orders/town.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { type DateString, dateOf, type Instant, isServedDate } from '../../../kernel/time.ts'
import { type BusyRow, findBusy } from '../../../store/reading/calendar.ts'
import type { Console } from '../../declare.tsx'
import { Line, Order } from '../../forms.tsx'
import { Table } from '../../parts.tsx'
import { day, moment, sayMonth } from '../../times.ts'
import type { Given } from '../../view.ts'
import { Decide, More } from './look.tsx'

interface BusySeasons {
  rows: readonly BusyRow[]
  now: Instant
  keeps: boolean
  csrf: string
}

export const BusySeasons = ({ rows, now, keeps, csrf }: BusySeasons) => (
  <>
    <h2>农忙</h2>
    <p class="soft">农忙时候不催开会，约时间会避开。</p>
    <Table
      label="农忙"
      rows={rows}
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
        <Line label="叫什么" name="name" id="busy-name" required most={SEASON_NAME} placeholder="比如 双抢" />
        <Line label="从" name="from" type="date" required />
        <Line label="到" name="to" type="date" required />
        <button type="submit" class="plain">
          先看看会动什么
        </button>
      </Order>
    ) : null}
  </>
)

/** Characters. */
const SEASON_NAME = 20

function seasonOf({ text, now }: Given) {
  const [from, to] = [text('from'), text('to')]
  if (!isServedDate(from) || !isServedDate(to) || from > to) throw new Problem('badRequest', `请选好从哪天到哪天，比如从${dateOf(now)}起。`)
  return { name: fitting(text('name'), '名称', SEASON_NAME) || '农忙', from, to }
}

const span = ({ from, to }: { from: DateString; to: DateString }, now: Instant): string => `${day(from, now)}到${day(to, now)}`

export function busyOrders(console: Console): void {
  const { deps } = console
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
