/** What could not be said at its time, because it was night or the account was not connected: what is still true is said once, as it is. */
import { beforeEach, describe, expect, test } from 'vitest'
import { onTick } from '../../src/application/clock/ticks.ts'
import { Sender } from '../../src/application/saying/sender.ts'
import { HOUR, type Instant, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { ACCOUNT, type Room, Village } from '../support/village.ts'

const CADRE = 'wxid_hekou_cadre1'
const OFFICIAL = 'wxid_town_official1'
let v: Village
let huaishu: Room
let cadres: Room
let town: Room
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  huaishu = v.room('huaishu')
  cadres = v.room('hekou')
  town = v.room('qingshan')
})
const at = (date: string, hour: number, minute = 0): Instant => instantAt(date, hour, minute)
const since = (from: number): [room: string, text: string][] => v.said.slice(from).map((s) => [s.room.replace('@chatroom', ''), s.text])
/** Without a connection until then; the deadlines fall all the same. Returns what is said when it is back. */
async function offlineUntil(to: Instant, meanwhile = async () => {}): Promise<[string, string][]> {
  v.offline = true
  await meanwhile()
  await v.until(to)
  const from = v.said.length
  v.offline = false
  await v.send()
  return since(from)
}
const states = async () => (await v.db.outbox.findMany({ where: { status: { notIn: ['sent'] } } })).map((o) => [o.status, o.error])

describe('held over night', () => {
  beforeEach(async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await v.until(at('2026-09-08', 21, 40))
  })

  test('the town is not asked in the morning for what was answered at night; the steps themselves are told', async () => {
    await cadres.says(CADRE, '上报 槐树1 要交通部门立项')
    await town.says(OFFICIAL, '交办 槐树1 交通办 李主任 9月20日前')
    const from = v.said.length
    await v.until(at('2026-09-09', 7))
    expect(since(from)).toEqual([
      ['huaishu', '1号“村口路灯坏了”：村里书面上报镇里了（河口报〔2026〕1号），等镇里交办。'],
      ['huaishu', '1号“村口路灯坏了”：镇里交给交通办（李主任）办，9月20日周日前办结。'],
      ['hekou', '槐树1号“村口路灯坏了”：镇里交给交通办（李主任）办，9月20日周日前办结。'],
    ])
    expect(await states()).toEqual([['cancelled', 'no longer so when it could be said']])
  })

  test('what is still waited for is asked in the morning', async () => {
    await cadres.says(CADRE, '上报 槐树1 要交通部门立项')
    const from = v.said.length
    await v.until(at('2026-09-09', 7))
    expect(since(from).filter(([room]) => room === 'qingshan')).toEqual([
      ['qingshan', expect.stringContaining('请回“交办 槐树1 部门 责任人 日期前”。')],
    ])
  })

  test('of what was handed over at night, the cadres read in the morning what they still have', async () => {
    await huaishu.says('7', '反映 水沟堵了')
    await huaishu.says('8', '反映 垃圾没人收')
    await huaishu.says('head', '开会 今晚10点')
    await huaishu.says('head', '签到')
    await huaishu.says('head', '散会')
    await cadres.says(CADRE, '槐树2 办好了')
    const from = v.said.length
    await v.until(at('2026-09-09', 7))
    const [told] = since(from).filter(([, text]) => text.startsWith('【新问题】'))
    expect(told?.[1].split('\n').slice(0, 2)).toEqual(['【新问题】槐树屋场交来1件：', '1. 槐树3号“垃圾没人收”'])
  })
})

describe('sums of what is answered at night', () => {
  beforeEach(async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
  })

  test('of a review: worked out in the morning, not laid ready at night', async () => {
    await huaishu.says('head', '1 办好了 已换新灯')
    await v.until(at('2026-09-08', 22))
    await huaishu.says('3', '满意')
    await huaishu.says('4', '不满意')
    await v.until(at('2026-09-08', 23))
    expect(await states()).toEqual([])
    await huaishu.says('4', '1号满意')
    await v.db.household.updateMany({ where: { id: 'household_huaishu_9' }, data: { atHome: false } })
    const from = v.said.length
    await v.until(at('2026-09-09', 7))
    expect(since(from)).toEqual([['huaishu', '1号评议，2户评了：满意2户。至少要6户（在家29户），还差4户。9月11日周五晚8点截止。']])
    expect(await v.after(10 * MINUTE)).toEqual([])
  })

  test('of 附议', async () => {
    await v.until(at('2026-09-08', 22))
    await huaishu.says('3', '附议 1')
    await v.until(at('2026-09-08', 23))
    expect(await states()).toEqual([])
    await huaishu.says('4', '附议 1')
    const from = v.said.length
    await v.until(at('2026-09-09', 7))
    expect(since(from)).toEqual([['huaishu', '1号“村口路灯坏了”：现在有3户是同样的情况。']])
  })
})

