/** A hamlet lives for some months: seeded, time by hand, everything watched after each step. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { DomainEvent } from '../../../src/domain/base/events.ts'
import type { DeadlineRow } from '../../../src/domain/base/rows.ts'
import type { HamletState } from '../../../src/domain/base/state.ts'
import { decide } from '../../../src/domain/decide.ts'
import { countingIds } from '../../../src/kernel/ids.ts'
import { randomOf } from '../../../src/kernel/random.ts'
import { addDays, DAY, dateOf, HOUR, type Instant, instantAt, MINUTE, SECOND, wallTime } from '../../../src/kernel/time.ts'
import { belong, push, raise } from './affairs.ts'
import { Chance, CLOCK, newHamlet } from './given.ts'
import { reloaded } from './later.ts'
import { Model } from './model.ts'
import * as talk from './talk.ts'
import { Watch } from './watch.ts'
import { wholeLedger } from './whole.ts'
import { type Try, World } from './world.ts'

type Act = (w: World) => Try | undefined
/** What is tried by what is going on, and how often. */
const BUSINESS: readonly [number, Act][] = [
  [8, push],
  [0.6, raise],
  [0.5, belong],
]
const QUIET: readonly [number, Act][] = [...BUSINESS, [1, talk.callTogether], [0.2, talk.enterSheet]]
const ASKING: readonly [number, Act][] = [...BUSINESS, [20, talk.answerPoll], [0.7, talk.leadPoll], [0.1, talk.callTogether]]
const AHEAD: readonly [number, Act][] = [...BUSINESS, [8, talk.announce], [0.5, talk.leadMeeting], [0.2, talk.enterSheet]]
const EVENING: readonly [number, Act][] = [
  ...[[3, push] as const, [1, raise] as const, [0.5, belong] as const],
  ...[[16, talk.arrive] as const, [2, talk.keepAttendance] as const, [0.1, talk.leadMeeting] as const, [1.2, talk.leadVote] as const],
  ...[[0.3, talk.voteLate] as const, [0.3, talk.enterSheet] as const, [0.5, talk.endEvening] as const],
] as [number, Act][]
const VOTING: readonly [number, Act][] = [...EVENING, [30, talk.vote], [1, talk.leadVote]]

export interface Lived {
  steps: number
  refused: number
  fired: number
  /** Figures held against the second count. */
  held: number
  /** Of each kind of command, how often it was done. */
  done: Record<string, number>
}

export class Life {
  readonly #world: World
  readonly #model: Model
  readonly #watch: Watch
  readonly #id = countingIds('s')
  readonly #townDays = new Map<string, 'holiday' | 'workday'>()
  readonly #last: string[] = []
  readonly #events: DomainEvent[] = []
  readonly lived: Lived = { steps: 0, refused: 0, fired: 0, held: 0, done: {} }

  constructor(seed: number) {
    const chance = new Chance(randomOf(seed))
    const state = newHamlet(chance)
    // Later days are nobody's to know yet: the State Council names them year by year.
    this.#world = new World(state, chance, instantAt('2026-01-05', 8))
    this.#model = new Model(state)
    this.#watch = new Watch(state, this.#townDays)
  }

  get state(): HamletState {
    return this.#world.state
  }
  /** What was done last, newest last. */
  get last(): readonly string[] {
    return this.#last
  }

  /** `months`: of thirty days; eleven at most. */
  live(months: number): Lived {
    const w = this.#world
    const end = w.now + months * 30 * DAY
    while (w.now < end) {
      const to = this.#next()
      if (w.chance.is(0.004)) this.#cutOff(w.now + w.chance.int(1, 40) * HOUR)
      else this.#meetUntil(to)
      if (w.chance.is(0.03)) this.#restart()
      if (w.chance.is(0.002)) this.#changeCalendar()
      this.#act()
    }
    wholeLedger(this.#events, this.#watch.kept)
    this.lived.fired = this.#watch.fired
    this.lived.held = this.#model.held
    return this.lived
  }

  /** Seconds apart on the evening, then minutes, then half days; nobody writes at night. */
  #next(): Instant {
    const w = this.#world
    if (w.meeting) return w.now + w.chance.int(1, w.motion ? 40 : 240) * SECOND
    const asked = w.poll?.status === 'open' || w.ahead
    const to = w.now + (asked ? w.chance.int(1, 150) * MINUTE : w.chance.int(1, 14) * HOUR)
    const { hour } = wallTime(to)
    return hour < 6 ? instantAt(dateOf(to), 6, w.chance.int(0, 120)) : to
  }

