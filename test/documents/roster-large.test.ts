import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { importRoster, type RosterResult } from '../../src/documents/roster.ts'
import { rosterTemplate } from '../../src/documents/roster-template.ts'

/** Node reads GB18030 but cannot write it: the characters of one heading and one row. */
const _GB18030 = new Map<string, number[]>([
  ['与', [0xd3, 0xeb]],
  ['主', [0xd6, 0xf7]],
  ['党', [0xb5, 0xb3]],
  ['关', [0xb9, 0xd8]],
  ['出', [0xb3, 0xf6]],
  ['别', [0xb1, 0xf0]],
  ['号', [0xba, 0xc5]],
  ['名', [0xc3, 0xfb]],
  ['员', [0xd4, 0xb1]],
  ['在', [0xd4, 0xda]],
  ['姓', [0xd0, 0xd5]],
  ['家', [0xbc, 0xd2]],
  ['德', [0xb5, 0xc2]],
  ['性', [0xd0, 0xd4]],
  ['户', [0xbb, 0xa7]],
  ['日', [0xc8, 0xd5]],
  ['是', [0xca, 0xc7]],
  ['期', [0xc6, 0xda]],
  ['王', [0xcd, 0xf5]],
  ['生', [0xc9, 0xfa]],
  ['电', [0xb5, 0xe7]],
  ['男', [0xc4, 0xd0]],
  ['福', [0xb8, 0xa3]],
  ['系', [0xcf, 0xb5]],
  ['组', [0xd7, 0xe9]],
  ['话', [0xbb, 0xb0]],
  ['长', [0xb3, 0xa4]],
])

const HEAD = '组,户号,姓名,与户主关系,性别,出生日期,电话,长期在家,党员'
const today = '2026-09-07'

const csv = (...lines: string[]): Buffer => Buffer.from([HEAD, ...lines].join('\r\n'))
const read = (file: Buffer): Promise<RosterResult> => importRoster(file, { today })

async function problemsOf(file: Buffer) {
  const result = await read(file)
  if ('households' in result) throw new Error('the roster was accepted')
  return result.problems
}

async function householdsOf(file: Buffer) {
  const result = await read(file)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.households
}

const _WANG = '3,5,王德福,户主,男,1965-03-02,13900000000,是,是'

describe('a large roster', () => {
  const lines = Array.from({ length: 6_000 }, (_, i) => {
    const household = Math.floor(i / 4)
    const place = `${Math.floor(household / 40) + 1},${(household % 40) + 1}`
    const name = `${'王李张赵'[i % 4]}${'甲乙丙丁'[i % 4]}`
    return `${place},${name},${i % 4 === 0 ? '户主' : '家人'},男,1965-03-02,,是,否`
  })
  // The same names and birthday would be taken for one person.
  const distinct = lines.map((line, i) => line.replace('1965-03-02', String(19_000 + i)))

  it('of 6 000 people is read from .csv and from .xlsx', async () => {
    expect(await householdsOf(csv(...distinct))).toHaveLength(1_500)
    const cells = [HEAD, ...distinct].map((line) => line.split(','))
    expect(await householdsOf(await writeWorkbook(cells).toBuffer())).toHaveLength(1_500)
  }, 30_000)
})

describe('the template', () => {
  it('has the columns, explains them, and is empty', async () => {
    const sheets = await readWorkbook(await rosterTemplate())
    expect(sheets[0]?.data.at(-1)).toEqual([
      '村',
      '屋场',
      '组*',
      '户号*',
      '姓名*',
      '与户主关系*',
      '性别',
      '出生日期',
      '电话',
      '长期在家*',
      '党员',
    ])
    expect(sheets[1]?.data).toHaveLength(13)
    expect(await problemsOf(await rosterTemplate())).toEqual([{ row: 0, reason: '表头下面没有人' }])
  })
})
