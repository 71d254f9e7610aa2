/** A hamlet in memory for the issue loop's rules: households, one bound account each, a head in household 1. No database. */

import type { Command } from '../../../src/domain/base/commands.ts'
import type { DomainEvent, EventOf, EventType } from '../../../src/domain/base/events.ts'
import { DEFAULT_POLICY, type Policy } from '../../../src/domain/base/policy.ts'
import type { AccountRow, DeadlineRow, HamletRow, HouseholdRow } from '../../../src/domain/base/rows.ts'
import type { HamletState, TownContext } from '../../../src/domain/base/state.ts'
import { Table } from '../../../src/domain/base/table.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { type Decided, decide } from '../../../src/domain/decide.ts'
import type { IssueRow, Score, SurveyRow } from '../../../src/domain/issue/rows.ts'
import { countingIds } from '../../../src/kernel/ids.ts'
import { type Instant, instantAt } from '../../../src/kernel/time.ts'
import { TABLE_NAMES } from '../../../src/store/turn/tables.ts'

const HAMLET: HamletRow = {
  id: 'h',
  townId: 'town',
  villageId: 'village',
  name: '槐树屋场',
  alias: '槐树',
  venue: null,
  venueReady: true,
  stage: 'pilot',
  filing: 'filed',
  partyGroup: false,
  headHow: null,
  headChecks: [],
  filedOn: null,
  filingNo: null,
  headId: 'v1',
  recorderId: 'v2',
  category: null,
  lastIssueNo: 0,
  lastClaimNo: 0,
  ledgerSeq: 0,
  ledgerHash: '',
}

export interface Given {
  at?: Instant
  households?: number
  /** The last so many of them live elsewhere. */
  away?: number
  policy?: Partial<Policy>
  calendarEntries?: TownContext['calendarEntries']
}

type Official = Extract<Actor, { kind: 'official' }>
export const HEAD: Actor = { kind: 'account', accountId: 'a1' }
export const RECORDER: Actor = { kind: 'account', accountId: 'a2' }
export const CADRE: Official = { kind: 'official', id: 'c', name: '周建国', office: 'cadre' }
export const OFFICIAL: Official = { kind: 'official', id: 'o', name: '郑文', office: 'official' }
export const CLOCK: Actor = { kind: 'clock' }
export const villager = (n: number): Actor => ({ kind: 'account', accountId: `a${n}` })

export class Hamlet {
  readonly state: HamletState
  readonly events: DomainEvent[] = []
  readonly #id = countingIds('t')
  now: Instant

  constructor({ at = instantAt('2026-09-29', 20), households = 36, away = 6, policy = {}, calendarEntries = [] }: Given = {}) {
    this.now = at
    const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, new Table<{ id: string }>()]))
    this.state = {
      ...tables,
      town: {
        townId: 'town',
        townName: '青山镇',
        villageName: '河口村',
        policy: { ...DEFAULT_POLICY, ...policy },
        busyPeriods: [],
        departments: ['交通办', '水利站'],
        calendarEntries,
      },
    } as unknown as HamletState
    this.state.hamlet.put(HAMLET)
    for (let n = 1; n <= households; n++) {
      const household: HouseholdRow = {
        id: `hh${n}`,
        hamletId: 'h',
        groupNo: 1,
        number: n,
        atHome: n <= households - away,
        removedAt: null,
      }
      this.state.households.put(household)
      const account: AccountRow = {
        id: `a${n}`,
        account: 'x',
        externalId: `wx${n}`,
        nickname: `${n}`,
        hamletId: 'h',
        villagerId: `v${n}`,
        householdId: `hh${n}`,
        officialId: null,
        boundAt: 0,
        boundBy: 'seed',
        greetedAt: null,
        consentAt: null,
      }
      this.state.accounts.put(account)
    }
  }

  /** Decides, and keeps what happened. */
  order(command: Command): Decided {
    const decided = decide(this.state, command, { now: this.now, id: this.#id })
    if ('events' in decided) this.events.push(...decided.events)
    return decided
  }
  /** Decides what must not be refused; returns the events. */
  does(command: Command): DomainEvent[] {
    const decided = this.order(command)
    if ('refusal' in decided) throw new Error(`refused: ${JSON.stringify(decided.refusal)}`)
    return decided.events
  }
  /** The refusal's code, or undefined when it was done. */
  refused(command: Command): string | undefined {
    const decided = this.order(command)
    return 'refusal' in decided ? decided.refusal.code : undefined
  }

  /** An official or cadre whose own household, number `n`, is of this hamlet. */
  livesHere(who: Official, n: number): void {
    this.state.accounts.put({ ...this.state.accounts.must(`a${n}`), officialId: who.id })
  }

  raised(text = '村口路灯坏了', by: Actor = villager(5)): IssueRow {
    const [event] = this.does({ type: 'raiseIssue', actor: by, text })
    return this.issue((event as EventOf<'issueRaised'>).data.no)
  }
  issue(no = 1): IssueRow {
    const found = this.state.issues.find((i) => i.no === no)
    if (!found) throw new Error(`no issue ${no}`)
    return found
  }
  survey(round = 1): SurveyRow {
    const found = this.state.surveys.find((s) => s.round === round)
    if (!found) throw new Error(`no round ${round}`)
    return found
  }
  rates(households: readonly number[], score: Score, issueNo = 1): void {
    for (const n of households) this.does({ type: 'rate', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, issueNo, score })
  }
  last<K extends EventType>(type: K): EventOf<K> | undefined {
    return this.events.filter((e): e is EventOf<K> => e.type === type).at(-1)
  }
  count(type: EventType): number {
    return this.events.filter((e) => e.type === type).length
  }
  open(kind: string): DeadlineRow | undefined {
    return this.state.deadlines.find((d) => d.kind === kind && d.doneAt === null)
  }
  /** Moves the clock, meeting each deadline on the way at its own time; with `late` all of them only at the end. */
  until(to: Instant, late: 'onTime' | 'late' = 'onTime'): void {
    if (late === 'late') this.now = to
    for (;;) {
      const [next] = this.state.deadlines.where((d) => d.doneAt === null && d.dueAt <= to).sort((a, b) => a.dueAt - b.dueAt)
      if (!next) break
      this.now = Math.max(this.now, next.dueAt)
      this.does({ type: 'fall', actor: CLOCK, deadlineId: next.id })
    }
    this.now = to
  }
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
