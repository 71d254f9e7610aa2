/** Who may finish what, and whose word counts: a head and a cadre who would like it otherwise. */
import { beforeEach, describe, expect, test } from 'vitest'
import { orderIssue } from '../../src/application/orders/issues.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { type Room, Village } from '../support/village.ts'

const CADRE = 'wxid_hekou_cadre1'
const OF = 'hamlet_huaishu'
let v: Village
let huaishu: Room
let cadres: Room
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  huaishu = v.room('huaishu')
  cadres = v.room('hekou')
  await huaishu.says('5', '反映 村口路灯坏了')
})
const issue = (no = 1) => v.db.issue.findFirstOrThrow({ where: { hamletId: OF, no } })
const status = async (no = 1): Promise<string> => (await issue(no)).status
const all = (words: string, ...who: (string | number)[]) => huaishu.all(who.map((w) => [`${w}`, words] as const))
const nameOf = async (household: number): Promise<string> =>
  (await v.db.villager.findFirstOrThrow({ where: { householdId: `household_huaishu_${household}`, isHouseholdHead: true } })).name
const visited = async (household: number, by = 'head', score = '满意') => huaishu.says(by, `走访 1 ${await nameOf(household)} ${score}`)

/** Handled by the village, so that the head may visit. */
async function villageHandled(): Promise<void> {
  await huaishu.says('head', '1 上报')
  await cadres.says(CADRE, '槐树1 办好了 已换新灯')
}

describe('a household’s own word', () => {
  test('is not overwritten at the door, whoever comes and whenever', async () => {
    await villageHandled()
    await all('1号不满意', 3, 4, 5, 7, 8, 10)
    expect(await visited(3)).toEqual([`${await nameOf(3)}家自己评过1号了，算自己说的，不用代记。`])
    expect(await visited(9)).toEqual(['1号正在大家自己评，上门问要等9月11日周五，只问还没说的人家。'])
    await v.until(instantAt('2026-09-11', 9))
    expect(await visited(3)).toEqual([`${await nameOf(3)}家自己评过1号了，算自己说的，不用代记。`])
    await v.until(instantAt('2026-09-11', 20))
    expect(await status()).toBe('inVillage')
  })

  test('said after the visit it counts instead', async () => {
    await villageHandled()
    await v.until(instantAt('2026-09-11', 9))
    await visited(9)
    expect(await huaishu.says('recorder', '走访属实 1')).toEqual([
      `好，1号上门问的${await nameOf(9)}家算数了。现在1户评了，至少要6户（在家30户），还差5户。`,
    ])
    await huaishu.says('9', '1 不满意')
    await all('1号满意', 3, 4, 5, 7, 8)
    await v.until(instantAt('2026-09-11', 20))
    const survey = await v.db.survey.findFirstOrThrow()
    expect(survey).toMatchObject({ raters: 6, satisfied: 5, atDoor: 0 })
  })
})

describe('走访', () => {
  test('never by whoever handled it', async () => {
    await huaishu.says('head', '1 办好了')
    await v.until(instantAt('2026-09-11', 9))
    expect(await visited(9)).toEqual(['1号是您经手办的，不能由您去问。请记录员或村干部去问。'])
  })

  test('counts once a second person says so; the result names how many and who', async () => {
    await villageHandled()
    await v.until(instantAt('2026-09-13', 20))
    expect((await v.db.survey.findFirstOrThrow()).status).toBe('waiting')
    for (const n of [3, 4, 5, 7, 8]) await visited(n)
    expect((await visited(9)).join()).toContain('要另一位（记录员或村干部）回“走访属实 1”才算数')
    expect(await status()).toBe('inReview')
    expect(await huaishu.says('head', '走访属实 1')).toEqual(['证实走访要记录员来说。您可以请记录员发一下。'])
    const head = await nameOf(1)
    const said = await huaishu.says('recorder', '走访属实 1')
    expect(said.at(-1)).toBe(
      `【销号】1号“村口路灯坏了”，6户评了：满意6户。其中6户是上门问的，${head}记的。满意的6/6户（100%），够60%，销号了。`,
    )
    expect(await v.db.survey.findFirstOrThrow()).toMatchObject({ status: 'passed', raters: 6, atDoor: 6 })
  })

  test('the recorder who went is not the second person; a cadre of the village is, unless the cadre handled it', async () => {
    await villageHandled()
    await v.until(instantAt('2026-09-13', 20))
    for (const n of [3, 4, 5, 7, 8, 9]) await visited(n, 'recorder')
    expect(await huaishu.says('recorder', '走访属实 1')).toEqual(['1号上门问的要另一个人来证实：不能是记的人自己，也不能是那一家的。'])
    expect(await cadres.says(CADRE, '走访属实 槐树1')).toEqual(['槐树1号是您经手办的，不能由您去问。请记录员或村干部去问。'])
    await v.room('qingshan').says('wxid_town_official1', '走访属实 槐树1')
    expect(await status()).toBe('closed')
  })
})

