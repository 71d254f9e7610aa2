/** Issues and their rating in a hamlet's group. */
import { issueCommand, ownRating } from '../../making/issue.ts'
import { type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'
import { progress } from '../progress.ts'

export const ISSUE_INTENTS = {
  raiseIssue: (said, { actor, mediaId }) => one({ type: 'raiseIssue', actor, ...said, ...(mediaId === undefined ? {} : { mediaId }) }),
  withdrawIssue: ({ issueNo }, { actor }) => one(issueCommand(actor, issueNo, { type: 'withdrawIssue' })),
  support: ({ issueNo }, { actor }) => one(issueCommand(actor, issueNo, { type: 'supportIssue' })),
  categorise: ({ issueNo, category }, { actor }) => one(issueCommand(actor, issueNo, { type: 'categorise', category })),
  decideIssue: ({ issueNo, ...said }, { actor }) => one(issueCommand(actor, issueNo, { type: 'decideIssue', ...said })),
  handled: ({ issueNo, text }, { actor }) => one(issueCommand(actor, issueNo, { type: 'handleIssue', ...(text ? { text } : {}) })),
  rate: (said, { actor }) => one(ownRating(actor, said)),
  rateOnBehalf: ({ issueNo, name, score }, hearing) => {
    const who = person(name, hearing)
    return 'say' in who ? who : one(issueCommand(hearing.actor, issueNo, { type: 'rate', score, householdId: who.householdId }))
  },
  askProgress: (asked, { state, account, now }) => ({ say: progress(state, asked, account.id, now) }),
} satisfies Partial<IntentRules>
