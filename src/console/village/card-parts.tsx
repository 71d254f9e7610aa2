/** What stands on a household's card, in large letters: one thing asked, one tap to answer it. Every tap is a form, so it works without a script. */
import type { Child, FC } from 'hono/jsx'
import type { CardPicture, CardQuestion } from '../../application/pages/card.ts'
import { MOST } from '../../domain/base/lengths.ts'
import type { Instant } from '../../kernel/time.ts'
import { CHOICE } from '../../text/record.ts'
import { sayNear, sayTime } from '../../text/time.ts'
import { SCORE } from '../words.ts'

type Of<K extends CardQuestion['kind']> = FC<{ of: CardQuestion & { kind: K }; path: string; now: Instant }>

export const Questions: FC<{ of: readonly CardQuestion[]; path: string; now: Instant }> = ({ of: questions, path, now }) => (
  <section>
    <h2>现在问您家的</h2>
    {questions.length === 0 ? <p class="empty">现在没有要回的。有了会在群里说，扫这张码就看得到。</p> : null}
    {questions.map((question) => {
      const Asked = ASKED[question.kind] as Of<never>
      return <Asked of={question as never} path={path} now={now} />
    })}
  </section>
)

/** Buttons that answer one question: whichever is pressed is what is sent. */
const Answer: FC<{ of: CardQuestion; path: string; no?: number; children?: Child }> = ({ of, path, no, children }) => (
  <form method="post" action={path} class="taps">
    <input type="hidden" name="what" value={of.kind} />
    <input type="hidden" name="about" value={of.id} />
    <input type="hidden" name="tap" value={crypto.randomUUID()} />
    {no === undefined ? null : <input type="hidden" name="no" value={`${no}`} />}
    {children}
  </form>
)

const Tap: FC<{ value: string; on?: boolean; children?: Child }> = ({ value, on, children }) => (
  <button type="submit" name="value" value={value} class={on ? 'on' : 'plain'} aria-pressed={on ? 'true' : 'false'}>
    {on ? '✓ ' : ''}
    {children}
  </button>
)

const Now: FC<{ said: string | null }> = ({ said }) => (
  <p class="own">{said === null ? '您家还没有回。' : `您家现在回的：${said}。要改就再点。`}</p>
)

const TimePoll: Of<'timePoll'> = ({ of, path, now }) => {
  const yes = of.own?.yes ?? []
  const numbers = of.options.map((_, i) => i + 1)
  const toggled = (no: number): string => numbers.filter((n) => (n === no ? !yes.includes(n) : yes.includes(n))).join(',') || 'none'
  const said =
    of.own === null ? null : of.own.none ? '都来不了' : `${yes.map((no) => sayTime(of.options[no - 1] ?? 0, now)).join('、')}能来`
  return (
    <article class="card">
      <h3>{of.topic ? <bdi>{of.topic}</bdi> : '开会'}：您家哪天能来？</h3>
      <p>能来的都点上，{of.closesAt > now ? `${sayNear(of.closesAt, now)}截止` : '已经截止，屋场长还没有定'}。</p>
      <Answer of={of} path={path}>
        {of.options.map((at, i) => (
          <Tap value={toggled(i + 1)} on={yes.includes(i + 1)}>
            {sayNear(at, now)}
          </Tap>
        ))}
        <Tap value="all" on={yes.length === numbers.length}>
          哪天都行
        </Tap>
        <Tap value="none" on={of.own?.none === true}>
          都来不了
        </Tap>
      </Answer>
      <Now said={said} />
    </article>
  )
}

const COMING = { yes: '参加', maybe: '勉强', no: '来不了' } as const

const Rsvp: Of<'rsvp'> = ({ of, path, now }) => (
  <article class="card">
    <h3>{sayNear(of.startsAt, now)}开会，您家来不来？</h3>
    <p>{[of.venue, of.topics.length > 0 ? `议题：${of.topics.join('、')}` : null].filter((said) => said !== null).join('，')}</p>
    <Answer of={of} path={path}>
      <Tap value="yes" on={of.own === 'yes'}>
        参加
      </Tap>
      <Tap value="no" on={of.own === 'no'}>
        来不了
      </Tap>
    </Answer>
    <Now said={of.own === null ? null : COMING[of.own]} />
  </article>
)

const PERSONS = [1, 2, 3, 4] as const

const Attendance: Of<'attendance'> = ({ of, path, now }) => (
  <article class="card">
    <h3>正在开会，您家到了几个人？</h3>
    <p>
      {sayNear(of.startsAt, now)}
      {of.venue ? `，${of.venue}` : ''}。人到了会场再点。
    </p>
    <Answer of={of} path={path}>
      {PERSONS.map((n) => (
        <Tap value={`${n}`} on={of.own === n}>
          到了{n}个人
        </Tap>
      ))}
    </Answer>
    <Now said={of.own === null ? null : `到了${of.own}个人`} />
  </article>
)

