/** One meeting with everything that was counted and said. */
import { Problem } from '../../api/problem.ts'
import { DOCX } from '../../api/routes/files.ts'
import { correctRecord, isSealed } from '../../application/orders/record.ts'
import { LINE_MAX_CHARS } from '../../domain/record/record.ts'
import type { Instant } from '../../kernel/time.ts'
import { findDocument } from '../../store/reading/files.ts'
import { attendanceOf, findMeeting, motionsOf, type RecordLine, recordOf } from '../../store/reading/meetings.ts'
import { LIMIT_MAX } from '../../store/reading/select.ts'
import { MEETING_STATUS } from '../../text/statuses.ts'
import type { Console, View } from '../console.tsx'
import { Order, Text } from '../forms.tsx'
import { Badge, Media, Outcome, Pager, Share, Table } from '../parts.tsx'
import { moment } from '../times.ts'

export function meetingPage(console: Console): void {
  const { db } = console.deps
  console.action('/meetings/:id/lines/:line/correct', 'keepRegistry', async ({ who, reach, param, text }) => {
    const m = await findMeeting(db, reach, param('id'))
    if (!m) return undefined
    if (!text('text')) throw new Problem('badRequest', '请写应该是什么。')
    const line = Number(param('line')) || 0
    console.settle(await correctRecord(console.deps, who, m, { line, text: text('text').replace(/\r\n/g, '\n') }))
    // Back to the line that was corrected: the correction itself is the last of the record, perhaps pages further on.
    const page = text('cursor') ? `?${new URLSearchParams({ cursor: text('cursor') })}` : ''
    return { to: `/meetings/${m.id}${page}#l${line}`, done: '更正好了，记在最后，会议纪要会重新生成。' }
  })
  console.file('/meetings/:id/minutes.docx', 'lookAtPeople', DOCX, async ({ reach, param }) => {
    const m = await findMeeting(db, reach, param('id'))
    return m?.minutesId ? findDocument(db, reach, m.minutesId) : undefined
  })
  console.page('/meetings/:id', 'look', async (view) => {
    const { reach, param, now, query, url, may } = view
    const m = await findMeeting(db, reach, param('id'))
    if (!m) return undefined
    const people = may('lookAtPeople')
    const [motions, attendance, record] = await Promise.all([
      motionsOf(db, m.id),
      people ? attendanceOf(db, m.id, { cursor: query('said'), limit: LIMIT_MAX }) : { items: [], next: undefined },
      people ? recordOf(db, m.id, { cursor: query('cursor'), limit: 100 }) : undefined,
    ])
    const { figures } = m
    const withdrawn = motions.filter((x) => x.status === 'cancelled')
    const body = (
      <>
        <h1>
          {m.hamletName} {moment(m.startsAt, now)}
        </h1>
        <p class="sub">
          {MEETING_STATUS[m.status]}
          {m.venue ? `，${m.venue}` : ''}
          {m.cancelReason ? `，原因：${m.cancelReason}` : ''}
        </p>
        {figures ? (
          <p id="present" class={`note ${figures.quorate ? 'good' : 'bad'}`}>
            在家 {figures.base} 户，到会 <Share part={figures.atHome} base={figures.base} unit="户" />
            {figures.quorate ? '，达标' : `，要 ${figures.needed} 户，还差 ${figures.needed - figures.atHome} 户，表决只记录不算数`}
            ；另有外出户 {figures.away} 户到会，一共 {figures.persons} 人。
          </p>
        ) : null}
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
          {may('keepRegistry') && m.startsAt <= now && m.status !== 'cancelled' ? (
            <a class="button plain" href={`/meetings/${m.id}/paste`}>
              补录签到和表决
            </a>
          ) : null}
        </div>
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
        <h2 id="motions">表决</h2>
        <Table
          label="表决"
          rows={motions.filter((x) => x.status !== 'cancelled')}
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
        {people ? (
          <>
            <h2>签到</h2>
            <details class="more">
              <summary>看每一条（{attendance.items.length}条，照原话）</summary>
              <Table
                label="签到"
                rows={attendance.items}
                empty="还没有人签到。"
                columns={[
                  { head: '户', cell: (a) => a.household ?? '还没绑定' },
                  { head: '谁', cell: (a) => a.who ?? '' },
                  { head: '人数', cell: (a) => (a.persons === 0 ? '划掉' : `${a.persons}人`) },
                  { head: '时间', cell: (a) => moment(a.at, now) },
                  { head: '怎么来的', cell: (a) => ({ chat: '群里说的', groupNote: '接龙', byHand: '代签' })[a.via] ?? a.via },
                ]}
              />
              {attendance.next ? <a href={`/meetings/${m.id}?said=${attendance.next}`}>后面的</a> : null}
            </details>
            <h2>记录</h2>
            {record && record.items.length > 0 ? (
              <ol class="timeline">
                {record.items.map((l) => (
                  <Spoken l={l} view={view} meeting={m} />
                ))}
              </ol>
            ) : (
              <p class="empty">从开始签到到散会，群里说的话都会照原样记在这里。</p>
            )}
            <Pager next={record?.next} url={url} />
          </>
        ) : null}
      </>
    )
    return { title: `${m.hamletName}的会议`, body }
  })
}

