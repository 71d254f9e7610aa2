/** 收到 to an announcement: counted by household, and chat when nobody asked. */
import { beforeAll, expect, test } from 'vitest'
import { announceToHamlets } from '../../src/application/orders/announcements.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { DAY } from '../../src/kernel/time.ts'
import { findAnnouncement } from '../../src/store/reading/announcements.ts'
import { Village } from '../support/village.ts'

const TOWN = 'town_qingshan'
const WHO: Principal = {
  userId: 'u',
  name: '郑文',
  role: 'official',
  townId: TOWN,
  villageId: null,
  department: null,
  officialId: null,
  via: 'api',
  readOnly: false,
}
const REACH = { townId: TOWN, villageId: null, department: null, confidential: true, aboutCadres: true, people: true }

let v: Village
let id: string
const received = async (): Promise<number> => (await findAnnouncement(v.db, REACH, id))?.received ?? -1

beforeAll(async () => {
  v = await Village.open()
})

test('收到 is chat when nobody asked', async () => {
  expect(await v.room('huaishu').says('9', '收到')).toEqual([])
  expect(await v.db.receipt.count()).toBe(0)
})

test('each household counts once, whoever of it answers and however often', async () => {
  const made = await announceToHamlets(v.deps, WHO, {
    kind: 'notice',
    text: '明天停水',
    receipts: true,
    to: { hamletIds: ['hamlet_huaishu'] },
  })
  if ('refused' in made) throw new Error(made.refused)
  id = made.id
  await v.send()
  expect(v.said.at(-1)?.text).toBe('【通知】明天停水\n看到的请回“收到”，一户回一次就行。')
  const room = v.room('huaishu')
  expect(await room.says('9', '收到')).toEqual([])
  expect(await room.says('9', '晓得了')).toEqual([])
  await room.all([
    ['4', '收到'],
    ['4b', '收到'],
    ['head', '收到'],
  ])
  expect(await received()).toBe(3)
})

test('an unbound account counts once it is bound', async () => {
  await v.room('huaishu').says('guest', '收到')
  expect(await received()).toBe(3)
  await v.db.chatAccount.update({ where: { id: 'account_huaishu_guest' }, data: { householdId: 'household_huaishu_14' } })
  expect(await received()).toBe(4)
})

test('after three days it is chat again', async () => {
  await v.after(3 * DAY)
  await v.room('huaishu').says('13', '收到')
  expect(await received()).toBe(4)
})

test('said in time it counts however late it comes; what comes after the end is chat', async () => {
  const during = v.now - 2 * DAY
  v.clock.moveTo(v.now + 8 * DAY)
  const room = v.room('huaishu')
  await room.says('10', '收到')
  expect(await received()).toBe(4)
  expect(await room.says('10', '收到', { at: during })).toEqual([])
  expect(await received()).toBe(5)
})
