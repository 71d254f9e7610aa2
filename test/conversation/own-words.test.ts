/** A head who does not speak in commands is asked back, and a 是 does what was meant. */
import { expect, test } from 'vitest'
import { Village } from '../support/village.ts'

test('周四晚上八点在祠堂开会 is asked once and fixed with 是', async () => {
  const v = await Village.open()
  const room = v.room('huaishu')
  const [asked, ...more] = await room.says('head', '大家好，周四晚上八点在祠堂开会，请各户来一个人')
  expect(more).toEqual([])
  expect(asked).toContain('您是说“开会')
  expect(asked).toContain('祠堂')
  expect(await v.db.meeting.count()).toBe(0)
  await room.says('head', '是')
  const meeting = await v.db.meeting.findFirstOrThrow()
  expect([meeting.venue, meeting.startsAt.toISOString()]).toEqual(['祠堂', '2026-09-10T12:00:00.000Z'])
  // Said again it only reminds.
  expect(await room.says('head', '周四晚上八点在祠堂开会')).toEqual([])
  expect((await room.says('head', '周四的会取消了，下大雨'))[0]).toContain('您是说“取消会议')
  await room.says('head', '是')
  expect((await v.db.meeting.findFirstOrThrow()).status).toBe('cancelled')
})

test('约个时间商量修渠 asks, and 是 proposes the evenings', async () => {
  const v = await Village.open()
  const room = v.room('huaishu')
  expect((await room.says('head', '想约个时间商量下修渠'))[0]).toContain('您是说“约时间 修渠”')
  await room.says('head', '是')
  expect((await v.db.timePoll.findFirstOrThrow()).topic).toBe('修渠')
  // Between neighbours it is talk.
  expect(await v.room('tangwan').says('5', '约个时间商量修渠')).toEqual([])
})
