/** 会议记录: made after 散会, and again when the record is corrected or the sheets are entered by hand. Each is kept as it was given out. */
import { createHash } from 'node:crypto'
import { type MinutesInput, minutesDocument, type RecordedLine, type RecordedMotion } from '../../documents/minutes.ts'
import { officialDate } from '../../documents/wording.ts'
import { unsignedHosts } from '../../domain/attendance/hosts.ts'
import { missingHouseholds, presence, presentHouseholds } from '../../domain/attendance/present.ts'
import { bySaying, householdName, householdOf } from '../../domain/base/households.ts'
import { whyBelow } from '../../domain/base/policy.ts'
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import { outcomesAt, spanOf } from '../../domain/issue/at-meeting.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import { motionsOf } from '../../domain/motion/standing.ts'
import { lastWords, rsvpsOf } from '../../domain/rsvp/expected.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import {
  findDocument,
  gapsOf,
  type KeptIssue,
  type KeptLine,
  linesOf,
  publicIssuesOf,
  putDocument,
  witnessesOfMeeting,
} from '../../store/record.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import * as recordText from '../../text/record.ts'
import { unquoted } from '../../understand/envelope.ts'
import { speakerName } from '../hearing/person.ts'
import { householdLabel } from '../hearing/questions.ts'
import type { Deps } from '../ports.ts'
import { type NameOf, namesIn, signedBy, votesByHand } from './by-whom.ts'

export interface MadeMinutes {
  documentId: string
  sha256: string
}

