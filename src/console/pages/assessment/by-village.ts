/** The figures of a month's hamlets, added up by village. */
import { total } from '../../../domain/assessment/assessment.ts'
import type { HamletAssessment } from '../../../store/reading/assessment.ts'

export function byVillage(hamlets: readonly HamletAssessment[]) {
  const villages = new Map<string, HamletAssessment[]>()
  for (const h of hamlets) villages.set(h.villageId, [...(villages.get(h.villageId) ?? []), h])
  return [...villages].map(([id, list]) => ({ id, name: list[0]?.villageName ?? '', figures: total(list) }))
}