const CANNOT = {
  signInFirst: '您家还没有签到，签了到才能投。人到了会场，先点上面的“到了”，或者请屋场长签上。',
  raiseHands: '这一件正在举手，请举手，户码上不投。',
} as const

const Motion: Of<'motion'> = ({ of, path }) => (
  <article class="card">
    <h3>
      表决{of.no}：<bdi>{of.text}</bdi>
    </h3>
    {of.can === 'vote' ? (
      <>
        <Answer of={of} path={path}>
          {(['approve', 'reject', 'abstain'] as const).map((choice) => (
            <Tap value={choice} on={of.own === choice}>
              {CHOICE[choice]}
            </Tap>
          ))}
        </Answer>
        <p>您家到了几个人就算几票。</p>
        <Now said={of.own && CHOICE[of.own]} />
      </>
    ) : (
      <p class="note warn">{CANNOT[of.can]}</p>
    )}
  </article>
)

const Survey: Of<'survey'> = ({ of, path, now }) => (
  <article class="card">
    <h3>
      {of.issueNo}号 <bdi>{of.text}</bdi>
    </h3>
    <p>
      {of.handled ? `说是办好了：${of.handled}。` : '说是办好了。'}您家满意不满意？
      {of.closesAt > now ? `${sayNear(of.closesAt, now)}截止。` : ''}
    </p>
    {of.handler ? (
      <p class="note">这件是您家办的，自己家不评。</p>
    ) : (
      <>
        <Answer of={of} path={path} no={of.issueNo}>
          {(['satisfied', 'basic', 'dissatisfied'] as const).map((score) => (
            <Tap value={score} on={of.own === score}>
              {SCORE[score]}
            </Tap>
          ))}
        </Answer>
        <Now said={of.own && SCORE[of.own]} />
      </>
    )}
  </article>
)

const Receipt: Of<'receipt'> = ({ of, path }) => (
  <article class="card">
    <h3>镇里的通知</h3>
    <p class="words">{of.text}</p>
    {of.own ? (
      <p class="own">您家回过“收到”了。</p>
    ) : (
      <Answer of={of} path={path}>
        <Tap value="yes">收到</Tap>
      </Answer>
    )}
  </article>
)

const ASKED: { readonly [K in CardQuestion['kind']]: Of<K> } = {
  timePoll: TimePoll,
  rsvp: Rsvp,
  attendance: Attendance,
  motion: Motion,
  survey: Survey,
  receipt: Receipt,
}

export const MyIssues: FC<{ of: CardPicture['issues'] }> = ({ of: issues }) => (
  <section>
    <h2>您家反映的事</h2>
    {issues.length === 0 ? <p class="empty">近两个月没有您家反映的公开的事。</p> : null}
    {issues.map((issue) => (
      <article class="card">
        <h3>
          {issue.no}号 <bdi>{issue.text}</bdi>
        </h3>
        <p>{issue.where}。</p>
      </article>
    ))}
  </section>
)

/** What was typed, for a report that was not taken. */
export interface Typing {
  text: string
  quietly: boolean
  past: string
}

export const Report: FC<{ path: string; wrong: string | undefined; typing: Typing | undefined }> = ({ path, wrong, typing }) => (
  <section id="report">
    <h2>有事要反映</h2>
    {wrong ? (
      <p class="note bad" role="alert">
        没有交上：{wrong}您写的还在下面。
      </p>
    ) : null}
    <form method="post" action={path} enctype="multipart/form-data" class="card">
      <input type="hidden" name="what" value="report" />
      <input type="hidden" name="tap" value={crypto.randomUUID()} />
      <label for="text">是什么事，在哪里</label>
      <textarea id="text" name="text" aria-describedby="text-hint">
        {typing?.text ?? ''}
      </textarea>
      <p class="hint" id="text-hint">
        比如：村口的路灯坏了两盏。最多{MOST.report}个字。
      </p>
      <label for="photo">照片（可以不带）</label>
      <input id="photo" name="photo" type="file" accept="image/*" />
      <label class="check">
        <input type="checkbox" name="quietly" value="1" checked={typing?.quietly === true} /> 悄悄说：不在群里说，不上公示板
      </label>
      <div>
        <label for="past">悄悄说的，还不想让谁知道</label>
        <select id="past" name="past">
          {PAST.map(([value, name]) => (
            <option value={value} selected={typing?.past === value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">交上去</button>
    </form>
  </section>
)

const PAST = [
  ['', '屋场长、村里可以知道'],
  ['head', '不让屋场长知道，直接交村里'],
  ['village', '不让屋场长和村里知道，直接交镇里'],
] as const
