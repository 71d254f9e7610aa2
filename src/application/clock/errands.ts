/**
 * Deadlines that need more than a decision: a document, say. The errand runs before the deadline falls, outside any transaction and so that
 * a repeat does no harm; what it returns is ordered together with the fall. If it throws, the deadline stays open and is tried again.
 */
import type { Command } from '../../domain/base/commands.ts'
import type { DueDeadline } from '../../store/edges/deadlines.ts'
import { makeMinutes } from '../papers/minutes.ts'
import { keepReport } from '../papers/report.ts'
import type { Deps } from '../ports.ts'

export type Errand = (deps: Deps, deadline: DueDeadline & { hamletId: string }) => Promise<Command[]>

export const ERRANDS: Readonly<Record<string, Errand>> = {
  draftReport: async (deps, { hamletId, subject }) => keepReport(deps, hamletId, subject, 'reportDraft'),
  fileReport: async (deps, { hamletId, subject }) => keepReport(deps, hamletId, subject, 'report'),
  makeMinutes: async (deps, { id, hamletId, subject }) => {
    const made = await makeMinutes(deps, hamletId, subject, id)
    return [{ type: 'minutesMade', actor: { kind: 'clock' }, meetingId: subject, ...made }]
  },
}
