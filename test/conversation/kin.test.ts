import { expect, test } from 'vitest'
import { arrive, evening } from '../support/evening.ts'

test('a kin word is asked once, then known for this speaker and for nobody else', async () => {
  const { room, v } = await evening()
  const household = await v.db.household.findUniqueOrThrow({ where: { id: 'household_huaishu_12' } })
  const uncle = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })
  expect(household.removedAt).toBeNull()

  const [asked] = await room.says('9', '我替二伯来')
  expect(asked).toMatch(/^“二伯”是哪一位？请写全名回一句，比如“二伯是.+”。以后您说“二伯”我就知道了。$/)
  // Somebody else's 二伯 is somebody else's business.
  expect(await room.says('8', `二伯是${uncle.name}`)).toEqual([])
  expect(await v.db.attendance.count()).toBe(0)

  const [told] = await room.says('9', `二伯是${uncle.name}`)
  expect(told).toBe(`好，您说的“二伯”就是${uncle.name}，我记住了。`)
  expect(await v.db.attendance.findMany({ select: { householdId: true, accountId: true, persons: true } })).toEqual([
    { householdId: 'household_huaishu_12', accountId: null, persons: 1 },
  ])
  expect(await v.db.kinWord.findMany({ select: { accountId: true, word: true, villagerId: true } })).toEqual([
    { accountId: 'account_huaishu_9', word: '二伯', villagerId: uncle.id },
  ])

  // The next time it is simply understood, and it is this speaker's word only.
  expect(await room.says('9', '我替二伯来 2人')).toEqual([])
  expect(await v.db.attendance.count()).toBe(2)
  expect((await room.says('8', '我替二伯来'))[0]).toContain('是哪一位')
  await arrive(room, 1)
})
