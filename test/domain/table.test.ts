/** The tables that a turn works on: what is taken back, what is written, and when a figure has to be worked out again. */
import { expect, test } from 'vitest'
import { Table } from '../../src/domain/base/table.ts'

interface Row {
  id: string
  says: string
}
const tableOf = (...rows: Row[]) => new Table<Row>(rows)

test('what a turn has settled is not taken back with the next one', () => {
  const table = tableOf()
  table.put({ id: 'a', says: '来' })
  table.settled(false)
  table.put({ id: 'b', says: '不来' })
  table.takeBack()
  expect([...table.all()]).toEqual([{ id: 'a', says: '来' }])
  expect(table.changed()).toEqual([])
})

test('after a mark only what came later is taken back, and what came before is still to be written', () => {
  const table = tableOf({ id: 'a', says: '来' })
  table.put({ id: 'a', says: '晚点来' })
  table.mark()
  table.put({ id: 'a', says: '不来' })
  table.takeBack()
  expect(table.changed()).toEqual([{ id: 'a', says: '晚点来' }])
})

test('each change, and each that is taken back, is another revision, and never one that there was before', () => {
  const table = tableOf({ id: 'a', says: '来' })
  const seen = [table.revision]
  table.know({ id: 'b', says: '来' })
  seen.push(table.revision)
  table.put({ id: 'a', says: '不来' })
  seen.push(table.revision)
  table.takeBack()
  seen.push(table.revision)
  expect(new Set(seen).size).toBe(4)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
})

test('a row that has to be there and is not is named', () => {
  expect(() => tableOf().must('hh7')).toThrow('hh7')
})

test('what is read apart does not write over what is known already', () => {
  const table = tableOf({ id: 'a', says: '来' })
  table.know({ id: 'a', says: '旧的' })
  expect([table.get('a')?.says, table.borrowed]).toEqual(['来', false])
})

test('taken back twice in a row is taken back once', () => {
  const table = tableOf({ id: 'a', says: '来' })
  table.put({ id: 'a', says: '不来' })
  table.takeBack()
  table.know({ id: 'b', says: '来' })
  const { revision } = table
  table.takeBack()
  expect([table.revision, [...table.all()].map((r) => r.id)]).toEqual([revision, ['a', 'b']])
})
