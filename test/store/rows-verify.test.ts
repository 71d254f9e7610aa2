/** A row that somebody has changed by hand is found, because the ledger says something else. */
import { beforeEach, describe, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { verifyRows } from '../../src/store/reading/rows-verify.ts'
import { Village } from '../support/village.ts'

let v: Village
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  const huaishu = v.room('huaishu')
  const cadres = v.room('hekou')
  const town = v.room('qingshan')
  for (const n of [3, 4]) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
  await huaishu.says('head', '1 上报')
  await huaishu.says('head', '2 上报')
  await cadres.says('wxid_hekou_cadre1', '槐树1 办好了')
  await huaishu.all([3, 4, 5, 7, 8, 9, 10].map((n) => [`${n}`, n === 3 ? '1号不满意' : '1号满意'] as const))
  await cadres.says('wxid_hekou_cadre1', '上报 槐树2 请水利站来 签发人 周建国')
  for (const due of ['9月20日', '9月21日']) await town.says('wxid_town_official1', `交办 槐树2 水利站 吴站长 ${due}前`)
  await v.until(instantAt('2026-09-12', 10))
  await v.db.issue.findFirstOrThrow({ where: { no: 1, status: 'closed' } })
})

async function findings(): Promise<unknown[]> {
  const found = []
  for await (const { findings: own } of verifyRows(v.db))
    found.push(...own.map(({ table, column, ledger, row }) => [table, column, ledger, row]))
  return found
}

describe('npm run ledger:verify -- --rows', () => {
  test('rows that nobody touched agree with the ledger', async () => {
    expect(await v.db.rating.count()).toBe(7)
    expect(await v.db.dueDate.count()).toBe(4)
    expect(await findings()).toEqual([])
  })

  test.each([
    [`UPDATE "Rating" SET score = 'satisfied' WHERE score = 'dissatisfied'`, [['Rating', 'score', 'dissatisfied', 'satisfied']]],
    [`UPDATE "Survey" SET satisfied = 7`, [['Survey', 'satisfied', 6, 7]]],
    [`UPDATE "DueDate" SET "metAt" = now() WHERE "metAt" IS NULL AND "droppedAt" IS NULL`, [['DueDate', 'met', false, true]]],
    [
      `UPDATE "DueDate" SET "dueOn" = '2026-12-31' WHERE what = 'assign' AND "droppedAt" IS NULL`,
      [['DueDate', 'dueOn', '2026-09-21', '2026-12-31']],
    ],
  ])('%s is a finding', async (change, found) => {
    await v.db.$executeRawUnsafe(change)
    expect(await findings()).toEqual(found)
  })

  test('so is a rating that was taken out', async () => {
    await v.db.$executeRawUnsafe(`DELETE FROM "Rating" WHERE score = 'dissatisfied'`)
    expect(await findings()).toEqual([['Rating', 'id', expect.any(String), null]])
  })
})
