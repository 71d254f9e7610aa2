import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { rosterTemplate } from '../../src/documents/roster-template.ts'
import { csv, HEAD, householdsOf, problemsOf } from './rosters.ts'

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
