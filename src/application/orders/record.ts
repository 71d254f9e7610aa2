/** A misheard line of the record, put right afterwards: the correction is added, the original stays, the minutes are made again. */

import { REMEMBERED_DAYS } from '../../domain/base/state.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { textOfLine } from '../../store/record.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

/** Of a meeting that a turn no longer knows the record is sealed: its minutes could not be made again. */
export const isSealed = (meeting: { startsAt: Instant }, now: Instant): boolean => meeting.startsAt < now - REMEMBERED_DAYS * DAY

export async function correctRecord(
  deps: Deps,
  who: Principal,
  meeting: { id: string; hamletId: string; startsAt: Instant },
  correction: { line: number; text: string },
): Promise<Ordered<{ lines: number }>> {
  if (isSealed(meeting, deps.clock.now())) return { refusal: { code: 'recordSealed', days: REMEMBERED_DAYS } }
  let stood: string | undefined
  return orderHamlet(deps, who, meeting.hamletId, {
    action: 'correctLine',
    subject: `meeting:${meeting.id}`,
    command: async (state, actor, tx) => {
      stood = await textOfLine(tx, meeting.id, correction.line)
      return state.meetings.get(meeting.id) && { type: 'correctLine', actor, meetingId: meeting.id, by: who.name, ...correction }
    },
    about: (state) => ({ lines: state.meetings.get(meeting.id)?.lastLineNo ?? 0 }),
    // The words are not in the state: the record is only added to by a turn.
    noted: (before, after) => ({
      before: { ...before, line: correction.line, text: stood ?? null },
      after: { ...after, line: correction.line, text: correction.text },
    }),
  })
}
