/** Listens to what was accepted, keeps every word, and holds each figure that is told against its own count. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { DomainEvent, EventOf } from '../../../src/domain/base/events.ts'
import type { HamletState } from '../../../src/domain/base/state.ts'
import type { Respondent } from '../../../src/domain/base/who.ts'
import type { PresentFigures } from '../../../src/domain/meeting/figures.ts'
import { dateOf, type Instant } from '../../../src/kernel/time.ts'
import {
  type Answered,
  type Arrived,
  bestOf,
  eveningsOf,
  type HomeOf,
  presentOf,
  type Rated,
  ratersOf,
  type Voted,
  votesOf,
} from './count.ts'

interface Poll {
  id: string
  openedAt: Instant
  words: Answered[]
}
interface Meeting {
  words: Arrived[]
  openedAt: Instant | null
  /** At-home households as attendance opened. */
  base: ReadonlySet<string>
}
interface Motion {
  meetingId: string
  openedAt: Instant
  closedAt: Instant | null
  words: Voted[]
}

/** What was found to be otherwise than the rules say. */
class Broken extends Error {
  override readonly name = 'Broken'
}
export function holds(true_: boolean, what: () => string): void {
  if (!true_) throw new Broken(what())
}
const same = (what: string, is: unknown, should: unknown): void =>
  holds(JSON.stringify(is) === JSON.stringify(should), () => `${what}: ${JSON.stringify(is)}, counted again ${JSON.stringify(should)}`)

export class Model {
  readonly #homes = new Map<string, string>()
  readonly #atHome = new Set<string>()
  readonly #meetings = new Map<string, Meeting>()
  readonly #motions = new Map<string, Motion>()
  readonly #rounds = new Map<string, { handler: string | null; words: Rated[] }>()
  #late: { account: string; subject: string; at: Instant; choice: Voted['choice'] }[] = []
  #poll: Poll | undefined
  #meeting: string | undefined
  #motion: string | undefined
  #order = 0
  /** Figures that were held against this count. */
  held = 0

  constructor(state: HamletState) {
    for (const a of state.accounts.all()) if (a.householdId) this.#homes.set(a.id, a.householdId)
    for (const h of state.households.all()) if (h.atHome) this.#atHome.add(h.id)
  }

  readonly #home: HomeOf = ({ who, home }) => home ?? ('household' in who ? who.household : this.#homes.get(who.account))
  #who = (from: Respondent) => ('accountId' in from ? { account: from.accountId } : { household: from.householdId })
  #word = (from: Respondent, at: Instant) => ({ who: this.#who(from), at, order: ++this.#order })

  /** After a command was accepted: `said`, when; `state` is as it is now, and is asked for dates and births alone. */
  take(state: HamletState, command: Command, said: Instant, now: Instant, events: readonly DomainEvent[]): void {
    for (const event of events) this.#begin(event, now)
    this.#hear(command, said, now, events)
    for (const event of events) this.#settle(event)
    for (const event of events) this.#check(state, command, event, now)
    for (const event of events) this.#end(event)
  }

