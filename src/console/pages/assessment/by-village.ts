/** The figures of a month's hamlets, added up by village. */
import { type Assessment, total } from '../../../domain/assessment/assessment.ts'
import type { HamletAssessment } from '../../../store/reading/assessment.ts'

/** Each village with its hamlets, in the order in which they come. */
export function villagesOf<T extends HamletAssessment>(hamlets: readonly T[]): { id: string; name: string; hamlets: T[] }[] {
  const villages = new Map<string, { id: string; name: string; hamlets: T[] }>()
  for (const h of hamlets) {
    const village = villages.get(h.villageId) ?? { id: h.villageId, name: h.villageName, hamlets: [] }
    villages.set(h.villageId, village)
    village.hamlets.push(h)
  }
  return [...villages.values()]
}

export const byVillage = (hamlets: readonly HamletAssessment[]): { id: string; name: string; figures: Assessment }[] =>
  villagesOf(hamlets).map(({ id, name, hamlets: of }) => ({ id, name, figures: total(of) }))
