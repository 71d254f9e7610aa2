/**
 * What must hold after every step of a hamlet, whatever was done: nothing open without an end ahead, nothing twice, nothing by itself that
 * people decide. Keeps every row as it was before the step, so that what is refused is seen to have changed nothing.
 */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { DomainEvent } from '../../../src/domain/base/events.ts'
import type { DeadlineRow } from '../../../src/domain/base/rows.ts'
import { type HamletState, hamletOf, type RowOf } from '../../../src/domain/base/state.ts'
import type { Table } from '../../../src/domain/base/table.ts'
import type { IssueRow, IssueStatus } from '../../../src/domain/issue/rows.ts'
import { dateOf, type Instant } from '../../../src/kernel/time.ts'
import { TABLE_NAMES } from '../../../src/store/turn/tables.ts'
import { nthWorkday, type TownDays } from '../oracle.ts'
import { holds } from './model.ts'

type Row = { id: string }
const tableOf = (state: HamletState, name: string): Table<Row> => (state as unknown as Record<string, Table<Row>>)[name] as Table<Row>

/** Rules, Issues: from where to where an issue may go. */
const WAYS: Readonly<Record<IssueStatus | 'new', readonly IssueStatus[]>> = {
  new: ['raised', 'inVillage', 'inTown'],
  raised: ['inHamlet', 'inVillage', 'inReview', 'withdrawn'],
  inHamlet: ['inVillage', 'inReview', 'withdrawn'],
  inVillage: ['inTown', 'inReview'],
  inTown: ['assigned', 'inVillage'],
  assigned: ['inReview'],
  inReview: ['closed', 'inHamlet', 'inVillage', 'inTown'],
  closed: [],
  withdrawn: [],
}

/** Rows that figures are made of; a hamlet that is read again forgets the old ones. */
const KEPT = ['issues', 'ratings', 'surveys', 'dueDates', 'meetings', 'motions'] as const
export type Kept = { readonly [K in (typeof KEPT)[number]]: Map<string, RowOf<K>> }

export class Watch {
  readonly kept = Object.fromEntries(KEPT.map((name) => [name, new Map()])) as unknown as Kept
  readonly #before = new Map<string, Map<string, Row>>()
  readonly #fired = new Set<string>()
  readonly #keys = new Set<string>()
  readonly #townDays: TownDays
  #seq = 0
  /** Deadlines that fell. */
  fired = 0

  constructor(state: HamletState, townDays: TownDays) {
    this.#townDays = townDays
    this.take(state)
  }

  /** What the state is from here on. */
  take(state: HamletState): void {
    for (const name of TABLE_NAMES) {
      this.#before.set(name, new Map([...tableOf(state, name).all()].map((row) => [row.id, row])))
      tableOf(state, name).settled(false)
    }
  }

