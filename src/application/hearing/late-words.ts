/** Words that come long after they were said: what was an answer in time, and what was a command. */

import type { Command } from '../../domain/base/commands.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor, Respondent } from '../../domain/base/who.ts'
import type { LateFor } from '../../domain/late/rows.ts'
import { openMeeting, upcomingMeeting } from '../../domain/meeting/current.ts'
import { openMotionOf } from '../../domain/motion/standing.ts'
import { currentPoll } from '../../domain/poll/standing.ts'
import { HOUR, type Instant } from '../../kernel/time.ts'
import * as text from '../../text/late.ts'
import { sayReading } from '../../text/reading.ts'
import type { Clarify, Intent, IntentName, Role } from '../../understand/outcome.ts'
import { isReserved, mayGive } from '../../understand/rights.ts'
import type { Sitting } from '../sitting.ts'
import type { Asked } from './asked.ts'
import { hadBegun, isLate, type Moment } from './said-at.ts'

type Begun = (state: HamletState) => Instant | undefined
const poll: Begun = (state) => currentPoll(state)?.openedAt
const ahead: Begun = (state) => upcomingMeeting(state)?.scheduledAt
const evening: Begun = (state) => openMeeting(state)?.openedAt ?? undefined
const motion: Begun = (state) => openMotionOf(state)?.openedAt

/** What a command ends or changes, and since when it is there: 散会 of yesterday is not about today's meeting. */
const MEANS: { readonly [K in IntentName]?: Begun } = {
  closeTimePoll: poll,
  chooseOption: poll,
  extendPoll: poll,
  cancelPoll: poll,
  reschedule: (state) => ahead(state) ?? evening(state),
  cancelMeeting: (state) => ahead(state) ?? evening(state),
  openAttendance: ahead,
  addTopic: (state) => ahead(state) ?? evening(state),
  cancelAttendance: evening,
  markAttendance: evening,
  unmarkAttendance: evening,
  openMotion: evening,
  note: evening,
  // What was put to the vote since then has not been voted on.
  endMeeting: (state) => motion(state) ?? evening(state),
  closeMotion: motion,
  handCount: motion,
}

/** The question to ask, or the line to say, instead of doing what was ordered so long ago; undefined when it is to be done. */
export function aboutLateCommand(
  { state }: Sitting,
  intent: Intent,
  who: { role: Role; nickname: string },
  moment: Moment,
): Clarify | undefined {
  if (!isLate(moment) || !isReserved(intent.intent) || !mayGive(who.role, intent.intent)) return undefined
  const { saidAt, now } = moment
  const reading = { intent: intent.intent, args: intent.args } as Omit<Intent, 'kind'>
  const words = sayReading(reading, currentPoll(state)?.options ?? [], now)
  const begun = MEANS[intent.intent]?.(state)
  if (begun !== undefined && !hadBegun(begun, moment)) return { kind: 'clarify', say: text.notOfThen(who.nickname, words, saidAt, now) }
  if (now - saidAt <= state.town.policy.lateCommandHours * HOUR) return undefined
  return { kind: 'clarify', reading, say: text.askLateCommand(who.nickname, words, saidAt, now) }
}

/** What is kept of an answer to a question that is over, or that has lapsed undecided since it was said; undefined for any other. */
export function lateCommand(
  { question: { question }, subject, until, lapsedAt }: Asked,
  { actor, from, reading }: { actor: Actor; from: Respondent; reading?: object },
  moment: Moment,
): Command | undefined {
  const over = until ?? lapsedAt
  // A 收到 decides nothing: one that was said in time counts whenever it comes.
  if (over === undefined || question === 'receipt') return undefined
  const inTime = isLate(moment) && moment.saidAt < over
  return until === null && !inTime
    ? undefined
    : { type: 'keepLate', actor, from, question: question as LateFor, subject, inTime, ...(reading ? { reading } : {}) }
}
