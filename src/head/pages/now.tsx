/** The first screen: what is on now, and the one next thing to do. */
import type { FC } from 'hono/jsx'
import { openMeeting, upcomingMeeting } from '../../domain/meeting/current.ts'
import { currentPoll } from '../../domain/poll/standing.ts'
import { DAY } from '../../kernel/time.ts'
import { Fold, Go, One, Tap, Words } from '../parts.tsx'
import { type HeadView, isChair } from '../view.ts'
import { Ahead, Evening } from './meeting.tsx'
import { AskForTime, FixMeeting, Poll } from './poll.tsx'
import { Texts, Unread } from './texts.tsx'

/** The one next thing, in a sentence. */
function nextThing(view: HeadView): string {
  const { state, now } = view
  const waiting = view.texts.filter((text) => text.sentAt === null).length
  const meeting = openMeeting(state)
  if (meeting) return `在开会：点到了的户，再表决，最后散会。${waiting > 0 ? `有${waiting}条话要发到群里。` : ''}`
  if (waiting > 0) return `有${waiting}条话要发到群里。`
  const ahead = upcomingMeeting(state)
  if (ahead) return ahead.startsAt - now < DAY / 2 ? '快开会了：人到了就开始签到。' : '会定了，等着开。有人说来不来，点进去填。'
  const poll = currentPoll(state)
  if (poll?.status === 'open') return '等大家回哪天有空。群里回的，一户一户填进来，或者贴进来。'
  if (poll) return '约的时间到点了，定一个，或者再等等。'
  return isChair(view) ? '没有要办的。要商量事就约个时间。' : '没有要办的。'
}

const Report: FC<{ view: HeadView }> = ({ view }) => (
  <Fold id="report" name="反映一件事">
    <Tap view={view} intent="raiseIssue" upload>
      <Words id="report-text" name="text" label="什么事、在哪里" hint="比如 村口路灯坏了两盏" required />
      <p class="field">
        <label for="report-photo">照片（可以不要，太大的会自动缩小）</label>
        <input id="report-photo" name="photo" type="file" accept="image/*" />
      </p>
      <label class="check">
        <input type="checkbox" name="confidential" value="1" /> 悄悄的，不在群里说
      </label>
      <Go>反映</Go>
    </Tap>
  </Fold>
)

export const Now: FC<{ view: HeadView }> = ({ view }) => {
  const { state } = view
  const meeting = openMeeting(state)
  const ahead = upcomingMeeting(state)
  const poll = currentPoll(state)
  const waiting = view.texts.some((text) => text.sentAt === null)
  const idle = !meeting && !ahead && poll?.status !== 'open'
  const late = state.lateReplies.find((r) => r.inTime && r.countedAt === null)
  return (
    <>
      <h1 class="next">{nextThing(view)}</h1>
      <Unread view={view} />
      {meeting ? <Evening view={view} meeting={meeting} /> : null}
      {waiting ? <Texts view={view} /> : null}
      {ahead && !meeting ? <Ahead view={view} meeting={ahead} /> : null}
      {poll ? <Poll view={view} poll={poll} /> : null}
      {late && isChair(view) ? (
        <One view={view} intent="letLateIn" tone="plain">
          晚到的回复算上
        </One>
      ) : null}
      {waiting ? null : <Texts view={view} />}
      {idle && isChair(view) ? (
        <section aria-label="开会">
          <AskForTime view={view} open={poll === undefined} />
          <FixMeeting view={view} />
        </section>
      ) : null}
      <p>
        <a class="button" href="/h/paste">
          把群里的接龙、聊天贴进来
        </a>
      </p>
      <Report view={view} />
    </>
  )
}
