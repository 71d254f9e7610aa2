/** What the database refuses to keep is refused alone. */
import { afterAll, expect, test } from 'vitest'
import { Intake, NotStorable } from '../../src/application/hearing/intake.ts'
import type { Received } from '../../src/store/edges/inbox.ts'
import { ACCOUNT, Village } from '../support/village.ts'

test('of many messages that came at once, the ones that cannot be kept are left out and the others are stored in order', async () => {
  const v = await Village.open()
  afterAll(() => v.db.$disconnect())
  const intake = new Intake(v.deps)
  const message = (messageId: string, more: Partial<Received> = {}): Received => ({
    account: ACCOUNT,
    messageId,
    externalRoomId: 'huaishu@chatroom',
    externalSenderId: 'wxid_huaishu_5',
    senderName: '',
    kind: 'text',
    text: '好',
    mentionsBot: false,
    mentionIds: [],
    self: false,
    mediaId: null,
    at: v.now,
    ...more,
  })
  const given = [
    message('a'),
    message('b\u0000'),
    message('c', { externalRoomId: 'tangwan@chatroom' }),
    // A time that cannot be is replaced by that of receipt, and takes nothing away.
    message('d', { at: Number.MAX_SAFE_INTEGER }),
    message('e', { externalSenderId: '\ud83d' }),
    message('g'),
  ]
  const told = await Promise.allSettled(given.map((one) => intake.take(one)))
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  for (const one of told) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(NotStorable)
  const kept = await v.db.inbox.findMany({ orderBy: { seq: 'asc' }, select: { messageId: true, at: true } })
  expect(kept.map(({ messageId, at }) => [messageId, at.getTime()])).toEqual(['a', 'c', 'd', 'g'].map((id) => [id, v.now]))
  await intake.stop()
})
