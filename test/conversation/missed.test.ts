/** What was meant for the bot and not understood is kept for thirty days to learn from, and nothing else of what people say to each other. */
import { beforeEach, describe, expect, test } from 'vitest'
import { onTick } from '../../src/application/clock/ticks.ts'
import { missedBook } from '../../src/application/papers/missed.ts'
import type { Principal, Reach } from '../../src/domain/rights/desk.ts'
import { DAY } from '../../src/kernel/time.ts'
import { missedSince } from '../../src/store/edges/inbox.ts'
import { listMissed } from '../../src/store/reading/missed.ts'
import { type Room, Village } from '../support/village.ts'

const POLL = '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止'
const reach = { townId: 'town_qingshan', villageId: null } as Reach

let v: Village
let huaishu: Room
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
})
const missed = async () => (await listMissed(v.db, reach, { since: missedSince(v.now) })).items
const words = async () => (await missed()).map((m) => `${m.outcome} ${m.by}: ${m.text.split('\n').at(-1)}`)
const inbox = () => v.db.inbox.findMany({ orderBy: { seq: 'asc' } })
const asked = (): string => v.said.findLast((s) => s.room === huaishu.id)?.text ?? ''

describe('kept is', () => {
  test('what names the bot or stands under its question and got silence or a question back, with what was open then', async () => {
    await huaishu.says('head', POLL)
    const question = asked()
    await huaishu.says('9', '@小助手 周三哈数')
    await huaishu.says('10', '我看都差不太多咯', { quote: question })
    await huaishu.says('11', '戏票都卖完哒', { mentionsBot: true })
    expect(await words()).toEqual(['clarify mention: 戏票都卖完哒', 'silence quote: 我看都差不太多咯', 'clarify mention: @小助手 周三哈数'])
    const [last] = await missed()
    expect(last).toMatchObject({ role: 'villager', kind: 'text', hamletName: '槐树屋场', open: [{ question: 'timePoll' }] })
  })

  test('no word of who said it', async () => {
    await huaishu.says('head', POLL)
    await huaishu.says('10', '我看都差不太多咯', { quote: asked() })
    expect((await inbox()).at(-1)).toMatchObject({ outcome: 'silence', senderName: '' })
  })

  test('nothing that was understood, and nothing that people say to each other', async () => {
    await huaishu.says('head', POLL)
    const question = asked()
    await huaishu.says('9', '@小助手 周三行')
    await huaishu.says('10', '2', { quote: question })
    await huaishu.says('11', '今天的鱼新鲜得很')
    const neighbour = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })
    await huaishu.says('11', '你讲得对咯', { quote: '周三和周四哪天有空来吃饭，还是约时间', quoteOf: neighbour.name })
    await huaishu.says('11', '可能来不了')
    expect(await words()).toEqual([])
    expect((await inbox()).filter((m) => m.outcome === 'silence').map((m) => m.text)).toEqual([null, null, null])
  })

  test('nothing that was told in confidence', async () => {
    await huaishu.says('12', '@小助手 悄悄反映')
    await huaishu.says('12', '@小助手 我想悄 悄 讲个事，老李家偷砂')
    await huaishu.says('12', '@小助手 有个事莫讲出去')
    await huaishu.says('12', '@小助手 向镇里反映')
    await v.receive(huaishu.who('12'), [{ from: huaishu.who('12'), text: '哪个管得到他哦' }])
    expect(await words()).toEqual([])
    await v.receive(huaishu.who('12'), [{ from: huaishu.who('12'), text: '悄悄反映 老李家偷砂' }])
    await huaishu.says('12', '@小助手 1号那个事他还在搞哩')
    expect(await words()).toEqual([])
    await huaishu.says('12', '@小助手 2号那个事他还在搞哩')
    expect(await words()).toEqual(['clarify mention: @小助手 2号那个事他还在搞哩'])
  })
})

describe('after thirty days', () => {
  test('the words are not shown, and the night erases them', async () => {
    await huaishu.says('head', POLL)
    await huaishu.says('9', '@小助手 周三哈数')
    await v.after(29 * DAY)
    await huaishu.says('9', '@小助手 么子哈数')
    await onTick(v.deps, 'forget', v.now)
    expect(await words()).toHaveLength(2)
    await v.after(DAY + 1)
    expect(await words()).toEqual(['clarify mention: @小助手 么子哈数'])
    expect((await inbox()).filter((m) => m.text?.includes('周三哈数'))).toHaveLength(1)
    await onTick(v.deps, 'forget', v.now)
    expect((await inbox()).filter((m) => m.text?.includes('周三哈数'))).toEqual([])
    expect(await v.db.inbox.count({ where: { missed: { not: { equals: null } } } })).toBe(1)
    expect((await inbox()).map((m) => m.text)).toContain(POLL)
  })

  test('so are the words of what was only asked back', async () => {
    await huaishu.says('head', POLL)
    await huaishu.says('9', '周三哈数')
    expect((await inbox()).at(-1)).toMatchObject({ outcome: 'clarify', text: '周三哈数', missed: null })
    await v.after(31 * DAY)
    await onTick(v.deps, 'forget', v.now)
    expect((await inbox()).find((m) => m.outcome === 'clarify')).toMatchObject({ text: null })
  })
})

test('what is taken along has the words and what was open, and nobody’s name, hamlet or number', async () => {
  await huaishu.says('head', POLL)
  const neighbour = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })
  await huaishu.says('9', `@小助手 ${neighbour.name}要问哈数，打13912345678`)
  await huaishu.says('9', '@小助手 么子哈数')
  const [other, named] = await missed()
  const admin = { townId: 'town_qingshan', villageId: null, role: 'townAdmin' } as Principal
  const book = await missedBook(v.deps, admin, [named?.seq ?? 0])
  const [line, end] = new TextDecoder().decode(book?.bytes).split('\n')
  expect(end).toBe('')
  expect(JSON.parse(line ?? '')).toEqual({
    text: '@小助手 某甲要问哈数，打号码',
    role: 'villager',
    kind: 'text',
    mentionsBot: true,
    now: '2026-09-07T09:00:00+08:00',
    roster: [{ name: '某甲', household: '1组1户' }],
    open: [{ question: 'timePoll', options: ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00'] }],
    was: 'clarify',
  })
  expect(other?.text).toContain('么子哈数')
  expect(await missedBook(v.deps, admin, [])).toBeUndefined()
  expect(await missedBook(v.deps, { ...admin, townId: 'town_other' }, [named?.seq ?? 0])).toBeUndefined()
})
