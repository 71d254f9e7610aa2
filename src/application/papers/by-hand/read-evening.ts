/**
 * Attendance and votes out of a pasted text: a 接龙, or a chat in which people signed in and voted while the bot was away. Read by the same
 * understanding as a live chat; what is not certain is named and left out.
 */

import { presentHouseholds } from '../../../domain/attendance/present.ts'
import { householdName } from '../../../domain/base/households.ts'
import { type HamletState, hamletOf } from '../../../domain/base/state.ts'
import type { HouseholdVotes, MotionNamed } from '../../../domain/by-hand/commands.ts'
import { openMeeting } from '../../../domain/meeting/current.ts'
import type { MeetingRow } from '../../../domain/meeting/rows.ts'
import { motionsOf } from '../../../domain/motion/standing.ts'
import { tally, type Vote } from '../../../domain/motion/tally.ts'
import { isChain } from '../../../understand/group-note.ts'
import { matchName } from '../../../understand/names.ts'
import type { Intent, OpenQuestion, Role } from '../../../understand/outcome.ts'
import { understand } from '../../../understand/understand.ts'
import { type RosterLine, rosterOf } from '../../hearing/questions.ts'
import { readExportedChat } from './exported-chat.ts'

export interface ReadEvening {
  attendance: { householdId: string; persons: number }[]
  /** Per motion, in the order in which they were put. */
  motions: { motion: MotionNamed; votes: HouseholdVotes[] }[]
  /** Names that match nobody for certain. */
  unsettled: string[]
  /** Households with votes that are not signed in. */
  notSignedIn: string[]
  /** Votes of which nobody knows what they were about. */
  votesWithoutMotion: number
}

/** `motion`: what all votes in the text are about; otherwise the head's own 表决 … and 表决结束 in it say so. */
export function readEvening(state: HamletState, meeting: MeetingRow, text: string, motion?: MotionNamed): ReadEvening {
  const reading = new Reading(state, meeting, motion)
  if (isChain(text, undefined)) reading.chain(text)
  else for (const line of readExportedChat(text)) reading.line(line.name, line.text)
  return reading.result()
}

const ATTENDANCE: OpenQuestion = { question: 'attendance' }

class Reading {
  readonly #state: HamletState
  readonly #meeting: MeetingRow
  readonly #arrived = new Map<string, number>()
  readonly #ballots: { motion: MotionNamed; votes: Vote[] }[] = []
  readonly #unsettled = new Set<string>()
  readonly #given: boolean
  #motion: MotionNamed | undefined
  #stray = 0
  #seq = 0

  constructor(state: HamletState, meeting: MeetingRow, motion: MotionNamed | undefined) {
    this.#state = state
    this.#meeting = meeting
    this.#given = motion !== undefined
    this.#motion = motion
  }

