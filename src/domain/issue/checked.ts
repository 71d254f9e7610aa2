/**
 * A row of the wide table, held against what its status asks for. The rules may then rely on the types of ./rows.ts; a row that was written
 * past them is named here, and not somewhere in the middle of a rule.
 */
import type { IssueColumns, IssueRow, IssueStatus, Level } from './rows.ts'

type Column = keyof IssueColumns

/** `filled`, `empty`: columns that must, and must not, hold something at this status. */
interface Shape {
  levels: readonly Level[]
  filled: readonly Column[]
  empty: readonly Column[]
}

const ANY: readonly Level[] = ['hamlet', 'village', 'town']
const NOT_ENDED = ['closedAt', 'mergedInto'] as const
const HANDLED = ['handledAt', 'handledBy'] as const

const SHAPES: Readonly<Record<IssueStatus, Shape>> = {
  raised: { levels: ['hamlet'], filled: [], empty: [...NOT_ENDED, 'handedAt', 'reportedAt', 'assignedAt', 'handledAt'] },
  inHamlet: { levels: ['hamlet'], filled: [], empty: NOT_ENDED },
  inVillage: { levels: ['village'], filled: ['handedAt', 'reportDueOn', 'reportDays'], empty: NOT_ENDED },
  inTown: { levels: ['town'], filled: [], empty: NOT_ENDED },
  assigned: { levels: ['town'], filled: ['department', 'assignedAt', 'assignDueOn'], empty: NOT_ENDED },
  inReview: { levels: ANY, filled: HANDLED, empty: NOT_ENDED },
  closed: { levels: ANY, filled: [...HANDLED, 'closedAt'], empty: ['mergedInto'] },
  withdrawn: { levels: ANY, filled: ['closedAt'], empty: [] },
}

/** A row of the database that no rule can have written. */
class BrokenIssue extends Error {
  override readonly name = 'BrokenIssue'
  constructor({ id, no, status }: IssueColumns, fault: string) {
    super(`issue ${id} (no. ${no}) is ${status}, ${fault}`)
  }
}

export function checkedIssue(row: IssueColumns): IssueRow {
  const shape = SHAPES[row.status]
  if (!shape) throw new BrokenIssue(row, 'a status that no rule knows')
  if (!shape.levels.includes(row.level as Level)) throw new BrokenIssue(row, `but of the level ${row.level}`)
  const missing = shape.filled.find((column) => row[column] === null)
  if (missing) throw new BrokenIssue(row, `but has no ${missing}`)
  const left = shape.empty.find((column) => row[column] !== null)
  if (left) throw new BrokenIssue(row, `but has ${left}`)
  return row as IssueRow
}
