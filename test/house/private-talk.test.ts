/** A villager alone with the bot, played over the sandbox's HTTP through the real channel: what is told there is heard nowhere else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SandboxHouse } from '../support/house.ts'

let sandbox: SandboxHouse
beforeAll(async () => {
  sandbox = await SandboxHouse.open()
}, 60_000)
afterAll(() => sandbox.close())

interface State {
  rooms: { id: string; kind: string; members: unknown[] }[]
}
const rooms = async () =>
  ((await sandbox.call('GET', '/state')).body as State).rooms.map(({ id, kind, members }) => [id, kind, members.length])

test('悄悄反映 is heard and answered alone, its head reads it alone, and the groups stay as they were', async () => {
  const before = await rooms()
  expect(await sandbox.alone('wxid_huaishu_head', '帮助')).toHaveLength(1)
  expect((await sandbox.alone('wxid_huaishu_5', '悄悄反映 老二喝酒打老婆'))[0]).toContain('收到了，1号“老二喝酒打老婆”，不公开')
  const heads = (await sandbox.call('GET', '/people/wxid_huaishu_head/messages')).body as { text: string }[]
  expect(heads.at(-1)?.text).toContain('【不公开】1号：老二喝酒打老婆')
  expect((await sandbox.alone('wxid_huaishu_5', '我反映的'))[0]).toContain('1号 老二喝酒打老婆')
  // Who did not raise it learns nothing, alone or in the group.
  expect(await sandbox.alone('wxid_huaishu_7', '进度 1')).toEqual(['公开的问题里没有1号。回“问题清单”看有哪些。'])
  for (const room of ['huaishu', 'qingshan']) expect(await sandbox.messages(room)).toEqual([])
  // A talk is no group: whoever looks at the village sees the same rooms with the same people.
  expect(await rooms()).toEqual(before)
})
