/** The numbers of the rules, as a town sets them; and a look at what another number would move, before it is set. */
import { belowPlan, DEFAULT_POLICY, neededOf, type Policy, policyOf } from '../../domain/base/policy.ts'
import { type MovedDate, monthsOfAnotherDay, movedDates, type TurnedMonth } from '../../domain/preview/preview.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { leastRaters } from '../../domain/survey/count.ts'
import { DAY, dateOf, type Instant } from '../../kernel/time.ts'
import { inTransaction } from '../../store/database.ts'
import { hamletsWithoutMeeting, type TownSettings, townSettings } from '../../store/digest.ts'
import { audit } from '../../store/door/audit.ts'
import { goOver } from '../../store/personal/retention.ts'
import { awaitedIssues, readPolicy, writePolicy } from '../../store/reading/calendar.ts'
import {
  type Counted,
  type Fixed,
  fixedAlready,
  meetingsGoingOn,
  meetingsSince,
  motionsSince,
  roundsGoingOn,
  roundsSince,
} from '../../store/reading/policy-look.ts'
import { inOneBreath } from '../../store/reading/together.ts'
import { lockTown } from '../../store/reading/town.ts'
import { recountDeadlines } from '../clock/recount.ts'
import { longest } from '../clock/retention.ts'
import type { Deps } from '../ports.ts'
import { type Preview, shown } from './town.ts'

export type PolicyRefusal = 'reasonNeeded' | 'alwaysQuiet'

