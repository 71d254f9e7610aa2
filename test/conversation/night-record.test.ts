import { describe, expect, test } from 'vitest'
import { takeMedia } from '../../src/application/hearing/media.ts'
import { sit } from '../../src/application/sitting.ts'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, HALF_PAST_SEVEN, people } from '../support/evening.ts'
import { ACCOUNT, type Room, Village } from '../support/village.ts'

const lines = async (v: Village) =>
  (await v.db.recordLine.findMany({ orderBy: { seq: 'asc' } })).map((l) => [l.kind, l.speaker, l.intent, l.text])
const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name

describe('the record', () => {
  test('keeps every word from the opening of attendance until 散会, and nothing outside', async () => {
    const { room, v } = await evening()
    const [head, nine, recorder] = [await name(v, 1), await name(v, 9), await name(v, 2)]
    await room.says('9', '到')
    await room.says('9', '灯坏了半年，晚上看不见路')
    await room.says('guest', '有人收山货没')
    await room.says('9', '听我说两句', { kind: 'audio' })
    await room.says('recorder', '记 张三说水管要先修')
    await room.says('9', '', { kind: 'recalled' })
    await room.all([
      ['head', '散会'],
      ['9', '散了散了，回家看电视'],
    ])
    await room.says('9', '明早去不去镇上')
    expect(await lines(v)).toEqual([
      ['said', nine, 'attend', '到'],
      ['said', nine, null, '灯坏了半年，晚上看不见路'],
      ['said', '收山货的老陈', null, '有人收山货没'],
      ['voice', nine, null, '听我说两句'],
      ['noted', '会上', null, '张三说水管要先修'],
      ['said', recorder, 'note', '记 张三说水管要先修'],
      ['said', head, 'endMeeting', '散会'],
    ])
    // Of ordinary chat nothing is left but the record's own line; outside the window not even that.
    expect(await v.db.inbox.count({ where: { text: { contains: '电视' } } })).toBe(0)
    expect(await v.db.inbox.count({ where: { text: '明早去不去镇上' } })).toBe(0)
  })

  test('names the speaker of a note as the roster has them', async () => {
    const { room, v } = await evening()
    const nine = await name(v, 9)
    expect(await room.says('recorder', `记 ${nine}说水管要先修`)).toEqual(['记下了。'])
    expect((await lines(v))[0]).toEqual(['noted', nine, null, '水管要先修'])
  })

  test('cannot be changed in the database', async () => {
    const { room, v } = await evening()
    await room.says('9', '灯坏了半年')
    await expect(v.db.$executeRawUnsafe(`UPDATE "RecordLine" SET text = 'x'`)).rejects.toThrow('RecordLine is append-only: UPDATE refused')
  })

  test('is put right in the group: the recorder quotes the misheard words', async () => {
    const { room, v } = await evening()
    const nine = await name(v, 9)
    await room.says('9', '水管从东头接')
    await room.says('recorder', `记 ${nine}说先修东头`)
    const more = { quoteOf: nine, quote: '水管从东头接' }
    expect(await room.says('9', '更正 水管从西头接', more)).toEqual(['更正记录要记录员来说。您可以请记录员发一下。'])
    expect(await room.says('recorder', '更正 水管从西头接', more)).toEqual(['第1句的更正记下了，原话保留。'])
    expect(await room.says('recorder', '更正 先修西头', { quoteOf: '我', quote: `记 ${nine}说先修东头` })).toEqual([
      '第2句的更正记下了，原话保留。',
    ])
    expect(await room.says('recorder', '更正 x', { quoteOf: nine, quote: '没人说过的话' })).toEqual([
      '最近这次会的记录里没有您引用的那句话。请引用会上说的原话，再发“更正 正确的话”。',
    ])
    await room.says('head', '散会')
    expect(await room.says('recorder', '更正 水管从北头接', more)).toEqual(['第1句的更正记下了，原话保留。'])
    expect(await room.says('recorder', '更正一下，明天是周三')).toEqual([])
    const kept = await v.db.recordLine.findMany({ where: { kind: 'corrected' }, orderBy: { seq: 'asc' } })
    expect(kept.map((l) => [l.text, l.corrects?.split('/').at(-1)])).toEqual([
      ['水管从西头接', '1'],
      ['先修西头', '2'],
      ['水管从北头接', '1'],
    ])
  })

  test('is put right by the recorder: the correction is added, the original stays, the minutes are made again', async () => {
    const { room, v } = await evening()
    await room.says('9', '水管要先修')
    await room.says('head', '散会')
    await v.after(0)
    const meeting = await v.db.meeting.findFirstOrThrow()
    const correct = (accountId: string, line: number) =>
      sit(v.deps, 'hamlet_huaishu', 'test', (sitting) =>
        sitting.order({
          type: 'correctLine',
          actor: { kind: 'account', accountId },
          meetingId: meeting.id,
          line,
          text: '水沟要先修',
          by: '李大强',
        }),
      )
    expect(await correct('account_huaishu_9', 1)).toEqual({ refusal: { code: 'onlyFor', who: ['recorder'], act: 'correctLine' } })
    expect(await correct('account_huaishu_recorder', 9)).toEqual({ refusal: { code: 'noSuchLine', line: 9, lines: 2 } })
    await correct('account_huaishu_recorder', 1)
    const kept = await v.db.recordLine.findMany({ orderBy: { seq: 'asc' } })
    expect(kept.map((l) => [l.seq, l.text, l.corrects])).toEqual([
      [1, '水管要先修', null],
      [2, '散会', null],
      [3, '水沟要先修', `${meeting.id}/1`],
    ])
    await v.after(0)
    expect(await v.db.document.count({ where: { meetingId: meeting.id, kind: 'minutes' } })).toBe(2)
  })

  test('what is told in confidence is not written down', async () => {
    const { room, v } = await evening()
    await room.says('9', '悄悄反映 隔壁打人')
    expect((await lines(v)).map((l) => l[3])).toEqual(['（悄悄反映，内容不记）'])
  })
})

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)])
const message = (room: Room, messageId: string) => ({ account: ACCOUNT, externalRoomId: room.id, messageId })
const media = (bytes: Buffer) => () => Promise.resolve({ bytes, type: 'image/jpeg' })

