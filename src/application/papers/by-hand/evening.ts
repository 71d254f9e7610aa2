/** Entering an evening from a pasted text, and the papers for an evening with pen and paper. */

import { ballotSheet, signInSheet } from '../../../documents/sheets.ts'
import { householdName, livingHouseholds } from '../../../domain/base/households.ts'
import type { Refusal } from '../../../domain/base/refusals.ts'
import { type HamletState, hamletOf } from '../../../domain/base/state.ts'
import type { Actor } from '../../../domain/base/who.ts'
import type { MotionNamed } from '../../../domain/by-hand/commands.ts'
import { openMeeting, upcomingMeeting } from '../../../domain/meeting/current.ts'
import type { MotionRow } from '../../../domain/motion/rows.ts'
import { motionsOf } from '../../../domain/motion/standing.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import type { Deps } from '../../ports.ts'
import { sit } from '../../sitting.ts'
import type { ExportedChat } from './exported-chat.ts'
import { meetingMeant, type ReadEvening, readEvening } from './read-evening.ts'

export interface Pasted {
  /** The meeting it went to; missing when the hamlet has none that has begun. */
  meeting?: { id: string; startsAt: Instant }
  read?: ReadEvening
  /** Names by household id, to show what was read. */
  names: Map<string, string>
  refusal?: Refusal
  results: MotionRow[]
  written: boolean
}

/** Reads a text and, with `write`, enters what it says in one transaction: all of it, or nothing with the reason. Undefined: no such hamlet. */
export async function pasteEvening(
  deps: Deps,
  hamletId: string,
  order: { actor: Actor; text: string | ExportedChat; motion?: MotionNamed; meetingId?: string; write: boolean },
): Promise<Pasted | undefined> {
  let seen: Pasted | undefined
  await sit(deps, hamletId, `by-hand/${deps.newId()}`, (sitting) => {
    const { state, now } = sitting
    const names = new Map(livingHouseholds(state).map((h) => [h.id, householdName(state, h.id)]))
    const meeting = meetingMeant(state, now, order.meetingId)
    seen = { names, results: [], written: false, ...(meeting ? { meeting: { id: meeting.id, startsAt: meeting.startsAt } } : {}) }
    if (!meeting) return
    const read = readEvening(state, meeting, order.text, order.motion)
    seen = { ...seen, read }
    if (!order.write) return
    const { attendance, motions } = read
    if (attendance.length + motions.length === 0) return
    const decided = sitting.order({ type: 'enterByHand', actor: order.actor, meetingId: meeting.id, attendance, motions })
    if ('refusal' in decided) seen = { ...seen, refusal: decided.refusal }
    else seen = { ...seen, written: true, results: motionsOf(state, meeting.id) }
  })
  return seen
}

export interface Sheet {
  name: string
  bytes: Buffer
}

/** 签到表 and, when there is something to vote on, 表决登记表: for the meeting that is open or fixed, else with blanks for the pen. */
export async function sheetsFor(state: HamletState, now: Instant): Promise<Sheet[]> {
  const hamlet = hamletOf(state)
  const meeting = openMeeting(state) ?? upcomingMeeting(state)
  const base = new Set(meeting?.openedAt === null ? undefined : meeting?.atHomeIds)
  const frozen = meeting?.openedAt != null
  const input = {
    hamlet: hamlet.name,
    ...(meeting ? { startsAt: meeting.startsAt } : {}),
    ...((meeting?.venue ?? hamlet.venue) ? { venue: meeting?.venue ?? hamlet.venue ?? '' } : {}),
    households: livingHouseholds(state).map((h) => ({
      groupNo: h.groupNo,
      number: h.number,
      name: householdName(state, h.id),
      atHome: frozen ? base.has(h.id) : h.atHome,
    })),
    issuedAt: now,
  }
  const put = meeting ? motionsOf(state, meeting.id).map(({ no, text }) => ({ no, text })) : []
  const topics = (meeting?.topics ?? []).map((text, i) => ({ no: i + 1, text }))
  const motions = put.length > 0 ? put : topics
  const day = dateOf(meeting?.startsAt ?? now)
  const sheets: Sheet[] = [{ name: `${hamlet.name}签到表${day}.docx`, bytes: await signInSheet(input) }]
  if (motions.length > 0) {
    const bytes = await ballotSheet({ ...input, motions, motionPercent: state.town.policy.motionPercent })
    sheets.push({ name: `${hamlet.name}表决登记表${day}.docx`, bytes })
  }
  return sheets
}