  #act(): void {
    const w = this.#world
    const acts = w.motion ? VOTING : w.meeting ? EVENING : w.poll?.status === 'open' ? ASKING : w.ahead ? AHEAD : QUIET
    let at = w.chance.next() * acts.reduce((sum, [weight]) => sum + weight, 0)
    const act = acts.find(([weight]) => {
      at -= weight
      return at < 0
    })
    const attempt = act?.[1](w)
    if (attempt) this.#try(attempt.command, attempt.saidAt)
  }

  /** One command: what it does is held against the rules, what it is refused must leave no trace. */
  #try(command: Command, saidAt?: Instant): DomainEvent[] | undefined {
    const w = this.#world
    const said = saidAt ?? w.now
    this.#last.push(`${new Date(w.now + 8 * HOUR).toISOString().slice(0, 19)} ${JSON.stringify(command)}`)
    if (this.#last.length > 12) this.#last.shift()
    const decided = decide(w.state, command, { now: w.now, saidAt: said, id: this.#id })
    this.lived.steps += 1
    if ('refusal' in decided) {
      this.lived.refused += 1
      this.#watch.nothingChanged(w.state, command, w.chance.is(0.1))
      return undefined
    }
    this.lived.done[command.type] = (this.lived.done[command.type] ?? 0) + 1
    this.#events.push(...decided.events)
    this.#model.take(w.state, command, said, w.now, decided.events)
    this.#watch.check(w.state, command, decided.events, w.now)
    return decided.events
  }

  #due = (at: Instant): DeadlineRow[] => this.#world.state.deadlines.where((d) => d.doneAt === null && d.dueAt <= at)

  /** Each deadline at its own time; now and then one is tried before its time, or a second time. */
  #meetUntil(to: Instant): void {
    const w = this.#world
    for (;;) {
      const [next] = this.#due(to).sort((a, b) => a.dueAt - b.dueAt)
      if (!next) break
      if (next.dueAt > w.now && w.chance.is(0.1)) this.#nothing(next.id)
      w.now = Math.max(w.now, next.dueAt)
      this.#fall(next.id)
    }
    w.now = to
  }

  #fall(deadlineId: string): void {
    const events = this.#try({ type: 'fall', actor: CLOCK, deadlineId })
    if (!events) throw new Error('a deadline was refused')
    if (this.#world.chance.is(0.1) && this.#world.state.deadlines.get(deadlineId)?.doneAt !== null) this.#nothing(deadlineId)
  }

  /** A job that comes too early or again. */
  #nothing(deadlineId: string): void {
    const command: Command = { type: 'fall', actor: CLOCK, deadlineId }
    const decided = decide(this.#world.state, command, { now: this.#world.now, id: this.#id })
    if (!('events' in decided) || decided.events.length > 0) throw new Error('a deadline fell that had nothing to do')
    this.#watch.nothingChanged(this.#world.state, command, true)
  }

  /** The connection, or the whole program, is away until `to`; what came due meanwhile is met in any order, before the gap is made up or after. */
  #cutOff(to: Instant): void {
    const w = this.#world
    const from = w.now
    w.now = to
    const made: Command = { type: 'makeUpForGap', actor: CLOCK, from, to }
    const early = w.chance.is(0.5)
    if (early) this.#try(made)
    for (const { id, kind } of w.chance.shuffled(this.#due(to))) {
      if (w.state.deadlines.get(id)?.doneAt !== null || (w.state.deadlines.get(id)?.dueAt ?? 0) > to) continue
      const question = kind === 'pollClose' || kind === 'surveyClose'
      if (!early && question) this.#try({ type: 'holdDeadline', actor: CLOCK, deadlineId: id, until: to + MINUTE })
      else this.#fall(id)
    }
    if (!early) this.#try(made)
  }

  /** Another process reads the hamlet: what is over is no longer looked at. */
  #restart(): void {
    this.#world.state = reloaded(this.#world.state, this.#world.now)
    this.#watch.take(this.#world.state)
  }

  #changeCalendar(): void {
    const { state, now, chance } = this.#world
    const date = addDays(dateOf(now), chance.int(0, 20))
    if (this.#townDays.has(date)) return
    const kind = chance.pick(['holiday', 'workday'] as const)
    this.#townDays.set(date, kind)
    state.town.calendarEntries = [...state.town.calendarEntries, { date, kind, name: '镇里定的' }]
    this.#try({ type: 'recountDeadlines', actor: CLOCK })
  }
}
