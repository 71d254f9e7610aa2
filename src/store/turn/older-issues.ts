/** Issues that are long over: a turn loads them when a message names them. */

import type { HamletState } from '../../domain/base/state.ts'
import { checkedIssue } from '../../domain/issue/checked.ts'
import type { IssueColumns, IssueRow, SurveyRow } from '../../domain/issue/rows.ts'
import type { Reader } from '../database.ts'
import type { IssueModel } from '../generated/models.ts'

type Dated<T> = { [K in keyof T]: T[K] extends Date ? number : T[K] extends Date | null ? number | null : T[K] }

/** A Prisma row with its instants as numbers. */
function numbered<T extends object>(row: T): Dated<T> {
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v instanceof Date ? v.getTime() : v])) as Dated<T>
}

/** An issue as Prisma reads it, as the rules know it. */
export const issueOf = (row: IssueModel): IssueRow => checkedIssue(numbered(row) as unknown as IssueColumns)

/** Numbers in a message are few; a pasted table of thousands is not worth a query. */
const MOST_NUMBERS = 20

/** Issue numbers that a text may speak of: also in full-width digits. */
export function numbersIn(text: string): number[] {
  const plain = text.replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
  return [...new Set((plain.match(/\d{1,6}/g) ?? []).map(Number))].slice(0, MOST_NUMBERS)
}

/** Makes issues known to the state that ended long ago and are spoken of now, with their survey rounds. */
export async function knowIssues(tx: Reader, state: HamletState, numbers: readonly number[]): Promise<void> {
  const hamlet = state.hamlet.all().next().value
  if (!hamlet) return
  const known = new Set([...state.issues.all()].map((i) => i.no))
  const wanted = numbers.filter((no) => no > 0 && no <= hamlet.lastIssueNo && !known.has(no))
  if (wanted.length === 0) return
  const rows = await tx.issue.findMany({ where: { hamletId: hamlet.id, no: { in: wanted } } })
  for (const row of rows) state.issues.know(issueOf(row))
  const surveys = await tx.survey.findMany({ where: { issueId: { in: rows.map((r) => r.id) } } })
  for (const row of surveys) state.surveys.know(numbered(row) as unknown as SurveyRow)
}
