/** 约时间 on the phone: asking, how it stands, and households one by one. */
import type { FC } from 'hono/jsx'
import { proposals } from '../../domain/meeting/evening.ts'
import { chooseEvening } from '../../domain/poll/choose.ts'
import type { TimePollRow } from '../../domain/poll/rows.ts'
import { answersOf, standing } from '../../domain/poll/standing.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { sayTime } from '../../text/time.ts'
import { Bar, type Cell, Choices, Fold, Go, Grid, Line, One, Tap, When, Words } from '../parts.tsx'
import { near } from '../times.ts'
import { type HeadView, homesOf, isChair } from '../view.ts'

/** The evenings that would be proposed; none in a season that has none. */
function evenings({ state, now }: HeadView): Instant[] {
  try {
    return proposals(state, now).options
  } catch (refused) {
    if (refused instanceof Refused) return []
    throw refused
  }
}

export const AskForTime: FC<{ view: HeadView; open?: boolean }> = ({ view, open }) => {
  const proposed = evenings(view)
  return (
    <Fold id="ask" name="约时间" open={open === true}>
      <Tap view={view} intent="openTimePoll">
        <Line id="ask-topic" name="topic" label="商量什么事" hint="比如 修路集资" />
        <Choices
          legend="哪几个晚上（避开了农忙和节日，点掉不要的）"
          name="option"
          id="ask"
          many
          of={proposed.map((at) => [new Date(at).toISOString(), sayTime(at, view.now)] as const)}
        />
        <When id="ask-own" now={view.now} label="再加一个自己定的" />
        <p class="soft small">一个都不点，就用上面这几个。</p>
        <Go>约时间</Go>
      </Tap>
    </Fold>
  )
}

export const FixMeeting: FC<{ view: HeadView }> = ({ view }) => (
  <Fold id="fix" name="时间定好了，直接开会">
    <Tap view={view} intent="scheduleMeeting">
      <When id="fix-when" now={view.now} label="哪天几点" />
      <Line id="fix-venue" name="venue" label="在哪里" hint={[...view.state.hamlet.all()][0]?.venue ?? '比如 文化广场'} />
      <Words id="fix-topics" name="topics" label="议题，一行一个" rows={2} />
      <Go>定下来</Go>
    </Tap>
  </Fold>
)

export const Poll: FC<{ view: HeadView; poll: TimePollRow }> = ({ view, poll }) => {
  const { state, now } = view
  const { counts, turnout } = standing(state, poll)
  const best = chooseEvening(counts, now)?.no
  return (
    <section class="card" aria-labelledby="poll">
      <h2 id="poll">{poll.status === 'open' ? '正在约时间' : '约时间到点了，没定下来'}</h2>
      <p>
        {poll.topic ?? ''} 在家{turnout.atHome}户，回了<b>{turnout.answered}户</b>，{near(poll.closesAt, now)}截止。
      </p>
      <ol class="bars">
        {counts.map((count) => (
          <li>
            <span>
              {sayTime(count.startsAt, now)} <b>{count.yes}户</b>
              {count.maybe > 0 ? `，勉强${count.maybe}户` : ''}
              {count.no === best && count.yes > 0 ? '（最多）' : ''}
            </span>
            <Bar part={count.yes} of={turnout.atHome} />
            {isChair(view) && count.startsAt > now ? (
              <One
                view={view}
                intent="chooseOption"
                about={poll.id}
                fields={{ option: count.no }}
                tone={count.no === best ? 'main' : 'plain'}
              >
                就定这个
              </One>
            ) : null}
          </li>
        ))}
      </ol>
      <PollGrid view={view} poll={poll} />
      <div class="row">
        {poll.status === 'open' ? (
          <One view={view} intent="nudge" about={poll.id} tone="plain">
            催一下
          </One>
        ) : null}
        {isChair(view) && poll.status === 'open' ? (
          <One view={view} intent="closeTimePoll" about={poll.id} tone="plain">
            按最多的定
          </One>
        ) : null}
      </div>
      {isChair(view) ? (
        <Fold id="poll-more" name="延期、取消">
          <Tap view={view} intent="extendPoll" about={poll.id}>
            <When id="extend" now={now} label="延到" at={poll.closesAt} />
            <Go tone="plain">延到这时候</Go>
          </Tap>
          <One view={view} intent="cancelPoll" about={poll.id} tone="quiet">
            取消约时间
          </One>
        </Fold>
      ) : null}
    </section>
  )
}

function PollGrid({ view, poll }: { view: HeadView; poll: TimePollRow }) {
  const answers = answersOf(view.state, poll)
  const cells = homesOf(view.state).map((home): Cell => {
    const said = answers.get(home.id)
    if (!said) return { home, tone: '', word: '' }
    if (said.yes.length > 0) return { home, tone: 'yes', word: said.yes.join('、') }
    return said.maybe.length > 0 ? { home, tone: 'maybe', word: `勉强${said.maybe.join('、')}` } : { home, tone: 'no', word: '不行' }
  })
  return (
    <Fold id="poll-grid" name="一户一户地填">
      <Tap view={view} intent="answerFor" about={poll.id} fields={{ answer: 'availability' }}>
        <Choices
          legend="先选能来的时间，再点是哪一户"
          name="said"
          id="said"
          many
          of={[...poll.options.map((at, i) => [String(i + 1), `${i + 1}. ${sayTime(at, view.now)}`] as const), ['none', '都不行'] as const]}
        />
        <Grid cells={cells} label="各户哪个时间能来" />
      </Tap>
    </Fold>
  )
}