  #begin(event: DomainEvent, now: Instant): void {
    if (event.type === 'timePollOpened') this.#poll = { id: event.subject, openedAt: now, words: [] }
    if (event.type === 'attendanceOpened') {
      const before = this.#meetings.get(event.subject)
      this.#meetings.set(event.subject, { words: before?.words ?? [], openedAt: now, base: new Set(this.#atHome) })
      this.#meeting = event.subject
    }
    if (event.type === 'motionOpened') {
      this.#motions.set(event.subject, { meetingId: event.data.meetingId, openedAt: now, closedAt: null, words: [] })
      if (!event.data.byHand) this.#motion = event.subject
    }
    if (event.type === 'issueHandled') this.#rounds.set(event.data.surveyId, { handler: event.data.handlerHouseholdId, words: [] })
    if (event.type === 'accountUnbound') this.#letGo(event.data.accountId, event.data.householdId)
    if (event.type === 'accountBound') this.#homes.set(event.data.accountId, event.data.householdId)
  }

  /** Nothing that was counted changes when an account is let go. */
  #letGo(account: string, household: string): void {
    this.#homes.delete(account)
    for (const { words } of [
      ...(this.#poll ? [this.#poll] : []),
      ...this.#meetings.values(),
      ...this.#motions.values(),
      ...this.#rounds.values(),
    ])
      for (const word of words) if ('account' in word.who && word.who.account === account) word.home ??= household
  }

  #hear(command: Command, said: Instant, now: Instant, events: readonly DomainEvent[]): void {
    const meeting = this.#meetings.get(this.#meeting ?? '')
    const motion = this.#motions.get(this.#motion ?? '')
    if (command.type === 'setAtHome') this.#atHome[command.atHome ? 'add' : 'delete'](command.householdId)
    if (command.type === 'answerTime' && this.#poll)
      for (const { from, reply } of command.answers)
        this.#poll.words.push({ ...this.#word(from, Math.max(said, this.#poll.openedAt)), reply })
    if (command.type === 'attend' && meeting) {
      const at = Math.max(said, meeting.openedAt ?? said)
      for (const { from, persons } of command.arrivals)
        if (!('householdId' in from && this.#spoke(meeting, from.householdId)))
          meeting.words.push({ ...this.#word(from, at), persons, confirmed: false })
    }
    if ((command.type === 'markAttendance' || command.type === 'unmarkAttendance') && meeting) {
      const persons = command.type === 'unmarkAttendance' ? 0 : command.persons
      const at = Math.max(said, meeting.openedAt ?? said)
      meeting.words.push({ ...{ who: { household: command.householdId }, at, order: ++this.#order }, persons, confirmed: true })
    }
    if (command.type === 'castBallot' && motion) {
      const { from, choice, votes, family } = command
      motion.words.push({ ...this.#word(from, Math.max(said, motion.openedAt)), choice, votes, family: family === true })
    }
    if (command.type === 'keepLate' && 'accountId' in command.from)
      this.#late.push({
        ...{ account: command.from.accountId, subject: command.subject, at: said },
        choice: (command.reading as { choice: Voted['choice'] }).choice,
      })
    if (command.type === 'enterByHand') this.#sheet(command, said, now, events)
  }

  #spoke(meeting: Meeting, household: string): boolean {
    return meeting.words.some((w) => 'account' in w.who && w.home === undefined && this.#home(w) === household)
  }

  #sheet(command: Extract<Command, { type: 'enterByHand' }>, said: Instant, now: Instant, events: readonly DomainEvent[]): void {
    const meeting = this.#meetings.get(command.meetingId)
    const entered = events.find((e): e is EventOf<'enteredByHand'> => e.type === 'enteredByHand')
    if (!meeting || !entered) return
    const at = Math.max(said, meeting.openedAt ?? said)
    for (const { householdId, persons } of command.attendance)
      if (!this.#spoke(meeting, householdId))
        meeting.words.push({ who: { household: householdId }, at, order: ++this.#order, persons, confirmed: true, byHand: true })
    // Which motion a text means, and which lines say something new, is the sheet's own matter; what they amount to is counted here.
    for (const { motionId, votes } of entered.data.motions)
      for (const line of votes)
        this.#motions.get(motionId)?.words.push({
          ...{ who: { household: line.householdId }, at: now, order: ++this.#order, choice: 'approve', votes: undefined, family: false },
          line,
        })
  }

  #settle(event: DomainEvent): void {
    if (event.type === 'lateLetIn')
      for (const { account, subject, at, choice } of this.#late.filter((l) => event.data.subjects.includes(l.subject)))
        this.#motions.get(subject)?.words.push({ who: { account }, at, order: ++this.#order, choice, votes: undefined, family: false })
    if (event.type === 'lateLetIn') this.#late = this.#late.filter((l) => !event.data.subjects.includes(l.subject))
    if (event.type !== 'rated' && event.type !== 'visitsConfirmed') return
    const words = this.#rounds.get(event.data.surveyId)?.words ?? []
    if (event.type === 'rated') {
      const { accountId, householdId, score, atDoor } = event.data
      const who = accountId !== null ? { account: accountId } : { household: householdId ?? '' }
      words.push({ who, at: this.#order, order: ++this.#order, score, atDoor, confirmed: false, entry: event.seq })
    } else for (const word of words) if (event.data.seqs.includes(word.entry)) word.confirmed = true
  }

  #end(event: DomainEvent): void {
    if (event.type === 'meetingEnded' || event.type === 'attendanceGivenUp') this.#meeting = undefined
    if (event.type === 'motionClosed') {
      const motion = this.#motions.get(event.subject)
      if (motion) motion.closedAt ??= event.at
      if (this.#motion === event.subject) this.#motion = undefined
    }
    if (event.type === 'attendanceGivenUp') this.#meetings.delete(event.subject)
  }

  #presentOf(state: HamletState, meetingId: string, asOf = Number.POSITIVE_INFINITY): Map<string, number> {
    const date = dateOf(state.meetings.must(meetingId).startsAt)
    const born = (y: string) => `${Number(date.slice(0, 4)) - 18}${date.slice(4)}` >= y
    const adults = (household: string): number =>
      Math.max(1, state.villagers.where((v) => v.householdId === household && (v.birthDate === null || born(v.birthDate))).length)
    const words = this.#meetings.get(meetingId)?.words ?? []
    return presentOf(
      words.filter((w) => w.byHand || w.at <= asOf),
      this.#home,
      adults,
    )
  }

  #check(state: HamletState, command: Command, event: DomainEvent, now: Instant): void {
    const late = event.type === 'motionClosed' && event.data.how === 'late'
    const figures = (event.data as { figures?: PresentFigures }).figures
    const meetingId = (event.data as { meetingId?: string }).meetingId
    if (figures && 'quorate' in figures && meetingId && this.#meetings.has(meetingId)) {
      const asOf = late ? (this.#motions.get(event.subject)?.closedAt ?? now) : undefined
      this.#checkPresence(event.type, this.#presentOf(state, meetingId, asOf), this.#meetings.get(meetingId)?.base ?? new Set(), figures)
      if (event.type === 'motionClosed') this.#checkVote(event, this.#presentOf(state, meetingId, asOf))
    }
    if (event.type === 'timePollDecided' || event.type === 'timePollUndecided') this.#checkPoll(state, command, event, now)
    if (event.type === 'issueClosed' || event.type === 'issueSentBack') this.#checkRound(state, event)
  }

  #checkPresence(what: string, here: ReadonlyMap<string, number>, base: ReadonlySet<string>, figures: PresentFigures): void {
    const atHome = [...here.keys()].filter((h) => base.has(h)).length
    const persons = [...here.values()].reduce((a, b) => a + b, 0)
    const { base: of, atHome: told, away, persons: people, quorate } = figures
    const counted = { base: base.size, atHome, away: here.size - atHome, persons, quorate: base.size > 0 && 100 * atHome >= 80 * base.size }
    same(what, { base: of, atHome: told, away, persons: people, quorate }, counted)
    this.held += 1
  }

  #checkVote({ data, subject }: EventOf<'motionClosed'>, here: ReadonlyMap<string, number>): void {
    const { approve, reject, abstain, present } = data.votes
    const people = [...here.values()].reduce((a, b) => a + b, 0)
    same('people present at a vote', present, people)
    same('carried', data.carried, people > 0 && 100 * approve >= 80 * people)
    holds(
      approve + reject + abstain <= people,
      () => `${approve}+${reject}+${abstain} votes of ${people} people (${data.counted}, ${data.how})`,
    )
    if (data.counted === 'ballots') {
      const counted = votesOf(this.#motions.get(subject)?.words ?? [], this.#home, here)
      same(`votes (${data.how})`, { approve, reject, abstain }, counted)
    }
    this.held += 1
  }

  #checkPoll(state: HamletState, command: Command, event: EventOf<'timePollDecided'> | EventOf<'timePollUndecided'>, now: Instant): void {
    const { options } = state.polls.must(event.subject)
    const { evenings, answered } = eveningsOf(this.#poll?.words ?? [], this.#home, options.length, this.#atHome)
    same('turnout', event.data.turnout, { atHome: this.#atHome.size, answered })
    const best = bestOf(evenings, options, now)
    if (event.type === 'timePollUndecided') same('an evening that most can make', undefined, best)
    else {
      same(
        'evenings',
        event.data.counts.map(({ yes, maybe, persons }) => ({ yes, maybe, persons })),
        evenings,
      )
      if (command.type !== 'chooseOption') same('the evening that most can make', event.data.option, best)
    }
    this.held += 1
  }

  #checkRound(state: HamletState, event: EventOf<'issueClosed'> | EventOf<'issueSentBack'>): void {
    const { surveyId, figures } = event.data
    const issue = state.issues.must(event.subject)
    const round = this.#rounds.get(surveyId)
    const reporter = issue.reporterAccountId
    const { raters, satisfied, doors } = ratersOf(round?.words ?? [], this.#home, {
      ...{ handler: round?.handler ?? null, confidential: issue.confidential, reporter },
      reporterHome: this.#homes.get(reporter ?? ''),
    })
    same('raters', { raters: figures.raters, satisfied: figures.satisfied, doors: figures.atDoor }, { raters, satisfied, doors })
    same('closed', event.type === 'issueClosed', raters > 0 && 100 * satisfied >= 60 * raters)
    const eligible = issue.confidential ? 1 : state.households.where((h) => h.id !== round?.handler).length
    const least = Math.min(eligible, Math.max(3, Math.ceil((20 * this.#atHome.size) / 100)))
    holds(raters >= least, () => `a round ended with ${raters} raters, ${least} are needed`)
    this.held += 1
  }
}
