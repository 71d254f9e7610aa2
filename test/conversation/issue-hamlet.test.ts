/** Issues in the hamlet's group: raised, joined, pictured, decided, asked about; and what stays unsaid. */
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { type Room, Village } from '../support/village.ts'

const _HEARD =
  '收到了。您刚才那条群里都看得见，请现在就长按它点“撤回”。这件事我不公开，只有屋场长和村、镇干部能看到；往后加我私聊说，群里就没有人晓得。'
const _CADRE = 'wxid_hekou_cadre1'
let v: Village
let huaishu: Room
let _cadres: Room
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  huaishu = v.room('huaishu')
  _cadres = v.room('hekou')
})

const issue = (no: number) => v.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no } })
const RAISED = '记下了，1号“村口路灯坏了”（设施管护）。下次开会商量。有同样情况的回“附议 1”。'

describe('反映', () => {
  test('is answered with a number and a proposed category; numbers are the hamlet’s own', async () => {
    expect(await huaishu.says('5', '反映 村口路灯坏了')).toEqual([RAISED])
    expect(await v.room('tangwan').says('5', '我要反映：水渠堵了')).toEqual([
      '记下了，1号“水渠堵了”（设施管护）。下次开会商量。有同样情况的回“附议 1”。',
    ])
    expect(await huaishu.says('7', '反映 乡风净化 麻将馆半夜还响')).toEqual([
      '记下了，2号“麻将馆半夜还响”（乡风净化）。下次开会商量。有同样情况的回“附议 2”。',
    ])
  })

  test('in reply to somebody’s words means those words', async () => {
    const quote = '「李大山：村口路灯坏了」\n- - - - - - - - - - - - - - -\n反映一下'
    expect(await huaishu.says('5', quote)).toEqual([RAISED])
    expect(await huaishu.says('5', '反映', { quote: '【问题清单】现在没有在办的问题。' })).toEqual([
      '还差要反映的事，请这样发：“反映 村口路灯坏了”',
    ])
  })

  test('a spoken one keeps the voice, a picture within two minutes joins it, a later one is chat', async () => {
    await huaishu.says('5', '反映 村口路灯坏了', { kind: 'audio', mediaId: 'voice' })
    expect(await huaishu.says('5', '', { kind: 'image', mediaId: 'soon' })).toEqual(['好，图片放到1号里了。'])
    expect(await huaishu.says('7', '', { kind: 'image', mediaId: 'another' })).toEqual([])
    await v.after(2 * MINUTE + 1)
    expect(await huaishu.says('5', '', { kind: 'image', mediaId: 'late' })).toEqual([])
    expect(await huaishu.says('9', '1号', { kind: 'image', mediaId: 'captioned' })).toEqual(['好，图片放到1号里了。'])
    const kept = await v.db.issueMedia.findMany({ select: { mediaId: true }, orderBy: { id: 'asc' } })
    expect(kept.map((m) => m.mediaId)).toEqual(['voice', 'soon', 'captioned'])
  })

  test('a likely duplicate is named, and never merged by itself', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    expect(await huaishu.says('7', '反映 村口的路灯不亮了')).toEqual([
      [
        '记下了，2号“村口的路灯不亮了”（设施管护）。下次开会商量。有同样情况的回“附议 2”。',
        '和1号很像，是同一件事吗？1号是“村口路灯坏了”。是同一件的回“附议 1”，屋场长回“2 并到 1”。',
      ].join('\n'),
    ])
    expect((await issue(2)).status).toBe('raised')
    expect(await huaishu.says('head', '2 并到 1')).toEqual(['2号“村口的路灯不亮了”并到1号“村口路灯坏了”，一起办。1号现在有2户。'])
    expect(await issue(2)).toMatchObject({ status: 'withdrawn', mergedInto: 1 })
    expect(await huaishu.says('9', '附议 2')).toEqual(['2号已经并到1号了。'])
  })

  test('to who raised the other one too, it is not suggested to join in', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    expect(await huaishu.says('5', '反映 村口的路灯不亮了')).toEqual([
      [
        '记下了，2号“村口的路灯不亮了”（设施管护）。下次开会商量。有同样情况的回“附议 2”。',
        '和1号很像，是同一件事吗？1号也是您反映的：“村口路灯坏了”。是同一件的，您回“撤回 2”就行。',
      ].join('\n'),
    ])
    expect(await huaishu.says('5', '撤回 2')).toEqual(['好，2号“村口的路灯不亮了”撤回了。'])
  })

  test('附议 counts households and is summed up once a minute', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    expect(
      await huaishu.all([
        ['7', '附议 1'],
        ['8', '1号我家也是'],
        ['4', '附议1'],
        ['4b', '附议 1'],
      ]),
    ).toEqual([])
    expect(await huaishu.says('5', '附议 1')).toEqual(['1号就是您反映的，已经算您一户。'])
    expect(await huaishu.says('7', '附议 1')).toEqual(['1号您附议过了，算数的。'])
    expect(await v.after(MINUTE)).toEqual(['1号“村口路灯坏了”：现在有4户是同样的情况。'])
  })

  test('may be taken back by its reporter before it is taken up, by nobody else', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    expect(await huaishu.says('7', '撤回 1')).toEqual(['1号不是您反映的，要撤回请反映的人来说。'])
    expect(await huaishu.says('5', '撤回 1')).toEqual(['好，1号“村口路灯坏了”撤回了。'])
    expect(await huaishu.says('5', '撤回 1')).toEqual(['1号现在是“已撤回或合并”，这一步不用做了。回“进度 1”看到哪一步。'])
    await huaishu.says('5', '反映 水沟堵了')
    await huaishu.says('head', '2 上报')
    expect(await huaishu.says('5', '撤回 2')).toEqual(['2号现在是“村级办理”，这一步不用做了。回“进度 2”看到哪一步。'])
  })
})

