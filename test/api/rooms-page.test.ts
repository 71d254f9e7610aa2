/** 群聊和账号 and its lists: what machines say is put in words, and what has not gone out can be stopped. */
import { beforeAll, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { cells, Pages, plain, rowsIn } from './support/pages.ts'

let desk: TestDesk
let pages: Pages

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const { db, now } = desk.village
  const at = new Date(now)
  const base = { account: 'sandbox', roomId: 'room_huaishu', text: '您好', priority: 'answer' as const, notBefore: at, createdAt: at }
  await db.outbox.createMany({
    data: [
      { ...base, key: 'a', status: 'queued' },
      { ...base, key: 'b', status: 'sending' },
      { ...base, key: 'c', status: 'unknown', error: 'the process ended between sending and marking' },
      { ...base, key: 'd', status: 'failed', error: 'Error: something that nobody has thought of' },
    ],
  })
  await db.connectionGap.create({ data: { id: 'gap', account: 'sandbox', from: at, why: 'deaf: the puppet did not answer a ding' } })
})

test('a fault is told in Chinese; what exactly was said is behind it', async () => {
  const page = await pages.look('official', '/outbox?status=stuck')
  const faults = [...page.matchAll(/<summary>([^<]*)<\/summary><pre lang="en">(.*?)<\/pre>/gs)].map(([, said, raw]) => [said, raw])
  expect(faults).toEqual([
    ['程序出错了', 'Error: something that nobody has thought of'],
    ['发的时候程序停了，不知道群里看到没有', 'the process ended between sending and marking'],
  ])
  expect(cells(await pages.look('official', '/rooms'), '小助手的账号', '原因')[0]?.text).toMatch(/^很久没有回音/)
})

test('what waits can be stopped, after being asked; what is on its way cannot', async () => {
  const page = await pages.look('townAdmin', '/outbox?status=waiting')
  expect(rowsIn(page)).toBe(2)
  expect(page.match(/action="\/outbox\/\d+\/cancel"/g)).toHaveLength(1)
  expect(page).not.toContain('/retry"')
  expect(await pages.look('official', '/outbox?status=waiting')).not.toContain('/cancel"')
  const { seq } = await desk.village.db.outbox.findFirstOrThrow({ where: { key: 'a' } })
  const done = await pages.post('townAdmin', `/outbox/${seq}/cancel`, { list: 'waiting' }, '/outbox?status=waiting')
  expect(done.headers.get('location')).toMatch(/^\/outbox\?status=waiting&done=/)
  expect((await desk.village.db.outbox.findFirstOrThrow({ where: { key: 'a' } })).status).toBe('cancelled')
  const again = await pages.post('townAdmin', `/outbox/${seq}/cancel`, { list: 'waiting' }, '/outbox?status=waiting')
  expect([again.status, plain(again.text)]).toEqual([409, expect.stringContaining('已经不在等着处理了')])
})

test('messages that could not be handled are counted, and 今天 says so to whoever looks after the groups', async () => {
  const { db, now } = desk.village
  const heard = { account: 'sandbox', externalRoomId: 'huaishu@chatroom', externalSenderId: 'x', senderName: '', kind: 'text', self: false }
  const at = { at: new Date(now), receivedAt: new Date(now), mentionsBot: false, mentionIds: [] }
  expect(plain(await pages.look('official', '/'))).not.toContain('没处理成')
  await db.inbox.createMany({ data: ['a', 'b'].map((messageId) => ({ ...heard, ...at, messageId, text: '1', status: 'failed' as const })) })
  expect(plain(await pages.look('official', '/'))).toContain('群里有2条消息没处理成，没有算进去。')
  expect(plain(await pages.look('viewer', '/'))).not.toContain('没处理成')
  expect(plain(await pages.look('official', '/rooms'))).toMatch(/2 ?没处理成的消息/)
  expect(rowsIn(await pages.look('official', '/inbox'))).toBe(2)
  await db.inbox.deleteMany()
})

test('the numbers of the rules on a page are those of the town', async () => {
  const { db, now } = desk.village
  await db.town.updateMany({ data: { policy: { satisfactionPercent: 75, assignWorkingDays: 4 } } })
  const issue = { hamletId: 'hamlet_huaishu', raisedAt: new Date(now), raisedBy: 'clock', text: '路灯坏了', status: 'inVillage' as const }
  await db.issue.create({ data: { ...issue, id: 'i1', no: 1 } })
  expect(plain(await pages.look('official', '/surveys'))).toContain('满意户不到评议户的75%就退回重办')
  expect(plain(await pages.look('cadre', '/issues/i1'))).toContain('到75%满意才销号')
  expect(plain(await pages.look('official', '/issues/i1'))).toContain('镇里要在4个工作日内交办')
})

test('signs that turn the direction of writing end with the words they stand in', async () => {
  const { db } = desk.village
  await db.issue.update({ where: { id: 'i1' }, data: { text: '路灯\u202E了坏' } })
  for (const path of ['/issues', '/hamlets/hamlet_huaishu'])
    expect(await pages.look('official', path)).toContain('<bdi>路灯\u202E了坏</bdi>')
})
