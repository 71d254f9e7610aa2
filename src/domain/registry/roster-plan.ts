/**
 * What a file would do to a hamlet's roster, row by row, without doing it. A household is known by its group and number, or, where the file has
 * none, by its people; a person by the name within it. What the file does not say stays as it was. Nobody is removed for being missing, unless
 * that was asked for: a person missing from a file may be a slip, and past answers are theirs.
 */
import type { NewId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import type { HouseholdRow, VillagerRow } from '../base/rows.ts'
import { type HamletState, hamletOf } from '../base/state.ts'
import type { RosterAnswers, RosterChange, RosterChanges, RosterHouseholdGiven, RosterPersonGiven } from './commands.ts'

export interface RosterPlan extends RosterChanges {
  /** Of one name in two households, and nothing says that they are two: to be asked. */
  questions: { villager: VillagerRow; from: HouseholdRow; row: number; to: Pick<HouseholdRow, 'groupNo' | 'number'> }[]
  /** What cannot be done, by the row of the file. */
  problems: { row: number; what: 'atHomeUnknown' | 'holdsOffice' | 'numberTooHigh'; name: string }[]
  /** Households that the file does not number, and the number that they have or get. */
  numbered: { row: number; household: HouseholdRow; isNew: boolean }[]
  /** Known households of which the file has none of the people: perhaps its numbers are other ones. */
  strange: HouseholdRow[]
  /** On the roster and not in the file. */
  leftAlone: { households: HouseholdRow[]; people: VillagerRow[] }
}

const NUMBER_MAX = 999

export interface PlanContext {
  now: Instant
  id: NewId
}

export const planRoster = (
  state: HamletState,
  given: readonly RosterHouseholdGiven[],
  answers: RosterAnswers,
  context: PlanContext,
): RosterPlan => new Planner(state, given, answers, context).plan()

class Planner {
  readonly #state: HamletState
  readonly #given: readonly RosterHouseholdGiven[]
  readonly #answers: RosterAnswers
  readonly #context: PlanContext
  readonly #households = new Map<string, HouseholdRow>()
  readonly #people = new Map<string, VillagerRow>()
  /** Who lives, or once lived, in a household; the living first. */
  readonly #inHousehold = new Map<string, VillagerRow[]>()
  readonly #living = new Map<string, VillagerRow[]>()
  /** household id/name of everybody in the file. */
  readonly #named = new Set<string>()
  readonly #placed = new Map<RosterHouseholdGiven, HouseholdRow>()
  readonly #taken = new Set<string>()
  readonly #plan: RosterPlan = {
    households: [],
    people: [],
    questions: [],
    problems: [],
    numbered: [],
    strange: [],
    leftAlone: { households: [], people: [] },
  }

  constructor(state: HamletState, given: readonly RosterHouseholdGiven[], answers: RosterAnswers, context: PlanContext) {
    this.#state = state
    this.#given = given
    this.#answers = answers
    this.#context = context
    for (const household of state.households.all()) this.#households.set(key(household), household)
    const villagers = [...state.villagers.all()].sort((a, b) => Number(a.removedAt !== null) - Number(b.removedAt !== null))
    for (const villager of villagers) {
      push(this.#inHousehold, villager.householdId, villager)
      if (villager.removedAt === null) push(this.#living, villager.name, villager)
    }
  }

  plan(): RosterPlan {
    // Those with a number first: the others are counted on behind them.
    for (const given of [...this.#given].sort((a, b) => Number(a.number === undefined) - Number(b.number === undefined))) {
      const household = this.#household(given)
      this.#placed.set(given, household)
      for (const person of given.people) this.#named.add(`${household.id}/${person.name}`)
    }
    for (const given of this.#given) {
      const household = this.#placed.get(given)
      if (household) for (const person of given.people) this.#person(household, person)
    }
    for (const [given, household] of this.#placed) {
      this.#others(household, given)
      const living = (this.#inHousehold.get(household.id) ?? []).filter((v) => v.removedAt === null)
      if (living.length > 0 && !living.some((v) => given.people.some((p) => p.name === v.name))) this.#plan.strange.push(household)
    }
    for (const { villagerId, row } of this.#answers.left ?? []) {
      const villager = this.#state.villagers.get(villagerId)
      if (villager?.removedAt === null) this.#remove(villager, row)
    }
    this.#emptied()
    this.#changes()
    return this.#plan
  }

  #household(given: RosterHouseholdGiven): HouseholdRow {
    const number = given.number ?? this.#numberOf(given)
    const before = this.#households.get(key({ groupNo: given.groupNo, number }))
    const atHome = given.atHome ?? (before?.removedAt === null ? before.atHome : this.#answers.newAtHome)
    const stays = given.people.some((p) => p.gone === undefined)
    if (atHome === undefined && stays)
      this.#plan.problems.push({ row: given.row, what: 'atHomeUnknown', name: `${given.groupNo}组${number}户` })
    if (number > NUMBER_MAX) this.#plan.problems.push({ row: given.row, what: 'numberTooHigh', name: `${given.groupNo}组${number}户` })
    const row: HouseholdRow = {
      id: before?.id ?? this.#context.id(),
      hamletId: hamletOf(this.#state).id,
      groupNo: given.groupNo,
      number,
      atHome: atHome ?? before?.atHome ?? false,
      removedAt: stays ? null : (before?.removedAt ?? null),
    }
    // A household of which nobody is left, and that nobody knows, does not come to be.
    if (before || stays) this.#households.set(key(row), row)
    if (given.number === undefined) this.#plan.numbered.push({ row: given.row, household: row, isNew: before?.removedAt !== null })
    this.#taken.add(row.id)
    return row
  }

  /** The household in the group whose head has the file's head's name; else the one that shares most of its people; else the next number. */
  #numberOf({ groupNo, people }: RosterHouseholdGiven): number {
    const names = new Set(people.map((p) => p.name))
    const head = people.find((p) => p.isHouseholdHead)?.name
    const inGroup = [...this.#households.values()].filter((h) => h.groupNo === groupNo)
    const free = inGroup.filter((h) => h.removedAt === null && !this.#taken.has(h.id))
    const score = (h: HouseholdRow): number => {
      const living = (this.#inHousehold.get(h.id) ?? []).filter((v) => v.removedAt === null)
      const shared = living.filter((v) => names.has(v.name)).length
      return shared + (living.some((v) => v.isHouseholdHead && v.name === head) ? living.length + people.length : 0)
    }
    const scored = free.map((household) => ({ household, score: score(household) })).filter((s) => s.score > 0)
    const best = Math.max(0, ...scored.map((s) => s.score))
    const [one, ...more] = scored.filter((s) => s.score === best)
    if (one && more.length === 0) return one.household.number
    return 1 + inGroup.reduce((highest, h) => Math.max(highest, h.number), 0)
  }

  #person(household: HouseholdRow, person: RosterPersonGiven): void {
    const known = (this.#inHousehold.get(household.id) ?? []).find(
      (v) => v.name === person.name && (v.removedAt === null || !contradicts(v, person)),
    )
    const before = known ?? this.#mover(household, person)
    if (before === 'asked') return
    if (person.gone !== undefined) {
      if (before?.removedAt === null) this.#remove(before, person.row)
      return
    }
    this.#people.set(before?.id ?? `new/${household.id}/${person.name}`, {
      id: before?.id ?? this.#context.id(),
      hamletId: hamletOf(this.#state).id,
      householdId: household.id,
      name: person.name,
      isHouseholdHead: person.isHouseholdHead,
      gender: person.gender ?? before?.gender ?? null,
      birthDate: person.birthDate ?? before?.birthDate ?? null,
      phone: person.phone ?? before?.phone ?? null,
      partyMember: person.partyMember ?? before?.partyMember ?? false,
      removedAt: null,
    })
  }

  /** Somebody of this name who lives in another household, and whom the file does not have there. */
  #mover(to: HouseholdRow, person: RosterPersonGiven): VillagerRow | 'asked' | undefined {
    const { moved = [], others = [] } = this.#answers
    const perhaps = (this.#living.get(person.name) ?? []).filter(
      (v) => v.householdId !== to.id && !this.#named.has(`${v.householdId}/${v.name}`) && !contradicts(v, person) && !others.includes(v.id),
    )
    const said = perhaps.find((v) => moved.includes(v.id) && !this.#people.has(v.id))
    if (said || perhaps.length === 0) return said
    for (const villager of perhaps) {
      const from = this.#state.households.get(villager.householdId)
      if (from) this.#plan.questions.push({ villager, from, row: person.row, to })
    }
    return 'asked'
  }

  /** Everybody of a household that the file has who is not in it. */
  #others(household: HouseholdRow, given: RosterHouseholdGiven): void {
    const hasHead = given.people.some((p) => p.isHouseholdHead && p.gone === undefined)
    for (const villager of this.#inHousehold.get(household.id) ?? []) {
      if (villager.removedAt !== null || this.#people.has(villager.id) || this.#named.has(`${household.id}/${villager.name}`)) continue
      if (this.#answers.removeMissing) {
        this.#remove(villager, given.row)
        continue
      }
      this.#plan.leftAlone.people.push(villager)
      // There is one head: whoever the file names takes the place of the one before.
      if (hasHead && villager.isHouseholdHead) this.#people.set(villager.id, { ...villager, isHouseholdHead: false })
    }
  }

  #remove(villager: VillagerRow, row: number): void {
    const { headId, recorderId } = hamletOf(this.#state)
    if (villager.id === headId || villager.id === recorderId) this.#plan.problems.push({ row, what: 'holdsOffice', name: villager.name })
    else this.#people.set(villager.id, { ...villager, isHouseholdHead: false, removedAt: this.#context.now })
  }

  /** A household that the file has left without anybody is no household any more; one that lost its head and has others needs a new one. */
  #emptied(): void {
    const touched = new Set([...this.#people.keys()].flatMap((id) => this.#state.villagers.get(id)?.householdId ?? []))
    const now = (v: VillagerRow): VillagerRow => this.#people.get(v.id) ?? v
    const joined = new Set([...this.#people.values()].filter((v) => v.removedAt === null).map((v) => v.householdId))
    for (const id of touched) {
      const household = this.#state.households.get(id)
      const left = (this.#inHousehold.get(id) ?? []).map(now).filter((v) => v.removedAt === null && v.householdId === id)
      if (household?.removedAt !== null || left.length > 0 || joined.has(id)) continue
      this.#households.set(key(household), { ...household, removedAt: this.#context.now })
    }
  }

  #changes(): void {
    const { households, people, leftAlone } = this.#plan
    for (const row of this.#households.values()) {
      change(households, this.#state.households.get(row.id), row)
      if (row.removedAt === null && !this.#taken.has(row.id)) leftAlone.households.push(row)
    }
    for (const row of this.#people.values()) change(people, this.#state.villagers.get(row.id), row)
  }
}

const key = ({ groupNo, number }: Pick<HouseholdRow, 'groupNo' | 'number'>): string => `${groupNo}/${number}`

function push<T>(map: Map<string, T[]>, at: string, value: T): void {
  const list = map.get(at)
  if (list) list.push(value)
  else map.set(at, [value])
}

/** Two people of one name: born on other days, or man and woman. */
const contradicts = (villager: VillagerRow, { birthDate, gender }: RosterPersonGiven): boolean =>
  (birthDate != null && villager.birthDate !== null && birthDate !== villager.birthDate) ||
  (gender != null && villager.gender !== null && gender !== villager.gender)

export const same = <Row extends object>(a: Row, b: Row): boolean =>
  (Object.keys(b) as (keyof Row)[]).every((field) => a[field] === b[field])

function change<Row extends object>(list: RosterChange<Row>[], before: Row | undefined, after: Row): void {
  if (!before) list.push({ after })
  else if (!same(before, after)) list.push({ before, after })
}
