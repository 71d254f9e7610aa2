/** What a plan comes to, for people to look at: additions, changes, moves and removals apart, and what stays as it is. */
import type { RosterProblem } from '../../documents/roster-head.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { RosterHouseholdGiven } from '../../domain/registry/commands.ts'
import type { RosterCounts } from '../../domain/registry/events.ts'
import { countChanges, kindOf } from '../../domain/registry/roster.ts'
import type { RosterPlan } from '../../domain/registry/roster-plan.ts'
import { type FieldChange, householdChange, householdWords, planProblem, villagerChange } from '../../text/roster.ts'

export interface RosterLineChange {
  kind: 'added' | 'changed' | 'moved' | 'removed'
  /** 3组5户, or 3组5户 王德福. */
  who: string
  fields: FieldChange[]
}

export interface HamletReport extends RosterCounts {
  hamletId: string
  hamletName: string
  /** In the file. */
  households: number
  people: number
  changes: RosterLineChange[]
  /** Households that the file does not number, with the number that they have or get. */
  numbered: string[]
  /** Known households of which the file has none of the people. */
  strange: string[]
  /** On the roster, not in the file, and not touched. */
  leftAlone: { households: string[]; people: string[] }
}

export interface RosterQuestion {
  villagerId: string
  name: string
  hamletName: string
  row: number
  from: string
  to: string
}

export function hamletReport(
  state: HamletState,
  plan: RosterPlan,
  given: readonly RosterHouseholdGiven[],
  named: { hamletId: string; hamletName: string },
): HamletReport {
  const becoming = new Map(plan.households.map(({ after }) => [after.id, after]))
  const place = (id: string): string => {
    const household = becoming.get(id) ?? state.households.get(id)
    return household ? householdWords(household) : ''
  }
  const kind = (change: Parameters<typeof kindOf>[0]) => kindOf(change).toLowerCase() as RosterLineChange['kind']
  return {
    ...named,
    households: given.length,
    people: given.reduce((sum, h) => sum + h.people.length, 0),
    ...countChanges(plan),
    changes: [
      ...plan.households.map((change) => ({ kind: kind(change), who: householdWords(change.after), fields: householdChange(change) })),
      ...plan.people.map((change) => ({
        kind: kind(change),
        who: `${place((change.before ?? change.after).householdId)} ${change.after.name}`,
        fields: change.after.removedAt === null ? villagerChange(change, place) : [],
      })),
    ],
    numbered: plan.numbered.map(({ row, household, isNew }) => `第${row}行：${householdWords(household)}${isNew ? '（新编）' : ''}`),
    strange: plan.strange.map(householdWords),
    // A hamlet that the file does not have, and that somebody leaves: the file says nothing of its others.
    leftAlone:
      given.length === 0
        ? { households: [], people: [] }
        : {
            households: [...plan.leftAlone.households].sort((a, b) => a.groupNo - b.groupNo || a.number - b.number).map(householdWords),
            people: plan.leftAlone.people.map((v) => `${place(v.householdId)} ${v.name}`),
          },
  }
}

export const problemsOf = (plan: RosterPlan): RosterProblem[] =>
  plan.problems.map((problem) => ({ row: problem.row, ...planProblem(problem) }))

export const questionsOf = (plan: RosterPlan, hamletName: string): RosterQuestion[] =>
  plan.questions.map(({ villager, from, to, row }) => ({
    villagerId: villager.id,
    name: villager.name,
    hamletName,
    row,
    from: householdWords(from),
    to: householdWords(to),
  }))
