/** A row that somebody has changed by hand is found, because the ledger says something else. */
import { beforeAll, describe, expect, test } from 'vitest'
import { orderBinding, orderUnbinding } from '../../src/application/orders/registry.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { instantAt } from '../../src/kernel/time.ts'
import type { Reader } from '../../src/store/database.ts'
import { verifyRows } from '../../src/store/reading/rows-verify.ts'
import { Village } from '../support/village.ts'

const CADRE: Principal = {
  ...{ userId: 'u', name: '周建国', role: 'cadre', townId: 'town_qingshan', villageId: 'village_hekou', department: null },
  ...{ officialId: null, via: 'console', readOnly: false },
}

let v: Village
beforeAll(async () => {
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

async function findings(db: Reader = v.db): Promise<unknown[]> {
  const found = []
  for await (const { findings: own } of verifyRows(db))
    found.push(...own.map(({ table, column, ledger, row }) => [table, column, ledger, row]))
  return found
}

class Undone extends Error {
  readonly found: unknown[]
  constructor(found: unknown[]) {
    super('taken back')
    this.found = found
  }
}

/** What is found after one change by hand, which is then taken back: all share one town. */
async function found(change: string): Promise<unknown[]> {
  const undone = await v.db
    .$transaction(async (tx) => {
      expect(await tx.$executeRawUnsafe(change)).toBeGreaterThan(0)
      throw new Undone(await findings(tx))
    })
    .catch((error: unknown) => error)
  if (undone instanceof Undone) return undone.found
  throw undone
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
    [
      `UPDATE "DueDate" SET "metAt" = now() WHERE "metAt" IS NULL AND "droppedAt" IS NULL`,
      [['DueDate', 'metAt', null, expect.any(Number)]],
    ],
    [
      `UPDATE "DueDate" SET "dueOn" = '2026-12-31' WHERE what = 'assign' AND "droppedAt" IS NULL`,
      [['DueDate', 'dueOn', '2026-09-21', '2026-12-31']],
    ],
    // Late once, in time ever after; and the other way round.
    [
      `UPDATE "DueDate" SET "metAt" = "metAt" - interval '1 day' WHERE what = 'report' AND "issueId" = (SELECT id FROM "Issue" WHERE no = 1)`,
      [['DueDate', 'metAt', expect.any(Number), expect.any(Number)]],
    ],
    [
      `UPDATE "DueDate" SET "droppedAt" = "droppedAt" - interval '1 day' WHERE "droppedAt" IS NOT NULL`,
      [['DueDate', 'droppedAt', expect.any(Number), expect.any(Number)]],
    ],
    [
      `UPDATE "DueDate" SET department = '交通办' WHERE what = 'assign' AND "droppedAt" IS NULL`,
      [['DueDate', 'department', '水利站', '交通办']],
    ],
    [
      `UPDATE "Issue" SET "raisedAt" = "raisedAt" - interval '1 month' WHERE no = 2`,
      [['Issue', 'raisedAt', expect.any(Number), expect.any(Number)]],
    ],
    [`UPDATE "Issue" SET confidential = true WHERE no = 2`, [['Issue', 'confidential', false, true]]],
    [`UPDATE "Survey" SET round = 2`, [['Survey', 'round', 1, 2]]],
    [`UPDATE "Survey" SET status = 'failed'`, [['Survey', 'status', 'passed', 'failed']]],
    [`UPDATE "Survey" SET "closedAt" = "closedAt" + interval '1 month'`, [['Survey', 'closedAt', expect.any(Number), expect.any(Number)]]],
    [`UPDATE "Survey" SET "atDoor" = 3`, [['Survey', 'atDoor', 0, 3]]],
    [`UPDATE "Rating" SET via = 'byHand' WHERE score = 'dissatisfied'`, [['Rating', 'atDoor', false, true]]],
    [
      `UPDATE "Survey" SET "issueId" = (SELECT id FROM "Issue" WHERE no = 2)`,
      [['Survey', 'issueId', expect.any(String), expect.any(String)]],
    ],
    // One that was taken out.
    [`DELETE FROM "Rating" WHERE score = 'dissatisfied'`, [['Rating', 'id', expect.any(String), null]]],
  ])('%s is a finding', async (change, expected) => {
    expect(await found(change)).toEqual(expected)
  })
})

describe('of an evening', () => {
  beforeAll(async () => {
    const huaishu = v.room('huaishu')
    await huaishu.says('head', '开会 今晚7点半')
    await v.until(instantAt('2026-09-12', 19, 30))
    await huaishu.all([3, 4].map((n) => [`${n}`, '到'] as const))
    await huaishu.says('head', '表决 每户出50元修路灯')
    await huaishu.all([3, 4].map((n) => [`${n}`, '同意'] as const))
    await v.until(instantAt('2026-09-12', 20))
    await huaishu.says('head', '散会')
  })

  test('rows that nobody touched agree with the ledger', async () => {
    expect(await findings()).toEqual([])
  })

  test.each([
    [
      `UPDATE "Meeting" SET "startsAt" = "startsAt" - interval '1 month'`,
      [['Meeting', 'startsAt', expect.any(Number), expect.any(Number)]],
    ],
    [`UPDATE "Meeting" SET figures = jsonb_set(figures, '{atHome}', '30')`, [['Meeting', 'atHome', 2, 30]]],
    [`UPDATE "Meeting" SET figures = jsonb_set(figures, '{quorate}', 'true')`, [['Meeting', 'quorate', false, true]]],
    [`UPDATE "Meeting" SET status = 'cancelled'`, [['Meeting', 'id', expect.any(String), null]]],
    [`UPDATE "Motion" SET approve = 30`, [['Motion', 'approve', 2, 30]]],
    [`UPDATE "Motion" SET binding = true`, [['Motion', 'binding', false, true]]],
    [`UPDATE "Motion" SET carried = NOT carried`, [['Motion', 'carried', expect.any(Boolean), expect.any(Boolean)]]],
    [`DELETE FROM "Motion"`, [['Motion', 'id', expect.any(String), null]]],
  ])('%s is a finding', async (change, expected) => {
    expect(await found(change)).toEqual(expected)
  })
})

test('rows of an account that was bound and unbound agree: what it answered stays that household’s, also in a round that is over', async () => {
  const { db } = v
  const bound = { householdId: 'household_huaishu_3' }
  const { id } = await db.chatAccount.findFirstOrThrow({ where: bound })
  const done = await orderUnbinding(v.deps, CADRE, 'hamlet_huaishu', id)
  expect(done).toMatchObject({ done: { householdId: null } })
  expect(await db.rating.findMany({ where: { accountId: id }, select: { householdId: true } })).toEqual([bound])
  // And what was said before anybody knew whose word it was.
  const room = v.room('huaishu')
  for (const words of ['反映 桥栏杆松了', '3 上报']) await room.says('head', words)
  await v.room('hekou').says('wxid_hekou_cadre1', '槐树3 办好了')
  await room.says('guest', '3号满意')
  const guest = 'account_huaishu_guest'
  await orderBinding(v.deps, CADRE, 'hamlet_huaishu', guest, { householdId: 'household_huaishu_14' })
  await orderUnbinding(v.deps, CADRE, 'hamlet_huaishu', guest)
  expect(await db.rating.findMany({ where: { accountId: guest }, select: { householdId: true } })).toEqual([
    { householdId: 'household_huaishu_14' },
  ])
  expect(await findings()).toEqual([])
})
