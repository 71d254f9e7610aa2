/** A copied chat, and what is pasted of a gap in the connection. */
import { describe, expect, test } from 'vitest'
import { closeGap, openGap } from '../../src/application/connection/gap.ts'
import { pasteEvening } from '../../src/application/papers/by-hand/evening.ts'
import { readExportedChat } from '../../src/application/papers/by-hand/exported-chat.ts'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, HALF_PAST_SEVEN, SEVEN } from '../support/evening.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const HUAISHU = 'hamlet_huaishu'
const RECORDER = { kind: 'account', accountId: 'account_huaishu_recorder' } as const
const _name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name
const _paste = (v: Village, text: string, more: { motion?: { text: string } | { no: number }; write?: boolean } = {}) =>
  pasteEvening(v.deps, HUAISHU, { actor: RECORDER, text, write: true, ...more })

const messages = (text: string) => readExportedChat(text).messages.map(({ name, text: words }) => ({ name, text: words }))

describe('a copied chat', () => {
  test.each([
    ['name and time on a line of their own', '张三 2026-09-09 19:31:02\n到 2人\n\n李四 2026/9/9 19:32\n来了'],
    ['time first', '2026-09-09 19:31:02 张三\n到 2人\n2026-09-09 19:32 李四\n来了'],
    ['all on one line', '[19:31] 张三：到 2人\n(2026-09-09 19:32:00) 李四: 来了'],
    ['names only', '张三：\n到 2人\n\n李四：\n来了'],
  ])('is read with %s', (_form, text) => {
    expect(messages(text)).toEqual([
      { name: '张三', text: '到 2人' },
      { name: '李四', text: '来了' },
    ])
  })

  test('lines of a message stay together, and a colon in it makes no speaker where lines have times', () => {
    expect(messages('张三 19:31\n通知：明早清沟\n带锄头\n李四 19:32\n好')).toEqual([
      { name: '张三', text: '通知：明早清沟\n带锄头' },
      { name: '李四', text: '好' },
    ])
  })

  const two = [
    { name: '张三(修车)', text: '到 2人' },
    { name: '群主:李 四🌸', text: '来了' },
  ]
  test.each([
    ['brackets, blanks, pictures and colons in names', '张三(修车) 2026/9/7 19:31:02\n到 2人\n\n群主:李 四🌸 2026/9/7 19:31:30\n来了'],
    ['the time in front', '2026-9-7 19:31 张三(修车)\n到 2人\n2026-9-7 19:32 群主:李 四🌸\n来了'],
    ['下午 and 昨天', '张三(修车) 昨天 下午7:31\n到 2人\n群主:李 四🌸 昨天 下午 7:32\n来了'],
    ['a weekday', '张三(修车) 星期二 19:31\n到 2人\n群主:李 四🌸 周二 19:32\n来了'],
    ['month and day', '张三(修车) 9-7 19:31\n到 2人\n群主:李 四🌸 9月7日 晚上7:32\n来了'],
    ['AM and PM', '张三(修车) 2026/9/7, 7:31 PM\n到 2人\n群主:李 四🌸 2026/9/7, 7:32 pm\n来了'],
    ['days between, as phones mail it', '—————  2026-09-07  —————\n\n张三(修车)  19:31\n\n到 2人\n\n群主:李 四🌸  19:32\n\n来了'],
    ['accounts behind the names', '2026-09-07 19:31:02 张三(修车)(12345678)\n到 2人\n\n2026-09-07 19:31:30 群主:李 四🌸<li@qq.com>\n来了'],
  ])('is read with %s', (_form, text) => {
    expect(messages(text)).toEqual(two)
  })

  test('a name with a colon ends where somebody is known by it', () => {
    const { messages: found } = readExportedChat('[19:31] 三组:张三：到', (name) => name === '三组:张三')
    expect(found).toMatchObject([{ name: '三组:张三', text: '到' }])
  })

  test('no line is lost: what is nobody’s is handed back, and a time that somebody named is kept in the words', () => {
    const text = [
      '以前的话',
      '张三 2026/9/7 19:31',
      '通知：',
      '集合 19:30',
      '带锄头',
      '李四 2026/9/7 19:32',
      '到',
      '王五撤回了一条消息',
      '王五 2026/9/7 19:33',
      '来了',
    ].join('\n')
    expect(readExportedChat(text)).toEqual({
      lines: 10,
      messages: [
        { line: 2, name: '张三', text: '通知：\n集合 19:30\n带锄头' },
        { line: 6, name: '李四', text: '到' },
        { line: 9, name: '王五', text: '来了' },
      ],
      stray: [
        { line: 1, text: '以前的话', why: 'noSpeaker' },
        { line: 4, text: '集合 19:30', why: 'looksLikeHead' },
        { line: 8, text: '王五撤回了一条消息', why: 'system' },
      ],
    })
  })

  test('a text that is none gives nothing', () => {
    expect(messages('')).toEqual([])
    expect(messages('今晚的会改天开')).toEqual([])
  })
})

