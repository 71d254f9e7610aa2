/** A roster file into the hamlets it names: looked through first, all or nothing, and harmless to repeat. */
import { importRoster, type RosterOptions } from '../../documents/roster.ts'
import type { RosterProblem } from '../../documents/roster-head.ts'
import type { RosterHousehold } from '../../documents/roster-households.ts'
import type { EventData } from '../../domain/base/events.ts'
import type { HamletState } from '../../domain/base/state.ts'
import { decide } from '../../domain/decide.ts'
import type { RosterHouseholdGiven } from '../../domain/registry/commands.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { dateOf } from '../../kernel/time.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { hamletNames } from '../../store/reading/hamlets.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { actorOf } from './order.ts'

export interface RosterReport {
  /** What is wrong, row by row; with any of it nothing is changed. */
  problems: RosterProblem[]
  unusedColumns: string[]
  hamlets: ({ hamletId: string; hamletName: string; households: number; people: number } & EventData['rosterTaken'])[]
  /** False for a dry run, and when there are problems. */
  written: boolean
}

const NOTHING = { householdsAdded: 0, householdsChanged: 0, peopleAdded: 0, peopleChanged: 0 }

/**
 * Reads the file and says what it would change; with `write`, changes it, in one transaction for all hamlets. `hamletId`: where rows
 * belong that name no hamlet. Hamlets outside the person's reach are problems like any other.
 */
export async function takeRosterFile(
  deps: Deps,
  who: Principal,
  bytes: Buffer,
  options: { write: boolean; hamletId?: string | undefined; onProgress?: RosterOptions['onProgress'] },
): Promise<RosterReport> {
  const now = deps.clock.now()
  const names = await hamletNames(deps.db, reachOf(who))
  const read = await importRoster(bytes, {
    today: dateOf(now),
    misplaced: (place) => misplaced(place, names, options.hamletId),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  })
  if ('problems' in read) return { problems: read.problems, unusedColumns: [], hamlets: [], written: false }
  const placed = byHamlet(read.households, names, options.hamletId)
  const outcome = await inTransaction(deps.db, async (tx) => {
    const hamlets: RosterReport['hamlets'] = []
    const wakes: (() => void)[] = []
    // In the order of their ids, so that two imports at once wait for each other instead of blocking each other.
    for (const [hamletId, households] of [...placed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const state = await lockHamlet(tx, hamletId, now)
      if (!state) continue
      const sitting = new Sitting(deps, state, now)
      sitting.because(`roster/${deps.newId()}`)
      const command = { type: 'takeRoster' as const, actor: actorOf(who), households }
      const before = options.write ? rosterOf(state) : undefined
      const decided = options.write ? sitting.order(command) : decide(state, command, { now, id: deps.newId })
      const taken = 'events' in decided ? decided.events.find((e) => e.type === 'rosterTaken') : undefined
      const people = households.reduce((n, h) => n + h.people.length, 0)
      const hamletName = names.find((n) => n.id === hamletId)?.name ?? ''
      hamlets.push({ hamletId, hamletName, households: households.length, people, ...NOTHING, ...taken?.data })
      if (!options.write) continue
      wakes.push(await sitting.close(tx))
      await audit(tx, who, now, {
        action: 'takeRoster',
        subject: `hamlet:${hamletId}`,
        before,
        after: { ...rosterOf(state), ...(taken?.data ?? NOTHING) },
      })
    }
    return { hamlets, wakes }
  })
  for (const wake of outcome.wakes) wake()
  return { problems: [], unusedColumns: read.unusedColumns, hamlets: outcome.hamlets, written: options.write }
}

/** How many there are now. */
const rosterOf = (state: HamletState) => ({
  households: state.households.where((h) => h.removedAt === null).length,
  people: state.villagers.where((v) => v.removedAt === null).length,
})

type Named = { id: string; name: string; villageName: string }
type Place = { village?: string; hamlet?: string }

/** The hamlets that a row may mean: one, when it is in order. */
const meantBy = ({ village, hamlet }: Place, names: readonly Named[], fallback: string | undefined): Named[] =>
  names.filter(
    (n) =>
      (hamlet === undefined ? n.id === fallback : n.name === hamlet || n.name === `${hamlet}屋场`) &&
      (village === undefined || n.villageName === village),
  )

function misplaced(place: Place, names: readonly Named[], fallback: string | undefined): string | undefined {
  const meant = meantBy(place, names, fallback)
  if (meant.length === 1) return undefined
  const said = place.hamlet ?? '（没写屋场）'
  return meant.length > 1 ? `叫“${said}”的屋场不止一个，请写上村` : `没有“${said}”这个屋场，或不归您管`
}

/** No row is misplaced any more: each household is of one hamlet. */
function byHamlet(households: readonly RosterHousehold[], names: readonly Named[], fallback: string | undefined) {
  const placed = new Map<string, RosterHouseholdGiven[]>()
  for (const household of households)
    for (const { id } of meantBy(household, names, fallback)) placed.set(id, [...(placed.get(id) ?? []), given(household)])
  return placed
}

const given = ({ groupNo, number, atHome, members }: RosterHousehold): RosterHouseholdGiven => ({
  groupNo,
  number,
  atHome,
  people: members.map(({ name, isHead, gender, birthDate, phone, party }) => ({
    name,
    isHouseholdHead: isHead,
    partyMember: party,
    ...(gender ? { gender } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(phone ? { phone } : {}),
  })),
})
