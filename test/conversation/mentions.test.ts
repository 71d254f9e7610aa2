/** Who is spoken to in front of an answer. */
import { expect, test } from 'vitest'
import { evening } from '../support/evening.ts'

test('an answer to the head who asked counts, a word to a neighbour does not, and @所有人 changes nothing', async () => {
  const { v, room } = await evening()
  const head = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_1_a' } })
  const { nickname } = await v.db.chatAccount.findFirstOrThrow({ where: { villagerId: head.id } })
  const neighbour = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })
  const signedIn = async () => (await v.db.attendance.findMany({ orderBy: { seq: 'asc' } })).map((a) => [a.accountId, a.persons])
  await room.says('9', `@${head.name}\u2005到 2人`)
  await room.says('10', `@${nickname}\u2005到`)
  await room.says('11', `@${neighbour.name}\u2005到`)
  await room.says('head', '@所有人 表决 每户出50元修路灯')
  expect(await signedIn()).toEqual([
    ['account_huaishu_9', 2],
    ['account_huaishu_10', 1],
  ])
  expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ text: '每户出50元修路灯' })
})
