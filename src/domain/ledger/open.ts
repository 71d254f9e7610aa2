/**
 * What of a hamlet's ledger anybody may read, so that anybody can work its hashes out again: what the offices and the clock did in public. What
 * a household said (who came, who voted how, who rated), what is about a confidential issue, and what somebody raised is covered by the chain as
 * well, and shown by its hash alone.
 */
import type { EventType } from '../base/events.ts'
import type { LedgerEntry } from './chain.ts'
import { apart } from './words.ts'

const OPEN: ReadonlySet<string> = new Set<EventType>([
  'timePollOpened',
  'timePollExtended',
  'timePollDecided',
  'timePollUndecided',
  'timePollCancelled',
  'meetingScheduled',
  'meetingRescheduled',
  'meetingCancelled',
  'meetingReminded',
  'attendanceOpened',
  'attendanceGivenUp',
  'quorumReached',
  'motionOpened',
  'handsCounted',
  'motionClosed',
  'meetingEnded',
  'issueAgreed',
  'issueDismissed',
  'issueMerged',
  'issueHandedOver',
  'issueAccepted',
  'issueReported',
  'issueTakenUp',
  'issueAssigned',
  'issueBroughtBack',
  'issueHandled',
  'surveyExtended',
  'surveyWaits',
  'issueClosed',
  'issueSentBack',
  'deadlineMoved',
])

/** As it goes out: with everything that its hash is made of, or with the hash alone. */
export type OpenEntry = Pick<LedgerEntry, 'seq' | 'hash'> & Partial<Pick<LedgerEntry, 'at' | 'who' | 'what' | 'subject' | 'data' | 'seal'>>

export interface Beside {
  /** Ids of issues that not everybody may know of. */
  hidden: ReadonlySet<string>
  /** How the ledger names those who hold an office of the hamlet. */
  offices: ReadonlySet<string>
}

/** What in an entry's data leads to somebody. */
const LEADS_TO_PEOPLE = /^(?:account|household|villager|handlerHousehold)Ids?$/

const leadsToPeople = (data: object): boolean => Object.entries(data).some(([name, value]) => LEADS_TO_PEOPLE.test(name) && value !== null)

function isOpen({ form, who, what, subject, data }: LedgerEntry, { hidden, offices }: Beside): boolean {
  // Whose word it was that made the quorum is nobody's business; nor can a hash over words be shown to fit without the words.
  if (form !== 2 || !OPEN.has(what) || !(who === 'clock' || who.startsWith('official:') || offices.has(who))) return false
  const fields = (data ?? {}) as Record<string, unknown>
  return !hidden.has(subject) && !hidden.has(String(fields.issueId)) && !leadsToPeople(fields)
}

/** Its words, which may name people, are covered by their seal and never go out. */
export function openEntry(entry: LedgerEntry, beside: Beside): OpenEntry {
  const { seq, hash, at, who, what, subject, seal } = entry
  return isOpen(entry, beside) ? { seq, hash, at, who, what, subject, data: apart(entry).rest, seal } : { seq, hash }
}
