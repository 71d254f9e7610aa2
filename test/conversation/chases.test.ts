/** Chases to one office's group at one moment are one message, sorted, with true days. */
import { expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { Village } from '../support/village.ts'

test('at nine the cadres of a village read one list, what is due first first', async () => {
  const v = await Village.open({ hamlets: 9 })
  const rooms = await v.db.room.findMany({ where: { kind: 'hamlet' }, orderBy: { id: 'asc' } })
  for (const { externalId, hamletId } of rooms) {
    const room = v.room(externalId.replace('@chatroom', ''))
    await room.says('9', '反映 村口路灯坏了')
    await room.says('head', '1 上报')
    // A day later: not due before the others'.
    if (hamletId === rooms[0]?.hamletId) await v.until(instantAt('2026-09-08', 10))
  }
  const from = v.said.length
  await v.until(instantAt('2026-09-11', 9))
  const chases = v.said.slice(from).filter((s) => s.text.startsWith('【催办】'))
  const perMoment = new Map<string, number>()
  for (const { room, at } of chases) perMoment.set(`${room} ${at}`, (perMoment.get(`${room} ${at}`) ?? 0) + 1)
  expect([...perMoment.values()].every((n) => n === 1)).toBe(true)
  expect(chases.some((s) => /^【催办】\d个屋场\d件等村里办：\n1\. /.test(s.text))).toBe(true)
})

test('the day before a date that is a holiday says tomorrow, not today', async () => {
  const v = await Village.open()
  await v.room('huaishu').says('9', '反映 村口路灯坏了')
  await v.room('huaishu').says('head', '1 上报')
  await v.room('hekou').says('wxid_hekou_cadre1', '上报 槐树1 要镇里定')
  await v.room('qingshan').says('wxid_town_official1', '交办 槐树1 交通办 李主任 9月25日前')
  const from = v.said.length
  await v.until(instantAt('2026-09-24', 9))
  expect(
    v.said
      .slice(from)
      .filter((s) => s.text.startsWith('【催办】'))
      .map((s) => s.text.split('\n')[1]),
  ).toEqual(['1. 槐树1号“村口路灯坏了” 交通办（李主任）：明天9月25日周五到期，中间没有工作日'])
})
