/** Whom a file enters in one hamlet though the roster has them in another: moved, or two people of one name and birthday. */
import type { RosterAnswers, RosterHouseholdGiven } from '../../domain/registry/commands.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import type { Reader } from '../../store/database.ts'
import { type Namesake, namesakes } from '../../store/reading/namesakes.ts'
import { householdWords } from '../../text/roster.ts'
import type { RosterQuestion } from './roster-report.ts'

export interface Elsewhere {
  /** By the hamlet that they leave. */
  left: Map<string, NonNullable<RosterAnswers['left']>[number][]>
  questions: RosterQuestion[]
}

/**
 * A name alone is borne by many in a town, name and birthday together hardly by two. Who is on the roster of the file's hamlet, or whom the file
 * has in the other one as well, is no question; nor who is beyond the person's reach, since nothing could be changed there.
 */
export async function elsewhere(
  db: Reader,
  who: Principal,
  placed: ReadonlyMap<string, readonly RosterHouseholdGiven[]>,
  answers: RosterAnswers,
  hamlets: readonly { id: string; name: string }[],
): Promise<Elsewhere> {
  const given = [...placed].flatMap(([hamletId, households]) =>
    households.flatMap((household) =>
      household.people.filter((p) => p.gone === undefined && p.birthDate).map((person) => ({ hamletId, household, person })),
    ),
  )
  const found: Elsewhere = { left: new Map(), questions: [] }
  if (given.length === 0) return found
  const known = await namesakes(db, reachOf(who), [...new Set(given.map((g) => g.person.name))])
  const inFile = new Set(
    [...placed].flatMap(([hamletId, households]) => households.flatMap((h) => h.people.map((p) => `${hamletId}/${p.name}`))),
  )
  for (const { hamletId, household, person } of given) {
    const all = known.filter((n) => n.name === person.name)
    if (all.some((n) => n.hamletId === hamletId)) continue
    const same = (n: Namesake): boolean => n.birthDate === person.birthDate && !inFile.has(`${n.hamletId}/${n.name}`)
    for (const one of all.filter(same)) {
      if (answers.moved?.includes(one.villagerId)) {
        const left = found.left.get(one.hamletId) ?? []
        found.left.set(one.hamletId, [...left, { villagerId: one.villagerId, row: person.row }])
      } else if (!answers.others?.includes(one.villagerId))
        found.questions.push({
          villagerId: one.villagerId,
          name: one.name,
          hamletName: hamlets.find((h) => h.id === hamletId)?.name ?? '',
          row: person.row,
          from: `${one.hamletName}${householdWords(one)}`,
          to:
            household.number === undefined
              ? `${household.groupNo}组`
              : householdWords({ groupNo: household.groupNo, number: household.number }),
        })
    }
  }
  return found
}
