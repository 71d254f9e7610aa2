/** What an import of a roster changes, said row by row: before → after. */

import type { HouseholdRow, VillagerRow } from '../domain/base/rows.ts'
import type { RosterChange } from '../domain/registry/commands.ts'
import type { RosterPlan } from '../domain/registry/roster-plan.ts'
import { maskPhone } from '../kernel/phone.ts'

export const householdWords = ({ groupNo, number }: Pick<HouseholdRow, 'groupNo' | 'number'>): string => `${groupNo}组${number}户`

const yesNo = (value: boolean): string => (value ? '是' : '否')
const NOTHING = '（空）'

export interface FieldChange {
  field: string
  before: string
  after: string
}

export function householdChange({ before, after }: RosterChange<HouseholdRow>): FieldChange[] {
  return before && before.atHome !== after.atHome ? [{ field: '长期在家', before: yesNo(before.atHome), after: yesNo(after.atHome) }] : []
}

/** `place`: the household of an id, as people name it. */
export function villagerChange({ before, after }: RosterChange<VillagerRow>, place: (householdId: string) => string): FieldChange[] {
  if (!before) return []
  const fields: [string, (row: VillagerRow) => string][] = [
    ['户', (row) => place(row.householdId)],
    ['户主', (row) => yesNo(row.isHouseholdHead)],
    ['性别', (row) => row.gender ?? NOTHING],
    ['出生日期', (row) => row.birthDate ?? NOTHING],
    // Whoever brings a file learns no number that is not in it.
    ['电话', (row) => (row.phone === null ? NOTHING : maskPhone(row.phone))],
    ['党员', (row) => yesNo(row.partyMember)],
  ]
  return fields.flatMap(([field, words]) => {
    const [was, becomes] = [words(before), words(after)]
    return was === becomes ? [] : [{ field, before: was, after: becomes }]
  })
}

export function planProblem({ what, name }: RosterPlan['problems'][number]): { column: string; reason: string } {
  switch (what) {
    case 'atHomeUnknown':
      return { column: '长期在家', reason: `${name}名册上还没有，要写明是否长期在家，或者选好“没写的新户算在家还是外出”` }
    case 'holdsOffice':
      return { column: '姓名', reason: `“${name}”是屋场长或记录员，要先换人，再从名册上去掉` }
    case 'numberTooHigh':
      return { column: '户号', reason: `${name}的户号超过999，请写明户号` }
  }
}
