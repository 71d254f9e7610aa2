/** What is going on in a hamlet, as it would be painted on a wall: the times that are asked for, who is there, how a vote stands. Figures by the rules' own count. */
import { missingHouseholds, presence } from '../../domain/attendance/present.ts'
import { atHomeIds, householdName } from '../../domain/base/households.ts'
import { neededOf } from '../../domain/base/policy.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { openMeeting, upcomingMeeting } from '../../domain/meeting/current.ts'
import type { PresentFigures } from '../../domain/meeting/figures.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import type { MotionRow } from '../../domain/motion/rows.ts'
import { motionsOf, provisionalHands, silentVoters, votesNow, WITNESSES_NEEDED, witnessesOf } from '../../domain/motion/standing.ts'
import type { OptionCount } from '../../domain/poll/choose.ts'
import { currentPoll, silentHouseholds, standing } from '../../domain/poll/standing.ts'
import { type Expected, expectedAt, lastWords } from '../../domain/rsvp/expected.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Running, SaidLine } from '../../store/turn/look.ts'

export interface PollPicture {
  id: string
  topic: string | null
  open: boolean
  closesAt: Instant
  counts: OptionCount[]
  /** At-home households, and those of them that have answered. */
  atHome: number
  answered: number
  /** At-home households that would make a quorum. */
  needed: number
  /** Who has not answered: a name a household. */
  silent: string[]
}

/** A vote: people. `needed` approvals of `present`; null where it was decided before that was kept. */
export interface MotionPicture {
  id: string
  no: number
  text: string
  open: boolean
  present: number
  approve: number
  reject: number
  abstain: number
  needed: number | null
  carried: boolean | null
  binding: boolean | null
  /** ballots or hands. */
  counted: string | null
  /** Of a hand count that still waits: households that have to say that it is right. */
  witnessesMissing: number | null
  silent: string[]
}

export interface MeetingPicture {
  id: string
  open: boolean
  startsAt: Instant
  venue: string | null
  topics: string[]
  /** Who is expected, before it begins. */
  expected: (Expected & { needed: number }) | null
  /** Who is there, once it has begun. */
  figures: PresentFigures | null
  /** Before it begins: who has not said; then: who is not there. A name a household of the base. */
  missing: string[]
  motions: MotionPicture[]
  said: SaidLine[]
}

export interface EveningPicture extends Omit<Running, 'version'> {
  poll: PollPicture | null
  meeting: MeetingPicture | null
  /** Everybody's who may be named in what was said and asked: for showing it without them (./bare.ts). */
  names: string[]
}

export function pictureOf(of: Omit<Running, 'version'>, state: HamletState, said: readonly SaidLine[]): EveningPicture {
  const { hamletId, hamletName, villageId, villageName } = of
  const meeting = openMeeting(state) ?? upcomingMeeting(state)
  return {
    hamletId,
    hamletName,
    villageId,
    villageName,
    poll: pollPicture(state),
    meeting: meeting ? meetingPicture(state, meeting, said) : null,
    names: namesOf(state),
  }
}

/** Who lives in the hamlet or did, and what their accounts call themselves. */
export const namesOf = (state: HamletState): string[] => [
  ...new Set([...[...state.villagers.all()].map((v) => v.name), ...[...state.accounts.all()].map((a) => a.nickname)]),
]

const names = (state: HamletState, ids: readonly string[]): string[] => ids.map((id) => householdName(state, id))

function pollPicture(state: HamletState): PollPicture | null {
  const poll = currentPoll(state)
  if (!poll) return null
  const { counts, turnout } = standing(state, poll)
  return {
    id: poll.id,
    topic: poll.topic,
    open: poll.status === 'open',
    closesAt: poll.closesAt,
    counts,
    ...turnout,
    needed: neededOf(state.town.policy.quorumPercent, turnout.atHome),
    silent: names(state, silentHouseholds(state, poll)),
  }
}

function meetingPicture(state: HamletState, meeting: MeetingRow, said: readonly SaidLine[]): MeetingPicture {
  const { id, startsAt, venue, topics } = meeting
  const open = meeting.status === 'open'
  const motions = motionsOf(state, id).filter((motion) => motion.status !== 'cancelled')
  return {
    id,
    open,
    startsAt,
    venue,
    topics,
    ...(open
      ? { expected: null, figures: presence(state, meeting), missing: names(state, missingHouseholds(state, meeting)) }
      : ahead(state, meeting)),
    motions: motions.map((motion) => motionPicture(state, motion)),
    said: [...said],
  }
}

function ahead(state: HamletState, meeting: MeetingRow): Pick<MeetingPicture, 'expected' | 'figures' | 'missing'> {
  const expected = expectedAt(state, meeting)
  const words = lastWords(state, meeting)
  const silent = [...atHomeIds(state)].filter((household) => !words.has(household))
  return {
    expected: { ...expected, needed: neededOf(state.town.policy.quorumPercent, expected.atHome) },
    figures: null,
    missing: names(state, silent),
  }
}

function motionPicture(state: HamletState, motion: MotionRow): MotionPicture {
  const { id, no, text, carried, binding } = motion
  const open = motion.status === 'open'
  const hands = open ? provisionalHands(state, id) : undefined
  const now = votesNow(state, motion)
  // A count of hands is of all who were there then; what was frozen when it closed stands.
  const count = open ? { ...now, ...hands } : { ...motion, ...closedFigures(motion) }
  return {
    id,
    no,
    text,
    open,
    present: count.present,
    approve: count.approve,
    reject: count.reject,
    abstain: count.abstain,
    needed: neededOf(state.town.policy.motionPercent, count.present),
    carried,
    binding,
    counted: hands ? 'hands' : motion.counted,
    witnessesMissing: hands ? Math.max(0, WITNESSES_NEEDED - witnessesOf(state, hands)) : null,
    silent: open && !hands ? names(state, silentVoters(state, motion)) : [],
  }
}

const closedFigures = ({ present, approve, reject, abstain }: MotionRow) => ({
  present: present ?? 0,
  approve: approve ?? 0,
  reject: reject ?? 0,
  abstain: abstain ?? 0,
})
