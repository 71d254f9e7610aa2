/** What happened last, and what is being done: the parts of a board that change with the hamlet. */
import type { FC } from 'hono/jsx'
import type { BoardIssue, BoardMeeting, BoardRound } from '../../application/board/picture.ts'
import type { Instant } from '../../kernel/time.ts'
import { ISSUE_STATUS, SURVEY_STATUS } from '../../text/statuses.ts'
import { drawn, Quorum, Vote } from '../evening.tsx'
import { Badge } from '../parts.tsx'
import { day, moment } from '../times.ts'

export const Meetings: FC<{ of: readonly BoardMeeting[]; now: Instant }> = ({ of: meetings, now }) => (
  <section>
    <h2>最近几次会的结果</h2>
    {meetings.length === 0 ? <p class="empty">近两个月还没有开过会。</p> : null}
    {meetings.map((m) => (
      <article class="card">
        <h3>{moment(m.startsAt, now)}的会</h3>
        <p class="soft">
          {[m.venue, m.topics.length > 0 ? `议题：${m.topics.join('、')}` : null].filter((said) => said !== null).join('，')}
        </p>
        <Quorum of={m.figures} />
        {m.motions.length === 0 ? <p>没有表决。</p> : m.motions.map((motion) => <Vote of={drawn(motion)} />)}
      </article>
    ))}
  </section>
)

export const Issues: FC<{ of: readonly BoardIssue[]; now: Instant }> = ({ of: issues, now }) => {
  const open = issues.filter((issue) => !issue.ended)
  const ended = issues.filter((issue) => issue.ended)
  return (
    <section>
      <h2>在办的{open.length}件</h2>
      {open.length === 0 ? <p class="empty">现在没有在办的问题。</p> : null}
      {open.map((issue) => (
        <Issue of={issue} now={now} />
      ))}
      <h2>近两个月办完的{ended.length}件</h2>
      {ended.length === 0 ? <p class="empty">没有。</p> : null}
      {ended.map((issue) => (
        <Issue of={issue} now={now} />
      ))}
    </section>
  )
}

/** Whoever raised it is a villager, and nobody else's business. */
const Issue: FC<{ of: BoardIssue; now: Instant }> = ({ of: i, now }) => (
  <article class="card issue">
    <h3>
      {i.no}号 <bdi>{i.text}</bdi> <Badge tone={i.ended ? 'good' : 'info'}>{ISSUE_STATUS[i.status]}</Badge>
    </h3>
    <p>
      <b>{i.where}</b>
    </p>
    <ol class="timeline">
      {i.story.map((line, at) => (
        <li>
          {at === 0 ? '村民' : ''}
          <bdi>{line}</bdi>
        </li>
      ))}
    </ol>
    <Rounds of={i.rounds} now={now} />
    <Days of={i} now={now} />
  </article>
)

/** What a round came to is a step; here is the one that is not over. */
const Rounds: FC<{ of: readonly BoardRound[]; now: Instant }> = ({ of: rounds, now }) =>
  rounds.length === 0 ? null : (
    <ul class="rounds">
      {rounds.map((r) => (
        <li>
          第{r.round}轮评议：{SURVEY_STATUS[r.status]}
          {r.status === 'open' ? `，${moment(r.closesAt, now)}截止` : ''}
        </li>
      ))}
    </ul>
  )

/** Each day from 0 to the deadline, counted or skipped and why: anybody can count it again. */
const Days: FC<{ of: BoardIssue; now: Instant }> = ({ of: { days, reportDueOn, provisional }, now }) =>
  days === null || reportDueOn === null ? null : (
    <details class="more">
      <summary>
        村里的期限是怎么数的：{days.filter((d) => d.counted).length}个工作日，到{day(reportDueOn, now)}
        {provisional ? '（暂定）' : ''}
      </summary>
      <ol class="days">
        {days.map((d) => (
          <li class={d.counted ? 'counted' : ''}>
            <b>{day(d.date, now)}</b>
            {d.counted ? `第${days.filter((x) => x.counted && x.date <= d.date).length}天：` : '不算：'}
            {d.why}
          </li>
        ))}
      </ol>
    </details>
  )
