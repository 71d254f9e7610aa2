/** Files that would hold everything up: read on a thread of their own, while everybody else goes on; refused with the limit that they meet. */

import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { importRoster } from '../../src/documents/roster.ts'
import { readTablesApart } from '../../src/documents/table/apart.ts'
import { rowXml, workbookOf, zipped } from './zipped.ts'

const HEAD = ['组', '户号', '姓名', '与户主关系', '长期在家']
const PEOPLE = rowXml(1, HEAD) + rowXml(2, [71, 1, '试酉', '户主', '是'])
const PROJECT = resolve(import.meta.dirname, '../..')
const WAIT_MS = 1_000

/** Reads a file and tells how long at most anything else had to wait. */
async function read(file: Buffer) {
  const waits = monitorEventLoopDelay({ resolution: 10 })
  waits.enable()
  const result = await importRoster(file, { today: '2026-09-07' })
  waits.disable()
  expect(waits.max / 1e6).toBeLessThan(WAIT_MS)
  return 'problems' in result ? result.problems.map((p) => p.reason) : result.persons
}

const emptyRows = (from: number, to: number, inside: (line: number) => string): string => {
  const rows: string[] = []
  for (let line = from; line <= to; line++) rows.push(inside(line))
  return rows.join('')
}

/** A formatted cell in each row there can be; made once. */
let formatted: Buffer | undefined
const formattedRows = (): Buffer => {
  formatted ??= workbookOf(PEOPLE + emptyRows(3, 1_048_576, (line) => `<row r="${line}"><c r="A${line}" s="1"/></row>`))
  return formatted
}

it('a sheet formatted down to its last row is taken', async () => {
  expect(await read(workbookOf(PEOPLE + emptyRows(3, 1_048_576, (line) => `<row r="${line}" s="1" customFormat="1"/>`)))).toBe(1)
}, 60_000)

it('and with a formatted cell in each row', async () => {
  expect(await read(formattedRows())).toBe(1)
}, 60_000)

it.each([
  ['too many rows', () => workbookOf(PEOPLE + emptyRows(3, 70_000, (line) => rowXml(line, [1])), {}), '超过60000行，请分村导入'],
  [
    'something far to the right',
    () => workbookOf(`${PEOPLE}<row r="3"><c r="XFD3" t="inlineStr"><is><t>x</t></is></c></row>`),
    '超过100列，请把用不上的列删掉再导',
  ],
  ['a bomb', () => workbookOf(Buffer.alloc(300 * 1024 * 1024, ' ')), '文件展开后超过256MB'],
  ['a bomb that lies about its size', () => workbookOf(Buffer.alloc(300 * 1024 * 1024, ' '), { declared: 1_000 }), '打不开这个 .xlsx 文件'],
  [
    'more parts than a workbook has',
    () => zipped(Array.from({ length: 2_500 }, (_, i) => ({ name: `${i}.xml`, raw: Buffer.from('x') }))),
    '文件里的部件超过2000个',
  ],
  ['six thousand columns', () => Buffer.from(`${HEAD.join(',')}\n${`${'字'.repeat(1_000)},`.repeat(6_000)}`), '超过100列'],
  ['too much text', () => workbookOf(PEOPLE + emptyRows(3, 1_100, (line) => rowXml(line, ['字'.repeat(30_000)]))), '文件里的字太多'],
  ['a huge CSV', () => Buffer.from(`${HEAD.join(',')}\n${'1,1,张三,户主,是\n'.repeat(600_000)}`), '超过60000行，请分村导入'],
] as const)(
  '%s is refused by name',
  async (_what, file, reason) => {
    expect(await read(file())).toEqual([expect.stringContaining(reason)])
  },
  60_000,
)

it('XML that is a hundred thousand deep is refused by name, Word’s and a page’s, too', async () => {
  const reasons = [expect.stringContaining('套了2000层还不止')]
  expect(await read(workbookOf(`${PEOPLE}${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`))).toEqual(reasons)
  const word = zipped([{ name: 'word/document.xml', raw: Buffer.from(`<w:document><w:body>${'<w:tbl><w:tr><w:tc>'.repeat(50_000)}`) }])
  expect(await read(word)).toEqual(reasons)
  expect(await read(Buffer.from(`<html><table><tr><td>${'<div>'.repeat(100_000)}`))).toEqual(reasons)
  expect(await read(workbookOf(`${PEOPLE}${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`))).toBe(1)
}, 60_000)

it('what takes too long is given up, and the next file is read', async () => {
  expect(await readTablesApart(formattedRows(), 0.3)).toEqual({ reason: expect.stringContaining('秒还没读完') })
  expect(await read(workbookOf(PEOPLE))).toBe(1)
}, 60_000)

it('a command that has read a file ends, and does not wait until the thread is given up', () => {
  const apart = new URL('../../src/documents/table/apart.ts', import.meta.url).href
  const script = `const { readTablesApart } = await import('${apart}'); console.log(JSON.stringify(await readTablesApart(Buffer.from('组,户号\\n1,2\\n'))))`
  const args = ['--import', './scripts/ts.mjs', '--input-type=module', '-e', script]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8', timeout: 15_000 })
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' })
  expect(stdout).toContain('户号')
})