describe('a gap in the connection', () => {
  test('is stored, and on the evening the group is asked once to send again', async () => {
    const { v, room } = await evening()
    await arrive(room, 3)
    await room.says('head', '表决 议题1')
    await v.until(SEVEN + 30 * MINUTE)
    expect(await closeGap(v.deps, ACCOUNT, SEVEN + 10 * MINUTE, SEVEN + 30 * MINUTE, 'lost')).toBe(1)
    expect(await closeGap(v.deps, ACCOUNT, SEVEN + 10 * MINUTE, SEVEN + 30 * MINUTE, 'lost')).toBe(0)
    await v.send()
    expect(v.said.filter((s) => s.text.includes('断线')).map((s) => s.text)).toEqual([
      '我刚才断线了20分钟（晚7点10分到晚7点半），这段时间发的我可能没收到。\n麻烦大家再发一次：到了的回“到”，表决的回“同意”“反对”或“弃权”。发过的再发也只算一次。',
    ])
    expect(await v.db.connectionGap.findMany()).toMatchObject([{ account: ACCOUNT, why: 'lost', to: new Date(SEVEN + 30 * MINUTE) }])
  })

  test('extends a poll that was open by as long, and holds its end until the connection is back', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await room.says('9', '1')
    await v.after(MINUTE)
    const noon = instantAt('2026-09-08', 12)
    await v.until(noon - HOUR)
    await openGap(v.deps, ACCOUNT, noon - HOUR, 'lost')
    await v.until(noon + HOUR)
    expect((await v.db.timePoll.findFirstOrThrow()).status).toBe('open')
    expect(await closeGap(v.deps, ACCOUNT, noon - HOUR, noon + HOUR)).toBe(1)
    await v.send()
    expect(v.said.at(-1)?.text).toBe(
      '我刚才断线了2小时（上午11点到下午1点），这段时间发的我可能没收到。\n麻烦大家再发一次：约时间的回数字。发过的再发也只算一次。\n截止时间顺延到9月8日周二下午2点。',
    )
    await room.says('10', '2')
    await v.until(noon + 2 * HOUR)
    expect((await v.db.timePoll.findFirstOrThrow()).status).toBe('decided')
    expect(v.said.filter((s) => s.text.includes('时间定了')).map((s) => s.at)).toEqual([noon + 2 * HOUR])
  })

  test('of seconds is stored and troubles nobody; nor does one with nothing open', async () => {
    const { v, room } = await evening()
    expect(await closeGap(v.deps, ACCOUNT, SEVEN, SEVEN + MINUTE - 1)).toBe(0)
    await room.says('head', '散会')
    expect(await closeGap(v.deps, ACCOUNT, HALF_PAST_SEVEN, HALF_PAST_SEVEN + HOUR)).toBe(0)
    await v.send()
    expect(v.said.filter((s) => s.text.includes('断线'))).toEqual([])
    expect(await v.db.connectionGap.count()).toBe(2)
  })
})
