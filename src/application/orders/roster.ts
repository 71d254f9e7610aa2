/** A roster file into the hamlets it names: looked through first, all or nothing, harmless to repeat, and taken back as one. */
import { importRoster, type RosterOptions } from '../../documents/roster.ts'
import { COLUMN_KEYS, type ColumnKey, type ColumnsAsked, type KnownColumns, type RosterProblem } from '../../documents/roster-head.ts'
import type { RosterHousehold } from '../../documents/roster-households.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { RosterAnswers, RosterHouseholdGiven } from '../../domain/registry/commands.ts'
import { countChanges } from '../../domain/registry/roster.ts'
import { planRoster, type RosterPlan } from '../../domain/registry/roster-plan.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { dateOf } from '../../kernel/time.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { hamletNames } from '../../store/reading/hamlets.ts'
import { addImport, columnsKnown, knowColumns } from '../../store/rosters.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { actorOf } from './order.ts'
import { type Elsewhere, elsewhere } from './roster-elsewhere.ts'
import { placer } from './roster-place.ts'
import { type HamletReport, hamletReport, problemsOf, questionsOf, type RosterQuestion } from './roster-report.ts'

export interface RosterReport {
  /** What is wrong, row by row; with any of it nothing is changed. */
  problems: RosterProblem[]
  /** Which column is which could not be told: what to ask. */
  asks?: ColumnsAsked
  /** Who may have moved: with any of it unanswered nothing is changed. */
  questions: RosterQuestion[]
  unusedColumns: string[]
  /** What was passed over or taken loosely. */
  notes: string[]
  hamlets: HamletReport[]
  /** False for a dry run, and when there are problems or questions. */
  written: boolean
  /** What an import can be taken back by. */
  importId?: string
}

export interface RosterOrder {
  write: boolean
  fileName?: string
  hamletId?: string | undefined
  answers?: RosterAnswers
  /** What headings mean, as somebody has said: kept for the next file. */
  columns?: KnownColumns
  headLine?: number | undefined
  onProgress?: RosterOptions['onProgress'] | undefined
}

/**
 * Reads the file and says what it would change; with `write`, changes it, in one transaction for all hamlets. `hamletId`: where rows
 * belong that name no hamlet. Hamlets outside the person's reach are problems like any other.
 */
export async function takeRosterFile(deps: Deps, who: Principal, bytes: Buffer, order: RosterOrder): Promise<RosterReport> {
  const now = deps.clock.now()
  const names = await hamletNames(deps.db, reachOf(who))
  const known = new Map([...((await columnsKnown(deps.db, who.townId)) as KnownColumns), ...(order.columns ?? [])])
  const read = await importRoster(bytes, {
    today: dateOf(now),
    placed: placer(names, order.hamletId),
    known,
    headLine: order.headLine,
    ...(order.onProgress ? { onProgress: order.onProgress } : {}),
  })
  const nothing: RosterReport = { problems: [], questions: [], unusedColumns: [], notes: [], hamlets: [], written: false }
  if (!('asks' in read)) await rememberColumns(deps, who, order.columns)
  if ('problems' in read) return { ...nothing, ...read }
  const placed = byHamlet(read.households)
  const { unusedColumns, notes = [] } = read
  const outcome = await inTransaction(deps.db, async (tx) => {
    const answers = order.answers ?? {}
    const moves = await elsewhere(tx, who, placed, answers, names)
    const looked = await lookThrough(deps, tx, placed, { answers, left: moves.left }, names)
    const hamlets = looked.map((l) => l.report)
    const problems = looked.flatMap((l) => problemsOf(l.plan))
    const questions = [...looked.flatMap((l) => questionsOf(l.plan, l.report.hamletName)), ...moves.questions]
    const stopped = problems.length + questions.length > 0
    if (stopped || !order.write) return { report: { ...nothing, unusedColumns, notes, hamlets, problems, questions }, wakes: [] }
    const written = await write(deps, tx, who, looked, order.fileName ?? '')
    return { report: { ...nothing, unusedColumns, notes, hamlets, written: true, importId: written.importId }, wakes: written.wakes }
  })
  for (const wake of outcome.wakes) wake()
  return outcome.report
}