describe('voices and pictures', () => {
  test('are kept with the record; of ordinary chat they are erased', async () => {
    const { room, v } = await evening()
    const taken = await takeMedia(v.deps, message(room, 'p1'), media(JPEG))
    const mediaId = 'mediaId' in taken ? taken.mediaId : ''
    await room.says('9', '', { kind: 'image', id: 'p1', mediaId })
    expect(await v.db.recordLine.findFirstOrThrow()).toMatchObject({ kind: 'image', mediaId })
    expect(await takeMedia(v.deps, message(room, 'p1'), media(JPEG))).toEqual({ mediaId })
    await room.says('head', '散会')
    const chat = await takeMedia(v.deps, message(room, 'p2'), media(JPEG))
    await room.says('9', '', { kind: 'image', id: 'p2', mediaId: 'mediaId' in chat ? chat.mediaId : '' })
    expect((await v.db.media.findMany()).map((m) => m.id)).toEqual([mediaId])
    expect((await v.db.inbox.findFirstOrThrow({ where: { messageId: 'p2' } })).mediaId).toBeNull()
  })

  test('are believed by their bytes, up to 10 MB', async () => {
    const { room, v } = await evening()
    const take = (bytes: Buffer, id: string) => takeMedia(v.deps, message(room, id), media(bytes))
    expect(await take(Buffer.from('<html>not a picture</html>'), 'a')).toEqual({ refused: 'unknownType' })
    expect(await take(Buffer.alloc(0), 'b')).toEqual({ refused: 'empty' })
    expect(await take(Buffer.concat([JPEG, Buffer.alloc(10 * 1024 * 1024)]), 'c')).toEqual({ refused: 'tooLarge' })
    expect(await takeMedia(v.deps, message(room, 'd'), () => Promise.reject(new Error('gone')))).toEqual({ refused: 'notDelivered' })
    expect(await takeMedia(v.deps, { ...message(room, 'e'), externalRoomId: 'qingshan@chatroom' }, media(JPEG))).toEqual({
      refused: 'notOurs',
    })
    await take(Buffer.from('\u0002#!SILK_V3 …'), 'f')
    expect((await v.db.media.findFirstOrThrow()).type).toBe('audio/silk')
  })
})