/** Makes and stores the document of `production`; the same production again is the same document. */
export async function makeMinutes(deps: Deps, hamletId: string, meetingId: string, production: string): Promise<MadeMinutes> {
  const documentId = `minutes/${production}`
  const before = await findDocument(deps.db, documentId)
  if (before) return { documentId, sha256: digest(before.bytes) }
  const now = deps.clock.now()
  const state = await loadHamlet(deps.db, hamletId, now)
  const meeting = state.meetings.must(meetingId)
  const bytes = new Uint8Array(await minutesDocument(await minutesInput(deps, state, meeting, now)))
  const name = `${hamletOf(state).name}会议记录${dateOf(meeting.startsAt)}.docx`
  await putDocument(deps.db, { id: documentId, hamletId, meetingId, kind: 'minutes', name, bytes }, now)
  return { documentId, sha256: digest(bytes) }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function minutesInput(deps: Deps, state: HamletState, meeting: MeetingRow, now: Instant): Promise<MinutesInput> {
  const { db } = deps
  const hamlet = hamletOf(state)
  const openedAt = meeting.openedAt ?? meeting.startsAt
  const endedAt = meeting.endedAt ?? now
  const named = (id: string | null) => state.villagers.get(id)?.name ?? recordText.NOT_NAMED
  const { policy } = state.town
  const { quorumPercent, motionPercent } = policy
  const figures = presence(state, meeting)
  const nameOf = await namesIn(db, state)
  const lines = wordsOf(meeting, openedAt, await linesOf(db, meeting.id))
  const base = new Set(meeting.atHomeIds)
  const running = unsignedHosts(state, meeting, new Set(lines.map((line) => line.accountId)))
  const hosts = new Set(running.map((host) => host.householdId).filter((id) => base.has(id)))
  return {
    hamlet: hamlet.name,
    village: state.town.villageName,
    // Opened and over before its time: then it began when attendance opened.
    startsAt: endedAt < meeting.startsAt ? openedAt : meeting.startsAt,
    openedAt,
    endedAt,
    venue: meeting.venue ?? recordText.NOT_NAMED,
    chair: named(hamlet.headId),
    recorder: named(hamlet.recorderId),
    atHomeBase: figures.base,
    atHomePresent: figures.atHome,
    quorumPercent,
    motionPercent,
    below: { quorum: whyBelow(policy, 'quorumPercent'), motion: whyBelow(policy, 'motionPercent') },
    present: presentIn(state, meeting, nameOf),
    absent: absentFrom(state, meeting)
      .filter(({ id }) => !hosts.has(id))
      .map(({ id: _, ...household }) => household),
    hosts: [...hosts].sort(inOrder(state)).map((id) => label(state, id)),
    topics: meeting.topics,
    record: speeches(lines),
    motions: await motionsIn(deps, state, meeting, nameOf),
    issues: dealtWith(state, await publicIssuesOf(db, meeting.id), meeting, now),
    gaps: await gapsOf(db, hamlet.id, openedAt, endedAt),
    issuedAt: now,
  }
}

/** Everything that was raised there, and what was decided, agreed or reported there of what had been raised before. */
function dealtWith(state: HamletState, issues: readonly KeptIssue[], meeting: MeetingRow, now: Instant): MinutesInput['issues'] {
  const span = spanOf(meeting, now)
  return issues.flatMap((issue) => {
    const outcomes = outcomesAt(issue, span)
    if (!outcomes) return []
    const account = state.accounts.get(issue.reporterAccountId)
    const { no, text, category, meetingId } = issue
    return [
      {
        no,
        text,
        ...(category ? { category } : {}),
        raisedBy: account ? speakerName(state, account) : recordText.NOT_NAMED,
        ...(meetingId === meeting.id ? {} : { raisedOn: dateOf(issue.raisedAt) }),
        decision: recordText.outcomes(outcomes, officialDate),
      },
    ]
  })
}

/** What was said while attendance was open by mistake, days before, is kept; it was not said at this meeting. */
const wordsOf = (meeting: MeetingRow, openedAt: Instant, lines: readonly KeptLine[]): readonly KeptLine[] =>
  meeting.attendanceFromSeq === 0 ? lines : lines.filter((line) => line.at >= openedAt)

const label = (state: HamletState, id: string): string => `${householdLabel(state.households.must(id))} ${householdName(state, id)}`
const inOrder =
  (state: HamletState) =>
  (a: string, b: string): number => {
    const [x, y] = [state.households.must(a), state.households.must(b)]
    return x.groupNo - y.groupNo || x.number - y.number
  }

function presentIn(state: HamletState, meeting: MeetingRow, nameOf: NameOf): MinutesInput['present'] {
  const here = presentHouseholds(state, meeting)
  return [...here.keys()].sort(inOrder(state)).map((id) => {
    const note = signedBy(state, meeting, id, nameOf)
    return { label: label(state, id), persons: here.get(id) ?? 0, ...(note ? { note } : {}) }
  })
}

function absentFrom(state: HamletState, meeting: MeetingRow): (MinutesInput['absent'][number] & { id: string })[] {
  const rsvps = rsvpsOf(state, meeting).sort(bySaying)
  const words = lastWords(state, meeting)
  return missingHouseholds(state, meeting)
    .sort(inOrder(state))
    .map((id) => {
      const last = rsvps.filter((r) => householdOf(state, r) === id).at(-1)
      const declined = words.get(id)?.coming === 'no'
      const reason = last && !last.coming ? (last.reason ?? recordText.DECLINED) : declined ? recordText.DECLINED : undefined
      return { id, label: label(state, id), ...(reason ? { reason } : {}) }
    })
}

/**
 * What was said, in order, with its corrections below it. Answers and commands are in the record, but no speeches: they would bury what was
 * said. A correction of a correction stands below the original too. */
function speeches(lines: readonly KeptLine[]): RecordedLine[] {
  const roots = new Map<string, string>()
  const corrections = new Map<string, { at: Instant; by: string; text: string }[]>()
  for (const line of lines) {
    if (line.corrects === null) continue
    const root = roots.get(line.corrects) ?? line.corrects
    roots.set(line.id, root)
    corrections.set(root, [...(corrections.get(root) ?? []), { at: line.at, by: line.by ?? '', text: line.text }])
  }
  return lines
    .filter((line) => line.corrects === null && (line.intent === null || corrections.has(line.id)))
    .map((line) => {
      const corrected = corrections.get(line.id)
      const { at, speaker } = line
      const text = spoken(line.text)
      const kind = line.kind as RecordedLine['kind']
      return { at, speaker, kind, text, ...(line.by ? { by: line.by } : {}), ...(corrected ? { corrections: corrected } : {}) }
    })
}

/** Somebody's own words, and what they answer to behind them, without the dashes that the program draws between the two. */
function spoken(text: string): string {
  const { reply, quoted } = unquoted(text)
  return quoted === '' ? text : `${reply}${recordText.inAnswerTo(quoted)}`
}

async function motionsIn(deps: Deps, state: HamletState, meeting: MeetingRow, nameOf: NameOf): Promise<RecordedMotion[]> {
  const motions = motionsOf(state, meeting.id).filter((m) => m.status === 'closed')
  const witnesses = await witnessesOfMeeting(
    deps.db,
    motions.map((m) => m.id),
  )
  return motions.map((m) => {
    const bore = witnesses.get(m.id)
    const { no, text, approve, reject, abstain, present, carried, binding } = m
    const counted = m.counted === 'hands' ? 'hands' : 'ballots'
    const byHand = votesByHand(state, m, { nameOf, label: (id) => label(state, id), inOrder: inOrder(state) })
    return {
      no,
      text,
      approve: approve ?? 0,
      reject: reject ?? 0,
      abstain: abstain ?? 0,
      present: present ?? 0,
      carried: carried === true,
      binding: binding === true,
      counted,
      ...(bore && counted === 'hands'
        ? { witnesses: bore.length > 0 ? bore.map((id) => householdName(state, id)) : [recordText.PHOTO_OF_HANDS] }
        : {}),
      ...(byHand.length > 0 && counted === 'ballots' ? { byHand } : {}),
    }
  })
}
