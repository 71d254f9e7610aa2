/** 代答: head and recorder enter what a household told them. The household's own word stands above it. */
import { beforeEach, expect, test } from 'vitest'
import { type Room, Village } from '../support/village.ts'

const ASK = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'
let v: Village
let huaishu: Room
let name: string
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
  name = (await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })).name
  await huaishu.says('head', ASK)
})

const answers = () =>
  v.db.timeAnswer.findMany({ select: { accountId: true, householdId: true, yes: true, no: true, by: true }, orderBy: { seq: 'asc' } })

test('an answer for another household counts as that household’s, with who entered it', async () => {
  expect(await huaishu.says('head', `代答 ${name} 1`)).toEqual([])
  expect(await answers()).toEqual([
    { accountId: null, householdId: 'household_huaishu_12', yes: [1], no: [], by: 'account:account_huaishu_head' },
  ])
})

test('what was told by telephone is entered too', async () => {
  expect(await huaishu.says('head', `${name}打电话说哪天都不行`)).toEqual([])
  expect((await answers()).map((a) => a.no)).toEqual([[1, 2, 3]])
})

test('a household’s own word is never overwritten', async () => {
  await huaishu.says('12', '2')
  const own = await answers()
  expect(own).toHaveLength(1)
  expect(await huaishu.says('head', `代答 ${name} 1`)).toEqual([expect.stringContaining('自己已经回过话了，以自家的为准')])
  expect(await answers()).toEqual(own)
})

test('nobody else may', async () => {
  const [said] = await huaishu.says('9', `代答 ${name} 1`)
  expect(said).toContain('代答')
  expect(await answers()).toEqual([])
})

test('a half-read answer is asked once, and 是 makes it count', async () => {
  const [asked] = await huaishu.says('9', '周四哈数')
  expect(asked).toContain('周四')
  expect(await huaishu.says('9', '周四哈数')).toEqual([])
  expect(await huaishu.says('9', '是')).toEqual([])
  expect((await answers()).map((a) => a.yes)).toEqual([[2]])
})
