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
import { ALL_OF_THEM, type Cast, tally, worth } from '../../../domain/motion/tally.ts'
import { excerpt } from '../../../kernel/excerpt.ts'
import { isChain } from '../../../understand/group-note.ts'
import { matchName } from '../../../understand/names.ts'
import type { Entry, Intent, IntentArgs, OpenQuestion, Role } from '../../../understand/outcome.ts'
import { understand } from '../../../understand/understand.ts'
import { convenorOf, type RosterLine, rosterOf } from '../../hearing/questions.ts'
import { headIn } from './chat-head.ts'
import { type ChatLine, type ExportedChat, readExportedChat, type StrayLine } from './exported-chat.ts'
import { namesIn } from './names-in-group.ts'

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
  /** Every line of the text, and what became of it. */
  account: PastedAccount
}

type WhyLeftOut = StrayLine['why'] | 'chat' | 'unclear' | 'unknownName' | 'noMotion' | 'notSignedIn'

export interface PastedAccount {
  /** Lines with something in them, and messages (or entries of a 接龙) that they make, each of somebody. */
  lines: number
  attributed: number
  counted: { line: number; name: string; text: string }[]
  leftOut: { line: number; name?: string; text: string; why: WhyLeftOut }[]
}

/** `motion`: what all votes in the text are about; otherwise the head's own 表决 … and 表决结束 in it say so. */
export function readEvening(state: HamletState, meeting: MeetingRow, source: string | ExportedChat, motion?: MotionNamed): ReadEvening {
  const reading = new Reading(state, meeting, motion)
  if (typeof source === 'string' && isChain(source, undefined) && !beginsWithSpeaker(source)) reading.chain(source, 1)
  else reading.chat(typeof source === 'string' ? readExportedChat(source, (name) => reading.isKnown(name)) : source)
  return reading.result()
}

