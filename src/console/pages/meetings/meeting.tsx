import { DOCX } from '../../../door/file.ts'
import { minutesOf } from '../../../door/papers.ts'
import type { Instant } from '../../../kernel/time.ts'
import { attendanceOf, findMeeting, type MeetingLine, type MotionDrawn, motionsDrawn, recordOf } from '../../../store/reading/meetings.ts'
import { LIMIT_MAX } from '../../../store/reading/select.ts'
import { publicIssuesOf } from '../../../store/record.ts'
import { MEETING_STATUS } from '../../../text/statuses.ts'
import type { Console } from '../../declare.tsx'
import { drawn, Quorum, Vote } from '../../evening.tsx'
import { loweredNote } from '../../lowered.tsx'
import { Pager } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { tonightPart } from '../tonight.tsx'
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
    const going = m.status === 'open' || m.status === 'scheduled'
    const [motions, issues, attendance, record, lowered, tonight] = await Promise.all([
      motionsDrawn(db, m.id),
      publicIssuesOf(db, m.id),
      people ? attendanceOf(db, m.id, { cursor: query('said'), limit: LIMIT_MAX }) : undefined,
      people ? recordOf(db, m.id, { cursor: query('cursor'), limit: LIMIT_MAX }) : undefined,
      loweredNote(db, view),
      going ? tonightPart(console, view, m.hamletId) : undefined,
    ])
    const body = (
      <>
        <Heading m={m} now={now} />
        {lowered}
        <div id="present">{tonight ?? (m.figures ? <Quorum of={m.figures} /> : null)}</div>
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
        {going ? null : <Motions of={motions} />}
        <DealtWith of={issues} m={m} now={now} />
        {attendance ? <Attended meetingId={m.id} lines={attendance} now={now} /> : null}
        {record ? <Record of={record} view={view} meeting={m} motions={motions} /> : null}
        {record ? <Pager next={record.next} url={url} /> : null}
      </>
    )
    return { title: `${m.hamletName}的会议`, body, ...(going ? { live: true } : {}) }
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

/** `pastes`: whether there is an evening to be entered, and the reader may. */
const Ways = ({ m, people, pastes }: { m: MeetingLine; people: boolean; pastes: boolean }) => (
  <div class="actions">
    {m.minutesId && people ? (
      <a class="button" href={`/meetings/${m.id}/minutes.docx`}>
        下载会议记录（Word）
      </a>
    ) : (
      <span class="soft">{people ? '散会以后几分钟，会议记录会自动生成。' : ''}</span>
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

const Motions = ({ of }: { of: readonly MotionDrawn[] }) => {
  const withdrawn = of.filter((x) => x.status === 'cancelled')
  const voted = of.filter((x) => x.status !== 'cancelled')
  return (
    <>
      <h2 id="motions">表决</h2>
      {voted.length === 0 ? <p class="empty">这次会没有表决。</p> : voted.map((x) => <Vote of={drawn(x)} />)}
      {withdrawn.length > 0 ? (
        <p class="soft">
          另外撤了{withdrawn.length}件，没有表决：<bdi>{withdrawn.map((x) => x.text).join('；')}</bdi>
        </p>
      ) : null}
    </>
  )
}
