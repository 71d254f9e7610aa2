/** What was said in time and came late counts with one word of the head's, where something can still be done. */
import { describe, expect, test } from 'vitest'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, people } from '../support/evening.ts'
import { Village } from '../support/village.ts'

describe('算上', () => {
  /** 14 of 24 approve 修路灯; then it is closed, and 清沟 is put. */
  async function twoMotions() {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    await room.all(people(14).map((who) => [who, '同意'] as const))
    const during = v.now + 2 * MINUTE
    v.clock.moveTo(v.now + 4 * MINUTE)
    await room.says('head', '表决结束')
    v.clock.moveTo(v.now + 2 * MINUTE)
    await room.says('head', '表决 议题2')
    v.clock.moveTo(v.now + 2 * MINUTE)
    return { v, room, during, motion: (no: number) => v.db.motion.findFirstOrThrow({ where: { no } }) }
  }
  const late = (said: readonly string[]): string[] => said.filter((t) => t.includes('晚到'))

  test('lets votes count that were said before their motion closed, each once; anybody else says it of anything', async () => {
    const { v, room, during, motion } = await twoMotions()
    const [nay, ...yea] = people(24).slice(14, 21)
    await room.says(nay ?? '', '反对', { at: during })
    for (const who of yea) await room.says(who, '同意', { at: during })
    expect(late(await v.after(2 * MINUTE))).toEqual(['王桂成，有7个回复是表决1结束前说的，晚到了，没有算。要算上就回“算上”。'])
    expect(await room.says('9', '算上')).toEqual([])
    expect(await room.says('head', '算上')).toEqual([
      '好，晚到的7个回复算上了。',
      expect.stringContaining('【表决1结果】修路灯\n到会24人：同意20，反对1，弃权0，没投3（算上晚到的）。'),
    ])
    expect(await motion(1)).toMatchObject({ approve: 20, carried: true, status: 'closed' })
    expect((await motion(2)).status).toBe('open')
    expect(await room.says('head', '算上')).toEqual(['没有晚到的回复要算。'])
  })

  test('counts with those who had come by then, and not with those who came after', async () => {
    const { v, room, during, motion } = await twoMotions()
    await room.says('29', '到', { at: during })
    await room.says('29', '同意', { at: during })
    await room.says('26', '到 2人')
    await v.after(2 * MINUTE)
    await room.says('head', '算上')
    expect(await motion(1)).toMatchObject({ present: 25, approve: 15 })
  })

  test('decides a poll that had come to nothing; of one that is decided there is nothing to let in', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await v.until(instantAt('2026-09-08', 13))
    await room.says('9', '2', { at: instantAt('2026-09-08', 11) })
    await v.after(2 * MINUTE)
    const said = await room.says('head', '算上')
    expect(said[0]).toBe('好，晚到的1个回复算上了。')
    expect(said[1]).toContain('9月10日周四晚7点半')
    expect((await v.db.meeting.findFirstOrThrow()).startsAt).toEqual(new Date(instantAt('2026-09-10', 19, 30)))
    await room.says('10', '1', { at: instantAt('2026-09-08', 11) })
    expect(await room.says('head', '算上')).toEqual(['没有晚到的回复要算。'])
  })

  test('is talk where nothing came late', async () => {
    const room = (await Village.open()).room('huaishu')
    expect(await room.says('head', '算上')).toEqual([])
  })
})