describe('the head decides', () => {
  beforeEach(async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
  })

  test('others are told whose word it takes', async () => {
    expect(await huaishu.says('7', '1 上报')).toEqual(['定问题怎么办要屋场长或记录员来说。您可以请屋场长发一下。'])
    expect((await issue(1)).status).toBe('raised')
    expect(await huaishu.says('head', '9 上报')).toEqual(['公开的问题里没有9号。回“问题清单”看有哪些。'])
  })

  test('by a date: asked about on its morning, and once a week after it', async () => {
    expect(await huaishu.says('head', '1 约定 9月30日前 换新灯')).toEqual([
      '好，1号“村口路灯坏了”约定9月30日周三前办好：换新灯。到那天我来问。',
    ])
    expect(await v.until(instantAt('2026-09-30', 8, 59))).toEqual([])
    expect(await v.until(instantAt('2026-09-30', 9))).toEqual([
      [
        '【约定的事】',
        '1. 1号“村口路灯坏了”：约好9月30日周三办好',
        '办好了请屋场长回“1 办好了 …”，要改日子回“1 约定 月底前”，办不了回“1 上报”。',
      ].join('\n'),
    ])
    const weekly = await v.until(instantAt('2026-10-14', 12))
    expect(weekly.map((t) => t.split('\n')[1])).toEqual(
      [1, 6].map((days) => `1. 1号“村口路灯坏了”：约好9月30日周三办好，逾期${days}个工作日`),
    )
    await huaishu.says('head', '1 办好了 已换新灯')
    expect((await issue(1)).status).toBe('inReview')
  })

  test('not an issue: only with a reason, which everybody reads', async () => {
    expect(await huaishu.says('head', '1 不成立')).toEqual(['还差原因，请这样发：“1 不成立 已经修了”'])
    expect(await huaishu.says('head', '1 不成立 已经修了')).toEqual(['1号“村口路灯坏了”不作问题办，原因：已经修了。'])
    expect(await huaishu.says('7', '进度 1')).toEqual([
      '【进度】1号“村口路灯坏了”：9月8日周二了结，不作问题办：已经修了。\n1. 9月8日周二反映，归到设施管护',
    ])
  })
})

describe('between meetings', () => {
  test('it waits, unless the head passes it on; then both groups hear, with every day counted', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    expect(await v.after(20 * DAY)).toEqual([])
    expect(await huaishu.says('head', '1 上报')).toEqual([
      '1号“村口路灯坏了”交到村里了。\n村里要在10月10日周六24点前办好，办不了的书面上报镇里。',
      [
        '【新问题】槐树屋场交来1件：',
        '1. 槐树1号“村口路灯坏了”',
        '期限10月10日周六24点。5个工作日：9月29日周二、9月30日周三、10月8日周四、10月9日周五、10月10日周六（调休上班）；国庆节不算。',
        '回“受理 槐树1”；办好了回“槐树1 办好了 …”，办不了的回“上报 槐树1 要镇里做什么”。',
      ].join('\n'),
    ])
    expect(v.said.at(-1)?.room).toBe('hekou@chatroom')
  })
})

describe('问题清单, 进度, 我反映的', () => {
  test('in plain words, eight lines at most', async () => {
    expect(await huaishu.says('7', '问题清单')).toEqual(['【问题清单】现在没有在办的问题。有事回“反映 …”。'])
    expect(await huaishu.says('7', '我反映的')).toEqual(['近来没有您反映的公开问题。有事回“反映 …”。'])
    for (const n of [3, 4, 5, 7, 8, 9, 11, 13, 14, 15]) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
    await huaishu.says('head', '2 约定 9月30日前')
    const [list] = await huaishu.says('7', '问题清单')
    expect(list?.split('\n')).toEqual([
      '【问题清单】在办10件：',
      '1号 第3户门前的水沟堵了：等开会商量',
      '2号 第4户门前的水沟堵了：屋场在办，约定9月30日周三前办好',
      ...[3, 4, 5, 6, 7, 8].map((no, i) => `${no}号 第${[5, 7, 8, 9, 11, 13][i]}户门前的水沟堵了：等开会商量`),
      '还有2件，回“问题清单 2”看。',
    ])
    expect(await huaishu.says('7', '问题清单 2')).toEqual([
      '【问题清单】在办10件：\n9号 第14户门前的水沟堵了：等开会商量\n10号 第15户门前的水沟堵了：等开会商量',
    ])
    expect(await huaishu.says('7', '问题清单 3')).toEqual(['问题清单一共2页，没有第3页。'])
    expect(await huaishu.says('7', '我反映的')).toEqual(['您反映的1件：\n4号 第7户门前的水沟堵了：等开会商量'])
    expect(await huaishu.says('7', '4号怎么样了')).toEqual([
      '【进度】4号“第7户门前的水沟堵了”：等开会商量。\n1. 9月8日周二反映，归到设施管护',
    ])
  })

  test('an issue that ended years ago is not loaded with each message, and still is answered about', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 不成立 已经修了')
    await v.after(800 * DAY)
    expect(await huaishu.says('7', '进度 1')).toEqual([
      '【进度】1号“村口路灯坏了”：2026年9月8日周二了结，不作问题办：已经修了。\n1. 2026年9月8日周二反映，归到设施管护',
    ])
    expect(await huaishu.says('7', '附议 1')).toEqual(['1号现在是“已撤回或合并”，这一步不用做了。回“进度 1”看到哪一步。'])
  })
})
