import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, people } from '../support/evening.ts'
import type { Room, Village } from '../support/village.ts'

/** 24 households with 44 people: twenty of them bring two. */
const FORTY_FOUR = Array.from({ length: 24 }, (_, i) => (i < 20 ? 2 : 1))

async function fortyFour(): Promise<{ v: Village; room: Room }> {
  const { v, room } = await evening()
  await arrive(room, 24, FORTY_FOUR)
  await v.after(MINUTE)
  return { v, room }
}
const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name
const approvals = (room: Room, count: number) => room.all(people(count).map((who) => [who, '同意 2票'] as const))

describe('a motion', () => {
  test('is put with its base, what it needs and how to answer', async () => {
    const { room } = await fortyFour()
    expect(await room.says('head', '表决 每户出50元修路灯')).toEqual([
      [
        '【表决1】每户出50元修路灯',
        '请回“同意”“反对”或“弃权”。一个人一票，一家来了3个人就回“同意 3票”，可以改，算最后一次的。',
        '现在到会44人，同意要到36人才通过；不回和弃权都不算同意。没签到的先回“到”。',
      ].join('\n'),
    ])
  })

  test('35 of 44 do not carry it: 79.5 %, one vote short', async () => {
    const { room } = await fortyFour()
    await room.says('head', '表决 每户出50元修路灯')
    expect(await approvals(room, 17)).toEqual([])
    await room.says(people(24)[22]!, '同意')
    await room.says(people(24)[23]!, '弃权')
    await room.says(people(24)[20]!, '反对')
    expect(await room.says('head', '表决结束')).toEqual([
      ['【表决1结果】每户出50元修路灯', '到会44人：同意35，反对1，弃权1，没投7。', '同意35/44人，79.5%，还差1票，没到80%，没有通过。'].join(
        '\n',
      ),
    ])
  })

  test('36 of 44 do', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题2')
    await approvals(room, 18)
    expect(await room.says('head', '表决结束')).toEqual([
      '【表决1结果】清沟\n到会44人：同意36，反对0，弃权0，没投8。\n同意36/44人，81.8%，通过。',
    ])
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({
      present: 44,
      approve: 36,
      carried: true,
      binding: true,
      counted: 'ballots',
    })
  })

  test('closes by itself when everybody present has voted', async () => {
    const { room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    await room.all(people(23).map((who) => [who, '赞成'] as const))
    expect(await room.says(people(24)[23]!, '反对')).toEqual([
      '【表决1结果】修路灯\n到会24人：同意23，反对1，弃权0，没投0。\n同意23/24人，95.8%，通过。',
    ])
    expect(await room.says('9', '反对')).toEqual([])
  })

  test('without quorum is recorded, not binding, and says so from the start', async () => {
    const { room, v } = await evening()
    await arrive(room, 23)
    const [opened] = await room.says('head', '表决 议题1')
    expect(opened?.split('\n').at(-1)).toBe('在家户到了23/30户（76.6%），还差1户，户数不够：这次表决只作记录，不算数。')
    const said = await room.all(people(23).map((who) => [who, '同意'] as const))
    expect(said).toEqual([
      [
        '【表决1结果】修路灯',
        '到会23人：同意23，反对0，弃权0，没投0。',
        '同意23/23人，100%，同意的够了。',
        '在家户到了23/30户（76.6%），还差1户，户数不够：这次表决只作记录，不算数。',
      ].join('\n'),
    ])
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ carried: true, binding: false })
  })

  test('late arrivals count from then on: in the base, in the quorum, with their vote', async () => {
    const { room } = await evening()
    await arrive(room, 23)
    await room.says('head', '表决 议题1')
    await room.all(people(22).map((who) => [who, '同意'] as const))
    await room.says(people(24)[23]!, '到 2人')
    expect((await room.says('head', '表决结束'))[0]).toBe(
      '【表决1结果】修路灯\n到会25人：同意22，反对0，弃权0，没投3。\n同意22/25人，88%，通过。',
    )
  })

  test('one at a time; topics by number exist or are refused', async () => {
    const { room } = await fortyFour()
    expect(await room.says('head', '表决 议题3')).toEqual(['没有议题3，一共2个，请回“表决 议题2”这样的。'])
    await room.says('head', '表决 议题1')
    expect(await room.says('head', '表决 议题2')).toEqual(['表决1“修路灯”还没完。先回“表决结束”，再表决下一项。'])
    expect(await room.says('recorder', '表决结束')).toEqual(['表决结束要屋场长来说。您可以请屋场长发一下。'])
    await room.says('head', '表决结束')
    expect(await room.says('head', '表决结束')).toEqual(['现在没有在表决。要表决就回“表决 每户出50元修路灯”。'])
  })

  test('needs a meeting', async () => {
    const { room, v } = await evening()
    await room.says('head', '散会')
    await v.after(0)
    expect(await room.says('head', '表决 每户出50元修路灯')).toEqual(['现在没有在开会。要定开会时间就回“开会 周五晚7点半 地点”。'])
  })
})