  #was<R extends Row>(name: string, id: string): R | undefined {
    return this.#before.get(name)?.get(id) as R | undefined
  }

  /** Refused, or a deadline before its time or a second time: every row is the very row it was. */
  nothingChanged(state: HamletState, command: Command, thoroughly: boolean): void {
    for (const name of TABLE_NAMES) {
      const table = tableOf(state, name)
      holds(table.changed().length === 0, () => `${command.type} was refused and changed ${name}`)
      if (!thoroughly) continue
      const before = this.#before.get(name)
      const rows = [...table.all()]
      holds(
        rows.length === before?.size && rows.every((row) => before.get(row.id) === row),
        () => `${command.type} left a trace in ${name}`,
      )
    }
  }

  /** After a command that was accepted. */
  check(state: HamletState, command: Command, events: readonly DomainEvent[], now: Instant): void {
    this.#ledger(state, events)
    for (const issue of state.issues.changed()) this.#moved(issue, command)
    for (const deadline of state.deadlines.changed()) this.#deadline(deadline, now)
    this.#answers(state)
    this.#keep(state)
    for (const event of events) if (event.type === 'accountUnbound') this.#letGo(event.data)
    oneOfEach(state)
    everyQuestionEnds(state, now)
    for (const issue of state.issues.all()) this.#notForgotten(state, issue, now)
  }

  #ledger(state: HamletState, events: readonly DomainEvent[]): void {
    for (const event of events.filter((e) => e.ledgered)) {
      holds(event.seq === this.#seq + 1, () => `entry ${event.seq} of the ledger after ${this.#seq}`)
      this.#seq = event.seq
    }
    holds(hamletOf(state).ledgerSeq === this.#seq, () => `the hamlet counts ${hamletOf(state).ledgerSeq} entries, there are ${this.#seq}`)
  }

  #moved(issue: IssueRow, command: Command): void {
    const was = this.#was<IssueRow>('issues', issue.id)
    const from = was?.status ?? 'new'
    if (from === issue.status && from !== 'closed' && from !== 'withdrawn') return
    const allowed = WAYS[from].includes(issue.status) || (from === issue.status && command.type === 'setConfidential')
    holds(allowed, () => `issue ${issue.no} went from ${from} to ${issue.status} by ${command.type}`)
    // A deadline that passes moves nothing by itself; the days of a confidential one and the end of a round are the rules' own.
    if (command.type !== 'fall' || from === 'inReview') return
    const bySelf = from === 'raised' || (issue.confidential && (from === 'inHamlet' || from === 'inVillage'))
    holds(bySelf, () => `issue ${issue.no} went from ${from} to ${issue.status} by itself`)
  }

  #deadline(deadline: DeadlineRow, now: Instant): void {
    const was = this.#was<DeadlineRow>('deadlines', deadline.id)
    holds(!was || was.doneAt === null, () => `${deadline.key} was done and is touched again`)
    if (!was) {
      holds(!this.#keys.has(deadline.key), () => `two deadlines ${deadline.key}`)
      this.#keys.add(deadline.key)
    }
    if (deadline.outcome !== 'fired' && deadline.outcome !== 'obsolete') return
    holds(deadline.dueAt <= now, () => `${deadline.key} fell before its time`)
    holds(!this.#fired.has(deadline.id), () => `${deadline.key} fell twice`)
    this.#fired.add(deadline.id)
    this.fired += 1
  }

  /** What somebody said is never written over: a later word is another row. */
  #answers(state: HamletState): void {
    // Of an account that is let go it is written down whose words its own were; of a visit, who has confirmed it.
    const said = (row: Row): string => JSON.stringify({ ...row, householdId: null, confirmedAt: null, confirmedBy: null })
    for (const name of ['timeAnswers', 'rsvps', 'attendances', 'ballots', 'ratings'] as const)
      for (const row of state[name].changed()) {
        const was = this.#was<typeof row>(name, row.id)
        holds(!was || said(was) === said(row), () => `a word in ${name} was written over`)
        holds(!was?.householdId || was.householdId === row.householdId, () => `a word in ${name} went to another household`)
      }
  }

  /** As the store does with what no turn loads any more (src/store/binding.ts). */
  #letGo({ accountId, householdId }: { accountId: string; householdId: string }): void {
    for (const row of this.kept.ratings.values())
      if (row.accountId === accountId && row.householdId === null) this.kept.ratings.set(row.id, { ...row, householdId })
  }

  #keep(state: HamletState): void {
    for (const name of KEPT) for (const row of state[name].changed()) (this.kept[name] as Map<string, Row>).set(row.id, row)
    for (const name of TABLE_NAMES) {
      const table = tableOf(state, name)
      for (const row of table.changed()) this.#before.get(name)?.set(row.id, row)
      table.settled(false)
    }
  }

  /** Rules: somebody is asked about it again, at a moment that is set. */
  #notForgotten(state: HamletState, issue: IssueRow, now: Instant): void {
    const ahead = (kind: string, subject: string, by = Number.POSITIVE_INFINITY): boolean =>
      state.deadlines.find((d) => d.doneAt === null && d.kind === kind && d.subject === subject && d.dueAt <= by) !== undefined
    const hamlet = hamletOf(state).id
    const must = (is: boolean, what: string): void =>
      holds(is, () => `issue ${issue.no} (${issue.status}${issue.confidential ? ', confidential' : ''}) is forgotten: no ${what}`)
    switch (issue.status) {
      case 'raised':
        // A public one waits for the next meeting; of one that no meeting brings up, the days must run.
        if (issue.confidential && !state.meetings.find((m) => m.status === 'open')) must(ahead('headDays', issue.id), 'days of the head')
        break
      case 'inHamlet':
        // Sent back and public, it is in every digest until another date is agreed.
        if (issue.agreedOn !== null) must(ahead('agreedChase', hamlet), 'chase of what was agreed')
        else if (issue.confidential) must(ahead('headDays', issue.id), 'days of the head')
        break
      case 'inVillage': {
        must(ahead('villageChase', hamlet), 'chase of the village')
        const day0 = issue.reportDays[0]?.date ?? ''
        const fifth = nthWorkday(day0, 5, this.#townDays)
        holds(issue.reportDueOn === fifth, () => `issue ${issue.no}: five working days after ${day0} is ${fifth}, not ${issue.reportDueOn}`)
        break
      }
      case 'assigned':
        if (issue.assignDueOn >= dateOf(now)) must(ahead('assignChase', hamlet), 'chase of the department')
        break
      case 'inReview': {
        const round = state.surveys.where((s) => s.issueId === issue.id && (s.status === 'open' || s.status === 'waiting'))
        holds(round.length === 1, () => `issue ${issue.no} is rated in ${round.length} rounds`)
        if (round[0]?.status === 'open') must(ahead('surveyClose', round[0].id), 'end of its round')
        break
      }
    }
  }
}

