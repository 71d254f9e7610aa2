/**
 * Mutated workbooks and texts: no crash, no second in which anything else waits, and nothing taken in that the file does not say or left out
 * without a word. `FUZZ_ROSTERS=2000` for the long run; the seed is printed with a failure (`FUZZ_SEED`).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { importRoster } from '../../src/documents/roster.ts'
import type { RosterHousehold } from '../../src/documents/roster-households.ts'
import type { HamletState } from '../../src/domain/base/state.ts'
import { Table } from '../../src/domain/base/table.ts'
import { kindOf } from '../../src/domain/registry/roster.ts'
import { planRoster } from '../../src/domain/registry/roster-plan.ts'
import { randomOf } from '../../src/kernel/random.ts'
import { TABLE_NAMES } from '../../src/store/turn/tables.ts'
import { householdChange, villagerChange } from '../../src/text/roster.ts'
import { rowXml, workbookOf } from './zipped.ts'

const RUNS = Number(process.env.FUZZ_ROSTERS ?? 150)
const SEED = Number(process.env.FUZZ_SEED ?? 20260907)
const today = '2026-09-07'
const FILES = new URL('./files/', import.meta.url)
const layouts = readdirSync(FILES).map((file) => readFileSync(new URL(file, FILES)))

type Random = () => number
const below = (next: Random, n: number): number => Math.floor(next() * n)
const pick = <T>(next: Random, list: readonly T[]): T => list[below(next, list.length)] as T

/** Bytes that fell out, turned over or came in. */
function damaged(next: Random): Buffer {
  const bytes = Buffer.from(pick(next, layouts))
  for (let i = below(next, 8); i >= 0; i--) bytes[below(next, bytes.length)] = below(next, 256)
  const at = below(next, bytes.length)
  const how = below(next, 4)
  if (how === 0) return bytes.subarray(0, at)
  if (how === 1) return Buffer.concat([bytes.subarray(0, at), Buffer.from([below(next, 256)]), bytes.subarray(at)])
  return how === 2 ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + below(next, 40)))]) : bytes
}

const HEAD = ['组', '户号', '姓名', '与户主关系', '性别', '出生日期', '电话', '长期在家', '党员', '备注']
type Grid = string[][]

function village(next: Random): Grid {
  const rows: Grid = [[...HEAD]]
  for (let h = 0; h < 1 + below(next, 6); h++)
    for (let m = 0; m < 1 + below(next, 4); m++)
      rows.push([
        '3',
        `${h + 1}`,
        `${pick(next, ['王', '李', '张', '刘'])}${'甲乙丙丁戊己'[h]}${'子丑寅卯'[m]}`,
        m === 0 ? '户主' : '子',
        pick(next, ['男', '女', '']),
        pick(next, ['1965-03-02', '1990.5', '23803', '']),
        next() < 0.5 ? `139${String(below(next, 1e8)).padStart(8, '0')}` : '',
        pick(next, ['是', '否']),
        pick(next, ['是', '否', '']),
        '',
      ])
  return rows
}

const STRANGE = [
  '',
  '#REF!',
  '#N/A',
  '同上',
  '〃',
  '1.39E+10',
  '４',
  '="13900000001"',
  '户主',
  '无',
  '1990.1',
  '9'.repeat(30),
  '"',
  '\u0000',
  '合计',
  '张三',
  '-',
  '，',
  '<b>',
  '=1+1',
  '三',
  '0',
  '🙂',
]

/** A grid with cells changed, rows doubled, gone or moved, columns swapped or gone. */
function mutated(next: Random): Grid {
  const grid = village(next)
  for (let i = below(next, 5); i > 0; i--) {
    const row = below(next, grid.length)
    const column = below(next, HEAD.length)
    const how = below(next, 7)
    if (how <= 2 && grid[row]) grid[row][column] = pick(next, STRANGE)
    else if (how === 3) grid.splice(row, 0, [...(grid[row] ?? [])])
    else if (how === 4) grid.splice(row, 1)
    else if (how === 5) for (const line of grid) line.splice(column, 1)
    else for (const line of grid) [line[0], line[column]] = [line[column] ?? '', line[0] ?? '']
  }
  return grid
}

