/** What is said, edge by edge: in which order, by whom, and that nothing goes out twice. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { Sender } from '../../src/application/saying/sender.ts'
import { HOUR, MINUTE } from '../../src/kernel/time.ts'
import { takeIn } from '../../src/store/edges/inbox.ts'
import * as outbox from '../../src/store/edges/outbox.ts'
import { MONDAY_9 } from '../support/town.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const v = await Village.open()
afterAll(() => v.db.$disconnect())
beforeEach(() => v.db.outbox.deleteMany())

const ROOM = 'room_huaishu'
const OTHER = 'room_hekou'
let keys = 0
const draft = (text: string, more: Partial<outbox.Draft> = {}): outbox.Draft => ({
  ...{ key: `k${++keys}`, roomId: ROOM, text, priority: 'answer', notBefore: MONDAY_9 },
  ...more,
})
const say = (...drafts: outbox.Draft[]) => v.db.$transaction((tx) => outbox.put(tx, drafts, MONDAY_9))
const claim = (now = MONDAY_9, resting: string[] = [], account = ACCOUNT) => outbox.claim(v.db, account, now, resting)
async function claimed(now = MONDAY_9, resting: string[] = []): Promise<string[]> {
  const texts: string[] = []
  for (let next = await claim(now, resting); next; next = await claim(now, resting)) texts.push(next.text)
  return texts
}
const stands = async () => (await v.db.outbox.findMany({ orderBy: { seq: 'asc' } })).map(({ text, status }) => [text, status] as const)
/** One message in each state there is, named after it. */
async function oneOfEach(): Promise<bigint[]> {
  const statuses = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const
  await say(...statuses.map((status) => draft(status)))
  for (const status of statuses) await v.db.outbox.updateMany({ where: { text: status }, data: { status, attempts: 1 } })
  return (await v.db.outbox.findMany({ orderBy: { seq: 'asc' } })).map((o) => o.seq)
}
/** The states in which `work` has changed something, and to what. */
async function moves(work: (seq: bigint) => Promise<unknown>): Promise<Record<string, string>> {
  await v.db.outbox.deleteMany()
  for (const seq of await oneOfEach()) await work(seq)
  return Object.fromEntries((await stands()).filter(([was, is]) => was !== is))
}

describe('the next message', () => {
  test('is an answer before a reminder before a broadcast, whatever was written first; of a kind the first', async () => {
    await say(
      draft('broadcast 1', { priority: 'broadcast' }),
      draft('reminder 1', { priority: 'reminder' }),
      draft('answer 1'),
      draft('reminder 2', { priority: 'reminder' }),
      draft('answer 2'),
    )
    expect(await claimed()).toEqual(['answer 1', 'answer 2', 'reminder 1', 'reminder 2', 'broadcast 1'])
  })

  test('is due: from its moment on, and not a millisecond earlier', async () => {
    await say(draft('later', { notBefore: MONDAY_9 + MINUTE }))
    expect(await claim(MONDAY_9 + MINUTE - 1)).toBeUndefined()
    expect((await claim(MONDAY_9 + MINUTE))?.text).toBe('later')
  })

  test('is due at once when it was to be said at once under a clock that has been set back since; what was put off stays put off', async () => {
    const ahead = MONDAY_9 + HOUR
    await v.db.$transaction((tx) =>
      outbox.put(tx, [draft('at once', { notBefore: ahead }), draft('tomorrow', { notBefore: ahead + HOUR })], ahead),
    )
    expect(await claimed(MONDAY_9)).toEqual(['at once'])
    expect(await claimed(ahead + HOUR)).toEqual(['tomorrow'])
  })

  test('counts against the hour what was sent in it, and nothing that bears the time of a clock set back', async () => {
    await say(draft('before'), draft('within'), draft('ahead'))
    for (const [text, at] of Object.entries({ before: MONDAY_9 - HOUR, within: MONDAY_9, ahead: MONDAY_9 + MINUTE }))
      await v.db.outbox.updateMany({ where: { text }, data: { status: 'sent', sentAt: new Date(at) } })
    expect(await outbox.countSentSince(v.db, ACCOUNT, MONDAY_9 - HOUR, MONDAY_9)).toBe(1)
  })

  test('is of no room that rests, and of this account', async () => {
    await say(draft('here'), draft('there', { roomId: OTHER }))
    expect(await claim(MONDAY_9, [], 'another account')).toBeUndefined()
    expect(await claimed(MONDAY_9, [ROOM])).toEqual(['there'])
    expect(await claimed()).toEqual(['here'])
  })

  test('goes to one of many that ask at once', async () => {
    await say(...['1', '2', '3'].map((text) => draft(text)))
    const asked = await Promise.all(Array.from({ length: 4 }, () => claim()))
    expect(asked.flatMap((m) => m?.text ?? []).sort()).toEqual(['1', '2', '3'])
  })

  test('is the one behind, while somebody else has the first in hand', async () => {
    await say(draft('first'), draft('second'))
    const { seq } = await v.db.outbox.findFirstOrThrow({ where: { text: 'first' } })
    await v.db.$transaction(async (tx) => {
      await tx.$queryRawUnsafe('SELECT seq FROM "Outbox" WHERE seq = $1 FOR UPDATE', seq)
      expect((await claim())?.text).toBe('second')
    })
  })

  test('was not said before: a cause that comes again adds nothing', async () => {
    await say(draft('once', { key: 'same' }))
    await say(draft('again', { key: 'same' }), draft('new'))
    expect(await claimed()).toEqual(['once', 'new'])
  })

  test('counts its attempts; one that is put back was none', async () => {
    await say(draft('x'))
    const message = await claim()
    await outbox.putBack(v.db, message?.seq ?? 0n, MONDAY_9 + MINUTE, 'offline')
    expect(await v.db.outbox.findFirst()).toMatchObject({ status: 'queued', attempts: 0, error: 'offline' })
    expect(await claim(MONDAY_9 + MINUTE - 1)).toBeUndefined()
    expect((await claim(MONDAY_9 + MINUTE))?.text).toBe('x')
    expect(await v.db.outbox.findFirst()).toMatchObject({ status: 'sending', attempts: 1, startedAt: new Date(MONDAY_9 + MINUTE) })
  })
})

