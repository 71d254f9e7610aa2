/** The first evening: a head asks for a time, the village answers, the meeting stands. */
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { HUAISHU_REACHED, type Room, Village } from '../support/village.ts'

const ASK = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'
let v: Village
let huaishu: Room
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
})

const progress = async (): Promise<string> => (await v.after(MINUTE)).join('\n')

describe('a head asks, villagers answer', () => {
  test('the question shows the options, how to answer and the deadline', async () => {
    expect(await huaishu.says('head', ASK)).toEqual([
      [
        '【约时间】修路集资',
        '1. 9月9日周三晚7点半',
        '2. 9月10日周四晚7点半',
        '3. 9月12日周六晚8点',
        '哪天能来就回哪个数字，能来几天回几个，比如“1”或“1 2”；都行回“都行”，都来不了回“都不行”。',
        '一家有一个人回就算数，明天（9月8日周二）中午12点截止。',
      ].join('\n'),
    ])
  })

  test('answers are met by silence, and summed up once a minute', async () => {
    await huaishu.says('head', ASK)
    for (const [who, words] of [
      ['3', '1'],
      ['4', '13'],
      ['5', '周三周四都行'],
      ['7', '都不行'],
      ['8', '２'],
      ['9', '除了周四都行'],
    ] as const)
      expect(await huaishu.says(who, words)).toEqual([])
    const note = [
      '【约时间】修路集资：在家30户，已回6户。',
      '1. 9月9日周三晚7点半：4户能来',
      '2. 9月10日周四晚7点半：2户能来',
      '3. 9月12日周六晚8点：2户能来',
      '还差24户，明天（9月8日周二）中午12点截止。',
    ].join('\n')
    expect(await v.after(MINUTE)).toEqual([note])
    expect(await v.after(10 * MINUTE)).toEqual([])
  })

  test('ordinary chat gets silence and is not kept', async () => {
    await huaishu.says('head', ASK)
    for (const words of [
      '吃了没',
      '1块钱一斤',
      '不是周三吗',
      '好',
      '😀😀',
      '9',
      '谁家的牛跑出来了',
      '\u0007\u0000',
      '\ud800',
      '#接龙',
      '#接龙 鸡蛋\n1. 2. 3.',
    ])
      expect(await huaishu.says('8', words)).toEqual([])
    expect(await huaishu.says('8', '约'.repeat(5_000))).toEqual([])
    const kept = await v.db.inbox.findMany({ where: { externalSenderId: 'wxid_huaishu_8', text: { not: null } } })
    expect(kept).toEqual([])
    expect(await progress()).toBe('')
  })

  test('changing one’s answer replaces it; two members of a household are one household', async () => {
    await huaishu.says('head', ASK)
    await huaishu.says('7', '1')
    await huaishu.says('7', '3')
    await huaishu.says('4', '1')
    await huaishu.says('4b', '2')
    expect(await progress()).toContain(
      '已回2户。\n1. 9月9日周三晚7点半：0户能来\n2. 9月10日周四晚7点半：1户能来\n3. 9月12日周六晚8点：1户能来',
    )
  })

  test('a repeated message id counts once and is answered by nothing', async () => {
    expect(await huaishu.says('head', ASK, { id: 'same' })).toHaveLength(1)
    expect(await huaishu.says('head', ASK, { id: 'same' })).toEqual([])
    await huaishu.says('7', '1', { id: 'a' })
    await huaishu.says('7', '都不行', { id: 'b' })
    await huaishu.says('7', '1', { id: 'a' })
    expect(await progress()).toContain('1. 9月9日周三晚7点半：0户能来')
  })

  test('an account that is nobody yet is told once how to be counted; bound, its answer counts', async () => {
    await huaishu.says('head', ASK)
    const [hello] = await huaishu.says('new32', '1')
    expect(hello).toContain('请回“我是”加您的名字')
    expect(await huaishu.says('new32', '2')).toEqual([])
    expect(await progress()).toBe('')
    const name = (await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_32_a' } })).name
    const nickname = (await v.db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_new32' } })).nickname
    expect(await huaishu.says('new32', `我是${name}`)).toEqual([
      `绑定1号：“${nickname}”说是${name}家的。屋场长看对不对，对就回“同意绑定 1”。`,
    ])
    expect(await huaishu.says('9', '同意绑定 1')).toEqual(['同意绑定要屋场长来说。您可以请屋场长发一下。'])
    expect(await huaishu.says('head', '同意绑定 1')).toEqual([`好，“${nickname}”记在${name}家了。之前回的还没截止的，现在都算数。`])
    expect(await huaishu.says('head', '同意绑定 1')).toEqual(['1号绑定已经办过了。'])
    await huaishu.says('9', '3')
    expect(await progress()).toContain(
      '已回2户。\n1. 9月9日周三晚7点半：0户能来\n2. 9月10日周四晚7点半：1户能来\n3. 9月12日周六晚8点：1户能来',
    )
  })

  test('a 接龙 counts the names in it, not who sent it, and shows what it cannot place once', async () => {
    await huaishu.says('head', ASK)
    const name = async (n: number) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name
    const first = `#接龙\n修路集资开会时间\n1. ${await name(32)} 1\n2. ${await name(33)} 都行`
    expect(await huaishu.says('9', first, { kind: 'groupNote' })).toEqual([])
    const more = await huaishu.says('10', `${first}\n3. 司马无名 2\n4. ${await name(34)} 2`, { kind: 'groupNote' })
    expect(more).toEqual(['接龙里有几行我对不上名册，先没算：司马无名。请屋场长或记录员补上全名。'])
    expect(
      await huaishu.says('11', `${first}\n3. 司马无名 2\n4. ${await name(34)} 2\n5. ${await name(35)} 3`, { kind: 'groupNote' }),
    ).toEqual([])
    expect(await progress()).toContain(
      '已回4户。\n1. 9月9日周三晚7点半：2户能来\n2. 9月10日周四晚7点半：2户能来\n3. 9月12日周六晚8点：2户能来',
    )
  })

  test('a quoted number that is no option is asked about', async () => {
    await huaishu.says('head', ASK)
    expect(await huaishu.says('9', '9')).toEqual([])
    expect(await huaishu.says('9', '9', { quote: '【约时间】修路集资 1. 9月9日周三晚7点半' })).toHaveLength(1)
    await huaishu.says('9', '2', { quote: '【约时间】修路集资 1. 9月9日周三晚7点半' })
    expect(await progress()).toContain('2. 9月10日周四晚7点半：1户能来')
  })
})

test('after days of downtime a deadline fires once, with the true state', async () => {
  await huaishu.says('head', ASK)
  await huaishu.says('9', '3')
  v.clock.moveTo(instantAt('2026-09-08', 12) + 3 * HOUR)
  const said = await v.after(0)
  expect(said.filter((text) => text.includes('时间定了'))).toHaveLength(1)
  expect(said.filter((text) => text.includes('已回'))).toEqual([])
})

test('the state written down is the state that was decided on', async () => {
  await huaishu.says('head', ASK)
  await huaishu.all(HUAISHU_REACHED.map((who, i) => [who, `${(i % 3) + 1}`] as const))
  const answers = await v.db.timeAnswer.findMany({ orderBy: { seq: 'asc' } })
  expect(answers).toHaveLength(26)
  expect(new Set(answers.map((a) => a.seq)).size).toBe(26)
  const entries = await v.db.ledgerEntry.findMany({ orderBy: { seq: 'asc' } })
  expect(entries.map((e) => e.seq)).toEqual(entries.map((_, i) => i + 1))
  expect(JSON.stringify(entries)).not.toMatch(/李|王|张/)
})
