import { expect, test } from 'vitest'
import { DAY, instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'

test('a misheard line is corrected at the desk: the original stays, the minutes are made again', async () => {
  const desk = await TestDesk.open()
  const huaishu = desk.village.room('huaishu')
  await huaishu.says('head', '开会 今晚7点半')
  await desk.village.until(instantAt('2026-09-07', 19, 30))
  await huaishu.says('9', '到')
  await huaishu.says('9', '水管从东头接')
  await huaishu.says('head', '散会')
  const { id } = await desk.village.db.meeting.findFirstOrThrow()
  const said = await desk.village.db.recordLine.findFirstOrThrow({ where: { text: '水管从东头接' } })
  const path = `/meetings/${id}/corrections`
  expect((await desk.call('viewer', 'post', path, { line: said.seq, text: '水管从西头接' })).status).toBe(403)
  expect((await desk.call('official', 'post', path, { line: 99, text: '水管从西头接' })).status).toBe(409)
  const done = await desk.call('official', 'post', path, { line: said.seq, text: '水管从西头接' })
  expect(done.status).toBe(200)
  const note = await desk.village.db.auditEntry.findFirstOrThrow({ where: { action: 'correctLine' } })
  expect(note).toMatchObject({ before: { line: said.seq, text: '水管从东头接' }, after: { line: said.seq, text: '水管从西头接' } })
  const lines = await desk.village.db.recordLine.findMany({ where: { meetingId: id }, orderBy: { seq: 'asc' } })
  expect(lines.find((l) => l.id === said.id)?.text).toBe('水管从东头接')
  expect(lines.at(-1)).toMatchObject({ text: '水管从西头接', corrects: said.id, seq: done.body.lines })
  expect(await desk.village.db.deadline.count({ where: { kind: 'makeMinutes', subject: id, doneAt: null } })).toBeGreaterThan(0)
  await desk.village.db.meeting.update({ where: { id }, data: { startsAt: new Date(desk.village.now - 61 * DAY) } })
  const late = await desk.call('official', 'post', path, { line: said.seq, text: '水管从北头接' })
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('60天') } })
})
