import type { Calendar } from '../../../domain/calendar/calendar.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import type { IssueDetail, LedgerLine } from '../../../store/reading/issues.ts'
import { share } from '../../../text/figures.ts'
import { Due } from '../../parts.tsx'
import { day, moment } from '../../times.ts'
import { EVENT, LEVEL, SCORE } from '../../words.ts'

export const Facts = ({ i, now, calendar, names }: { i: IssueDetail; now: Instant; calendar: Calendar; names: boolean }) => (
  <dl class="facts card">
    <dt>谁提的</dt>
    <dd>{i.reporter ?? (names ? '会上提的' : '不显示')}</dd>
    <dt>提出</dt>
    <dd>
      {moment(i.raisedAt, now)}
      {i.meetingId ? (
        <>
          ，<a href={`/meetings/${i.meetingId}`}>那次会</a>
        </>
      ) : null}
    </dd>
    <dt>类别</dt>
    <dd>{i.category ?? '还没定'}</dd>
    <dt>同样情况</dt>
    <dd>{i.supporters}户</dd>
    <dt>在哪一级</dt>
    <dd>{LEVEL[i.level] ?? i.level}</dd>
    {i.department ? (
      <>
        <dt>责任部门</dt>
        <dd>
          {i.department} {i.person ?? ''}
        </dd>
      </>
    ) : null}
    {i.dueOn ? (
      <>
        <dt>期限</dt>
        <dd>
          <Due date={i.dueOn} now={now} calendar={calendar} provisional={i.provisional} />
        </dd>
      </>
    ) : null}
    {i.handledText ? (
      <>
        <dt>办理情况</dt>
        <dd>{i.handledText}</dd>
      </>
    ) : null}
    {i.takenUpFor ? (
      <>
        <dt>提级原因</dt>
        <dd>{i.takenUpFor}</dd>
      </>
    ) : null}
    {i.againOf ? (
      <>
        <dt>再反映的</dt>
        <dd>{i.againOf}号</dd>
      </>
    ) : null}
    {i.status === 'assigned' ? (
      <>
        <dt>党委研究</dt>
        <dd>{i.studyId ? <a href={`/studies/${i.studyId}`}>看会议纪要</a> : '没有登记'}</dd>
      </>
    ) : null}
    {i.endReason ? (
      <>
        <dt>原因</dt>
        <dd>{i.endReason}</dd>
      </>
    ) : null}
  </dl>
)

/** Each day from 0 to the deadline, counted or skipped and why: what an official checks by hand. */
export const Reckoning = ({ i, now }: { i: IssueDetail; now: Instant }) =>
  i.reportDays === null || i.reportDueOn === null ? null : (
    <section>
      <h2>上报期限怎么数的</h2>
      <p>
        {i.reportDays[0] ? day(i.reportDays[0].date, now) : ''}那天不算，往后数 {i.reportDays.filter((d) => d.counted).length} 个工作日，到{' '}
        <b>{day(i.reportDueOn, now)}</b> 夜里12点止{i.provisional ? '（明年的放假安排还没公布，先只按周末数，公布以后会重数）' : ''}。
        {i.reportedAt === null ? '' : `已在 ${moment(i.reportedAt, now)} 上报。`}
        {i.takenUpAt === null
          ? ''
          : `${moment(i.takenUpAt, now)} 镇里提级接过去，那时期限${dateOf(i.takenUpAt) > i.reportDueOn ? '已经过了' : '还没到'}。`}
      </p>
      <ol class="days">
        {i.reportDays.map((d) => (
          <li class={d.counted ? 'counted' : ''}>
            <b>{day(d.date, now)}</b>
            {d.counted ? `第${(i.reportDays ?? []).filter((x) => x.counted && x.date <= d.date).length}天：` : '不算：'}
            {d.why}
          </li>
        ))}
      </ol>
    </section>
  )

/** Rounds as the survey has them: what the single ratings came to. */
interface RoundFigures {
  round: number
  raters: number | null
  satisfied: number | null
}

export const Story = ({ lines, rounds, now }: { lines: readonly LedgerLine[]; rounds: readonly RoundFigures[]; now: Instant }) => (
  <>
    <h2>来龙去脉</h2>
    <ol class="timeline">
      {together(lines).map((part) =>
        part.lines.length < TOGETHER_FROM ? (
          part.lines.map((l) => <Step l={l} now={now} />)
        ) : (
          <li class="soft">
            <details class="more">
              <summary>{cameTo(part, rounds)}</summary>
              <ol class="timeline">
                {part.lines.map((l) => (
                  <Step l={l} now={now} />
                ))}
              </ol>
            </details>
          </li>
        ),
      )}
    </ol>
    {lines.length === 0 ? <p class="empty">台账里还没有这个问题的记录。</p> : null}
  </>
)

/** So many of a kind are folded into one. */
const TOGETHER_FROM = 3

interface Part {
  round: number | undefined
  lines: LedgerLine[]
}

/** 附议 and the 评议 of a round stand together where the first of them was given; every other step alone. */
function together(lines: readonly LedgerLine[]): Part[] {
  const parts: Part[] = []
  const kinds = new Map<string, Part>()
  for (const line of lines) {
    const round = line.what === 'rated' && typeof line.data.round === 'number' ? line.data.round : undefined
    const kind = line.what === 'rated' ? `rated/${round}` : line.what === 'issueSupported' ? line.what : `${line.seq}`
    const known = kinds.get(kind)
    if (known) known.lines.push(line)
    else {
      const part = { round, lines: [line] }
      kinds.set(kind, part)
      parts.push(part)
    }
  }
  return parts
}

function cameTo({ round, lines }: Part, rounds: readonly RoundFigures[]): string {
  if (lines[0]?.what !== 'rated') return `${lines.length}次附议`
  const of = rounds.find((r) => r.round === round)
  const result = of && of.raters !== null ? `，满意 ${share(of.satisfied ?? 0, of.raters, '户')}` : ''
  return `${round === undefined ? '' : `第${round}轮`}评议 ${lines.length}次${result}`
}

const QUIET = new Set(['rated', 'issueSupported', 'mediaAttached'])

function Step({ l, now }: { l: LedgerLine; now: Instant }) {
  const name = EVENT[l.what as keyof typeof EVENT] ?? l.what
  const { data } = l
  const text = (key: string): string | undefined => (typeof data[key] === 'string' ? (data[key] as string) : undefined)
  const details = [
    text('department'),
    text('dueOn') ? `期限 ${day(text('dueOn') ?? '', now)}` : undefined,
    l.what === 'rated' && text('score') ? SCORE[text('score') as keyof typeof SCORE] : undefined,
    l.what === 'deadlineMoved' ? `${text('before') ?? '–'} → ${text('after') ?? '–'}` : undefined,
    typeof data.into === 'number' ? `并入${data.into}号` : undefined,
    typeof data.round === 'number' ? `第${data.round}轮` : undefined,
    l.why ?? undefined,
  ].filter((d) => d !== undefined)
  return (
    <li class={QUIET.has(l.what) ? 'soft' : ''}>
      <b>{name}</b>{' '}
      <span class="soft small">
        {moment(l.at, now)}，{l.who === 'clock' ? '到点自动' : (l.whoName ?? (l.who === 'villager' ? '村民' : '不知道是谁'))}，台账第{l.seq}
        条
      </span>
      {details.length > 0 ? <div class="words">{details.join('；')}</div> : null}
    </li>
  )
}
