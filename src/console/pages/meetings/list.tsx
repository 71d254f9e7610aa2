/** Meetings, of a month, a place, a status. */
import { DAY, type Instant } from '../../../kernel/time.ts'
import { hamletNames } from '../../../store/reading/hamlets.ts'
import { listMeetings, type MeetingLine } from '../../../store/reading/meetings.ts'
import { MEETING_STATUS } from '../../../text/statuses.ts'
import { address, Kept, Narrowed, placeName } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Select } from '../../forms.tsx'
import { Badge, Pager, Share, Table } from '../../parts.tsx'
import { moment, monthAsked, sayMonth, spanOf } from '../../times.ts'
import { tonightPart } from '../tonight.tsx'
import { meetingPage } from './meeting.tsx'
import { recordOrders } from './record.tsx'

export function meetingPages(console: Console): void {
  const { db } = console.deps
  console.page('/meetings', 'look', async (view) => {
    const { reach, query, url, now, may } = view
    const month = monthAsked(query('month'))
    const recent = query('since') === 'yesterday'
    const where = { village: query('village'), hamlet: query('hamlet') }
    // A list that somebody has narrowed is about something else.
    const narrowed = ['month', 'since', 'village', 'hamlet', 'status', 'cursor'].some((name) => query(name) !== undefined)
    const [hamlets, page, tonight] = await Promise.all([
      hamletNames(db, reach),
      listMeetings(db, reach, {
        hamletId: where.hamlet,
        villageId: where.village,
        status: status(query('status')),
        cursor: query('cursor'),
        ...(recent ? { from: now - DAY, to: now } : spanOf(month)),
      }),
      narrowed ? null : tonightPart(console, view),
    ])
    const body = (
      <>
        <h1>会议</h1>
        {tonight}
        <Narrowed month={month} place={placeName(hamlets, where)} more={recent ? '昨晚到现在' : undefined} all="/meetings" />
        <form class="line" action="/meetings">
          <Kept of={{ month, village: where.village, since: recent ? 'yesterday' : undefined }} />
          <Select
            name="hamlet"
            label="屋场"
            any="全部"
            value={where.hamlet}
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
          <Select name="status" label="状态" any="全部" value={query('status')} options={Object.entries(MEETING_STATUS)} />
          <button type="submit" class="plain">
            查
          </button>
          {may('export') ? (
            <a class="button plain" href={address('/books/meetings.xlsx', { month, ...where })}>
              导出{month === undefined ? '本月' : sayMonth(month)}会议台账
            </a>
          ) : null}
        </form>
        <MeetingTable rows={page.items} now={now} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '会议', body, live: true }
  })
  meetingPage(console)
  recordOrders(console)
}

const status = (given: string | undefined): string | undefined => (given && given in MEETING_STATUS ? given : undefined)

const MeetingTable = ({ rows, now }: { rows: readonly MeetingLine[]; now: Instant }) => (
  <Table
    label="会议"
    rows={rows}
    empty="没有这样的会议。屋场长在群里说“约时间”，定下来的会就会出现在这里。"
    columns={[
      { head: '屋场', cell: (m) => <a href={`/meetings/${m.id}`}>{m.hamletName}</a> },
      { head: '时间', cell: (m) => moment(m.startsAt, now) },
      { head: '状态', cell: (m) => <Badge tone={m.status === 'open' ? 'info' : ''}>{MEETING_STATUS[m.status]}</Badge> },
      {
        head: '到会/在家',
        cell: (m) =>
          m.figures ? (
            <a href={`/meetings/${m.id}#present`}>
              <Share part={m.figures.atHome} base={m.figures.base} unit="户" />
            </a>
          ) : (
            ''
          ),
      },
      {
        head: '达标',
        cell: (m) => (m.figures ? <Badge tone={m.figures.quorate ? 'good' : 'bad'}>{m.figures.quorate ? '达标' : '不够'}</Badge> : ''),
      },
      {
        head: '通过/表决',
        cell: (m) => (m.motions ? <a href={`/meetings/${m.id}#motions`}>{`${m.carried}/${m.motions}件`}</a> : ''),
      },
      { head: '提出问题', cell: (m) => (m.issues ? <a href={`/issues?meeting=${m.id}`}>{m.issues}件</a> : '') },
    ]}
  />
)
