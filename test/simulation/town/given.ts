/** A hamlet of chance in memory: households of all sizes, accounts of some of them, some of nobody's. No database. */
import { DEFAULT_POLICY } from '../../../src/domain/base/policy.ts'
import type { AccountRow, HamletRow } from '../../../src/domain/base/rows.ts'
import type { HamletState } from '../../../src/domain/base/state.ts'
import { Table } from '../../../src/domain/base/table.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { TABLE_NAMES } from '../../../src/store/turn/tables.ts'

type Official = Extract<Actor, { kind: 'official' }>
export const CADRES: readonly Official[] = [
  { kind: 'official', id: 'c1', name: '周建国', office: 'cadre' },
  { kind: 'official', id: 'c2', name: '吴芳', office: 'cadre' },
]
export const OFFICIAL: Official = { kind: 'official', id: 'o1', name: '郑文', office: 'official' }
export const CLOCK: Actor = { kind: 'clock' }
export const DEPARTMENTS = ['交通办', '水利站', '民政办']

const HAMLET: HamletRow = {
  ...{ id: 'h', townId: 'town', villageId: 'village', name: '槐树屋场', alias: '槐树', venue: null, venueReady: true },
  ...{ stage: 'pilot', filing: 'filed', partyGroup: false, headHow: null, headChecks: [], filedOn: null, filingNo: null },
  ...{ headId: null, recorderId: null, category: null, lastIssueNo: 0, lastClaimNo: 0, ledgerSeq: 0, ledgerHash: '' },
}

/** Chance, as people of a simulation use it. */
export class Chance {
  readonly next: () => number
  constructor(next: () => number) {
    this.next = next
  }
  is(p: number): boolean {
    return this.next() < p
  }
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T
  }
  shuffled<T>(list: readonly T[]): T[] {
    const all = [...list]
    for (let i = all.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      ;[all[i], all[j]] = [all[j] as T, all[i] as T]
    }
    return all
  }
}

function account(id: string, bound: { householdId: string; villagerId: string } | undefined): AccountRow {
  return {
    ...{ id, account: 'x', externalId: `wx_${id}`, nickname: id, hamletId: 'h', officialId: null, greetedAt: null, consentAt: null },
    ...{ villagerId: bound?.villagerId ?? null, householdId: bound?.householdId ?? null },
    ...{ boundAt: bound ? 0 : null, boundBy: bound ? 'seed' : null },
  }
}

export function newHamlet(chance: Chance): HamletState {
  const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, new Table<{ id: string }>()]))
  const state = {
    ...tables,
    town: {
      ...{ townId: 'town', townName: '青山镇', villageName: '河口村', policy: DEFAULT_POLICY },
      ...{ busyPeriods: [], departments: DEPARTMENTS, calendarEntries: [] },
    },
  } as unknown as HamletState
  const households = chance.int(6, 40)
  for (let n = 1; n <= households; n++) settleIn(state, chance, n)
  for (let n = 1; n <= 3; n++) state.accounts.put(account(`guest${n}`, undefined))
  const recorderId = chance.is(0.1) ? null : chance.is(0.15) ? 'v1_1' : 'v2_1'
  state.hamlet.put({ ...HAMLET, headId: 'v1_1', recorderId })
  if (chance.is(0.3)) {
    const own = state.accounts.find((a) => a.householdId === `hh${chance.int(2, households)}`)
    if (own) state.accounts.put({ ...own, officialId: 'c1' })
  }
  return state
}

function settleIn(state: HamletState, chance: Chance, n: number): void {
  const id = `hh${n}`
  state.households.put({ id, hamletId: 'h', groupNo: 1 + (n % 3), number: n, atHome: n <= 2 || chance.is(0.8), removedAt: null })
  const people = chance.int(1, 5)
  for (let i = 1; i <= people; i++) {
    const birthDate = i === 1 ? '1970-01-01' : chance.pick([null, '1950-03-01', '1990-06-15', '2008-07-20', '2015-01-01'])
    state.villagers.put({
      ...{ id: `v${n}_${i}`, hamletId: 'h', householdId: id, name: `${n}户${i}`, isHouseholdHead: i === 1, gender: null, birthDate },
      ...{ phone: null, partyMember: false, removedAt: null },
    })
    const talks = n <= 2 ? i === 1 || chance.is(0.3) : chance.is(i === 1 ? 0.85 : 0.25)
    if (talks) state.accounts.put(account(`a${n}_${i}`, { householdId: id, villagerId: `v${n}_${i}` }))
  }
}
