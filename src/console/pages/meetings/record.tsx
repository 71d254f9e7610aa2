/** Who said they came, and what was said: word for word; a line that was misheard is put right by one more. */
import { correctRecord, isSealed } from '../../../application/orders/record.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import type { PresentFigures } from '../../../domain/meeting/figures.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type AttendanceLine, findMeeting, type MotionDrawn, type RecordLine } from '../../../store/reading/meetings.ts'
import type { Page } from '../../../store/reading/select.ts'
import type { Console } from '../../declare.tsx'
import { Order, Text } from '../../forms.tsx'
import { Badge, Media, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { View } from '../../view.ts'
import { ANSWERED_BY } from '../../words.ts'
import { folded, foldedAs } from './folded.ts'

export function recordOrders(console: Console): void {
  const { db } = console.deps
  console.action('/meetings/:id/lines/:line/correct', 'keepRegistry', async ({ who, reach, param, text }) => {
    const m = await findMeeting(db, reach, param('id'))
    if (!m) return undefined
    if (!text('text')) throw new Problem('badRequest', '请写应该是什么。')
    const line = Number(param('line')) || 0
    settle(console.deps, await correctRecord(console.deps, who, m, { line, text: text('text').replace(/\r\n/g, '\n') }))
    // Back to the line that was corrected: the correction itself is the last of the record, perhaps pages further on.
    const page = text('cursor') ? `?${new URLSearchParams({ cursor: text('cursor') })}` : ''
    return { to: `/meetings/${m.id}${page}#l${line}`, done: '更正好了，记在最后，会议记录会重新生成。' }
  })
}

export const Attended = ({ meetingId, lines, now }: { meetingId: string; lines: Page<AttendanceLine>; now: Instant }) => (
  <>
    <h2>签到</h2>
    <details class="more">
      <summary>看每一条（{lines.items.length}条，照原话）</summary>
      <Table
        label="签到"
        rows={lines.items}
        empty="还没有人签到。"
        columns={[
          { head: '户', cell: (a) => a.household ?? '还没绑定' },
          { head: '谁', cell: (a) => a.who ?? '' },
          { head: '人数', cell: (a) => (a.persons === 0 ? '划掉' : `${a.persons}人`) },
          { head: '时间', cell: (a) => moment(a.at, now) },
          { head: '怎么来的', cell: (a) => ANSWERED_BY[a.via] ?? a.via },
        ]}
      />
      {lines.next ? <a href={`/meetings/${meetingId}?said=${lines.next}`}>后面的</a> : null}
    </details>
  </>
)

interface Meeting {
  id: string
  startsAt: Instant
  figures: PresentFigures | null
}

/** What was said, as it was said: what only says 到 or 同意 is folded, where the first of its kind stands. */
export const Record = (p: { of: Page<RecordLine>; view: View; meeting: Meeting; motions: readonly MotionDrawn[] }) => {
  const { of: record, view, meeting, motions } = p
  const whole = record.next === undefined && view.query('cursor') === undefined
  return (
    <>
      <h2>记录</h2>
      {record.items.length > 0 ? (
        <ol class="timeline">
          {folded(record.items, motions).map((part) =>
            'line' in part ? (
              <Spoken l={part.line} view={view} meeting={meeting} />
            ) : (
              <li class="soft">
                <details class="more" open={part.lines.some((l) => view.query('correct') === String(l.seq))}>
                  <summary>{foldedAs(part, whole ? meeting.figures : null)}</summary>
                  <ol class="timeline">
                    {part.lines.map((l) => (
                      <Spoken l={l} view={view} meeting={meeting} />
                    ))}
                  </ol>
                </details>
              </li>
            ),
          )}
        </ol>
      ) : (
        <p class="empty">从开始签到到散会，群里说的话都会照原样记在这里。</p>
      )}
    </>
  )
}

/** A line of the record. A correction stands below as a line of its own and names the line it puts right; the original stays. */
function Spoken({ l, view, meeting }: { l: RecordLine; view: View; meeting: Meeting }) {
  const { now, query, may, url, csrf } = view
  const action = `/meetings/${meeting.id}/lines/${l.seq}/correct`
  const at = (more: Record<string, string>): string => {
    const kept = { ...(query('cursor') === undefined ? {} : { cursor: query('cursor') ?? '' }), ...more }
    return `${url.pathname}${Object.keys(kept).length > 0 ? `?${new URLSearchParams(kept)}` : ''}#l${l.seq}`
  }
  const mayCorrect = may('keepRegistry') && !isSealed(meeting, now)
  return (
    <li id={`l${l.seq}`} class={l.intent === null || l.intent === 'raiseIssue' ? '' : 'soft answer'}>
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
            hint="原话不动，更正另记一条，写上是谁更正的；会议记录会重新生成。签到和表决的数不会跟着变。"
            name="text"
            value={l.text}
            required
            most={MOST.line}
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