describe('each mark is made from the states it may follow, and leaves the others as they are', () => {
  test.each<[string, (seq: bigint) => Promise<unknown>, Record<string, string>]>([
    ['sent', (seq) => outbox.markSent(v.db, seq, MONDAY_9), { sending: 'sent', unknown: 'sent' }],
    ['put back', (seq) => outbox.putBack(v.db, seq, MONDAY_9, null), { sending: 'queued' }],
    ['to be tried again', (seq) => outbox.markFailed(v.db, seq, 'x', MONDAY_9), { sending: 'queued' }],
    ['given up', (seq) => outbox.markFailed(v.db, seq, 'x'), { sending: 'failed' }],
    ['of unknown fate', (seq) => outbox.markUnknown(v.db, seq, 'x'), { sending: 'unknown' }],
    ['withdrawn', (seq) => outbox.withdraw(v.db, [seq], 'x'), { queued: 'cancelled', sending: 'cancelled' }],
  ])('%s', async (_, work, expected) => {
    expect(await moves(work)).toEqual(expected)
  })

  test('words are changed of what is being sent, and of nothing else', async () => {
    for (const seq of await oneOfEach()) await outbox.reword(v.db, seq, 'new words')
    expect((await stands()).filter(([text]) => text === 'new words')).toEqual([['new words', 'sending']])
  })
})

describe('a process that ended while it was sending', () => {
  test('nobody knows whether the group saw it: it is not sent again, by this process or the next', async () => {
    await say(draft('under way'), draft('waits'))
    await claim()
    await v.db.outbox.updateMany({ where: { text: 'under way' }, data: { status: 'sending' } })
    await say(draft('of another account', { roomId: OTHER }))
    await v.db.outbox.updateMany({ where: { text: 'of another account' }, data: { account: 'other', status: 'sending' } })
    const sent: string[] = []
    const channel = {
      ...{ account: ACCOUNT, isOnline: () => true, isLimit: () => false, isUnknown: () => false },
      send: async (_room: string, text: string) => ({ messageId: String(sent.push(text)) }),
    }
    const pace = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }
    const sender = new Sender(v.deps, channel, pace)
    await sender.start()
    await expect.poll(() => sender.idle).toBe(true)
    await sender.stop()
    expect(sent).toEqual(['waits'])
    expect(await stands()).toEqual([
      ['under way', 'unknown'],
      ['waits', 'sent'],
      ['of another account', 'sending'],
    ])
  })
})