  line(name: string, text: string): void {
    if (isChain(text, undefined)) {
      this.chain(text)
      return
    }
    const who = this.#who(name)
    const role: Role = who && who.villagerId === hamletOf(this.#state).headId ? 'head' : 'villager'
    const heard = understand({ text, role, roster: rosterOf(this.#state), open: [ATTENDANCE, { question: 'motion' }] })
    if (heard.kind !== 'intent' || !['attend', 'ballot', 'openMotion', 'closeMotion'].includes(heard.intent)) return
    if (who) this.#take(heard, name, who)
    else this.#unsettled.add(name)
  }

  #take(heard: Intent, name: string, who: RosterLine): void {
    if (heard.intent === 'attend') {
      const other = heard.args.onBehalfOf === undefined ? who : this.#who(heard.args.onBehalfOf)
      if (other) this.#arrive(other.householdId, heard.args.persons)
      else this.#unsettled.add(heard.args.onBehalfOf ?? name)
    } else if (heard.intent === 'ballot') this.#vote(name, who.householdId, heard.args.choice, heard.args.votes ?? 1)
    else if (this.#given) return
    else if (heard.intent === 'closeMotion') this.#motion = undefined
    else if (heard.intent === 'openMotion') this.#motion = this.#motionOf(heard.args)
  }

  chain(text: string): void {
    const heard = understand({ text, kind: 'groupNote', roster: rosterOf(this.#state), open: [ATTENDANCE] })
    if (heard.kind !== 'intent' || heard.intent !== 'entries') return
    for (const entry of heard.args.entries) {
      const who = this.#who(entry.name)
      const said = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
      if (said?.kind === 'intent' && said.intent === 'rsvp' && !said.args.coming) continue
      if (who) this.#arrive(who.householdId, entry.persons)
      else this.#unsettled.add(entry.name)
    }
  }

  /** By the roster, else by the name that an account of the hamlet bears in the group. */
  #who(said: string): RosterLine | undefined {
    const roster = rosterOf(this.#state)
    const match = matchName(said, roster, {})
    if (match.kind === 'one') return match.entry as RosterLine
    const bearers = this.#state.accounts.where((a) => a.nickname === said && a.householdId !== null)
    const households = new Set(bearers.map((a) => a.householdId))
    return households.size === 1
      ? roster.find((l) => l.householdId === bearers[0]?.householdId && (!bearers[0]?.villagerId || l.villagerId === bearers[0].villagerId))
      : undefined
  }

  #motionOf({ text, topicNo }: { text?: string; topicNo?: number }): MotionNamed | undefined {
    const said = topicNo === undefined ? text : this.#meeting.topics[topicNo - 1]
    return said === undefined ? undefined : { text: said }
  }

  /** A bare 到 leaves the number that was said before. */
  #arrive(householdId: string, persons: number | undefined): void {
    if (persons !== undefined) this.#arrived.set(householdId, persons)
    else if (!this.#arrived.has(householdId)) this.#arrived.set(householdId, 1)
  }

  #vote(voter: string, household: string, choice: Vote['choice'], votes: number): void {
    const motion = this.#motion
    this.#seq += 1
    if (!motion) this.#stray += 1
    else {
      const same = this.#ballots.find((b) => JSON.stringify(b.motion) === JSON.stringify(motion))
      const vote: Vote = { voter, household, choice, votes, seq: this.#seq }
      if (same) same.votes.push(vote)
      else this.#ballots.push({ motion, votes: [vote] })
    }
  }

  result(): ReadEvening {
    // Those who signed in while the bot was there are here too; of a meeting not opened yet nobody is.
    const here = new Map([...presentHouseholds(this.#state, this.#meeting), ...this.#arrived])
    const absent = new Set<string>()
    const motions = this.#ballots.map(({ motion, votes: cast }) => ({
      motion,
      votes: [...new Set(cast.map((v) => v.household))].flatMap((householdId): HouseholdVotes[] => {
        const brought = here.get(householdId)
        if (brought === undefined) {
          absent.add(householdName(this.#state, householdId))
          return []
        }
        const own = cast.filter((v) => v.household === householdId)
        const { approve, reject, abstain } = tally(own, new Map([[householdId, brought]]))
        return [{ householdId, approve, reject, abstain }]
      }),
    }))
    return {
      attendance: [...this.#arrived].map(([householdId, persons]) => ({ householdId, persons })),
      motions,
      unsettled: [...this.#unsettled],
      notSignedIn: [...absent],
      votesWithoutMotion: this.#stray,
    }
  }
}

/** The meeting that a pasted text is about: the open one, else the latest whose time has come. */
export function meetingMeant(state: HamletState, now: number, id?: string): MeetingRow | undefined {
  if (id !== undefined) return state.meetings.get(id)
  const begun = state.meetings.where((m) => m.status !== 'cancelled' && (m.startsAt <= now || m.status !== 'scheduled'))
  return openMeeting(state) ?? begun.sort((a, b) => b.startsAt - a.startsAt)[0]
}

export const motionNames = (state: HamletState, meetingId: string): string[] => motionsOf(state, meetingId).map((m) => `${m.no}. ${m.text}`)
