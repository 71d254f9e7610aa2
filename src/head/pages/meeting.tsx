/** The evening on the phone: before it, who is there, votes, the record, its end. */
import type { FC } from 'hono/jsx'
import { missingHouseholds, presence, presentHouseholds } from '../../domain/attendance/present.ts'
import { householdName, latestByHousehold } from '../../domain/base/households.ts'
import { neededOf } from '../../domain/base/policy.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import type { HandCountRow, MotionRow } from '../../domain/motion/rows.ts'
import { motionsOf, provisionalHands, silentVoters, votesNow, WITNESSES_NEEDED, witnessesOf } from '../../domain/motion/standing.ts'
import { expectedAt, lastWords } from '../../domain/rsvp/expected.ts'
import { HOUR } from '../../kernel/time.ts'
import { Bar, type Cell, Choices, Count, Fold, Go, Grid, Line, One, Tap, When, Words } from '../parts.tsx'
import { near } from '../times.ts'
import { type HeadView, homesOf, isChair } from '../view.ts'

export const Ahead: FC<{ view: HeadView; meeting: MeetingRow }> = ({ view, meeting }) => {
  const { state, now } = view
  const expected = expectedAt(state, meeting)
  const needed = neededOf(state.town.policy.quorumPercent, expected.atHome)
  const words = lastWords(state, meeting)
  const cells = homesOf(state).map((home): Cell => {
    const said = words.get(home.id)?.coming
    return { home, tone: said ?? '', word: said === undefined ? '' : { yes: '来', no: '请假', maybe: '勉强' }[said] }
  })
  const early = meeting.startsAt - now > state.town.policy.attendanceAheadHours * HOUR
  return (
    <section class="card" aria-labelledby="ahead">
      <h2 id="ahead">会定了</h2>
      <p>
        <b>{near(meeting.startsAt, now)}</b> {meeting.venue ?? '地点还没定'}
        {meeting.topics.length > 0 ? `，议题：${meeting.topics.join('、')}` : ''}
      </p>
      <p>
        说了来的<b>{expected.households}户</b>，要{needed}户（在家{expected.atHome}户）。
      </p>
      <Bar part={expected.households} of={expected.atHome} mark={needed} />
      <One view={view} intent="openAttendance" fields={early ? { sure: '1' } : {}} tone={early ? 'plain' : 'main'}>
        开始签到
      </One>
      <Fold id="rsvp-grid" name="谁来谁不来，一户一户地填">
        <Tap view={view} intent="answerFor" about={meeting.id} fields={{ answer: 'rsvp' }}>
          <Choices
            legend="先选，再点是哪一户"
            name="coming"
            id="coming"
            of={[
              ['1', '来'],
              ['0', '请假'],
            ]}
            chosen="1"
          />
          <Grid cells={cells} label="各户来不来" />
        </Tap>
      </Fold>
      <One view={view} intent="nudge" tone="plain">
        催一下没回的
      </One>
      {isChair(view) ? (
        <Fold id="ahead-more" name="改时间、地点、议题，取消">
          <Tap view={view} intent="reschedule">
            <When id="move" now={now} label="改到" at={meeting.startsAt} />
            <Go tone="plain">改时间</Go>
          </Tap>
          <Tap view={view} intent="setVenue">
            <Line id="venue" name="text" label="地点" value={meeting.venue ?? ''} />
            <Go tone="plain">定地点</Go>
          </Tap>
          <Tap view={view} intent="addTopic">
            <Line id="topic" name="text" label="再加一个议题" />
            <Go tone="plain">加议题</Go>
          </Tap>
          <Tap view={view} intent="cancelMeeting">
            <Line id="why" name="text" label="为什么取消" hint="比如 下大雨" />
            <Go tone="quiet">取消这次会</Go>
          </Tap>
        </Fold>
      ) : null}
    </section>
  )
}

export const Evening: FC<{ view: HeadView; meeting: MeetingRow }> = ({ view, meeting }) => {
  const { state } = view
  const figures = presence(state, meeting)
  const { atHome, base, needed, persons, away, quorate } = figures
  const motions = motionsOf(state, meeting.id)
  const open = motions.find((m) => m.status === 'open')
  return (
    <section class="card on" aria-labelledby="evening">
      <h2 id="evening">正在开会</h2>
      <p>
        <b class="big">
          {atHome}/{base}户
        </b>
        到会，要{needed}户，<b>{quorate ? '达标' : `还差${needed - atHome}户`}</b>。{away > 0 ? `另有外出户${away}户，` : ''}一共{persons}
        人。
      </p>
      <Bar part={atHome} of={base} mark={needed} tone={quorate ? 'yes' : 'maybe'} />
      {open ? <Vote view={view} meeting={meeting} motion={open} /> : null}
      <SignIn view={view} meeting={meeting} open={!open} />
      {open || !isChair(view) ? null : <NewVote view={view} meeting={meeting} />}
      <Fold id="note" name="记一句">
        <Tap view={view} intent="note">
          <Line id="speaker" name="speaker" label="谁说的（可以不填）" />
          <Words id="said-line" name="text" label="说了什么" required />
          <Go>记下</Go>
        </Tap>
      </Fold>
      <Done motions={motions} />
      {isChair(view) ? (
        <Fold id="end" name="散会">
          <p>散会以后签到和表决就定了，会议记录过几分钟就有。</p>
          {open ? <p class="note">还有一项表决没结束。</p> : null}
          <One view={view} intent="endMeeting">
            散会
          </One>
          <One view={view} intent="cancelAttendance" tone="quiet">
            签到开早了，收回
          </One>
        </Fold>
      ) : null}
    </section>
  )
}

