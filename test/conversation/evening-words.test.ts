/** Small words of the evening that have to be true: who is here, who is not, and what a vote is worth. */
import { expect, test } from 'vitest'
import { MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, people, SEVEN } from '../support/evening.ts'
import { Village } from '../support/village.ts'

const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name
const guests = people(30).slice(2)

test('head and recorder who run it and never said 到 are asked once, and 到 answers', async () => {
  const { v, room } = await evening()
  const [head, recorder] = [await name(v, 1), await name(v, 2)]
  const asked = `${head}、${recorder}，您两位还没签到，您两位也算到场吗？算就各回一个“到”。`
  await room.says('9', '到')
  await room.says('recorder', `代签 ${await name(v, 10)}`)
  expect(await room.says('head', '表决 清沟')).toContain(asked)
  await room.says('head', '表决结束')
  expect((await room.says('head', '表决 修路灯')).filter((text) => text.includes('到场'))).toEqual([])
  await v.after(60 * MINUTE)
  expect(v.said.filter((s) => s.text.includes('到场'))).toHaveLength(1)
  await room.says('head', '到')
  expect(await room.says('head', '还差谁')).not.toContain(head)
})

test('one of them alone, at the quarter past; who has signed in is not asked', async () => {
  const { v, room } = await evening()
  await room.says('head', '到')
  await room.says('recorder', `代签 ${await name(v, 10)}`)
  await v.after(45 * MINUTE)
  const asked = v.said.filter((s) => s.text.includes('到场')).map((s) => s.text)
  expect(asked).toEqual([`${await name(v, 2)}，您还没签到，您也算到场吗？算就回“到”。`])
})

test('head and recorder who do nothing that evening are asked nothing', async () => {
  const { v, room } = await evening()
  await arrive(room, 3)
  const both = await evening()
  await both.room.says('9', '到')
  await both.v.after(45 * MINUTE)
  await v.after(45 * MINUTE)
  expect([...v.said, ...both.v.said].filter((s) => s.text.includes('到场'))).toEqual([])
})

test('划掉 that loses the quorum says so, once, and it is reached again', async () => {
  const { v, room } = await evening()
  await arrive(room, 24)
  await v.after(2 * MINUTE)
  const nine = await name(v, 9)
  expect(await room.says('recorder', `划掉 ${nine}`)).toEqual([
    `好，${nine}家的签到划掉了。在家户到了23/30户（76.6%），共23人。这样又不够数了：要到够24户才算数，还差1户。`,
  ])
  expect(await v.after(2 * MINUTE)).toEqual([])
  expect((await room.says('9', '到'))[0]).toContain('够数了')
})

test('还差谁 sets those on leave apart', async () => {
  const v = await Village.open()
  const room = v.room('huaishu')
  await room.says('head', '开会 周三晚7点半 文化广场')
  await room.says('9', '请假 在外打工')
  await v.until(SEVEN)
  await arrive(room, 2)
  await room.all(guests.filter((who) => who !== '9' && who !== '10').map((who) => [who, '到'] as const))
  const left = (await room.says('head', '还差谁'))[0] ?? ''
  expect(left).toContain(`请了假的1户：${await name(v, 9)}。`)
  expect(left).toContain(await name(v, 10))
  expect(left.split('请了假的')[0]).not.toContain(await name(v, 9))
  expect((await room.says('13', '@小助手 还差谁'))[0]).toContain('其中1户请了假')
})

test('that nothing counts is said once in a message', async () => {
  const { room } = await evening()
  await arrive(room, 5)
  await room.says('head', '表决 清沟')
  const result = await room.all(people(5).map((who) => [who, '同意'] as const))
  const ended = await room.says('head', '散会')
  for (const text of [...result, ...ended].filter((t) => t.includes('不算数'))) expect(text.split('不算数')).toHaveLength(2)
  expect(ended[0]).toContain('同意的够了')
  expect(ended[0]).toContain('只作记录，不算数')
})
