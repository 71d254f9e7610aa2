/** The village's 请示 or 报告 about an issue to the town (issue-loop: Five working days): a draft on the day of the first chase, and the report itself. */
import { type ReportInput, registerNumber, reportDocument } from '../../documents/report.ts'
import { arrivalsOf } from '../../domain/attendance/present.ts'
import type { AttendanceRow } from '../../domain/attendance/rows.ts'
import type { Command } from '../../domain/base/commands.ts'
import { bySaying } from '../../domain/base/households.ts'
import { afterQuiet } from '../../domain/base/quiet.ts'
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import { calendarOf } from '../../domain/calendar/calendar.ts'
import { howFar, type Reckoning } from '../../domain/calendar/workdays.ts'
import { supportersOf } from '../../domain/issue/find.ts'
import type { IssueRow } from '../../domain/issue/rows.ts'
import { isFiled } from '../../domain/issue/village.ts'
import { addDays, dateOf, type Instant, wallTime } from '../../kernel/time.ts'
import { inTransaction, type Reader, type Transaction } from '../../store/database.ts'
import { townRoom } from '../../store/directory.ts'
import { put } from '../../store/edges/outbox.ts'
import { hasDocument, type IssueStep, keepDocument, reportedBy, stepsOf } from '../../store/papers.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import { paperKind } from '../../text/issue.ts'
import * as progressText from '../../text/progress.ts'
import type { Deps } from '../ports.ts'

const townParty = (name: string): string => `中共${name}委员会`
const villageParty = (town: string, village: string): string => `中共${town}${village}支部委员会`

/** What the village did, from the ledger, and what it decided, from its records: nothing that nobody has written down. */
function doneBy(state: HamletState, issue: IssueRow, steps: readonly IssueStep[]): { on: string; text: string }[] {
  // Also what was done in rounds that failed, and that an earlier report came back.
  const handed = issue.steps.find((s) => s.what === 'handed')?.at ?? issue.raisedAt
  const cameBack = steps.findLastIndex((s) => s.what === 'issueBroughtBack')
  const taken = steps
    .filter((s, i) => s.at >= handed && isBefore(s.at, issue) && (s.what !== 'issueReported' || i < cameBack))
    .filter((s) => s.what !== 'issueHandled' || s.level === 'village')
    .flatMap((s) => {
      const text = progressText.villageDid(s.what, s.why)
      return text ? [{ on: dateOf(s.at), text }] : []
    })
  const studied = studiesOf(state, issue).map((s) => ({ on: s.heldOn, text: `村里研究（${s.present}）：${s.decided}` }))
  return [...taken, ...studied].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** A report that was filed says what was on record then. */
const isBefore = (at: Instant, issue: IssueRow): boolean => !isFiled(issue) || at <= (issue.reportedAt ?? 0)

const studiesOf = (state: HamletState, issue: IssueRow) =>
  state.villageStudies.where((s) => s.issueId === issue.id && isBefore(s.at, issue)).sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1))

/**
 * The meeting that the days count from: that which passed it on when it ended, or in which the head did; else that at which it was raised. What is
 * on record about it is from the row that ended it. */
function meetingOf(state: HamletState, issue: IssueRow): ReportInput['meeting'] {
  const passedAt = issue.handedFrom === 'meeting' || issue.handedFrom === 'head' ? issue.handedAt : null
  const passedBy =
    passedAt === null
      ? undefined
      : state.meetings.find((m) => m.openedAt !== null && m.openedAt <= passedAt && passedAt <= (m.endedAt ?? passedAt))
  const meeting = passedBy ?? state.meetings.get(issue.meetingId)
  if (!meeting || meeting.atHomeBase === null) return undefined
  const base = new Set(meeting.atHomeIds)
  const here = new Map<string, AttendanceRow>()
  for (const a of arrivalsOf(state, meeting)) {
    const household = a.householdId ?? state.accounts.get(a.accountId)?.householdId
    const before = household && here.get(household)
    if (household && base.has(household) && (!before || bySaying(before, a) < 0)) here.set(household, a)
  }
  return {
    on: dateOf(meeting.startsAt),
    present: [...here.values()].filter((a) => a.persons > 0).length,
    atHome: meeting.atHomeBase,
    ...(passedBy ? { passed: issue.handedFrom === 'meeting' ? 'undecided' : 'byHead' } : {}),
  }
}

/** Reported after its deadline, the report says so itself, with the working days: it is what the town files. */
function lateOf({ town }: HamletState, { deadline }: Reckoning, signedAt: Instant): { lateBy?: number } {
  const on = dateOf(signedAt)
  const { late } = howFar(calendarOf(town.calendarEntries), deadline, on)
  return late === undefined ? {} : { lateBy: late }
}

