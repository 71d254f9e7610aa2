/** The account goes offline and comes back, as the sandbox plays it: what fell due meanwhile waits, and is said when it is back. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { SandboxHouse } from '../support/house.ts'

let sandbox: SandboxHouse
beforeAll(async () => {
  sandbox = await SandboxHouse.open()
})
afterAll(() => sandbox?.close())

const fault = (puppet: 'down' | 'up') => sandbox.call('POST', '/fault', { puppet })
const clockTo = (to: string) => sandbox.call('POST', '/clock', { to })
const states = (state: string) => vi.waitFor(() => expect(sandbox.house.connections.map((c) => c.state)).toEqual([state]))

test('a chase that fell into seven minutes without a connection is said after them, once', async () => {
  await sandbox.says('huaishu', 'wxid_huaishu_5', '反映 村口路灯坏了')
  await sandbox.says('huaishu', 'wxid_huaishu_head', '1 上报')
  await sandbox.settle()
  await clockTo('2026-09-10T08:58:00+08:00')
  const before = (await sandbox.messages('hekou')).at(-1)?.id
  await fault('down')
  await states('offline')
  expect((await clockTo('2026-09-10T09:05:00+08:00')).status).toBe(200)
  expect(await sandbox.heard('hekou', before)).toEqual([])
  const [waiting] = await sandbox.db.outbox.findMany({ where: { status: { not: 'sent' } } })
  expect(waiting).toMatchObject({ status: 'queued', attempts: 0 })
  await fault('up')
  expect(await sandbox.heard('hekou', before)).toEqual([expect.stringContaining('槐树1号“村口路灯坏了”：还剩2个工作日')])
  await clockTo('2026-09-10T12:00:00+08:00')
  expect(await sandbox.heard('hekou', before)).toHaveLength(1)
})
