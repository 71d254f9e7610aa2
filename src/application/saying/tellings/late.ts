/** What is said of answers that came late: to the head, who may do something about it. */
import { householdName } from '../../../domain/base/households.ts'
import { doorOf } from '../../../domain/base/rows.ts'
import { type HamletState, hamletOf } from '../../../domain/base/state.ts'
import type { LateFor } from '../../../domain/late/rows.ts'
import { motionLetIn } from '../../../domain/let-in/let-in.ts'
import { chooseEvening } from '../../../domain/poll/choose.ts'
import { goodDeadline } from '../../../domain/poll/good-deadline.ts'
import type { TimePollRow } from '../../../domain/poll/rows.ts'
import { standing } from '../../../domain/poll/standing.ts'
import type { Instant } from '../../../kernel/time.ts'
import * as late from '../../../text/late.ts'
import { hamlet, origin, silent, type Tellings } from '../telling.ts'

export const LATE_TELLINGS = {
  lateReplyKept: silent,
  // What is counted anew says its result itself.
  lateLetIn: ({ data }) => origin(late.lateLetIn(data.replies)),
  lateRepliesNoted: ({ data }, state, now) => hamlet(summed(data, state, now), true),
  answeredClosed: ({ data }, state) => {
    const account = state.accounts.get(data.accountId)
    if (!account || doorOf(account)) return origin(late.tapOnOver(data.question))
    return origin(late.questionIsOver(nameOf(state, data.accountId), data.question))
  },
} satisfies Partial<Tellings>

const nameOf = (state: HamletState, accountId: string | null): string => {
  const account = state.accounts.get(accountId)
  return account?.nickname || (account?.householdId ? householdName(state, account.householdId) : '')
}

/** What the head may still say of a poll that came to nothing; the late answers are counted in it. */
function stillOpen(state: HamletState, poll: TimePollRow, now: Instant): { choose: number; until: Instant | undefined } | undefined {
  const ahead = poll.options.findIndex((at) => at > now)
  if (poll.status !== 'undecided' || ahead < 0) return undefined
  return { choose: chooseEvening(standing(state, poll).counts, now)?.no ?? ahead + 1, until: goodDeadline(poll.options, now) }
}

function summed(
  { question, subject, replies }: { question: LateFor; subject: string; replies: number },
  state: HamletState,
  now: Instant,
): string {
  const head = state.villagers.get(hamletOf(state).headId)?.name ?? ''
  if (question === 'timePoll') return late.lateForPoll(head, replies, stillOpen(state, state.polls.must(subject), now), now)
  if (question === 'motion') {
    const motion = state.motions.must(subject)
    return late.lateForMotion(head, replies, motion, motionLetIn(state, subject) !== undefined)
  }
  if (question === 'survey') {
    const survey = state.surveys.must(subject)
    return late.lateForSurvey(head, replies, state.issues.must(survey.issueId).no)
  }
  return late.lateForAttendance(head, replies)
}
