/** What happens by the clock alone: the town's morning, the 20th, the 1st. */
import { beforeEach, describe, expect, test } from 'vitest'
import { onTick } from '../../src/application/clock/ticks.ts'
import { type Instant, instantAt } from '../../src/kernel/time.ts'
import { Village } from '../support/village.ts'

const CADRE = 'wxid_hekou_cadre1'
const OFFICIAL = 'wxid_town_official1'
let v: Village
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 8) })
})

/** The clock strikes; returns what was said, with where. */
async function strikes(name: 'digest' | 'monthlyReminder', at: Instant): Promise<[room: string, text: string][]> {
  await v.until(at)
  const before = v.said.length
  await onTick(v.deps, name, at)
  await v.send()
  return v.said.slice(before).map((s) => [s.room.replace('@chatroom', ''), s.text])
}
const digest = (date: string) => strikes('digest', instantAt(date, 8, 30))

describe('the digest', () => {
  test('on working days only, one line when there is nothing, once however often it is asked for', async () => {
    expect(await digest('2026-09-08')).toEqual([['qingshan', '【日报】9月8日周二：没有逾期的，没有要催的。']])
    expect(await digest('2026-09-08')).toEqual([])
    expect(await digest('2026-09-12')).toEqual([])
    // A Sunday that is worked.
    expect(await digest('2026-09-20')).toEqual([['qingshan', '【日报】9月20日周日：没有逾期的，没有要催的。']])
    await v.db.calendarEntry.create({
      data: {
        id: 'e',
        townId: (await v.db.town.findFirstOrThrow()).id,
        date: '2026-09-21',
        kind: 'holiday',
        name: '镇里放假',
        at: new Date(v.now),
        by: 'x',
      },
    })
    expect(await digest('2026-09-21')).toEqual([])
  })

  test('a missed run is not made up for', async () => {
    await v.until(instantAt('2026-09-09', 7))
    await onTick(v.deps, 'digest', instantAt('2026-09-08', 8, 30))
    await v.send()
    expect(v.said).toEqual([])
  })

  test('日报 is the same list on demand, a cadre’s is the own village’s; robots are given all of it', async () => {
    const { id: townId } = await v.db.town.findFirstOrThrow()
    await v.db.room.create({ data: { id: 'z_robot', kind: 'town', townId, name: '机器人', account: 'webhook', externalId: 'wecom' } })
    for (const key of ['huaishu', 'liuyin'])
      for (const n of [3, 4, 5, 7, 8]) {
        await v.room(key).says(`${n}`, `反映 第${n}户门前的水沟堵了`)
        await v.room(key).says('head', `${[3, 4, 5, 7, 8].indexOf(n) + 1} 上报`)
      }
    const [sent] = await digest('2026-09-16')
    const page = sent?.[1] ?? ''
    expect(sent?.[0]).toBe('qingshan')
    expect(page.split('\n')[0]).toBe('【日报】9月16日周三：逾期未报10。')
    expect(page.split('\n').at(-1)).toBe('第1页，共2页，回“日报 2”看下一页。')
    const town = v.room('qingshan')
    expect(await town.says(OFFICIAL, '日报')).toEqual([page])
    const [second] = await town.says(OFFICIAL, '日报 2')
    expect(second?.split('\n').slice(1)).toEqual([
      '9. 【逾期未报】柳林村柳荫4号“第7户门前的水沟堵了”：期限9月15日周二，逾期1个工作日',
      '10. 【逾期未报】柳林村柳荫5号“第8户门前的水沟堵了”：期限9月15日周二，逾期1个工作日',
      '第2页，共2页。',
    ])
    expect(await town.says(OFFICIAL, '日报 3')).toEqual(['日报一共2页，没有第3页。'])
    const [own] = await v.room('hekou').says(CADRE, '日报')
    expect(own?.split('\n').map((l) => l.slice(0, 12))).toEqual([
      '【日报】9月16日周三：',
      ...[1, 2, 3, 4, 5].map((n) => `${n}. 【逾期未报】河口村`),
    ])
    const robot = await v.db.outbox.findFirstOrThrow({ where: { roomId: 'z_robot' } })
    expect(robot.text.split('\n')).toHaveLength(11)
    expect(robot.account).toBe('webhook')
  })

  test('a meeting without quorum is in the next one, and not again; so is an account that was off', async () => {
    await digest('2026-09-08')
    const huaishu = v.room('huaishu')
    await huaishu.says('head', '开会 今晚7点半')
    await v.until(instantAt('2026-09-08', 19, 30))
    await huaishu.says('head', '签到')
    // Attendance opened by itself: the head's 签到 is a household too.
    await huaishu.says('3', '到')
    await v.until(instantAt('2026-09-08', 21))
    await huaishu.says('head', '散会')
    await v.db.connectionGap.create({
      data: {
        id: 'g',
        account: 'sandbox',
        from: new Date(instantAt('2026-09-08', 22)),
        to: new Date(instantAt('2026-09-09', 1)),
        why: 'x',
      },
    })
    expect(await digest('2026-09-09')).toEqual([
      [
        'qingshan',
        [
          '【日报】9月9日周三：到会不够1，小助手断线1。',
          '1. 【到会不够】河口村槐树：9月8日周二的会，在家户到了2/30户（6.6%），不够数',
          '2. 【小助手断线】sandbox：9月8日周二晚10点起断线，9月9日周三凌晨1点恢复',
        ].join('\n'),
      ],
    ])
    expect(await digest('2026-09-10')).toEqual([['qingshan', '【日报】9月10日周四：没有逾期的，没有要催的。']])
  })

  test('a month that ended without a meeting is in the first one after it, also after a missed run; a busy month is not', async () => {
    await digest('2026-09-30')
    const [october] = await digest('2026-10-09')
    expect(october?.[1].split('\n')).toEqual([
      '【日报】10月9日周五：上月没开会3。',
      '1. 【上月没开会】9月没开会的3个屋场：槐树、柳荫、塘湾',
    ])
    expect((await digest('2026-10-10'))[0]?.[1]).toBe('【日报】10月10日周六：没有逾期的，没有要催的。')
    expect((await digest('2026-11-02'))[0]?.[1]).toBe('【日报】11月2日周一：没有逾期的，没有要催的。')
  })
})