describe('who may finish what', () => {
  const desk = (role: Principal['role']): Principal => ({
    userId: 'u',
    name: '周建国',
    role,
    townId: 'town_qingshan',
    villageId: role === 'cadre' ? 'village_hekou' : null,
    department: null,
    officialId: null,
    via: 'console',
    readOnly: false,
  })

  test.each(['cadre', 'official'] as const)('a %s at the desk does not finish what lies with the hamlet', async (role) => {
    const { id } = await issue()
    expect(await orderIssue(v.deps, desk(role), id, { type: 'handleIssue', text: '修好了' })).toMatchObject({
      refusal: { code: 'onlyFor', who: ['head'], act: 'handleInHamlet' },
    })
    expect(await status()).toBe('raised')
  })

  test('a cadre in the group neither', async () => {
    expect(await cadres.says(CADRE, '槐树1 办好了')).toEqual(['报办结要屋场长来说。您可以请屋场长发一下。'])
    expect(await status()).toBe('raised')
  })

  test('the recorder is told politely', async () => {
    expect(await huaishu.says('recorder', '1 办好了')).toEqual(['报办结要屋场长来说。您可以请屋场长发一下。'])
  })

  test('every step says who took it', async () => {
    await huaishu.says('head', '1 上报')
    await cadres.says(CADRE, '受理 槐树1')
    const [said] = await cadres.says(CADRE, '槐树1 办好了 已换新灯')
    expect(said).toContain('槐树1号')
    const told = v.said.filter((s) => s.text.startsWith('【评议】')).at(-1)?.text
    expect(told).toMatch(/村里说办好了：已换新灯（村干部.+）。/)
    const progress = (await huaishu.says('7', '进度 1'))[0]?.split('\n') ?? []
    expect(progress[2]).toMatch(/^2\. 9月8日周二交到村里（屋场长.+），9月8日周二受理$/)
    expect(progress[3]).toMatch(/^3\. 9月8日周二村里说办好了：已换新灯（村干部.+）$/)
  })
})

describe('当场解决', () => {
  test('with a day to come is agreed, not done: nobody is asked before it is due and said to be done', async () => {
    expect(await huaishu.says('head', '1 当场解决 明早组织清沟')).toEqual([
      '好，1号“村口路灯坏了”当场定了：明早组织清沟，9月9日周三办。办了请屋场长回“1 办好了”，大家再评。',
    ])
    expect(await status()).toBe('inHamlet')
    expect(await huaishu.says('head', '1 办好了')).toEqual(['1号说好9月9日周三办，到那天办了再回“1 办好了”。'])
    await v.until(instantAt('2026-09-09', 12))
    expect((await huaishu.says('head', '1 办好了 清了'))[0]).toContain('【评议】')
  })

  test('without one, or of today, is done', async () => {
    await huaishu.says('head', '1 当场解决 刚才换了灯泡')
    expect(await status()).toBe('inReview')
  })
})

test('a cadre who was at the door is told where to enter it, in a form that works there', async () => {
  const told = ['上门问来的评议，请在后台那件事的页面“走访评议登记”里记；别人记的核过了，回“走访属实 槐树12”。']
  expect(await cadres.says(CADRE, '走访 槐树1 曹建凤 满意')).toEqual(told)
  expect(await cadres.says(CADRE, '走访属实 槐树1')).not.toEqual(told)
})

test('what is over a limit is refused, never cut', async () => {
  const said = await huaishu.says('7', `反映 ${'路'.repeat(1_200)}`)
  expect(said).toEqual(['反映的事太长了，写了1200个字，最多1000个，没有记。请写短些再来，写不下的当面说。'])
  // Longer than understanding reads: what begins as a command is answered all the same, a pasted page is not.
  expect(await huaishu.says('7', `反映 ${'路'.repeat(5_000)}`)).toEqual([
    '太长了，写了5003个字，一条最多4000个，没有记。请写短些再来，写不下的当面说。',
  ])
  expect(await huaishu.says('7', `今天的新闻：${'路'.repeat(5_000)}`)).toEqual([])
  expect(await v.db.issue.count()).toBe(1)
})

test('what was done, and what a household thinks of it, is refused with its length, and counts nowhere', async () => {
  expect(await huaishu.says('head', `1 办好了 ${'灯'.repeat(501)}`)).toEqual([
    '办的情况太长了，写了501个字，最多500个，没有记。请写短些再来，写不下的当面说。',
  ])
  expect(await status()).toBe('raised')
  await huaishu.says('head', `1 办好了 ${'灯'.repeat(500)}`)
  expect(await status()).toBe('inReview')
  expect((await v.db.issue.findFirstOrThrow()).handledText).toBe('灯'.repeat(500))
  expect(await huaishu.says('7', `1号不满意 ${'暗'.repeat(501)}`)).toEqual([
    '意见太长了，写了501个字，最多500个，没有记。请写短些再来，写不下的当面说。',
  ])
  expect(await v.db.rating.count()).toBe(0)
  await huaishu.says('7', `1号不满意 ${'暗'.repeat(500)}`)
  expect((await v.db.rating.findFirstOrThrow()).comment).toBe('暗'.repeat(500))
})

test('a rating after 销号 is answered, and 再反映 makes a new issue that follows the old', async () => {
  await huaishu.says('head', '1 办好了')
  await all('满意', 'recorder', 3, 4, 5, 7, 8, 9)
  await v.until(instantAt('2026-09-11', 20))
  expect(await status()).toBe('closed')
  expect(await huaishu.says('7', '1号不满意')).toEqual(['1号已经销号，评议过了。还没办好的，回“再反映 1 哪里没好”，记成一件新的接着办。'])
  expect(await huaishu.says('7', '再反映 1 灯又不亮了')).toEqual(['记下了，2号“灯又不亮了”，接着1号的。下次开会商量。'])
  expect(await issue(2)).toMatchObject({ againOf: 1, status: 'raised' })
  expect(await huaishu.says('7', '再反映 2 还是不亮')).toEqual(['2号还在办，不用再反映。有同样情况的回“附议 2”，看到哪一步回“进度 2”。'])
})