describe('our own message that comes back', () => {
  const comesBack = async (text: string, room = 'huaishu@chatroom') => {
    const message = { account: ACCOUNT, messageId: `echo ${++keys}`, externalRoomId: room, externalSenderId: 'bot', senderName: '小助手' }
    await takeIn(
      v.db,
      [{ ...message, kind: 'text', text, mentionsBot: false, mentionIds: [], self: true, mediaId: null, at: v.now }],
      v.now,
    )
    while ((await handleBatch(v.deps, { account: ACCOUNT, externalRoomId: room })) > 0);
  }

  test('settles the oldest of that text and room whose fate was not known, and no other', async () => {
    await say(draft('a'), draft('a'), draft('b'), draft('a', { roomId: OTHER }), draft('a'))
    const rows = await v.db.outbox.findMany({ orderBy: { seq: 'asc' } })
    await v.db.outbox.updateMany({ data: { status: 'unknown' } })
    // Nothing is known of one that has not been tried.
    await v.db.outbox.update({ where: { seq: rows[0]?.seq ?? 0n }, data: { status: 'queued' } })
    const states = async () => (await stands()).map(([, status]) => status)
    await comesBack('nothing of ours')
    expect(await states()).toEqual(['queued', 'unknown', 'unknown', 'unknown', 'unknown'])
    await comesBack('a')
    expect(await states()).toEqual(['queued', 'sent', 'unknown', 'unknown', 'unknown'])
    expect((await v.db.outbox.findUnique({ where: { seq: rows[1]?.seq ?? 0n } }))?.sentAt).toEqual(new Date(v.now))
    await comesBack('a')
    expect(await states()).toEqual(['queued', 'sent', 'unknown', 'unknown', 'sent'])
  })

  test('in an office’s group as well, and nobody answers it', async () => {
    await say(draft('待办', { roomId: OTHER }))
    await v.db.outbox.updateMany({ data: { status: 'unknown' } })
    await comesBack('待办', 'hekou@chatroom')
    expect(await stands()).toEqual([['待办', 'sent']])
  })
})

describe('what still has to go out', () => {
  test('is what is due and what is under way, of accounts that are connected', async () => {
    await oneOfEach()
    await say(draft('at this moment', { notBefore: MONDAY_9 + HOUR }))
    expect(await outbox.countDue(v.db, MONDAY_9 + HOUR - 1)).toBe(2)
    expect(await outbox.countDue(v.db, MONDAY_9 + HOUR)).toBe(3)
    expect(await outbox.countDue(v.db, MONDAY_9 + HOUR, [ACCOUNT])).toBe(0)
  })

  test('the next that is held back is the earliest that waits', async () => {
    await say(draft('late', { notBefore: MONDAY_9 + 2 * HOUR }), draft('early', { notBefore: MONDAY_9 + HOUR }), draft('gone'))
    await v.db.outbox.updateMany({ where: { text: 'gone' }, data: { status: 'sent' } })
    expect(await outbox.nextHeld(v.db)).toBe(MONDAY_9 + HOUR)
    expect(await outbox.nextHeld(v.db, [ACCOUNT])).toBeUndefined()
  })

  test('a cause is said once nothing of it waits, failed or was stopped', async () => {
    await say(...['sent', 'sending', 'unknown'].map((text) => draft(text, { key: `cause/${text}` })))
    for (const status of ['sent', 'sending', 'unknown'] as const)
      await v.db.outbox.updateMany({ where: { text: status }, data: { status } })
    expect(await outbox.allSaid(v.db, 'cause/')).toBe(true)
    for (const status of ['queued', 'failed', 'cancelled'] as const) {
      await v.db.outbox.updateMany({ where: { text: 'sent' }, data: { status } })
      expect(await outbox.allSaid(v.db, 'cause/'), status).toBe(false)
      expect(await outbox.allSaid(v.db, 'another/')).toBe(true)
    }
  })

  test('the caps count what was sent after that moment', async () => {
    await oneOfEach()
    await v.db.outbox.updateMany({ where: { status: 'sent' }, data: { sentAt: new Date(MONDAY_9) } })
    expect(await outbox.countSentSince(v.db, ACCOUNT, MONDAY_9 - 1, MONDAY_9 + HOUR)).toBe(1)
    expect(await outbox.countSentSince(v.db, ACCOUNT, MONDAY_9, MONDAY_9 + HOUR)).toBe(0)
    expect(await outbox.countSentSince(v.db, 'other', MONDAY_9 - 1, MONDAY_9 + HOUR)).toBe(0)
  })

  test('what waits on a topic is what is due in the same room', async () => {
    const about = (topic: string) => ({ about: { topic } })
    await say(
      draft('1', about('t')),
      draft('other topic', about('u')),
      draft('other room', { ...about('t'), roomId: OTHER }),
      draft('not yet', { ...about('t'), notBefore: MONDAY_9 + 1 }),
      draft('2', about('t')),
      draft('sent', about('t')),
    )
    await v.db.outbox.updateMany({ where: { text: 'sent' }, data: { status: 'sent' } })
    const waiting = await outbox.waitingOn(v.db, ROOM, 't', MONDAY_9)
    const texts = await v.db.outbox.findMany({ where: { seq: { in: waiting.map((w) => w.seq) } }, orderBy: { seq: 'asc' } })
    expect(texts.map((o) => o.text)).toEqual(['1', '2'])
    expect(waiting.map((w) => w.seq)).toEqual(texts.map((o) => o.seq))
  })
})