describe('散会', () => {
  test('closes the open motion, sums up within 600 characters and makes the minutes', async () => {
    const { room, v } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    await room.all(people(24).map((who) => [who, '同意'] as const))
    await room.says('head', '表决 每户出50元')
    await room.says('9', '同意')
    const said = await room.says('head', '散会')
    expect(said).toEqual([
      '【表决2结果】每户出50元\n到会24人：同意1，反对0，弃权0，没投23。\n同意1/24人，4.1%，还差19票，没到80%，没有通过。',
      [
        '【散会】9月9日周三晚7点半的会散了。',
        '在家户到了24/30户（80%），共24人。够24户了，这次会算数。',
        '表决：',
        '1. 修路灯：同意24/24人，100%，通过',
        '2. 每户出50元：同意1/24人，4.1%，还差19票，没到80%，没有通过',
        '大家说的都原样记进了会议记录，谢谢各位乡亲，路上慢走。',
      ].join('\n'),
    ])
    await v.after(0)
    const meeting = await v.db.meeting.findFirstOrThrow()
    expect(meeting).toMatchObject({ status: 'ended', endedBy: 'account:account_huaishu_head' })
    const [document] = await v.db.document.findMany()
    expect(document).toMatchObject({ meetingId: meeting.id, kind: 'minutes', name: '槐树屋场会议记录2026-09-09.docx' })
    expect(
      Buffer.from(document?.bytes ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('without quorum says that nothing was binding', async () => {
    const { room } = await evening()
    await arrive(room, 23)
    await room.says('head', '表决 议题1')
    const said = (await room.says('head', '散会')).at(-1)
    expect(said?.split('\n')[1]).toBe('在家户到了23/30户（76.6%），共23人。没到24户，会上的表决只作记录，不算数。')
  })

  test('a meeting in the morning speaks of no evening', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三上午9点半')
    await v.until(instantAt('2026-09-09', 10))
    const [said] = await room.says('head', '散会')
    expect(said).toBe(
      [
        '【散会】9月9日周三上午9点半的会散了。',
        '在家户到了0/30户（0%），共0人。没到24户，户数不够。',
        '没有表决。',
        '大家说的都原样记进了会议记录，谢谢各位乡亲，路上慢走。',
      ].join('\n'),
    )
  })

  test('stays within 600 characters and 8 numbered lines after a long evening', async () => {
    const { room } = await evening()
    await arrive(room, 24)
    for (let i = 1; i <= 12; i++) {
      await room.says('head', `表决 第${i}件${'很长的事'.repeat(60)}`)
      const closed = await room.says('head', '表决结束')
      for (const text of closed) expect(text.length).toBeLessThanOrEqual(600)
      await room.says('9', `反映 第${i}件别的事`)
      await room.says('head', `${i} 约定 9月30日前`)
    }
    const [said] = await room.says('head', '散会')
    expect(said?.length).toBeLessThanOrEqual(600)
    expect(said?.match(/^\d+\. /gm)).toHaveLength(6)
    expect(said).toContain('另有6项见会议记录。')
    expect(said).toMatch(/^问题：.*另有\d件见会议记录。$/m)
  })

  test('is for the head; from others it is a word like any other', async () => {
    const { room, v } = await evening()
    expect(await room.says('9', '散会了')).toEqual([])
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
  })

  test('that nobody says comes by itself six hours after the start, and is told in the morning', async () => {
    const { room, v } = await evening()
    await room.says('9', '到')
    await v.until(HALF_PAST_SEVEN + 6 * HOUR - 1)
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
    expect(await v.until(HALF_PAST_SEVEN + 6 * HOUR)).toEqual([])
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('ended')
    await room.says('9', '早啊')
    expect((await lines(v)).length).toBe(1)
    const [told] = await v.until(HALF_PAST_SEVEN + 12 * HOUR)
    expect(told).toContain('9月9日周三晚7点半的会散了（一直没有人说散会，我先按散会记）')
    expect(told).not.toMatch(/今晚|今天|路上慢走/)
  })

  test('minutes that cannot be made do not lose the end of the meeting, and are tried again', async () => {
    const { room, v } = await evening()
    await v.after(MINUTE)
    await room.says('head', '散会')
    await v.db.$executeRawUnsafe('ALTER TABLE "Document" RENAME TO "Elsewhere"')
    await expect(v.after(0)).rejects.toThrow()
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('ended')
    expect(await v.db.deadline.findFirstOrThrow({ where: { kind: 'makeMinutes' } })).toMatchObject({ doneAt: null, attempts: 1 })
    await v.db.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "Document"')
    await v.after(MINUTE)
    expect(await v.db.document.count()).toBe(1)
    expect(await v.db.ledgerEntry.count({ where: { what: 'minutesMade' } })).toBe(1)
  })
})