/** A chat in which somebody sent a 接龙, and not the 接龙 alone: a line that says who spoke and when stands above. */
const beginsWithSpeaker = (text: string): boolean =>
  text
    .slice(0, Math.max(0, text.search(/[#＃]\s*(?:接龙|接龍|group\s*note)/i)))
    .split(/\r?\n/)
    .some((row) => headIn(row.trim(), () => false) !== undefined)

const ATTENDANCE: OpenQuestion = { question: 'attendance' }

class Reading {
  readonly #state: HamletState
  readonly #meeting: MeetingRow
  readonly #arrived = new Map<string, number>()
  readonly #ballots: { motion: MotionNamed; votes: Cast[] }[] = []
  readonly #unsettled = new Set<string>()
  readonly #given: boolean
  #motion: MotionNamed | undefined
  readonly #counted: PastedAccount['counted'] = []
  readonly #leftOut: PastedAccount['leftOut'] = []
  /** Which household voted on a line. */
  readonly #voters = new Map<number, string>()
  #lines = 0
  #attributed = 0
  #stray = 0
  #seq = 0

  constructor(state: HamletState, meeting: MeetingRow, motion: MotionNamed | undefined) {
    this.#state = state
    this.#meeting = meeting
    this.#given = motion !== undefined
    this.#motion = motion
  }

  chat({ lines, messages, stray }: ExportedChat): void {
    this.#lines = lines
    this.#leftOut.push(...stray)
    for (const message of messages) this.#message(message)
  }

  #message({ line, name, text }: ChatLine): void {
    if (isChain(text, undefined)) {
      this.chain(text, line)
      return
    }
    this.#attributed += 1
    const said = { line, name, text }
    const who = this.#who(name)
    const role: Role = who && who.villagerId === hamletOf(this.#state).headId ? 'head' : 'villager'
    const heard = understand({
      text,
      role,
      roster: rosterOf(this.#state),
      convenor: convenorOf(this.#state),
      open: [ATTENDANCE, { question: 'motion' }],
    })
    const meant = heard.kind === 'intent' && ['attend', 'ballot', 'openMotion', 'closeMotion'].includes(heard.intent)
    if (heard.kind !== 'intent' || !meant) this.#leftOut.push({ ...said, why: heard.kind === 'clarify' ? 'unclear' : 'chat' })
    else if (who) {
      if (heard.intent === 'ballot') this.#voters.set(line, who.householdId)
      this.#keep(said, this.#take(heard, name, who))
    } else {
      this.#unsettled.add(name)
      this.#leftOut.push({ ...said, why: 'unknownName' })
    }
  }

  #keep(said: { line: number; name: string; text: string }, why: WhyLeftOut | undefined): void {
    if (why === undefined) this.#counted.push(said)
    else this.#leftOut.push({ ...said, why })
  }

  #take(heard: Intent, name: string, who: RosterLine): WhyLeftOut | undefined {
    if (heard.intent === 'attend') {
      const other = heard.args.onBehalfOf === undefined ? who : this.#who(heard.args.onBehalfOf)
      if (!other) {
        this.#unsettled.add(heard.args.onBehalfOf ?? name)
        return 'unknownName'
      }
      this.#arrive(other.householdId, heard.args.persons)
    } else if (heard.intent === 'ballot') return this.#vote(name, who.householdId, heard.args)
    else if (this.#given) return undefined
    else if (heard.intent === 'closeMotion') this.#motion = undefined
    else if (heard.intent === 'openMotion') this.#motion = this.#motionOf(heard.args)
    return undefined
  }

  chain(text: string, line: number): void {
    const entries = this.#entriesOf(text)
    if (this.#lines === 0) this.#lines = text.split('\n').filter((row) => row.trim() !== '').length
    if (entries.length === 0) this.#leftOut.push({ line, text: excerpt(text, 60), why: 'chat' })
    this.#attributed += entries.length
    for (const entry of entries) {
      const said = { line, name: entry.name, text: [entry.persons ? `${entry.persons}人` : '', entry.text ?? ''].join(' ').trim() }
      const who = this.#who(entry.name)
      const heard = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
      if (heard?.kind === 'intent' && heard.intent === 'rsvp' && !heard.args.coming) this.#leftOut.push({ ...said, why: 'chat' })
      else if (who) {
        this.#arrive(who.householdId, entry.persons)
        this.#counted.push(said)
      } else {
        this.#unsettled.add(entry.name)
        this.#leftOut.push({ ...said, why: 'unknownName' })
      }
    }
  }

  #entriesOf(text: string): readonly Entry[] {
    const heard = understand({ text, kind: 'groupNote', roster: rosterOf(this.#state), open: [ATTENDANCE] })
    return heard.kind === 'intent' && heard.intent === 'entries' ? heard.args.entries : []
  }

  isKnown(name: string): boolean {
    return this.#who(name) !== undefined
  }

  /** By the roster, also as the name is kept in the group (彭伟兰(修车), 许志兰 三组); else by the name that an account of the hamlet bears there. */
  #who(said: string): RosterLine | undefined {
    const roster = rosterOf(this.#state)
    for (const name of namesIn(said)) {
      const match = matchName(name, roster, {})
      if (match.kind === 'one') return match.entry as RosterLine
    }
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

  #vote(voter: string, household: string, { choice, votes, family }: IntentArgs['ballot']): WhyLeftOut | undefined {
    const motion = this.#motion
    this.#seq += 1
    if (!motion) {
      this.#stray += 1
      return 'noMotion'
    }
    const same = this.#ballots.find((b) => JSON.stringify(b.motion) === JSON.stringify(motion))
    const vote: Cast = { voter, household, choice, votes: family ? ALL_OF_THEM : votes, seq: this.#seq }
    if (same) same.votes.push(vote)
    else this.#ballots.push({ motion, votes: [vote] })
    return undefined
  }

  /** A vote of a household that is not signed in was heard, and does not count after all. */
  #accounted(absent: ReadonlySet<string>): Pick<PastedAccount, 'counted' | 'leftOut'> {
    const isAbsent = ({ line }: { line: number }): boolean => {
      const household = this.#voters.get(line)
      return household !== undefined && absent.has(householdName(this.#state, household))
    }
    const late = this.#counted.filter(isAbsent).map((said) => ({ ...said, why: 'notSignedIn' as const }))
    return {
      counted: this.#counted.filter((said) => !isAbsent(said)),
      leftOut: [...this.#leftOut, ...late].sort((a, b) => a.line - b.line),
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
        const { approve, reject, abstain } = tally(worth(own), new Map([[householdId, brought]]))
        return [{ householdId, approve, reject, abstain }]
      }),
    }))
    return {
      attendance: [...this.#arrived].map(([householdId, persons]) => ({ householdId, persons })),
      motions,
      unsettled: [...this.#unsettled],
      notSignedIn: [...absent],
      votesWithoutMotion: this.#stray,
      account: { lines: this.#lines, attributed: this.#attributed, ...this.#accounted(absent) },
    }
  }
}

/** The meeting that a pasted text is about: the open one, else the latest whose time has come. */
export function meetingMeant(state: HamletState, now: number, id?: string): MeetingRow | undefined {
  if (id !== undefined) return state.meetings.get(id)
  const begun = state.meetings.where((m) => m.status !== 'cancelled' && (m.startsAt <= now || m.status !== 'scheduled'))
  return openMeeting(state) ?? begun.sort((a, b) => b.startsAt - a.startsAt)[0]
}
