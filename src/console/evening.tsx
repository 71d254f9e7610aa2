/** An evening as pictures: the times that are asked for, who is there, how the votes stand, what was said last. While it goes on, and still afterwards. */
import type { FC } from 'hono/jsx'
import type { EveningPicture, MeetingPicture, MotionPicture, PollPicture } from '../application/evening/picture.ts'
import type { PresentFigures } from '../domain/meeting/figures.ts'
import { chooseEvening } from '../domain/poll/choose.ts'
import type { Instant } from '../kernel/time.ts'
import type { MotionDrawn } from '../store/reading/meetings.ts'
import { percent } from '../text/figures.ts'
import { Bar } from './bars.tsx'
import { Badge, Outcome } from './parts.tsx'
import { moment, timeOfDay } from './times.ts'

/** Who is there, of the base that was frozen when attendance was opened. */
export const Quorum: FC<{ of: PresentFigures }> = ({ of: { base, atHome, away, persons, needed, quorate } }) => (
  <div class={`gauge ${quorate ? 'good' : 'bad'}`}>
    <p>
      <b class="big">
        {atHome}/{base}户
      </b>{' '}
      到会（{percent(atHome, base)}），要{needed}户，<strong>{quorate ? '达标' : `还差${needed - atHome}户`}</strong>
      <span class="soft">
        {quorate ? '' : '，表决只记录不算数'}。{away > 0 ? `另有外出户${away}户到会，` : ''}一共{persons}人
      </span>
    </p>
    <Bar base={base} mark={needed} pieces={[{ part: atHome, tone: quorate ? 'yes' : 'maybe' }]} />
  </div>
)

/** One vote. The base is people who are there. */
export const Vote: FC<{ of: MotionPicture; names?: boolean }> = ({ of: m, names }) => {
  const silent = m.present - m.approve - m.reject - m.abstain
  return (
    <div class="vote">
      <p>
        {m.no}. <bdi>{m.text}</bdi> {m.open ? <Badge tone="info">正在表决</Badge> : <Outcome of={m} />}
      </p>
      <Bar
        base={m.present}
        mark={m.needed}
        pieces={[
          { part: m.approve, tone: 'yes' },
          { part: m.reject, tone: 'no' },
          { part: m.abstain, tone: 'maybe' },
        ]}
      />
      <p class="small">
        <b>同意{m.approve}人</b>（到会{m.present}人的{percent(m.approve, m.present)}
        {m.needed === null ? '' : `，要${m.needed}人`}
        {m.open && m.needed !== null && m.approve < m.needed ? `，还差${m.needed - m.approve}人` : ''}）　反对{m.reject}人　弃权{m.abstain}
        人{silent > 0 ? `　没表态${silent}人` : ''}
        {m.counted === 'hands' ? '　举手数的' : m.counted === 'ballots' ? '　一户一户回的' : ''}
        {m.witnessesMissing ? `，还要${m.witnessesMissing}户说属实` : ''}
      </p>
      {names ? <Names id={`silent-${m.id}`} summary={`还没表态的${m.silent.length}户`} of={m.silent} /> : null}
    </div>
  )
}

/** One that is kept, as it is drawn. */
export const drawn = (x: MotionDrawn) => ({
  ...x,
  open: x.status === 'open',
  present: x.present ?? 0,
  approve: x.approve ?? 0,
  reject: x.reject ?? 0,
  abstain: x.abstain ?? 0,
  witnessesMissing: null,
  silent: [],
})

