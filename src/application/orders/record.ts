/** A misheard line of the record, put right afterwards: the correction is added, the original stays, the minutes are made again. */
import type { Principal } from '../../domain/desk/access.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

export const correctRecord = (
  deps: Deps,
  who: Principal,
  meeting: { id: string; hamletId: string },
  correction: { line: number; text: string },
): Promise<Ordered<{ lines: number }>> =>
  orderHamlet(deps, who, meeting.hamletId, {
    action: 'correctLine',
    subject: `meeting:${meeting.id}`,
    command: (state, actor) =>
      state.meetings.get(meeting.id) && { type: 'correctLine', actor, meetingId: meeting.id, by: who.name, ...correction },
    about: (state) => ({ lines: state.meetings.get(meeting.id)?.lastLineNo ?? 0 }),
  })