interface Looked {
  hamletId: string
  state: HamletState
  plan: RosterPlan
  report: HamletReport
}

async function lookThrough(
  deps: Deps,
  tx: Transaction,
  placed: ReadonlyMap<string, RosterHouseholdGiven[]>,
  { answers, left }: { answers: RosterAnswers; left: Elsewhere['left'] },
  names: readonly { id: string; name: string }[],
): Promise<Looked[]> {
  const now = deps.clock.now()
  const looked: Looked[] = []
  // In the order of their ids, so that two imports at once wait for each other instead of blocking each other.
  for (const hamletId of [...new Set([...placed.keys(), ...left.keys()])].sort()) {
    const households = placed.get(hamletId) ?? []
    const state = await lockHamlet(tx, hamletId, now)
    if (!state) continue
    const plan = planRoster(state, households, { ...answers, left: left.get(hamletId) ?? [] }, { now, id: deps.newId })
    const hamletName = names.find((n) => n.id === hamletId)?.name ?? ''
    looked.push({ hamletId, state, plan, report: hamletReport(state, plan, households, { hamletId, hamletName }) })
  }
  return looked
}

async function write(deps: Deps, tx: Transaction, who: Principal, looked: readonly Looked[], fileName: string) {
  const now = deps.clock.now()
  const importId = deps.newId()
  const wakes: (() => void)[] = []
  for (const { hamletId, state, plan } of looked) {
    const before = rosterOf(state)
    const sitting = new Sitting(deps, state, now)
    sitting.because(`roster/${importId}`)
    sitting.order({ type: 'takeRoster', actor: actorOf(who), changes: { households: plan.households, people: plan.people } })
    wakes.push(await sitting.close(tx))
    const after = { ...rosterOf(state), ...countChanges(plan), importId }
    await audit(tx, who, now, { action: 'takeRoster', subject: `hamlet:${hamletId}`, before, after })
  }
  const changes = Object.fromEntries(
    looked.map(({ hamletId, plan }) => [hamletId, { households: plan.households, people: plan.people }] as const),
  )
  const { townId, villageId, userId, name: userName } = who
  await addImport(tx, { id: importId, townId, villageId, userId, userName, fileName, at: now, changes })
  return { importId, wakes }
}

async function rememberColumns(deps: Deps, who: Principal, columns: KnownColumns = new Map()): Promise<void> {
  const now = deps.clock.now()
  const { townId, userId } = who
  // A column without a heading means something in this file only.
  const lasting = new Map([...columns].filter(([heading]) => !/^第\d+列$/.test(heading)))
  if (lasting.size === 0) return
  await inTransaction(deps.db, async (tx) => {
    await knowColumns(tx, { townId, userId }, lasting, now)
    await audit(tx, who, now, { action: 'knowColumns', subject: `town:${townId}`, after: Object.fromEntries(lasting) })
  })
}

/** A column's key, or `none`, as a form or a command says it. */
export const isColumnKey = (said: string): said is ColumnKey | 'none' => said === 'none' || COLUMN_KEYS.includes(said as ColumnKey)

/** How many there are now. */
export const rosterOf = (state: HamletState) => ({
  households: state.households.where((h) => h.removedAt === null).length,
  people: state.villagers.where((v) => v.removedAt === null).length,
})

/** Every row has its place by now. */
function byHamlet(households: readonly RosterHousehold[]): Map<string, RosterHouseholdGiven[]> {
  const placed = new Map<string, RosterHouseholdGiven[]>()
  for (const household of households) {
    const list = placed.get(household.place ?? '')
    if (list) list.push(given(household))
    else placed.set(household.place ?? '', [given(household)])
  }
  return placed
}

const given = ({ groupNo, number, atHome, members }: RosterHousehold): RosterHouseholdGiven => ({
  row: members[0]?.row ?? 0,
  groupNo,
  ...(number === undefined ? {} : { number }),
  ...(atHome === undefined ? {} : { atHome }),
  people: members.map(({ row, name, isHead, gender, birthDate, phone, party, gone }) => ({
    row,
    name,
    isHouseholdHead: isHead,
    ...(party === undefined ? {} : { partyMember: party }),
    ...(gender ? { gender } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(phone ? { phone } : {}),
    ...(gone ? { gone } : {}),
  })),
})