function reportInput(state: HamletState, issue: IssueRow, steps: readonly IssueStep[], now: Instant): ReportInput {
  const { townName, villageName } = state.town
  const days = issue.reportDays ?? []
  const reckoning: Reckoning = { deadline: issue.reportDueOn ?? dateOf(now), days, provisional: issue.provisional }
  const filed = isFiled(issue) ? { at: issue.reportedAt ?? now, no: issue.reportNo ?? 0 } : undefined
  const signedAt = filed?.at ?? now
  const meeting = meetingOf(state, issue)
  const studied = studiesOf(state, issue).at(-1)
  const reporter = state.villagers.get(state.accounts.get(issue.reporterAccountId)?.villagerId ?? '')?.name
  return {
    from: villageParty(townName, villageName),
    to: townParty(townName),
    hamlet: hamletOf(state).name,
    issueNo: issue.no,
    issueText: issue.text,
    ...(issue.category ? { category: issue.category } : {}),
    raisedOn: dateOf(issue.raisedAt),
    ...(reporter && !issue.confidential ? { raisedBy: reporter } : {}),
    supporters: supportersOf(state, issue).size,
    ...(meeting ? { meeting } : {}),
    ...(issue.handedFrom !== 'meeting' && !meeting?.passed && issue.handedAt !== null
      ? {
          handed: {
            on: dateOf(issue.handedAt),
            back: issue.handedFrom === 'town' || issue.handedFrom === 'review' ? issue.handedFrom : null,
          },
        }
      : {}),
    ...(studied ? { studiedOn: studied.heldOn } : {}),
    ...(issue.reportSigner !== null && filed ? { approvedBy: issue.reportSigner } : {}),
    done: doneBy(state, issue, steps),
    ...(issue.reportText && filed ? { request: issue.reportText } : {}),
    countedFrom: {
      on: days[0]?.date ?? addDays(reckoning.deadline, 0),
      reason: issue.handedFrom === 'meeting' || meeting?.passed ? 'meeting' : 'handedOver',
    },
    reckoning,
    ...lateOf(state, reckoning, signedAt),
    signedAt,
    copiedTo: state.town.policy.reportCopiedTo,
    ...(filed ? { registerNo: registerNumber(villageName, wallTime(filed.at).year, filed.no) } : {}),
  }
}

/** The report, or while it has not been filed its draft, as it would be now. Undefined when there is no such issue. */
export async function draftReport(
  db: Reader,
  hamletId: string,
  issueId: string,
  now: Instant,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const state = await loadHamlet(db, hamletId, now)
  const issue = state.issues.get(issueId)
  if (!issue) return undefined
  const told = reportInput(state, issue, await stepsOf(db, hamletId, issueId), now)
  const contact = told.registerNo === undefined || told.request === undefined ? undefined : await reportedBy(db, hamletId, issueId)
  const input = contact ? { ...told, contact: { name: contact.name, ...(contact.phone === null ? {} : { phone: contact.phone }) } } : told
  const name = `${input.registerNo ?? '草稿'} 关于${input.hamlet}${issue.no}号问题的${input.registerNo === undefined ? '请示' : paperKind(input.request)}.docx`
  return { name, bytes: await reportDocument(input) }
}

/** In the town's group the document itself follows the words about it. */
async function sendToTown(tx: Transaction, state: HamletState, { id, name }: { id: string; name: string }, now: Instant): Promise<void> {
  const room = await townRoom(tx, state.town.townId)
  const notBefore = afterQuiet(now, state.town.policy)
  if (room) await put(tx, [{ key: `document/${id}`, roomId: room.id, text: name, documentId: id, priority: 'reminder', notBefore }], now)
}

/** Makes and keeps the document that a deadline asks for. Its id is made of its cause: asked for twice it is made once. */
export async function keepReport(deps: Deps, hamletId: string, issueId: string, kind: 'report' | 'reportDraft'): Promise<Command[]> {
  const now = deps.clock.now()
  const state = await loadHamlet(deps.db, hamletId, now)
  const issue = state.issues.get(issueId)
  if (!issue || (kind === 'report') !== isFiled(issue)) return []
  const id = `${kind}-${issueId}-${kind === 'report' ? `${issue.reportNo}${issue.reportSigner === null ? '' : `-${issue.reportSigner}`}` : issue.handedAt}`
  if (await hasDocument(deps.db, id)) return []
  const made = await draftReport(deps.db, hamletId, issueId, now)
  if (!made) return []
  await inTransaction(deps.db, async (tx) => {
    await keepDocument(tx, { id, hamletId, issueId, kind, name: made.name, bytes: new Uint8Array(made.bytes) }, now)
    if (kind === 'report' && !issue.confidential) await sendToTown(tx, state, { id, name: made.name }, now)
  })
  deps.wake.outbox()
  return []
}