describe('ballots', () => {
  test('are limited to what the household brought, said once', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    const three = await name(v, 3)
    expect(await room.says('3', '同意 5票')).toEqual([`${three}家签到2人，5票先按2票算。人来多了先回“到 5人”。`])
    expect(await room.says('3', '同意 5票')).toEqual([])
    expect(await v.after(MINUTE)).toEqual(['【表决1】修路灯\n到会44人：同意2，反对0，弃权0，没投42。'])
  })

  test('may be changed: every revision is kept, the latest counts', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    await room.says('3', '同意 2票')
    await room.says('3', '改成反对')
    await room.says('4', '同意')
    await room.says('4b', '反对')
    // Household 3 has changed both its votes.
    expect(await v.after(MINUTE)).toEqual(['【表决1】修路灯\n到会44人：同意1，反对3，弃权0，没投40。'])
    expect(await v.db.ballot.count()).toBe(4)
  })

  test('of a household that is not signed in are kept, and count once it is', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    const late = people(25)[24]!
    const household = await name(v, Number(late))
    expect(await room.says(late, '同意 2票')).toEqual([`${household}家的票记下了。您家还没签到，人到了就回“到”，票才算数。`])
    expect(await room.says(late, '同意 2票')).toEqual([])
    await v.after(MINUTE)
    await room.says(late, '到')
    expect(await room.says('head', '催一下')).toEqual([
      '【表决1】修路灯\n到会45人：同意1，反对0，弃权0，没投44。还没投的请回“同意”“反对”或“弃权”。',
    ])
    await room.says(late, '到 2人')
    expect((await room.says('head', '表决结束'))[0]).toContain('到会46人：同意2，')
  })

  test('a condition is no vote, and a voice votes only when confirmed', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    await room.says('3', '同意，但是要先修下面那段')
    expect(await v.db.ballot.count()).toBe(0)
    expect((await room.says('4', '同意', { kind: 'audio' }))[0]).toContain('您是说“同意”吗')
    expect(await v.db.ballot.count()).toBe(0)
    await room.says('4', '是')
    expect(await v.db.ballot.count()).toBe(1)
  })

  test('in any order, delivered twice, make the same count', async () => {
    const counts = []
    for (const order of [people(24), [...people(24)].reverse()]) {
      const { room, v } = await fortyFour()
      await room.says('head', '表决 议题1')
      for (const _delivery of ['first', 'again'])
        for (const [i, who] of order.entries()) await room.says(who, i % 2 ? '同意 2票' : '反对', { id: `vote/${who}` })
      await room.says('head', '表决结束')
      const { present, approve, reject } = await v.db.motion.findFirstOrThrow()
      counts.push({ present, cast: (approve ?? 0) + (reject ?? 0), reject, ballots: await v.db.ballot.count() })
    }
    expect(counts[0]).toEqual({ present: 44, cast: 34, reject: 12, ballots: 24 })
    expect(counts[1]).toEqual({ present: 44, cast: 34, reject: 12, ballots: 24 })
  })
})

