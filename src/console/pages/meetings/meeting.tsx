import { DOCX } from '../../../door/file.ts'
import { minutesOf } from '../../../door/papers.ts'
import type { Instant } from '../../../kernel/time.ts'
import { attendanceOf, findMeeting, type MeetingLine, type MotionLine, motionsOf, recordOf } from '../../../store/reading/meetings.ts'
import { LIMIT_MAX } from '../../../store/reading/select.ts'
import { publicIssuesOf } from '../../../store/record.ts'
import { MEETING_STATUS } from '../../../text/statuses.ts'
import type { Console } from '../../declare.tsx'
import { loweredNote } from '../../lowered.tsx'
import { Outcome, Pager, Share, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { DealtWith } from './dealt-with.tsx'
import { Attended, Record } from './record.tsx'

export function meetingPage(console: Console): void {
  const { db } = console.deps
  console.file('/meetings/:id/minutes.docx', 'lookAtPeople', DOCX, ({ reach, param }) => minutesOf(db, reach, param('id')))
  console.page('/meetings/:id', 'look', async (view) => {
    const { reach, param, now, query, url, may } = view
    const m = await findMeeting(db, reach, param('id'))
    if (!m) return undefined
    const people = may('lookAtPeople')
    const [motions, issues, attendance, record] = await Promise.all([
      motionsOf(db, m.id),
      publicIssuesOf(db, m.id),
      people ? attendanceOf(db, m.id, { cursor: query('said'), limit: LIMIT_MAX }) : undefined,
      people ? recordOf(db, m.id, { cursor: query('cursor'), limit: 100 }) : undefined,
    ])
    const body = (
      <>
        <Heading m={m} now={now} />
        {await loweredNote(db, view)}
        {m.figures ? <Present of={m.figures} /> : null}
        <Ways m={m} people={people} pastes={may('keepRegistry') && m.startsAt <= now && m.status !== 'cancelled'} />
        {m.topics.length > 0 ? (
          <>
            <h2>议题</h2>
            <ol>
              {m.topics.map((t) => (
                <li>{t}</li>
              ))}
            </ol>
          </>
        ) : null}
        <Motions of={motions} />
        <DealtWith of={issues} m={m} now={now} />
        {attendance ? <Attended meetingId={m.id} lines={attendance} now={now} /> : null}
        {record ? <Record of={record} view={view} meeting={m} /> : null}
        {record ? <Pager next={record.next} url={url} /> : null}
      </>
    )
    return { title: `${m.hamletName}的会议`, body }
  })
}

const Heading = ({ m, now }: { m: MeetingLine; now: Instant }) => (
  <>
    <h1>
      {m.hamletName} {moment(m.startsAt, now)}
    </h1>
    <p class="sub">
      {MEETING_STATUS[m.status]}
      {m.venue ? `，${m.venue}` : ''}
      {m.cancelReason ? `，原因：${m.cancelReason}` : ''}
    </p>
  </>
)

const Present = ({ of: figures }: { of: NonNullable<MeetingLine['figures']> }) => (
  <p id="present" class={`note ${figures.quorate ? 'good' : 'bad'}`}>
    在家 {figures.base} 户，到会 <Share part={figures.atHome} base={figures.base} unit="户" />
    {figures.quorate ? '，达标' : `，要 ${figures.needed} 户，还差 ${figures.needed - figures.atHome} 户，表决只记录不算数`}
    ；另有外出户 {figures.away} 户到会，一共 {figures.persons} 人。
  </p>
)

/** `pastes`: whether there is an evening to be entered, and the reader may. */
const Ways = ({ m, people, pastes }: { m: MeetingLine; people: boolean; pastes: boolean }) => (
  <div class="actions">
    {m.minutesId && people ? (
      <a class="button" href={`/meetings/${m.id}/minutes.docx`}>
        下载会议纪要（Word）
      </a>
    ) : (
      <span class="soft">{people ? '散会以后几分钟，纪要会自动生成。' : ''}</span>
    )}
    <a class="button plain" href={`/hamlets/${m.hamletId}`}>
      这个屋场
    </a>
    {pastes ? (
      <a class="button plain" href={`/meetings/${m.id}/paste`}>
        补录签到和表决
      </a>
    ) : null}
  </div>
)

const Motions = ({ of }: { of: readonly MotionLine[] }) => {
  const withdrawn = of.filter((x) => x.status === 'cancelled')
  return (
    <>
      <h2 id="motions">表决</h2>
      <Table
        label="表决"
        rows={of.filter((x) => x.status !== 'cancelled')}
        empty="这次会没有表决。"
        columns={[
          {
            head: '事项',
            cell: (x) => (
              <>
                {x.no}. <bdi>{x.text}</bdi>
              </>
            ),
          },
          {
            head: '同意/到会',
            cell: (x) => (x.present === null ? '正在表决' : <Share part={x.approve ?? 0} base={x.present} unit="人" />),
          },
          { head: '反对', cell: (x) => (x.reject === null ? '' : `${x.reject}人`) },
          { head: '弃权', cell: (x) => (x.abstain === null ? '' : `${x.abstain}人`) },
          { head: '结果', cell: (x) => <Outcome of={x} /> },
          { head: '怎么数的', cell: (x) => (x.counted === 'hands' ? '举手' : x.counted === 'ballots' ? '一户一户回' : '') },
        ]}
      />
      {withdrawn.length > 0 ? (
        <p class="soft">
          另外撤了{withdrawn.length}件，没有表决：<bdi>{withdrawn.map((x) => x.text).join('；')}</bdi>
        </p>
      ) : null}
    </>
  )
}