/** A line of the record. A correction stands below as a line of its own and names the line it puts right; the original stays. */
function Spoken({ l, view, meeting }: { l: RecordLine; view: View; meeting: { id: string; startsAt: Instant } }) {
  const { now, query, may, url, csrf } = view
  const action = `/meetings/${meeting.id}/lines/${l.seq}/correct`
  const at = (more: Record<string, string>): string => {
    const kept = { ...(query('cursor') === undefined ? {} : { cursor: query('cursor') ?? '' }), ...more }
    return `${url.pathname}${Object.keys(kept).length > 0 ? `?${new URLSearchParams(kept)}` : ''}#l${l.seq}`
  }
  const mayCorrect = may('keepRegistry') && !isSealed(meeting, now)
  return (
    <li id={`l${l.seq}`} class={l.intent !== null ? 'soft answer' : l.kind === 'said' ? 'soft' : ''}>
      <b>
        <bdi>{l.correctsSpeaker ?? l.speaker}</bdi>
      </b>{' '}
      <span class="soft small">
        {l.seq}. {moment(l.at, now)}
        {l.by === null ? '' : `，${l.by}${l.correctsSeq === null ? '记的' : '更正的'}`}
      </span>{' '}
      {l.correctsSeq === null ? null : (
        <Badge tone="info">
          更正第<a href={`#l${l.correctsSeq}`}>{l.correctsSeq}</a>条
        </Badge>
      )}{' '}
      <div class="words">{l.kind === 'voice' ? `（语音）${l.text}` : l.kind === 'image' ? `（图片）${l.text}` : l.text}</div>
      {l.mediaId === null ? null : <Media id={l.mediaId} type={l.mediaType ?? ''} about={moment(l.at, now)} />}{' '}
      {!mayCorrect ? null : query('correct') === String(l.seq) ? (
        <Order action={action} csrf={csrf} class="card">
          <input type="hidden" name="cursor" value={query('cursor') ?? ''} />
          <Text
            label={`第${l.seq}条应该是`}
            hint="原话不动，更正另记一条，写上是谁更正的；会议纪要会重新生成。签到和表决的数不会跟着变。"
            name="text"
            value={l.text}
            required
            maxlength={LINE_MAX_CHARS}
          />
          <div class="actions">
            <button type="submit">更正</button>
            <a href={at({})}>不改了</a>
          </div>
        </Order>
      ) : (
        <a class="small" href={at({ correct: String(l.seq) })} aria-label={`更正第${l.seq}条`}>
          更正
        </a>
      )}
    </li>
  )
}