describe('a show of hands', () => {
  test('waits for two villagers of other households, then decides', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    expect(await room.says('head', '举手 同意36 反对3 弃权1')).toEqual([
      [
        '【表决1】修路灯',
        '举手：到会44人，同意36，反对3，弃权1，没举手4。',
        '请2户到会的乡亲（报数的那一户不算）看数对不对：对就回“属实”，不对回“有异议”。记录员发一张举手的照片也行。',
      ].join('\n'),
    ])
    expect(await room.says('head', '属实')).toEqual(['报数的那一户不能给自己作证，请别家的乡亲回“属实”。'])
    expect(await room.says('4', '属实')).toEqual([`${await name(v, 4)}家证实了，还差1户回“属实”。`])
    // The same household is one witness, whoever of it says so and however often.
    expect(await room.says('4', '属实')).toEqual([])
    expect(await room.says('4b', '属实')).toEqual([`${await name(v, 4)}家证实了，还差1户回“属实”。`])
    expect(await room.says('head', '表决结束')).toEqual([
      '举手的人数还没证实，还差1户到会的乡亲回“属实”。数错了就重新报“举手 同意… 反对… 弃权…”。',
    ])
    expect(await room.says('34', '属实')).toEqual(['签了到的乡亲才能给举手的人数作证，请先回“到”。'])
    expect(await room.says('9', '属实')).toEqual([
      '【表决1结果】修路灯\n到会44人：同意36，反对3，弃权1，没投4（举手）。\n同意36/44人，81.8%，通过。',
    ])
    expect(await v.db.handCount.findFirstOrThrow()).toMatchObject({ status: 'confirmed' })
  })

  test('a doubt sends it back', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    await room.says('recorder', '举手 同意40')
    expect(await room.says('9', '有异议')).toEqual([
      `${await name(v, 9)}家对举手的人数有异议，这个数先不算。请屋场长或记录员重新数一遍，再报“举手 同意… 反对… 弃权…”。`,
    ])
    expect(await room.says('10', '属实')).toEqual([])
    await room.says('recorder', '举手 同意35 反对9')
    await room.says('10', '属实')
    expect((await room.says('11', '属实'))[0]).toContain('同意35/44人，79.5%，还差1票，没到80%，没有通过。')
    expect((await v.db.handCount.findMany({ orderBy: { at: 'asc' } })).map((h) => h.status).sort()).toEqual(['confirmed', 'disputed'])
  })

  test('more hands than people are refused with both numbers', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    expect(await room.says('head', '举手 同意40 反对3 弃权2')).toEqual([
      '举手一共45人，签到的只有44人，对不上。请再数一遍，或先把没签到的补签。',
    ])
    expect(await v.db.handCount.count()).toBe(0)
  })

  test("the recorder's photo confirms it; anybody else's does not", async () => {
    const { room } = await fortyFour()
    await room.says('head', '表决 议题1')
    await room.says('head', '举手 同意44')
    expect(await room.says('9', '', { kind: 'image' })).toEqual([])
    expect(await room.says('recorder', '', { kind: 'image' })).toEqual([
      '照片收到，举手的人数就按报的算。',
      '【表决1结果】修路灯\n到会44人：同意44，反对0，弃权0，没投0（举手）。\n同意44/44人，100%，通过。',
    ])
  })

  test('that nobody confirmed is not counted when the meeting ends', async () => {
    const { room, v } = await fortyFour()
    await room.says('head', '表决 议题1')
    await room.says('head', '举手 同意44')
    const [result] = await room.says('head', '散会')
    expect(result).toBe(
      '【表决1结果】修路灯\n到会44人：同意0，反对0，弃权0，没投44。\n同意0/44人，0%，还差36票，没到80%，没有通过。\n举手的人数没有人证实，没有算进来。',
    )
    expect((await v.db.handCount.findFirstOrThrow()).status).toBe('replaced')
  })
})