/** The times that were asked for, the best of them marked. */
const Options: FC<{ of: PollPicture; now: Instant; most?: number }> = ({ of: poll, now, most = 12 }) => {
  const best = chooseEvening(poll.counts, now)?.no
  const shown = [...poll.counts].sort((a, b) => Number(b.no === best) - Number(a.no === best) || a.no - b.no).slice(0, most)
  return (
    <ul class="options">
      {(most < poll.counts.length ? shown : poll.counts).map((o) => (
        <li class={o.no === best ? 'best' : ''}>
          <span>
            {o.no}. {moment(o.startsAt, now)} {o.no === best ? <Badge tone="good">最多</Badge> : null}
            {o.startsAt <= now ? <Badge>过了</Badge> : null}
          </span>
          <Bar
            base={poll.atHome}
            mark={poll.needed}
            pieces={[
              { part: o.yes, tone: 'yes' },
              { part: o.maybe, tone: 'maybe' },
            ]}
          />
          <span class="small">
            <b>{o.yes}户能来</b>
            {o.maybe > 0 ? `，勉强${o.maybe}户` : ''}
            {o.awayYes > 0 ? `，外出${o.awayYes}户也来` : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Poll: FC<{ of: PollPicture; now: Instant; brief: boolean; names: boolean }> = ({ of: poll, now, brief, names }) => (
  <>
    <p>
      {poll.topic ? <bdi>{poll.topic}</bdi> : '约时间'}：在家{poll.atHome}户，回了<b>{poll.answered}户</b>（
      {percent(poll.answered, poll.atHome)}），
      {poll.open ? `${moment(poll.closesAt, now)}截止` : '没有定下来，等屋场长定'}。竖线是开会要的{poll.needed}户。
    </p>
    <Options of={poll} now={now} {...(brief ? { most: 1 } : {})} />
    {names ? <Names id={`poll-${poll.id}`} summary={`还没回的${poll.silent.length}户`} of={poll.silent} /> : null}
  </>
)

const Ahead: FC<{ of: NonNullable<MeetingPicture['expected']> }> = ({ of: e }) => (
  <div class="gauge">
    <p>
      <b class="big">
        {e.households}/{e.atHome}户
      </b>{' '}
      说了来（{percent(e.households, e.atHome)}），要{e.needed}户{e.households < e.needed ? `，还差${e.needed - e.households}户` : '，够了'}
      <span class="soft">
        {e.maybe > 0 ? `；勉强${e.maybe}户` : ''}
        {e.declined > 0 ? `；来不了${e.declined}户` : ''}
        {e.away > 0 ? `；外出${e.away}户也来` : ''}
      </span>
    </p>
    <Bar
      base={e.atHome}
      mark={e.needed}
      pieces={[
        { part: e.households, tone: 'yes' },
        { part: e.maybe, tone: 'maybe' },
      ]}
    />
  </div>
)

const Names: FC<{ id: string; summary: string; of: readonly string[] }> = ({ id, summary, of }) =>
  of.length === 0 ? null : (
    <details class="more" id={id}>
      <summary>{summary}</summary>
      <p>{of.join('、')}</p>
    </details>
  )

const Said: FC<{ of: MeetingPicture['said']; names: boolean }> = ({ of, names }) =>
  of.length === 0 || !names ? null : (
    <ul class="said" aria-label="刚才说的">
      {of.map((line) => (
        <li>
          <span class="soft small">
            {timeOfDay(line.at)} <bdi>{line.speaker}</bdi>
          </span>{' '}
          <span class="words">
            {line.kind === 'image' ? `（图片）${line.text}` : line.kind === 'voice' ? `（语音）${line.text}` : line.text}
          </span>
        </li>
      ))}
    </ul>
  )

const STATE = { open: '正在开会', fixed: '定了', asked: '正在约时间' } as const

export interface Painted {
  now: Instant
  /** Villagers by name. */
  names: boolean
  /** On a wall: nothing to press, everything large. */
  wall?: boolean
  brief?: boolean
  /** Under a heading of its own kind. */
  under?: boolean
}

export const Evening: FC<Painted & { of: EveningPicture }> = ({ of, now, names, wall, brief, under }) => {
  const { meeting, poll } = of
  const name = (
    <>
      {wall ? of.hamletName : <a href={`/hamlets/${of.hamletId}`}>{of.hamletName}</a>}{' '}
      <Badge tone={meeting?.open ? 'good' : 'info'}>{meeting?.open ? STATE.open : meeting ? STATE.fixed : STATE.asked}</Badge>
    </>
  )
  return (
    <article class={`card evening ${meeting?.open ? 'on' : ''}`}>
      {under ? <h3>{name}</h3> : <h2>{name}</h2>}
      {meeting ? (
        <>
          <p class="soft">
            {moment(meeting.startsAt, now)}
            {meeting.venue ? ` ${meeting.venue}` : ''}
            {meeting.topics.length > 0 ? `，议题：${meeting.topics.join('、')}` : ''}
          </p>
          {meeting.figures ? <Quorum of={meeting.figures} /> : null}
          {meeting.expected ? <Ahead of={meeting.expected} /> : null}
          {names && !brief ? (
            <Names
              id={`missing-${meeting.id}`}
              summary={`${meeting.open ? '还没到' : '还没回话'}的${meeting.missing.length}户`}
              of={meeting.missing}
            />
          ) : null}
          {meeting.motions.map((motion) => (
            <Vote of={motion} names={names} />
          ))}
          <Said of={meeting.said} names={names} />
        </>
      ) : null}
      {poll && !meeting?.open ? <Poll of={poll} now={now} brief={brief === true} names={names && !brief} /> : null}
      {wall ? null : (
        <p class="ways small">
          {meeting ? <a href={`/meetings/${meeting.id}`}>这次会</a> : null}
          <a href={`/tonight/${of.hamletId}`}>大字投影</a>
        </p>
      )}
    </article>
  )
}
