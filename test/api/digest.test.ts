/** The digest at the desk: looked at before it goes, sent once, taken along. */
import { beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
})

test('it is shown in full, with counts, and showing sends nothing', async () => {
  const queued = await desk.village.db.outbox.count()
  const { status, body } = await desk.get('official', '/digest')
  expect(status).toBe(200)
  expect(body.text).toMatch(/^【日报】/)
  expect(body.sections.every((s: { name: string; count: number }) => s.name !== '' && s.count >= 0)).toBe(true)
  expect(await desk.village.db.outbox.count()).toBe(queued)
  expect((await desk.get('viewer', '/digest')).status).toBe(403)
})

test('it is sent once a working day, and who sent it is in the log', async () => {
  expect((await desk.call('cadre', 'post', '/digest/send', {})).status).toBe(403)
  expect((await desk.call('official', 'post', '/digest/send', {})).body).toEqual({ sent: true })
  expect((await desk.call('official', 'post', '/digest/send', {})).body).toEqual({ sent: false })
  const sent = await desk.village.db.outbox.findMany({ where: { key: { startsWith: 'digest/' } } })
  expect(sent.map((row) => row.roomId)).toEqual(['room_qingshan'])
  const { body } = await desk.get('townAdmin', '/audit?subject=town:town_qingshan')
  expect(body.items.map((i: { action: string; after: unknown }) => [i.action, i.after])).toEqual([
    ['sendDigest', { sent: false }],
    ['sendDigest', { sent: true }],
  ])
})

test('on a day off it is not sent', async () => {
  await desk.village.until(instantAt('2026-09-12', 9))
  expect((await desk.call('official', 'post', '/digest/send', {})).body).toEqual({ sent: false })
})
