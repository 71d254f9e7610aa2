/** An evening entered at the desk from a copied chat: looked through like any other, and noted in the desk's log with what was entered. */

import { presentHouseholds } from '../../domain/attendance/present.ts'
import type { MotionNamed } from '../../domain/by-hand/commands.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import type { ExportedChat } from '../papers/by-hand/exported-chat.ts'
import { meetingMeant, readEvening } from '../papers/by-hand/read-evening.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

export const orderPaste = (
  deps: Deps,
  who: Principal,
  { hamletId, id }: { hamletId: string; id: string },
  { source, motion }: { source: string | ExportedChat; motion?: MotionNamed },
): Promise<Ordered<{ households: number } | undefined>> =>
  orderHamlet(deps, who, hamletId, {
    action: 'enterByHand',
    subject: `meeting:${id}`,
    command: (state, actor) => {
      const meeting = meetingMeant(state, deps.clock.now(), id)
      const read = meeting && readEvening(state, meeting, source, motion)
      if (!read || read.attendance.length + read.motions.length === 0) return undefined
      return { type: 'enterByHand', actor, meetingId: id, attendance: read.attendance, motions: read.motions }
    },
    about: (state) => {
      const meeting = state.meetings.get(id)
      return meeting && { households: presentHouseholds(state, meeting).size }
    },
  })
