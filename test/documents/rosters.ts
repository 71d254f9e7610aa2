/** Rosters as text, and what becomes of them. */
import { importRoster, type RosterResult } from '../../src/documents/roster.ts'

export const HEAD = '组,户号,姓名,与户主关系,性别,出生日期,电话,长期在家,党员'
export const today = '2026-09-07'

export const csv = (...lines: string[]): Buffer => Buffer.from([HEAD, ...lines].join('\r\n'))
export const read = (file: Buffer): Promise<RosterResult> => importRoster(file, { today })

export async function problemsOf(file: Buffer) {
  const result = await read(file)
  if ('households' in result) throw new Error('the roster was accepted')
  return result.problems
}

export async function householdsOf(file: Buffer) {
  const result = await read(file)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.households
}

export const WANG = '3,5,王德福,户主,男,1965-03-02,13900000000,是,是'