const Done: FC<{ motions: readonly MotionRow[] }> = ({ motions }) => {
  const closed = motions.filter((m) => m.status === 'closed')
  return closed.length === 0 ? null : (
    <ul class="done">
      {closed.map((m) => (
        <li>
          表决{m.no} {m.text}：<b>{m.carried ? '通过' : '没通过'}</b>
          {m.binding === false ? '（到会不够，不算数）' : ''}，同意{m.approve ?? 0}人，到会{m.present ?? 0}人
        </li>
      ))}
    </ul>
  )
}

function SignIn({ view, meeting, open }: { view: HeadView; meeting: MeetingRow; open: boolean }) {
  const { state } = view
  const here = presentHouseholds(state, meeting)
  const cells = homesOf(state).map((home): Cell => {
    const persons = here.get(home.id)
    return { home, tone: persons === undefined ? '' : 'yes', word: persons === undefined ? '' : `${persons}人` }
  })
  const missing = missingHouseholds(state, meeting).map((id) => householdName(state, id))
  return (
    <Fold id="sign-in" name="签到：点到了的户" open={open}>
      <Tap view={view} intent="markAttendance" about={meeting.id}>
        <Choices
          legend="来了几个人（按住一户也能选）"
          name="persons"
          id="persons"
          of={[
            ['1', '1人'],
            ['2', '2人'],
            ['3', '3人'],
            ['4', '4人'],
            ['0', '划掉'],
          ]}
          chosen="1"
        />
        <Grid cells={cells} long label="签到的户" />
      </Tap>
      <Fold id="missing" name={`还差谁：在家没到的${missing.length}户`}>
        <p>{missing.join('、') || '都到了。'}</p>
        <One view={view} intent="nudge" tone="plain">
          催一下
        </One>
      </Fold>
    </Fold>
  )
}

const NewVote: FC<{ view: HeadView; meeting: MeetingRow }> = ({ view, meeting }) => (
  <Fold id="vote-new" name="表决">
    {meeting.topics.map((topic) => (
      <One view={view} intent="openMotion" fields={{ text: topic }} tone="plain">
        表决：{topic}
      </One>
    ))}
    <Tap view={view} intent="openMotion">
      <Words id="motion" name="text" label="表决什么" hint="比如 每户出50元修路灯" rows={2} required />
      <Go>开始表决</Go>
    </Tap>
  </Fold>
)

const CHOICES = { approve: '同意', reject: '反对', abstain: '弃权' } as const
const TONES = { approve: 'yes', reject: 'no', abstain: 'maybe' } as const

function Vote({ view, meeting, motion }: { view: HeadView; meeting: MeetingRow; motion: MotionRow }) {
  const { state } = view
  const votes = votesNow(state, motion)
  const hands = provisionalHands(state, motion.id)
  const latest = latestByHousehold(
    state,
    state.ballots.where((b) => b.motionId === motion.id),
  )
  const here = presentHouseholds(state, meeting)
  const cells = homesOf(state)
    .filter((home) => here.has(home.id))
    .map((home): Cell => {
      const said = latest.get(home.id)
      return { home, tone: said ? TONES[said.choice] : '', word: said ? CHOICES[said.choice] : `${here.get(home.id) ?? 0}人` }
    })
  return (
    <section class="vote" aria-labelledby="vote">
      <h3 id="vote">
        表决{motion.no}：{motion.text}
      </h3>
      <p>
        同意<b>{votes.approve}人</b>，反对{votes.reject}人，弃权{votes.abstain}人；到会{votes.present}人，要{votes.needed}人同意。还没表态的
        {silentVoters(state, motion).length}户。
      </p>
      <Bar part={votes.approve} of={votes.present} mark={votes.needed} />
      {hands ? <Witnesses view={view} hands={hands} here={cells} /> : null}
      <Fold id="vote-grid" name="一户一户地填">
        <Tap view={view} intent="answerFor" about={motion.id} fields={{ answer: 'ballot' }}>
          <Choices
            legend="先选，再点户（算这一户到会的全部人）"
            name="choice"
            id="choice"
            of={[
              ['approve', '同意'],
              ['reject', '反对'],
              ['abstain', '弃权'],
            ]}
            chosen="approve"
          />
          <Grid cells={cells} label="到会的户怎么投" />
        </Tap>
      </Fold>
      <Fold id="hands" name="举手">
        <Tap view={view} intent="handCount" about={motion.id}>
          <div class="counts">
            <Count id="hands-yes" name="approve" label="同意" />
            <Count id="hands-no" name="reject" label="反对" value="0" />
            <Count id="hands-none" name="abstain" label="弃权" value="0" />
          </div>
          <Go>报举手的数</Go>
        </Tap>
      </Fold>
      {isChair(view) ? (
        <One view={view} intent="closeMotion" about={motion.id} tone="plain">
          表决结束
        </One>
      ) : null}
    </section>
  )
}

const Witnesses: FC<{ view: HeadView; hands: HandCountRow; here: readonly Cell[] }> = ({ view, hands, here }) => (
  <div class="note">
    <p>
      举手：同意{hands.approve}人，反对{hands.reject}人，弃权{hands.abstain}人。还要{WITNESSES_NEEDED - witnessesOf(view.state, hands)}
      户说属实，问一问在场的两户，点出来：
    </p>
    <Tap view={view} intent="nameWitnesses" about={hands.motionId}>
      <Choices
        legend="哪两户说属实"
        name="household"
        id="witness"
        many
        of={here.filter(({ home }) => home.id !== hands.householdId).map(({ home }) => [home.place, home.name] as const)}
      />
      <Go>这两户说属实</Go>
    </Tap>
  </div>
)
