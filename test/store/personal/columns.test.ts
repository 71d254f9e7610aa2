/** 个人信息: every column of the schema is classified, in one place, and the table for people is made of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEEPING, keepDays } from '../../../src/domain/base/keeping.ts'
import { DEFAULT_POLICY, type Policy } from '../../../src/domain/base/policy.ts'
import { KEPT } from '../../../src/store/personal/columns.ts'
import { keepingsUsed, personalDataReference } from '../../../src/store/personal/reference.ts'
import { RETENTION } from '../../../src/store/personal/retention.ts'
import { SEALED } from '../../../src/store/personal/sealed.ts'

const project = join(import.meta.dirname, '../../..')

/** Model → its columns, read from the schema itself. */
function schema(): Map<string, string[]> {
  const text = readFileSync(join(project, 'prisma/schema.prisma'), 'utf8')
  const models = [...text.matchAll(/^model (\w+) \{(.*?)^\}/gms)].map(([, name = '', body = '']): [string, string[][]] => [
    name,
    body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('//') && !line.startsWith('@@'))
      .map((line) => line.split(/\s+/)),
  ])
  const names = new Set(models.map(([name]) => name))
  const isRelation = (type = ''): boolean => names.has(type.replace(/[?[\]]/g, ''))
  return new Map(models.map(([name, lines]) => [name, lines.filter(([, type]) => !isRelation(type)).map(([column = '']) => column)]))
}

const restOf = (table: string): string[] => (KEPT[table]?.rest ?? '').split(' ').filter((column) => column !== '')

test('every table and every column is classified once, and nothing that is not there', () => {
  const tables = schema()
  expect(tables.size).toBeGreaterThan(50)
  expect(Object.keys(KEPT).sort()).toEqual([...tables.keys()].sort())
  for (const [table, columns] of tables)
    expect([...Object.keys(KEPT[table]?.personal ?? {}), ...restOf(table)].sort(), table).toEqual([...columns].sort())
})

/** Columns by whose name one knows that they are about somebody; written by hand, so that the list cannot grow past it. */
const ABOUT_SOMEBODY =
  /^(nickname|phone|birthDate|gender|partyMember|speaker|said|comment|reason|senderName|externalSenderId|password|address|login|accountId|villagerId|userId|userName|person|present|by|\w+By|who|why|bytes|before|after|changes|mentionIds|text|\w+Text)$/
/** Of these the name is no person's. */
const EXCEPT = new Set(['AccountLimit.reason', 'ConnectionGap.why', 'Motion.present'])

test('a column that by its name is about somebody is never among the rest', () => {
  const missed = Object.keys(KEPT).flatMap((table) =>
    restOf(table).flatMap((column) => (ABOUT_SOMEBODY.test(column) && !EXCEPT.has(`${table}.${column}`) ? [`${table}.${column}`] : [])),
  )
  expect(missed).toEqual([])
  for (const table of ['Villager', 'Official', 'User']) expect(KEPT[table]?.personal, table).toHaveProperty('name')
})

test('of whom, why and how long is said wherever there is something of somebody', () => {
  for (const [table, { of, why, keep, personal }] of Object.entries(KEPT)) {
    expect(
      [of, why, keep].every((said) => (said === undefined) === (personal === undefined)),
      table,
    ).toBe(true)
    for (const words of [of, why, ...Object.values(personal ?? {})].filter((said) => said !== undefined))
      expect(words).toMatch(/\p{Script=Han}/u)
  }
})

test('what ends after days has a rule that ends it, and a rule ends nothing that stays', () => {
  const ends = KEEPING.filter((keeping) => keepDays(keeping, DEFAULT_POLICY) !== undefined)
  expect([...new Set(RETENTION.map((rule) => rule.keeping))].sort()).toEqual([...ends].sort())
  expect([...keepingsUsed()].sort()).toEqual([...KEEPING].sort())
  // A table that is said to end is a rule's, under the same name.
  for (const [table, { keep }] of Object.entries(KEPT))
    if (keep !== undefined && keepDays(keep, DEFAULT_POLICY) !== undefined)
      expect(
        RETENTION.filter((rule) => rule.table === table).map((rule) => rule.keeping),
        table,
      ).toContain(keep)
})

test('the policy of the town decides', () => {
  const policy: Policy = { ...DEFAULT_POLICY, keepTextDays: 7, keepAuditDays: 2000 }
  expect([keepDays('chatText', policy), keepDays('audit', policy), keepDays('record', policy)]).toEqual([7, 2000, undefined])
})

test('what is encrypted is classified as personal', () => {
  for (const [table, columns] of Object.entries(SEALED))
    for (const column of columns) expect(KEPT[table]?.personal, `${table}.${column}`).toHaveProperty(column)
})

test('docs/personal-data.zh-CN.md is what the generator makes', () => {
  expect(readFileSync(join(project, 'docs/personal-data.zh-CN.md'), 'utf8')).toBe(personalDataReference())
})