describe('without a connection', () => {
  test('for minutes: the chase of nine o’clock is said when it is back', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await v.until(at('2026-09-11', 8, 58))
    const said = await offlineUntil(at('2026-09-11', 9, 5))
    expect(said).toEqual([['hekou', expect.stringContaining('槐树1号“村口路灯坏了”：还剩2个工作日，9月15日周二24点到期')]])
    expect(await states()).toEqual([])
  })

  test('for days: one message with all that is waited for, as it stands then', async () => {
    for (const n of [5, 7, 8]) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
    await huaishu.says('head', '1 上报')
    await v.until(at('2026-09-09', 10))
    await huaishu.says('head', '2 上报')
    await huaishu.says('head', '3 上报')
    const said = await offlineUntil(at('2026-09-17', 11), async () => {
      await v.until(at('2026-09-16', 12))
      // In the console, say: the cadres' group hears nothing either.
      await cadres.says(CADRE, '槐树3 办好了')
    })
    expect(said.filter(([, text]) => text.startsWith('【催办】')).map(([room, text]) => [room, ...text.split('\n').slice(0, -1)])).toEqual([
      [
        'hekou',
        '【催办】槐树屋场2件等村里办：',
        '1. 槐树1号“第5户门前的水沟堵了”：逾期2个工作日（期限9月15日周二）',
        '2. 槐树2号“第7户门前的水沟堵了”：逾期1个工作日（期限9月16日周三）',
      ],
    ])
  })

  test('an answer is given as it was written, a count of a question that is over is not', async () => {
    await huaishu.says('head', '约时间 修路 周三晚7点半/周四晚7点半 今天中午12点截止')
    const said = await offlineUntil(at('2026-09-08', 13), async () => {
      await huaishu.says('3', '1')
      await huaishu.says('head', '地点 张家院子')
    })
    expect(said.map(([, text]) => text.split('，')[0])).toEqual(['好', '【时间定了】9月9日周三晚7点半'])
  })

  test('a reminder of a meeting that has begun is not said', async () => {
    await huaishu.says('head', '开会 周三晚7点半 文化广场')
    const said = await offlineUntil(at('2026-09-09', 20))
    expect(said.map(([, text]) => text.slice(0, 4))).toEqual(['【签到】', '【签到】'])
  })

  test('back at night: answers at once, what was scheduled in the morning', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await v.until(at('2026-09-15', 15, 30))
    const said = await offlineUntil(at('2026-09-15', 22), async () => {
      await huaishu.says('7', '反映 水沟堵了')
    })
    expect(said.map(([room]) => room)).toEqual(['huaishu'])
    const from = v.said.length
    await v.until(at('2026-09-16', 7))
    expect(since(from)).toEqual([['hekou', expect.stringContaining('逾期1个工作日（期限9月15日周二）')]])
  })

  test('the digest of a day that is over is left to the next one, which covers its time too', async () => {
    await onTick(v.deps, 'digest', v.now)
    await v.db.connectionGap.create({
      data: { id: 'g', account: ACCOUNT, from: new Date(v.now + HOUR), to: new Date(v.now + 2 * HOUR), why: 'x' },
    })
    const digest = async (date: string): Promise<void> => {
      await v.until(at(date, 8, 30))
      await onTick(v.deps, 'digest', v.now)
    }
    expect(await offlineUntil(at('2026-09-10', 7), () => digest('2026-09-09'))).toEqual([])
    const from = v.said.length
    await digest('2026-09-10')
    await v.send()
    expect(since(from)).toEqual([['qingshan', expect.stringContaining('9月8日周二上午11点起断线')]])
  })

  test('the digest of today is said with the figures of the moment at which it can be', async () => {
    const said = await offlineUntil(at('2026-09-16', 10), async () => {
      await huaishu.says('5', '反映 村口路灯坏了')
      await huaishu.says('head', '1 上报')
      await v.until(at('2026-09-16', 8, 30))
      await onTick(v.deps, 'digest', v.now)
      await cadres.says(CADRE, '槐树1 办好了')
    })
    expect(said.filter(([room]) => room === 'qingshan')).toEqual([['qingshan', '【日报】9月16日周三：没有逾期的，没有要催的。']])
  })

  test('the monthly reminder is not said to a hamlet that has planned its meeting meanwhile', async () => {
    await v.until(at('2026-09-20', 9))
    const said = await offlineUntil(at('2026-09-20', 11), async () => {
      await onTick(v.deps, 'monthlyReminder', v.now)
      await huaishu.says('head', '开会 9月25日晚7点半')
    })
    expect(
      said
        .filter(([, text]) => text.startsWith('【提醒】'))
        .map(([room]) => room)
        .sort(),
    ).toEqual(['liuyin', 'tangwan'])
  })
})

describe('the sender', () => {
  const pace = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

  test('does not touch what waits for the connection, and counts no attempt when it goes in between', async () => {
    let online = false
    let breaks = true
    const sent: string[] = []
    const sender = new Sender(
      v.deps,
      {
        account: ACCOUNT,
        isOnline: () => online,
        send: async (_, text) => {
          if (breaks) {
            online = false
            throw new Error('the account is offline')
          }
          sent.push(text)
          return {}
        },
        isLimit: () => false,
        isUnknown: () => false,
      },
      pace,
    )
    const drained = async (): Promise<void> => {
      sender.wake()
      while (!sender.idle) await new Promise((resolve) => setImmediate(resolve))
    }
    v.offline = true
    await huaishu.says('5', '反映 村口路灯坏了')
    const row = () => v.db.outbox.findFirstOrThrow()
    await drained()
    expect(await row()).toMatchObject({ status: 'queued', attempts: 0 })
    for (let i = 0; i < 8; i++) {
      online = true
      await drained()
      v.clock.moveTo(v.now + MINUTE)
    }
    expect(await row()).toMatchObject({ status: 'queued', attempts: 0, error: 'the account is offline' })
    breaks = false
    online = true
    await drained()
    expect(sent).toEqual([expect.stringContaining('1号“村口路灯坏了”')])
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1 })
  })
})
