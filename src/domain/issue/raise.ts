/** 反映: an issue is raised, joined, pictured, sorted, taken back (rules: Issues). */
import { sha256 } from '../../kernel/hash.ts'
import { dateOf, MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { noteSoon, waitsForMorning, worthANote } from '../base/notes.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { insist } from '../rights/insist.ts'
import { isCategory, proposeCategory } from './category.ts'
import { rechase } from './chase.ts'
import { countHeadDays, headDays } from './days.ts'
import { isEnded, issueAt, issueOf, ofIssue, put, supportersOf } from './find.ts'
import { alike } from './likeness.ts'
import type { IssueRow, IssueStep, Raised } from './rows.ts'
import { handOver } from './village.ts'

/** Ours: a picture belongs to what its sender raised in the last two minutes. */
const PICTURE_MS = 2 * MINUTE

export function raiseIssue(turn: Turn, command: CommandOf<'raiseIssue'>): void {
  const { category, mediaId } = command
  // What is about the head or the cadres is none of a group's.
  const confidential = command.confidential === true || command.passesOver !== undefined
  if (category !== undefined && !isCategory(category)) refuse({ code: 'noSuchCategory', category })
  const { text } = command
  const again = command.againOf === undefined ? undefined : mustHaveEnded(turn, command.againOf)
  const passesOver = command.passesOver ?? null
  const meetingId = turn.state.meetings.find((m) => m.status === 'open')?.id ?? null
  const open = turn.state.issues.where((i) => !isEnded(i) && !i.confidential)
  const no = turn.hamlet.lastIssueNo + 1
  turn.state.hamlet.put({ ...turn.hamlet, lastIssueNo: no })
  const account = turn.account
  const issue = put(turn, {
    ...BLANK,
    arrivedAt: turn.now,
    id: turn.id(),
    hamletId: turn.hamlet.id,
    no,
    text,
    category: category ?? proposeCategory(text),
    confidential,
    raisedAt: turn.now,
    raisedBy: turn.who,
    reporterAccountId: account?.id ?? null,
    meetingId,
    passesOver,
    againOf: again?.no ?? null,
    headDueOn: confidential && passesOver === null && meetingId === null ? headDays(turn) : null,
  })
  turn.happened('issueRaised', issue.id, {
    ...ofIssue(issue),
    category: issue.category,
    proposed: category === undefined,
    confidential,
    textDigest: sha256(text),
    householdId: account?.householdId ?? null,
    meetingId: issue.meetingId,
    alike: confidential || again ? [] : alike(text, open),
    passesOver,
    againOf: issue.againOf,
  })
  countHeadDays(turn, issue)
  passOver(turn, issue)
  if (mediaId !== undefined) attach(turn, issue, mediaId, true)
}

/** 再反映: of what is over; what is still being dealt with is joined instead. */
function mustHaveEnded(turn: Turn, no: number): IssueRow {
  const issue = issueOf(turn, no)
  return isEnded(issue) ? issue : refuse({ code: 'notEnded', issueNo: no })
}

/** Straight to the village, or to the town, past those whom it is about. */
function passOver(turn: Turn, issue: Raised): void {
  if (issue.passesOver === 'head') handOver(turn, [issue], 'reporter', dateOf(turn.now), null)
  if (issue.passesOver === 'village') {
    put(turn, { ...issue, status: 'inTown', level: 'town' })
    turn.happened('issuePassedOver', issue.id, ofIssue(issue))
  }
  rechase(turn)
}

const BLANK = {
  status: 'raised',
  level: 'hamlet',
  round: 0,
  decision: null,
  decisionText: null,
  agreedOn: null,
  handedAt: null,
  handedFrom: null,
  reportDueOn: null,
  reportDays: null,
  provisional: false,
  acceptedAt: null,
  reportedAt: null,
  reportNo: null,
  reportText: null,
  department: null,
  person: null,
  assignedAt: null,
  assignDueOn: null,
  handledAt: null,
  handledText: null,
  handledBy: null,
  handlerHouseholdId: null,
  closedAt: null,
  endReason: null,
  mergedInto: null,
  takenUpAt: null,
  takenUpFor: null,
  reportSigner: null,
  studyId: null,
  steps: [] as IssueStep[],
} as const satisfies Partial<IssueRow>

function attach(turn: Turn, issue: IssueRow, mediaId: string, withReport: boolean): void {
  if (turn.state.issueMedia.find((m) => m.issueId === issue.id && m.mediaId === mediaId)) return
  turn.state.issueMedia.put({ id: turn.id(), hamletId: turn.hamlet.id, issueId: issue.id, mediaId })
  turn.happened('mediaAttached', issue.id, { ...ofIssue(issue), mediaId, withReport })
}

/** The issue that a picture of this account belongs to, when its caption names none. */
function pictured(turn: Turn): IssueRow | undefined {
  const accountId = turn.actor.kind === 'account' ? turn.actor.accountId : undefined
  return turn.state.issues
    .where((i) => i.reporterAccountId === accountId && !isEnded(i) && turn.now - i.raisedAt <= PICTURE_MS)
    .sort((a, b) => b.no - a.no)[0]
}

/** A picture that belongs to nothing is somebody's picture: silence. */
export function attachMedia(turn: Turn, command: CommandOf<'attachMedia'>): void {
  const issue = command.issueNo === undefined ? pictured(turn) : issueOf(turn, command.issueNo)
  if (issue && !isEnded(issue)) attach(turn, issue, command.mediaId, false)
}

/** The proposal was wrong. Head, recorder, cadre and official may correct it; so may whoever raised it. */
export function categorise(turn: Turn, command: CommandOf<'categorise'>): void {
  const issue = issueOf(turn, command.issueNo)
  const own = turn.actor.kind === 'account' && issue.reporterAccountId === turn.actor.accountId
  if (!own) insist(turn, 'categoriseOthers')
  const { category } = command
  if (!isCategory(category)) refuse({ code: 'noSuchCategory', category })
  if (issue.category === category) refuse({ code: 'sameCategory', issueNo: issue.no, category })
  put(turn, { ...issue, category })
  turn.happened('issueCategorised', issue.id, { ...ofIssue(issue), before: issue.category, category })
}

/** 附议: one per account; what counts are households. */
export function supportIssue(turn: Turn, command: CommandOf<'supportIssue'>): void {
  const issue = issueOf(turn, command.issueNo)
  // Nobody joins what nobody is told of, not even those who know.
  if (issue.confidential) refuse({ code: 'noSuchIssue', issueNo: issue.no })
  if (isEnded(issue)) issueAt(turn, issue.no, [])
  const account = turn.account ?? refuse({ code: 'unknownAccount' })
  if (issue.reporterAccountId === account.id) refuse({ code: 'ownSupport', issueNo: issue.no })
  if (turn.state.supports.find((s) => s.issueId === issue.id && s.accountId === account.id))
    refuse({ code: 'supportedAlready', issueNo: issue.no })
  const { householdId } = account
  turn.state.supports.put({ id: turn.id(), hamletId: turn.hamlet.id, issueId: issue.id, accountId: account.id, householdId, at: turn.now })
  turn.happened('issueSupported', issue.id, { ...ofIssue(issue), householdId, known: householdId !== null })
  noteSoon(turn, 'supportProgress', issue.id)
}

export function supportProgress(turn: Turn, issueId: string): boolean {
  const issue = turn.state.issues.get(issueId)
  if (!issue || isEnded(issue) || waitsForMorning(turn, 'supportProgress', issue.id)) return false
  const households = supportersOf(turn.state, issue).size
  // One, two, four, eight …: each is as much news as the one before.
  if (!worthANote(turn, 'supportProgress', issue.id, [Math.floor(Math.log2(Math.max(households, 1)))])) return false
  turn.noted('supportNoted', issue.id, { ...ofIssue(issue), households })
  return true
}

/** Before it is taken up its reporter may take it back; afterwards only the head ends it, with a reason. */
export function withdrawIssue(turn: Turn, command: CommandOf<'withdrawIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['raised'])
  if (issue.raisedBy !== turn.who) refuse({ code: 'notYourIssue', issueNo: issue.no })
  put(turn, { ...issue, status: 'withdrawn', closedAt: turn.now, endReason: null })
  turn.drop(issue.id)
  turn.happened('issueWithdrawn', issue.id, ofIssue(issue))
}