/** A threshold of the plan is lower only with a reason, which every result then shows; and a day has hours in which something may be said. */
function refusalOf(whole: Policy): PolicyRefusal | undefined {
  if (belowPlan(whole).length > 0 && whole.belowPlanReason === '') return 'reasonNeeded'
  return whole.quietTo >= whole.quietFrom ? 'alwaysQuiet' : undefined
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Lays the given values over the town's own; a value that equals the default is no longer the town's own. With another number of days the
 * open deadlines are reckoned anew, as with another calendar: the next change of that would move them without a word otherwise.
 */
export async function setPolicy(deps: Deps, who: Principal, given: Partial<Policy>): Promise<Policy | PolicyRefusal> {
  const set = await inTransaction(deps.db, async (tx) => {
    await lockTown(tx, who.townId)
    const before = await readPolicy(tx, who.townId)
    const merged = { ...before, ...given } as Partial<Policy>
    const whole = policyOf(merged)
    const refused = refusalOf(whole)
    if (refused !== undefined) return refused
    const own = Object.fromEntries(
      Object.entries(merged).filter(([k, v]) => v !== undefined && !same(v, DEFAULT_POLICY[k as keyof Policy])),
    )
    await writePolicy(tx, who.townId, own)
    await audit(tx, who, deps.clock.now(), { action: 'setPolicy', subject: `town:${who.townId}`, before, after: own })
    return { whole, moves: policyOf(before).reportWorkingDays !== whole.reportWorkingDays }
  })
  if (typeof set === 'string') return set
  if (set.moves) await recountDeadlines(deps, who.townId, 'rule')
  return set.whole
}

/** The span of what is counted once more by other numbers. */
export const LOOKED_BACK_DAYS = 365

/** What one number would move. */
export type Moves =
  /** What has been counted stays as it is; this is how it would have been. */
  | ({ kind: 'past'; of: 'meetings' | 'motions' | 'rounds' } & Counted)
  /** What is under way and will be counted by the new number: how many are needed. */
  | { kind: 'needed'; of: 'meetings' | 'rounds'; items: { id: string; name: string; base: number; before: number; after: number }[] }
  | ({ kind: 'dates' } & Preview<MovedDate & { hamletName: string; no: number }>)
  /** Rows that go tonight. */
  | { kind: 'going'; items: { name: string; before: number; after: number }[] }
  /** Hamlets without a meeting, held or planned, in the month of today; and months that become busy ones, or cease to be. */
  | { kind: 'reminded'; hamlets: number; months: TurnedMonth[] }
  /** So many have got their times by the number of before, and keep them. */
  | { kind: 'keeps'; of: keyof Fixed; count: number }

export interface PolicyLook {
  changes: { key: keyof Policy; before: Policy[keyof Policy]; after: Policy[keyof Policy]; moves: Moves[] }[]
}

interface Looked {
  deps: Deps
  town: TownSettings
  towns: readonly TownSettings[]
  after: Policy
  now: Instant
}

/** What these values would move. Nothing is written. */
export const lookAtPolicy = (deps: Deps, who: Principal, given: Partial<Policy>): Promise<PolicyLook | PolicyRefusal> =>
  inOneBreath(deps.db, async () => {
    const towns = await townSettings(deps.db, 'all')
    const town = towns.find(({ id }) => id === who.townId)
    if (town === undefined) throw new Error(`there is no town ${who.townId}`)
    const after = policyOf({ ...town.policy, ...given })
    const refused = refusalOf(after)
    if (refused !== undefined) return refused
    const keys = (Object.keys(given) as (keyof Policy)[]).filter((key) => !same(town.policy[key], after[key]))
    const looked: Looked = { deps, town, towns, after, now: deps.clock.now() }
    const changes = await Promise.all(
      keys.map(async (key) => ({ key, before: town.policy[key], after: after[key], moves: await movesOf(key, looked) })),
    )
    return { changes }
  })

async function movesOf(key: keyof Policy, looked: Looked): Promise<Moves[]> {
  const { deps, town, after, now } = looked
  const before = town.policy
  const since = now - LOOKED_BACK_DAYS * DAY
  switch (key) {
    case 'quorumPercent':
      return Promise.all([
        meetingsSince(deps.db, town.id, since, before[key], after[key]).then((c) => ({
          kind: 'past' as const,
          of: 'meetings' as const,
          ...c,
        })),
        meetingsNeeded(looked),
      ])
    case 'motionPercent':
      return [{ kind: 'past', of: 'motions', ...(await motionsSince(deps.db, town.id, since, before[key], after[key])) }]
    case 'satisfactionPercent':
    case 'basicCountsAsSatisfied':
      // Of itself, also when both are changed together: what each of them does is to be seen.
      return [{ kind: 'past', of: 'rounds', ...(await roundsSince(deps.db, town.id, since, before, { ...before, [key]: after[key] })) }]
    case 'surveyMinPercent':
    case 'surveyMinRaters':
      // Where both change, what they come to together stands once.
      return key === 'surveyMinRaters' && before.surveyMinPercent !== after.surveyMinPercent ? [] : [await roundsNeeded(looked)]
    case 'reportWorkingDays':
    case 'assignWorkingDays':
      return [await datesMoved(looked, key)]
    case 'monthlyReminderDay': {
      const today = dateOf(now)
      const without = await hamletsWithoutMeeting(deps.db, { townId: town.id, villageId: null }, today.slice(0, 7), 'plannedCounts')
      const months = monthsOfAnotherDay(town.busyPeriods, { before: before[key], after: after[key] }, today)
      return [{ kind: 'reminded', hamlets: without.length, months }]
    }
    case 'surveyDays':
    case 'surveyClosesHour':
      return [await keeps(looked, 'rounds')]
    case 'attendanceOpensMinutesBefore':
    case 'reminderHoursBefore':
      return [await keeps(looked, 'meetings')]
    case 'pollNoticeHours':
      return [await keeps(looked, 'polls')]
    default:
      return key.startsWith('keep') ? [await going(looked, key)] : []
  }
}

const keeps = async ({ deps, town }: Looked, of: keyof Fixed): Promise<Moves> => ({
  kind: 'keeps',
  of,
  count: (await fixedAlready(deps.db, town.id))[of],
})

async function meetingsNeeded({ deps, town, after }: Looked): Promise<Moves> {
  const items = (await meetingsGoingOn(deps.db, town.id)).map(({ id, hamlet, atHome }) => ({
    ...{ id, name: hamlet, base: atHome },
    before: neededOf(town.policy.quorumPercent, atHome),
    after: neededOf(after.quorumPercent, atHome),
  }))
  return { kind: 'needed', of: 'meetings', items: items.filter((i) => i.before !== i.after) }
}

async function roundsNeeded({ deps, town, after }: Looked): Promise<Moves> {
  const items = (await roundsGoingOn(deps.db, town.id)).map(({ id, hamlet, no, atHome, eligible }) => ({
    ...{ id, name: `${hamlet}${no}号`, base: atHome },
    before: leastRaters(town.policy, atHome, eligible),
    after: leastRaters(after, atHome, eligible),
  }))
  return { kind: 'needed', of: 'rounds', items: items.filter((i) => i.before !== i.after) }
}

async function datesMoved({ deps, town, after, now }: Looked, key: 'reportWorkingDays' | 'assignWorkingDays'): Promise<Moves> {
  const issues = await awaitedIssues(deps.db, town.id)
  const byId = new Map(issues.map((i) => [i.issueId, i]))
  const entries = { before: town.calendarEntries, after: town.calendarEntries }
  const moved = movedDates(entries, issues, town.policy, now, { ...town.policy, [key]: after[key] })
  const named = moved.flatMap((date) => {
    const issue = byId.get(date.issueId)
    return issue && date.before !== date.after ? [{ ...date, hamletName: issue.hamletName, no: issue.no }] : []
  })
  return { kind: 'dates', ...shown(named) }
}

/** What would go tonight by this number and by that, of what it is about. */
async function going({ deps, town, towns, after, now }: Looked, key: keyof Policy): Promise<Moves> {
  const others = towns.filter(({ id }) => id !== town.id).map(({ policy }) => policy)
  const [was, becomes] = [town.policy, { ...town.policy, [key]: after[key] }].map((policy) => longest([...others, policy]))
  const tonight = (daysOf = was) =>
    goOver(deps.db, now, (keeping) => (was?.(keeping) === becomes?.(keeping) ? undefined : daysOf?.(keeping)), true)
  const [before, then] = await Promise.all([tonight(was), tonight(becomes)])
  return { kind: 'going', items: before.map(({ name, count }, i) => ({ name, before: count, after: then[i]?.count ?? 0 })) }
}
