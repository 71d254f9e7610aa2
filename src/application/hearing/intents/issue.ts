/** Issues and their rating in a hamlet's group. */
import { type Instant, wallTime } from '../../../kernel/time.ts'
import { momentsIn } from '../../../understand/moments.ts'
import { issueCommand, ownRating } from '../../making/issue.ts'
import { type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'
import { progress } from '../progress.ts'

/** 当场解决 明早组织清沟: what was agreed on the spot and is done on a day that is still to come. */
function dayOfAction({ decision, text = '' }: { decision: string; text?: string }, now: Instant): { dueOn?: string } {
  if (decision !== 'onTheSpot') return {}
  const wall = wallTime(now)
  const days = momentsIn(text, 0, wall).flatMap((m) => (m.day?.date !== undefined && !m.day.clash ? [m.day.date] : []))
  const last = days.sort().at(-1)
  return last !== undefined && last > wall.date ? { dueOn: last } : {}
}

export const ISSUE_INTENTS = {
  raiseIssue: (said, { actor, mediaId }) => one({ type: 'raiseIssue', actor, ...said, ...(mediaId === undefined ? {} : { mediaId }) }),
  withdrawIssue: ({ issueNo }, { actor }) => one(issueCommand(actor, issueNo, { type: 'withdrawIssue' })),
  support: ({ issueNo }, { actor }) => one(issueCommand(actor, issueNo, { type: 'supportIssue' })),
  categorise: ({ issueNo, category }, { actor }) => one(issueCommand(actor, issueNo, { type: 'categorise', category })),
  decideIssue: ({ issueNo, ...said }, { actor, now }) =>
    one(issueCommand(actor, issueNo, { type: 'decideIssue', ...said, ...dayOfAction(said, now) })),
  handled: ({ issueNo, text }, { actor }) => one(issueCommand(actor, issueNo, { type: 'handleIssue', ...(text ? { text } : {}) })),
  rate: (said, { actor, via }) => one(ownRating(actor, via, said)),
  rateOnBehalf: ({ issueNo, name, score }, hearing) => {
    const who = person(name, hearing)
    return 'say' in who ? who : one(issueCommand(hearing.actor, issueNo, { type: 'rate', score, householdId: who.householdId }))
  },
  confirmVisits: ({ issueNo }, { actor }) => one(issueCommand(actor, issueNo, { type: 'confirmVisits' })),
  askProgress: (asked, { state, account, actor, role, now }) => ({
    say: progress(state, asked, { accountId: account.id, alone: 'alone' in actor, head: role === 'head' }, now),
  }),
} satisfies Partial<IntentRules>