describe('the 20th', () => {
  test('hamlets without a meeting are reminded once; one that has planned one is left alone', async () => {
    await v.room('huaishu').says('head', '开会 9月25日晚7点半')
    const said = await strikes('monthlyReminder', instantAt('2026-09-20', 9))
    const text = '【提醒】这个月还没开过屋场会，也还没定时间。屋场长回“约时间”，我帮着问大家9月哪天晚上方便。'
    expect(said.sort()).toEqual([
      ['liuyin', text],
      ['tangwan', text],
    ])
    await onTick(v.deps, 'monthlyReminder', v.now)
    await v.send()
    expect(v.said.filter((s) => s.text === text)).toHaveLength(2)
  })

  test('is another day where the town has set one', async () => {
    await v.db.town.updateMany({ data: { policy: { monthlyReminderDay: 15 } } })
    expect(await strikes('monthlyReminder', instantAt('2026-09-14', 9))).toEqual([])
    expect(await strikes('monthlyReminder', instantAt('2026-09-15', 9))).toHaveLength(3)
    expect(await strikes('monthlyReminder', instantAt('2026-09-20', 9))).toEqual([])
  })

  test('not in a busy month: 秋收 lies over the 20th of October', async () => {
    expect(await strikes('monthlyReminder', instantAt('2026-10-20', 9))).toEqual([])
    expect(await strikes('monthlyReminder', instantAt('2026-11-20', 9))).toHaveLength(3)
  })
})

describe('the 1st', () => {
  test('the chain’s head is said in the groups in whose ledger something was written, once a month', async () => {
    await v.room('huaishu').says('5', '反映 村口路灯坏了')
    await digest('2026-09-30')
    const said = await digest('2026-10-01')
    const { ledgerHash, ledgerSeq } = await v.db.hamlet.findUniqueOrThrow({ where: { id: 'hamlet_huaishu' } })
    const shown = [0, 4, 8, 12].map((i) => ledgerHash.slice(i, i + 4)).join(' ')
    expect(said).toEqual([
      [
        'huaishu',
        `【台账】到今天一共记了${ledgerSeq}条，指纹 ${shown}。这串字是防人改旧账的：以前记的签到、表决和问题要是被改过一个字，重新一算就跟这串对不上，请留着这条。`,
      ],
    ])
    expect(await digest('2026-10-02')).toEqual([])
    expect(await digest('2026-11-01')).toEqual([])
  })
})
