/** What another process writes as due (npm run paste after 散会) is noticed by the one that runs, though nobody wakes it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pasteEvening } from '../../src/application/papers/by-hand/evening.ts'
import { SandboxHouse } from '../support/house.ts'

let house: SandboxHouse

beforeAll(async () => {
  house = await SandboxHouse.open()
}, 60_000)
afterAll(() => house.close(), 30_000)

test('a chat pasted by another process does not freeze the sandbox: the minutes are made again, and its clock goes on', async () => {
  await house.says('huaishu', 'wxid_huaishu_head', '开会 今晚7点半')
  await house.settle()
  await house.call('POST', '/clock', { to: '2026-09-07T19:05:00+08:00' })
  await house.says('huaishu', 'wxid_huaishu_9', '到')
  await house.says('huaishu', 'wxid_huaishu_head', '散会')
  await house.settle()
  expect(await house.db.document.count()).toBe(1)
  const { name } = await house.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_10_a' } })
  const asleep = { outbox: () => {}, inbox: () => {}, deadlines: () => {} }
  const actor = { kind: 'account', accountId: 'account_huaishu_recorder' } as const
  const pasted = await pasteEvening({ ...house.house.deps, wake: asleep }, 'hamlet_huaishu', { actor, text: `${name}：到`, write: true })
  expect(pasted?.written).toBe(true)
  const settled = await house.call('POST', '/settle', {})
  expect(settled.status).toBe(200)
  expect(await house.db.document.count()).toBe(2)
  expect((await house.call('POST', '/clock', { advance: 'PT1H' })).status).toBe(200)
  expect((await house.messages('huaishu')).at(-1)?.text).toContain('【补录】按签到表补录了1户的签到。')
}, 60_000)
