/** Which group and which account is whose. */
import { beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../src/kernel/time.ts'
import { ACCOUNT, type Room, Village } from '../support/village.ts'

let v: Village
let huaishu: Room
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
})

async function code(letters: string, place: { hamletId?: string; villageId?: string }): Promise<void> {
  const at = new Date(v.now)
  await v.db.bindingCode.create({
    data: { code: letters, townId: 'town_qingshan', ...place, createdAt: at, createdBy: 'test', expiresAt: new Date(v.now + HOUR) },
  })
}
const nameOf = async (id: string) => (await v.db.villager.findUniqueOrThrow({ where: { id } })).name

test('a hamlet’s group moves with its one-time code, and takes along what is open', async () => {
  await huaishu.says('head', '约时间 修路 周三晚7点半/周四晚7点半')
  await code('ABCD2345', { hamletId: 'hamlet_huaishu' })
  const fresh = v.room('newroom')
  expect(await v.receive(fresh.id, [{ from: 'wxid_huaishu_9', text: '1' }])).toEqual([])
  expect(await v.receive(fresh.id, [{ from: 'wxid_huaishu_9', text: '绑定 ABCD9999' }])).toEqual([])
  expect(await v.receive(fresh.id, [{ from: 'wxid_huaishu_9', text: '绑定abcd2345' }])).toEqual([
    '好，这个群就是槐树屋场的群了。要问怎么用，回“帮助”。',
  ])
  expect(await v.receive(fresh.id, [{ from: 'wxid_huaishu_9', text: '2' }])).toEqual([])
  const [note] = await v.after(HOUR)
  expect(note).toContain('2. 9月10日周四晚7点半：1户能来')
  expect(v.said.at(-1)?.room).toBe('newroom@chatroom')
  expect(await v.db.room.count({ where: { account: ACCOUNT, hamletId: 'hamlet_huaishu' } })).toBe(1)
  await huaishu.says('head', '催一下')
  expect(v.said.at(-1)?.text).toBe(note)
})

test('a code works once, and not after its time', async () => {
  await code('ABCD2345', { villageId: 'village_hekou' })
  expect(await v.receive('a@chatroom', [{ from: 'x', text: '绑定 ABCD2345' }])).toHaveLength(1)
  expect(await v.receive('b@chatroom', [{ from: 'x', text: '绑定 ABCD2345' }])).toEqual([])
  await code('WXYZ2345', { villageId: 'village_hekou' })
  v.clock.moveTo(v.now + 2 * HOUR)
  expect(await v.receive('b@chatroom', [{ from: 'x', text: '绑定 WXYZ2345' }])).toEqual([])
})

test('@somebody is of a household: the head binds, nobody else', async () => {
  const household = await nameOf('villager_huaishu_32_a')
  // What a villager says of another one is talk.
  expect(await huaishu.says('9', `@平安是福 是 ${household}家的`, { mentionIds: ['wxid_huaishu_new32'] })).toEqual([])
  const [bound] = await huaishu.says('head', `@平安是福 是 ${household}家的`, { mentionIds: ['wxid_huaishu_new32'] })
  expect(bound).toContain(`记在${household}家了`)
  const account = await v.db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_new32' } })
  expect(account.householdId).toBe('household_huaishu_32')
})

test('a name that is not on the roster, or that two people bear, is asked about', async () => {
  expect((await huaishu.says('new32', '我是司马无名'))[0]).toContain('名册里没有找到“司马无名”')
  const name = await nameOf('villager_huaishu_9_a')
  await v.db.villager.update({ where: { id: 'villager_huaishu_10_a' }, data: { name } })
  const [asked] = await huaishu.says('new32', `我是${name}`)
  expect(asked).toMatch(/不止一位.*1组(9|10)户/)
  expect(await v.db.identityClaim.count()).toBe(0)
})

test('at home or away: only head and recorder say so, dated with who did', async () => {
  const name = await nameOf('villager_huaishu_9_a')
  expect(await huaishu.says('10', `${name}家外出`)).toEqual([])
  expect(await huaishu.says('recorder', `${name}家外出`)).toEqual([`好，${name}家登记为外出。现在长期在家29户。`])
  expect(await v.db.atHomeChange.findMany({ select: { householdId: true, atHome: true, by: true } })).toEqual([
    { householdId: 'household_huaishu_9', atHome: false, by: 'account:account_huaishu_recorder' },
  ])
})

test('a name that only sounds right is quoted back as it would be said, and 是 makes the claim', async () => {
  const name = await nameOf('villager_huaishu_32_a')
  expect(await huaishu.says('new32', '我是徐秀杉')).toEqual([`平安是福，您是说“我是${name}”吗？回“是”就算。`])
  expect(await huaishu.says('new32', '是')).toEqual([
    `绑定1号：“平安是福”说是${name}家的。屋场长看对不对，对就回“同意绑定 1”。\n（您对我说的话、您的微信名和答复会记下来，只用来办屋场的事。要看自己的信息，私聊我回“导出我的信息”；不想留的，找村里或镇里说一声就删。接着说就是同意。）`,
  ])
})

test('a code that is sent in a private talk binds nothing, and is still good in the group', async () => {
  await code('ABCD2345', { hamletId: 'hamlet_huaishu' })
  const groups = () => v.db.room.findMany({ where: { kind: { not: 'private' } }, orderBy: { id: 'asc' } })
  const before = await groups()
  // A talk with one person bears that person's id.
  expect(await v.receive('wxid_huaishu_head', [{ from: 'wxid_huaishu_head', text: '绑定 ABCD2345' }])).toEqual([
    '没听明白，您可以发“帮助”看看怎么说。',
  ])
  expect(await groups()).toEqual(before)
  expect(await v.receive('newroom@chatroom', [{ from: 'wxid_huaishu_head', text: '绑定 ABCD2345' }])).toHaveLength(1)
  expect(await groups()).not.toEqual(before)
})
