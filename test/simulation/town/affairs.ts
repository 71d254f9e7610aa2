/** What people of a hamlet, its cadres and the town do about issues; who they are, and who is at home. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { IssueRow } from '../../../src/domain/issue/rows.ts'
import { addDays, dateOf } from '../../../src/kernel/time.ts'
import { DEPARTMENTS } from './given.ts'
import type { Try, World } from './world.ts'

const TEXTS = ['村口路灯坏了', '水渠堵了', '三组的路要硬化', '垃圾没人收', '低保怎么申请', '桥栏杆断了', '两家为地界吵架', '自来水浑得很']

export function raise(w: World): Try | undefined {
  const { chance } = w
  if (w.openIssues.length >= 6) return push(w)
  const account = w.somebody()
  const actor = w.speaks(account)
  const hidden = chance.is(0.2)
    ? chance.pick([{ confidential: true as const }, { passesOver: 'head' as const }, { passesOver: 'village' as const }])
    : {}
  const again = w.state.issues.find((i) => i.status === 'closed')
  const about = again && chance.is(0.2) ? { againOf: again.no } : {}
  return { command: { type: 'raiseIssue', actor: 'kind' in actor ? actor : w.cadre(), text: chance.pick(TEXTS), ...hidden, ...about } }
}

/** Somebody does something about one of the issues that are not over: mostly what comes next, now and then what makes no sense. */
export function push(w: World): Try | undefined {
  const { chance, openIssues } = w
  if (openIssues.length === 0) return undefined
  const issue = chance.pick(openIssues)
  if (chance.is(0.12)) return { command: nonsense(w, issue) }
  const of = { issueNo: issue.no }
  const command = chance.pick(NEXT[issue.status as keyof typeof NEXT])(w, of, issue)
  return { command }
}

type Of = { issueNo: number }
type Make = (w: World, of: Of, issue: IssueRow) => Command
const day = (w: World, from: number, to: number) => addDays(dateOf(w.now), w.chance.int(from, to))
/** The head speaks of a confidential one where only the bot hears it. */
const alone = (w: World) => {
  const actor = w.head()
  return actor.kind === 'account' && w.chance.is(0.7) ? { ...actor, alone: true as const } : actor
}

const IN_HAMLET: readonly Make[] = [
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'toVillage' }),
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'onTheSpot', text: '当场办了' }),
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'onTheSpot', text: '过几天清沟', dueOn: day(w, 0, 9) }),
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'agreed', dueOn: day(w, -1, 9) }),
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'merge', into: w.chance.int(1, of.issueNo) }),
  (w, of) => ({ type: 'decideIssue', actor: alone(w), ...of, decision: 'dismiss', text: '已经修了' }),
  (w, of) => ({ type: 'handleIssue', actor: alone(w), ...of }),
  (w, of) => ({ type: 'supportIssue', actor: w.speaks(w.somebody()), ...of }),
  (w, of) => ({ type: 'supportIssue', actor: w.speaks(w.somebody()), ...of }),
  (w, of, issue) => ({ type: 'withdrawIssue', actor: w.speaks(w.state.accounts.get(issue.reporterAccountId) ?? w.somebody()), ...of }),
  (w, of) => ({ type: 'setConfidential', actor: w.cadre(), ...of, confidential: w.chance.is(0.5) }),
]
const report: Make = (w, of) => ({ type: 'reportToTown', actor: w.cadre(), ...of, reportNo: ++w.reportNo, signer: '周建国' })
const assign: Make = (w, of) => ({
  ...{ type: 'assignIssue', actor: w.official(), ...of, department: w.chance.pick(DEPARTMENTS) },
  ...{ person: '李主任', dueOn: day(w, 0, 15) },
})
const handle: Make = (w, of, issue) => ({
  ...{ type: 'handleIssue', actor: issue.status === 'assigned' ? w.official() : w.cadre(), ...of, text: '办了' },
})
const score = (w: World) => w.chance.pick(['satisfied', 'satisfied', 'basic', 'dissatisfied'] as const)
const rate: Make = (w, of) => {
  const account = w.somebody()
  return { type: 'rate', actor: w.speaks(account), from: { accountId: account.id, via: 'chat' }, ...of, score: score(w), comment: '还可以' }
}
const visit: Make = (w, of, issue) => {
  const from = issue.confidential
    ? ({ reporter: true, via: 'byHand', by: 'x' } as const)
    : ({ householdId: w.household(), via: 'byHand', by: 'x' } as const)
  return { type: 'rate', actor: w.chance.pick([w.head(), w.recorder(), w.cadre(), w.official()]), from, ...of, score: score(w) }
}
const hide: Make = (w, of) => ({ type: 'setConfidential', actor: w.official(), ...of, confidential: w.chance.is(0.5) })
const join: Make = (w, of) => ({ type: 'supportIssue', actor: w.speaks(w.somebody()), ...of })

const NEXT: Readonly<Record<'raised' | 'inHamlet' | 'inVillage' | 'inTown' | 'assigned' | 'inReview', readonly Make[]>> = {
  raised: IN_HAMLET,
  inHamlet: IN_HAMLET,
  inVillage: [
    (w, of) => ({ type: 'acceptIssue', actor: w.cadre(), ...of }),
    ...[handle, handle, report, report, hide, join],
    (w, of) => ({ type: 'takeUpIssue', actor: w.official(), ...of, reason: '太久了' }),
    (w, of) => ({ type: 'studyIssue', actor: w.cadre(), ...of, heldOn: day(w, -3, 0), present: '支部三人', decided: '先清沟' }),
  ],
  inTown: [
    ...[assign, assign, assign, hide],
    (w, of) => ({ type: 'bringBackIssue', actor: w.official(), ...of, reason: '材料不齐' }),
    (w, of) => ({ type: 'signReport', actor: w.cadre(), ...of, signer: '周建国' }),
  ],
  assigned: [handle, handle, handle, assign, hide],
  inReview: [
    ...[rate, rate, rate, rate, rate, rate, rate, rate, rate, rate, rate, rate, rate, visit, visit, visit],
    (w, of) => ({ type: 'confirmVisits', actor: w.chance.pick([w.recorder(), w.cadre(), w.official()]), ...of }),
    hide,
  ],
}

/** By anybody, of whatever status. */
function nonsense(w: World, issue: IssueRow): Command {
  const any = w.chance.pick(Object.values(NEXT).flat())
  const command = any(w, { issueNo: w.chance.is(0.2) ? 9_999 : issue.no }, issue)
  return w.chance.is(0.5) ? { ...command, actor: w.chance.pick([w.head(), w.cadre(), w.official(), w.speaks(w.somebody())]) } : command
}

/** Who somebody is, and whether a household is at home. */
export function belong(w: World): Try {
  const { chance } = w
  const guests = w.state.accounts.where((a) => a.householdId === null)
  const householdId = w.household()
  const account = guests.length > 0 && chance.is(0.7) ? chance.pick(guests) : w.somebody()
  return {
    command: chance.pick<Command>([
      { type: 'setAtHome', actor: w.head(), householdId, atHome: chance.is(0.7) },
      { type: 'setAtHome', actor: w.head(), householdId, atHome: chance.is(0.7) },
      { type: 'claimIdentity', actor: w.speaks(account), accountId: account.id, householdId, said: '王德福' },
      { type: 'approveClaim', actor: w.head(), claimNo: chance.int(1, 6) },
      { type: 'bindAccount', actor: w.head(), accountId: account.id, householdId },
      { type: 'unbindAccount', actor: w.head(), accountId: account.id },
      { type: 'greet', actor: w.speaks(account), accountId: account.id },
    ]),
  }
}
