/** 悄悄反映 in the hamlet's group. */
import { beforeEach, describe, expect, test } from 'vitest'
import { onTick } from '../../src/application/clock/ticks.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { type Room, Village } from '../support/village.ts'

const HEARD =
  '收到了。您刚才那条群里都看得见，请现在就长按它点“撤回”。这件事我不公开，只有屋场长和村、镇干部能看到；往后加我私聊说，群里就没有人晓得。'
const CADRE = 'wxid_hekou_cadre1'
let v: Village
let huaishu: Room
let cadres: Room
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  huaishu = v.room('huaishu')
  cadres = v.room('hekou')
})

const issue = (no: number) => v.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no } })
const _RAISED = '记下了，1号“村口路灯坏了”（设施管护）。下次开会商量。有同样情况的回“附议 1”。'

describe('悄悄反映', () => {
  test('no word and no number of it reaches the hamlet’s group, at any step', async () => {
    await huaishu.says('5', '悄悄反映 老二喝酒打老婆')
    await huaishu.says('7', '反映 水沟堵了')
    await huaishu.says('8', '进度 1')
    await huaishu.says('5', '我反映的')
    await huaishu.says('8', '问题清单')
    await huaishu.says('8', '附议 1')
    await huaishu.says('head', '1 上报')
    await cadres.says(CADRE, '受理 槐树1')
    await v.until(instantAt('2026-09-20', 12))
    await cadres.says(CADRE, '槐树1 办好了 已经劝开')
    await v.until(instantAt('2026-09-30', 12))
    const heard = v.said.filter((s) => s.room === 'huaishu@chatroom').map((s) => s.text)
    expect(heard).toEqual([
      HEARD,
      '记下了，2号“水沟堵了”（设施管护）。下次开会商量。有同样情况的回“附议 2”。',
      '公开的问题里没有1号。回“问题清单”看有哪些。',
      '近来没有您反映的公开问题。有事回“反映 …”。',
      '【问题清单】在办1件：\n2号 水沟堵了：等开会商量',
      '公开的问题里没有1号。回“问题清单”看有哪些。',
      '好，记下了。',
    ])
    expect((await issue(1)).status).toBe('inReview')
  })

  test('the cadres are told once what it is about; their lists and the town’s have the number only', async () => {
    expect(await huaishu.says('5', '悄悄反映 老二喝酒打老婆')).toEqual([
      HEARD,
      '【不公开】槐树1号：老二喝酒打老婆\n只有反映人、屋场长和干部能看到，请当面商量，不要在屋场群里说。',
    ])
    await huaishu.says('head', '1 上报')
    await v.until(instantAt('2026-09-17', 8, 30))
    await onTick(v.deps, 'digest', v.now)
    await v.send()
    const town = v.said.filter((s) => s.room === 'qingshan@chatroom').map((s) => s.text)
    expect(town).toEqual(['【日报】9月17日周四：逾期未报1。\n1. 【逾期未报】河口村槐树1号（不公开）：期限9月15日周二，逾期2个工作日'])
  })

  describe('while several are rated', () => {
    const NOBODYS = (no: number) => `公开的问题里没有${no}号。回“问题清单”看有哪些。`
    const nameOf = async (household: number) =>
      (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name
    beforeEach(async () => {
      await huaishu.says('5', '悄悄反映 老二喝酒打老婆')
      for (const n of [7, 8]) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
      await huaishu.says('head', '2 办好了')
      await huaishu.says('head', '3 办好了')
      await huaishu.says('head', '1 上报')
      await cadres.says(CADRE, '槐树1 办好了 已经劝开')
    })

    test('its reporter is asked about the public ones like everybody, and answers it by its number', async () => {
      expect(await huaishu.says('5', '满意')).toEqual(['正在评议的有2号、3号，请带上号码，比如“2满意”。'])
      expect(await huaishu.says('9', '1 满意')).toEqual(['1号现在没有评议，正在评议的是2号、3号。'])
      expect(await huaishu.says('5', '7 满意')).toEqual(['7号现在没有评议，正在评议的是2号、3号。'])
      expect((await issue(1)).status).toBe('inReview')
      expect(await huaishu.says('5', '1 满意')).toEqual(['好，记下了。', '槐树1号（不公开）：反映人满意，销号了。'])
      expect(v.said.at(-1)?.room).toBe('hekou@chatroom')
      expect((await issue(1)).status).toBe('closed')
      expect(await huaishu.says('5', '1 满意')).toEqual(['1号现在没有评议，正在评议的是2号、3号。'])
    })

    test('a visit elsewhere does not close it, and the answer is that of a number that does not exist', async () => {
      expect(await huaishu.says('head', `走访 1 ${await nameOf(9)} 满意`)).toEqual([NOBODYS(1)])
      expect(await huaishu.says('recorder', `走访 1 ${await nameOf(5)} 满意`)).toEqual([NOBODYS(1)])
      expect(await huaishu.says('recorder', `走访 9 ${await nameOf(5)} 满意`)).toEqual([NOBODYS(9)])
      expect((await issue(1)).status).toBe('inReview')
    })

    test('附议, 撤回, 并到, 办好了: to nobody does it exist', async () => {
      expect(await huaishu.says('5', '附议 1')).toEqual([NOBODYS(1)])
      expect(await huaishu.says('5', '撤回 1')).toEqual([NOBODYS(1)])
      expect(await huaishu.says('head', '1 办好了')).toEqual([NOBODYS(1)])
      expect(await huaishu.says('head', '附议 1')).toEqual([NOBODYS(1)])
      await huaishu.says('9', '反映 垃圾没人收')
      expect(await huaishu.says('head', '4 并到 1')).toEqual([NOBODYS(1)])
      expect(await huaishu.says('5', '悄悄反映 隔壁又吵')).toEqual([HEARD, expect.stringContaining('槐树5号')])
      expect(await huaishu.says('5', '撤回 5')).toEqual(['好，记下了。'])
      expect((await issue(5)).status).toBe('withdrawn')
    })

    test('not good enough: back to the village with what the reporter said, in the cadres’ group', async () => {
      expect(await huaishu.says('5', '1 不满意 昨晚又打了')).toEqual([
        '好，记下了。',
        [
          '【退回】槐树1号（不公开）评议没过，满意的0/1户（0%），不到60%。从今天起重新算5个工作日，9月15日周二24点前办好或上报。',
          '不满意的是：',
          '1. 昨晚又打了',
        ].join('\n'),
      ])
      expect(v.said.at(-1)?.room).toBe('hekou@chatroom')
    })

    test('what the hamlet or the town had comes back with the words in the cadres’ group too, in the town without', async () => {
      await huaishu.says('9', '悄悄反映 低保被人冒领')
      await huaishu.says('head', '4 办好了')
      expect(await huaishu.says('9', '4号不满意 没有退')).toEqual([
        '好，记下了。',
        '【退回】槐树4号（不公开）评议没过，满意的0/1户（0%），不到60%。退回屋场重办，请当面告诉屋场长。\n不满意的是：\n1. 没有退',
      ])
      await huaishu.says('head', '4 上报')
      await cadres.says(CADRE, '上报 槐树4 请民政办查')
      await v.room('qingshan').says('wxid_town_official1', '交办 槐树4 民政办 李主任 9月20日前')
      await v.room('qingshan').says('wxid_town_official1', '槐树4 办好了')
      const from = v.said.length
      await huaishu.says('9', '4号不满意 还是没有退')
      expect(v.said.slice(from).map((s) => [s.room.replace('@chatroom', ''), s.text])).toEqual([
        ['huaishu', '好，记下了。'],
        ['hekou', '【退回】槐树4号（不公开）评议没过，满意的0/1户（0%），不到60%。退回镇里重新交办。\n不满意的是：\n1. 还是没有退'],
        ['qingshan', '【退回】槐树4号（不公开）评议没过，满意的0/1户（0%），不到60%。请重新交办：“交办 槐树4 民政办 李主任 日期前”。'],
      ])
    })
  })
})