/** One question of a kind at a time, or nobody knows what an answer is to. */
function oneOfEach(state: HamletState): void {
  const one = (what: string, rows: readonly Row[]): void => holds(rows.length <= 1, () => `${rows.length} ${what}`)
  one(
    'polls at once',
    state.polls.where((p) => p.status === 'open' || p.status === 'undecided'),
  )
  one(
    'meetings ahead',
    state.meetings.where((m) => m.status === 'scheduled'),
  )
  one(
    'meetings going on',
    state.meetings.where((m) => m.status === 'open'),
  )
  const motions = state.motions.where((m) => m.status === 'open')
  one('votes at once', motions)
  const meeting = state.meetings.find((m) => m.status === 'open')
  for (const motion of motions) holds(motion.meetingId === meeting?.id, () => 'a vote is open and its meeting is not')
}

/** One that is due already is about to be met. */
function everyQuestionEnds(state: HamletState, now: Instant): void {
  const at = (kind: string, subject: string): number | undefined =>
    state.deadlines.find((d) => d.doneAt === null && d.kind === kind && d.subject === subject)?.dueAt
  for (const p of state.polls.where((q) => q.status === 'open')) {
    const ends = at('pollClose', p.id)
    holds(ends !== undefined && (ends === p.closesAt || p.closesAt <= now), () => `poll ${p.id} never closes`)
  }
  for (const s of state.surveys.where((q) => q.status === 'open')) {
    const ends = at('surveyClose', s.id)
    holds(ends !== undefined && (ends === s.closesAt || s.closesAt <= now), () => `round ${s.id} never closes`)
  }
  for (const m of state.meetings.all()) {
    if (m.status === 'scheduled' && m.startsAt > now) holds(at('attendanceOpens', m.id) !== undefined, () => `meeting ${m.id} never opens`)
    if (m.status === 'open') holds(at('meetingForgotten', m.id) !== undefined, () => `meeting ${m.id} never ends`)
  }
}