const asCsv = (next: Random, grid: Grid): Buffer => {
  const sign = pick(next, [',', ';', '\t'])
  const cell = (text: string): string => (/[",;\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
  return Buffer.from(grid.map((row) => row.map(cell).join(sign)).join(pick(next, ['\n', '\r\n'])))
}
const asWorkbook = (next: Random, grid: Grid): Buffer =>
  workbookOf(
    grid
      .map((row, i) =>
        rowXml(
          i + 1,
          row.map((text) =>
            /^#/.test(text) ? { error: text } : /^\d{1,11}$/.test(text) && next() < 0.5 ? Number(text) : text.replaceAll('\u0000', ''),
          ),
        ),
      )
      .join(''),
  )

const digits = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

/** Every row with a name is somebody, or told to be none; nobody has what their row does not say. */
function holdsTo(grid: Grid, households: readonly RosterHousehold[], notes: readonly string[]): void {
  const head = grid.findIndex((row) => row.includes('姓名') && row.filter((cell) => HEAD.includes(cell)).length >= 3)
  const column = (name: string): number => grid[head]?.indexOf(name) ?? -1
  const members = households.flatMap((h) => h.members.map((m) => ({ ...m, h })))
  const said = notes.join()
  for (const [i, row] of grid.entries()) {
    if (i <= head || ['', '姓名'].includes((row[column('姓名')] ?? '').trim())) continue
    const member = members.find((m) => m.row === i + 1)
    if (!member) {
      expect(said, `row ${i + 1} is nobody`).toContain(`第${i + 1}行`)
      continue
    }
    expect(row[column('姓名')]).toContain(member.name)
    const phone = row[column('电话')] ?? ''
    if (member.phone !== undefined && digits(phone) !== '') expect(digits(phone)).toBe(member.phone)
    if (member.phone === undefined) expect(digits(phone)).toBe('')
    const number = row[column('户号')] ?? ''
    if (/^\d+$/.test(number)) expect(Number(number)).toBe(member.h.number)
  }
  expect(members.every((m) => (grid[m.row - 1]?.[column('姓名')] ?? '') !== '')).toBe(true)
}

/** A hamlet of which some households are in the files. */
function hamlet(): HamletState {
  const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, new Table<{ id: string }>()])) as unknown as HamletState
  const hamletId = 'h'
  tables.hamlet.put({ id: hamletId, headId: null, recorderId: null } as never)
  for (const number of [1, 2, 3]) {
    const householdId = `y${number}`
    tables.households.put({ id: householdId, hamletId, groupNo: 3, number, atHome: true, removedAt: null })
    for (const [i, name] of [`王${'甲乙丙'[number - 1]}子`, `李${'甲乙丙'[number - 1]}丑`].entries())
      tables.villagers.put({
        id: `v${number}${i}`,
        hamletId,
        householdId,
        name,
        isHouseholdHead: i === 0,
        gender: '男',
        birthDate: null,
        phone: null,
        partyMember: i === 0,
        removedAt: null,
      })
  }
  return tables
}

/** Whatever a plan changes, it says. */
function saysAll(households: readonly RosterHousehold[]): void {
  const state = hamlet()
  let ids = 0
  const given = households.map((h) => ({
    row: h.members[0]?.row ?? 0,
    groupNo: h.groupNo,
    ...(h.number === undefined ? {} : { number: h.number }),
    ...(h.atHome === undefined ? {} : { atHome: h.atHome }),
    people: h.members.map(({ row, name, isHead, gender, birthDate, phone, party }) => ({
      row,
      name,
      isHouseholdHead: isHead,
      ...(gender ? { gender } : {}),
      ...(birthDate ? { birthDate } : {}),
      ...(phone ? { phone } : {}),
      ...(party === undefined ? {} : { partyMember: party }),
    })),
  }))
  const plan = planRoster(state, given, {}, { now: 0, id: () => `n${++ids}` })
  for (const change of plan.people) {
    const { before, after } = change
    const differing = before ? (Object.keys(after) as (keyof typeof after)[]).filter((key) => before[key] !== after[key]) : []
    if (kindOf(change) === 'Changed' || kindOf(change) === 'Moved')
      expect(villagerChange(change, (id) => id)).toHaveLength(differing.length)
  }
  for (const change of plan.households) if (kindOf(change) === 'Changed') expect(householdChange(change)).toHaveLength(1)
  // One head a household, and nobody of the roster gone for not being in the file.
  const people = new Map([...state.villagers.all()].map((v) => [v.id, v]))
  for (const { after } of plan.people) people.set(after.id, after)
  const heads = [...people.values()].filter((v) => v.isHouseholdHead && v.removedAt === null).map((v) => v.householdId)
  if (plan.questions.length === 0) expect(new Set(heads).size).toBe(heads.length)
  expect([...people.values()].filter((v) => v.removedAt !== null)).toEqual([])
}

describe(`${RUNS} mutated files`, () => {
  it(
    `of seed ${SEED} are read or refused, and never in silence`,
    async () => {
      const next = randomOf(SEED)
      const waits = monitorEventLoopDelay({ resolution: 10 })
      waits.enable()
      let taken = 0
      for (let run = 0; run < RUNS; run++) {
        const what = run % 3
        const grid = mutated(next)
        const file = what === 0 ? damaged(next) : what === 1 ? asCsv(next, grid) : asWorkbook(next, grid)
        const result = await importRoster(file, { today })
        try {
          if ('problems' in result) expect(result.problems.length).toBeGreaterThan(0)
          else {
            taken += 1
            expect(result.persons).toBe(result.households.reduce((sum, h) => sum + h.members.length, 0))
            if (what > 0) holdsTo(grid, result.households, result.notes ?? [])
            saysAll(result.households)
          }
        } catch (error) {
          throw new Error(`run ${run} of seed ${SEED}: ${JSON.stringify(grid)}\n${JSON.stringify(result)}`, { cause: error })
        }
      }
      waits.disable()
      expect(taken).toBeGreaterThan(RUNS / 10)
      expect(waits.max / 1e6).toBeLessThan(1_000)
    },
    60_000 + RUNS * 100,
  )
})
