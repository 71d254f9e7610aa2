import { describe, expect, test } from 'vitest'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, HALF_PAST_SEVEN, people, SEVEN } from '../support/evening.ts'
import { HUAISHU_REACHED, Village } from '../support/village.ts'

const attendances = (v: Village) => v.db.attendance.findMany({ orderBy: { seq: 'asc' } })
const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name

describe('attendance opens', () => {
  test('half an hour before the start, with the base frozen and how to answer', async () => {
    const { v, opening } = await evening()
    expect(opening).toBe(
      [
        '【签到】今天（9月9日周三）晚7点半的会开始签到，地点文化广场。',
        '到了的回“到”，一家来几个人就回“到 3人”，一家有一个人回就算。',
        '替别家来的回“替王德福家到”。不方便回的，请记录员代签。',
        '在家30户，到够24户才算数。从现在到散会，群里说的话都记进会议记录。',
      ].join('\n'),
    )
    expect(v.said.at(-1)?.at).toBe(SEVEN)
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'open', atHomeBase: 30 })
  })

  test('or when head or recorder says 签到; from others that is silence', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三晚7点半 文化广场')
    expect(await room.says('9', '签到')).toEqual([])
    expect((await room.says('recorder', '签到'))[0]).toContain('现在就开始签到吗')
    expect((await room.says('recorder', '是'))[0]).toContain('的会开始签到')
    expect(await room.says('head', '开始签到')).toEqual(['已经在签到了，到了的回“到”就行。'])
    // The half hour before finds it open already.
    expect((await v.until(HALF_PAST_SEVEN)).filter((s) => s.includes('开始签到'))).toEqual([])
  })

  test('at once when the meeting is called for the same half hour', async () => {
    const v = await Village.open({ now: instantAt('2026-09-09', 19, 20) })
    await v.room('huaishu').says('head', '开会 今晚7点半 文化广场')
    expect((await v.after(0))[0]).toContain('【签到】今天（9月9日周三）晚7点半的会开始签到')
  })

  test('without a meeting fixed there is nothing to open', async () => {
    const v = await Village.open()
    expect(await v.room('huaishu').says('head', '签到')).toEqual(['现在没有定好的会。要定就回“开会 周五晚7点半 地点”。'])
  })

  test('a meeting moved to a later day opens on that day only', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三晚7点半')
    await room.says('head', '改到周四晚8点')
    await v.until(instantAt('2026-09-10', 19, 29))
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('scheduled')
    await v.until(instantAt('2026-09-10', 19, 30))
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
  })

  test('the invitation is closed then: 参加 is no answer any more', async () => {
    const { room, v } = await evening()
    expect(await room.says('9', '参加')).toEqual([])
    expect(await v.db.rsvp.count()).toBe(0)
  })

  test('the base stays as it was, whoever comes home later', async () => {
    const { room, v } = await evening()
    await room.says('head', `${await name(v, 6)}家回来了`)
    expect(await room.says('head', '催一下')).toEqual([
      '【签到】在家户到了0/30户（0%），共0人，还有30户没到。要到够24户才算数，还差24户。到了的回“到”，几个人来就回“到 3人”。',
    ])
  })
})

describe('households arrive', () => {
  test('23 of 30 are not enough, the 24th is said at once', async () => {
    const { room, v } = await evening()
    expect(await arrive(room, 23)).toEqual([])
    expect(await v.after(MINUTE)).toEqual(['【签到】在家户到了23/30户（76.6%），共23人。要到够24户才算数，还差1户。'])
    expect(await room.says(people(24)[23]!, '来了')).toEqual([
      '【签到】够数了：在家户到了24/30户（80%），共24人，达到24户，今天的会算数。后到的照样签到。',
    ])
    // Nothing new: nothing to sum up.
    expect(await v.after(MINUTE)).toEqual([])
  })

  test('one note a minute at most, at a quarter past the start in any case', async () => {
    const { room, v } = await evening()
    await room.says('9', '到')
    await v.after(MINUTE / 2)
    await room.says('10', '到')
    expect(await v.after(MINUTE / 2)).toEqual(['【签到】在家户到了2/30户（6.6%），共2人。要到够24户才算数，还差22户。'])
    expect(await v.until(HALF_PAST_SEVEN + 14 * MINUTE)).toEqual([])
    expect(await v.until(HALF_PAST_SEVEN + 15 * MINUTE)).toEqual([
      '【签到】开会15分钟了：在家户到了2/30户（6.6%），共2人。要到够24户才算数，还差22户。\n还有28户没到，来得成的快来，到了回“到”。',
    ])
  })

  test('two accounts of a household are one household, and a bare 到 leaves the number that was said', async () => {
    const { room, v } = await evening()
    await room.says('4', '到 2人')
    await room.says('4b', '到')
    expect(await v.after(MINUTE)).toEqual(['【签到】在家户到了1/30户（3.3%），共2人。要到够24户才算数，还差23户。'])
    await room.says('4b', '到 1人')
    // No other picture: not summed up once more.
    expect(await v.after(MINUTE)).toEqual([])
    expect((await room.says('head', '还差谁'))[0]).toContain('在家户到了1/30户（3.3%），共1人')
    expect((await attendances(v)).map((a) => [a.persons, a.stated])).toEqual([
      [2, true],
      [1, false],
      [1, true],
    ])
  })

  test('到，我来了 is one arrival; talk with 到 in it is none', async () => {
    const { v, room } = await evening()
    expect(
      await room.all([
        ['9', '到，我来了'],
        ['10', '来了，到'],
        ['12', '到了再说'],
        ['12', '到，我来了客人'],
      ]),
    ).toEqual([])
    expect(await v.after(MINUTE)).toEqual(['【签到】在家户到了2/30户（6.6%），共2人。要到够24户才算数，还差22户。'])
  })

  test('more people than adults on the roster: counted up to them, said once, confirmed by the recorder', async () => {
    const { room, v } = await evening()
    const three = await name(v, 3)
    expect(await room.says('3', '到 6人')).toEqual([
      `${three}家报了6人，名册上大人4位，先按4人算。要是确实来了6位大人，请记录员回“代签 ${three} 6人”。`,
    ])
    expect(await room.says('3', '到 6人')).toEqual([])
    expect(await room.says('recorder', `代签 ${three} 6人`)).toEqual([`好，${three}家签到6人。在家户到了1/30户（3.3%），共6人。`])
    expect((await v.after(MINUTE))[0]).toContain('共6人')
  })

  test('for another household: by a neighbour, by the recorder; struck out again', async () => {
    const { room, v } = await evening()
    const [eleven, thirteen] = [await name(v, 11), await name(v, 13)]
    expect(await room.says('9', `替${eleven}家到2人`)).toEqual([])
    expect(await room.says('recorder', `代签 ${thirteen}`)).toEqual([`好，${thirteen}家签到1人。在家户到了2/30户（6.6%），共3人。`])
    expect(await room.says('recorder', `划掉 ${eleven}`)).toEqual([`好，${eleven}家的签到划掉了。在家户到了1/30户（3.3%），共1人。`])
    expect(await room.says('recorder', `划掉 ${eleven}`)).toEqual([`${eleven}家本来就没有签到。`])
    expect(await room.says('9', `代签 ${eleven}`)).toEqual(['代签要屋场长或记录员来说。您可以请屋场长发一下。'])
    expect((await attendances(v)).map((a) => [a.persons, a.by])).toEqual([
      [2, 'account:account_huaishu_9'],
      [1, 'account:account_huaishu_recorder'],
      [0, 'account:account_huaishu_recorder'],
    ])
  })

  test('a stranger cannot vouch for a household', async () => {
    const { room, v } = await evening()
    const eleven = await name(v, 11)
    expect((await room.says('guest', `替${eleven}家到`))[0]).toBe(`我还不晓得您是哪一家的，替${eleven}家签到请记录员回“代签 ${eleven}”。`)
    expect(await attendances(v)).toEqual([])
  })

  test('an unknown account is kept, and counts once the head has approved who it is', async () => {
    const { room, v } = await evening()
    await arrive(room, 23)
    await v.after(MINUTE)
    expect((await room.says('new34', '到 2人'))[0]).toContain('您回的我先记着')
    expect(await v.after(MINUTE)).toEqual([])
    await room.says('new34', `我是${await name(v, 34)}`)
    const said = await room.says('head', '同意绑定 1')
    expect(said.at(-1)).toBe('【签到】够数了：在家户到了24/30户（80%），共25人，达到24户，今天的会算数。后到的照样签到。')
  })

  test('households that are away are welcome and shown apart', async () => {
    const { room, v } = await evening()
    await room.says('12', '到 2人')
    await room.says('9', '到')
    expect(await v.after(MINUTE)).toEqual(['【签到】在家户到了1/30户（3.3%），另有平时外出的1户，共3人。要到够24户才算数，还差23户。'])
  })

  test('a 接龙 that makes up the quorum says so with all of its lines', async () => {
    const { v, room } = await evening()
    await arrive(room, 22)
    const names = await Promise.all([29, 31, 32, 33, 34].map((n) => name(v, n)))
    const said = await room.says('recorder', `#接龙\n开会签到\n${names.map((n, i) => `${i + 1}. ${n}`).join('\n')}`)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('【签到】够数了：在家户到了27/30户')
  })

  test('a meeting that goes on into the quiet hours is told its sums at once', async () => {
    const { v, room } = await evening()
    await v.until(instantAt('2026-09-09', 21, 45))
    await room.says('9', '到')
    expect((await v.after(MINUTE))[0]).toContain('【签到】在家户到了1/30户')
    await room.says('head', '表决 议题1')
    await room.says('10', '到')
    await room.says('10', '同意')
    expect((await v.after(MINUTE)).join('\n')).toContain('到会2人：同意1，反对0，弃权0，没投1。')
  })

  test('a 接龙 signs in the names in it, not its sender, and once only', async () => {
    const { room, v } = await evening()
    const [nine, ten, eleven] = [await name(v, 9), await name(v, 10), await name(v, 11)]
    const list = `#接龙\n开会签到\n1. ${nine} 2人\n2. ${ten}\n3. ${eleven} 请假`
    expect(await room.says('14', list, { kind: 'groupNote' })).toEqual([])
    await room.says('15', `${list}\n4. 王不在册`, { kind: 'groupNote' })
    expect((await attendances(v)).map((a) => [a.householdId, a.persons, a.via])).toEqual([
      ['household_huaishu_9', 2, 'groupNote'],
      ['household_huaishu_10', 1, 'groupNote'],
    ])
  })

  test('a child cannot sign in', async () => {
    const { room, v } = await evening()
    await v.db.chatAccount.update({ where: { id: 'account_huaishu_15' }, data: { villagerId: 'villager_huaishu_15_e' } })
    expect(await room.says('15', '到')).toEqual(['满18岁才能签到和表决，请家里的大人来回。'])
    expect(await attendances(v)).toEqual([])
  })

  test('还差谁: names for the head, by the frozen base', async () => {
    const { room, v } = await evening()
    await arrive(room, 26)
    const left = await Promise.all([32, 33, 34, 35].map((n) => name(v, n)))
    expect(await room.says('head', '还差谁')).toEqual([`在家户到了26/30户（86.6%），共26人。还没到的4户：${left.join('、')}。`])
  })

  test('a message delivered twice, or in another order, makes the same evening', async () => {
    const { room, v } = await evening()
    await room.says('9', '到 2人', { id: 'same' })
    await room.says('9', '到 2人', { id: 'same' })
    await room.all([...HUAISHU_REACHED].reverse().map((who) => [who, '到'] as const))
    await v.after(MINUTE)
    expect(await attendances(v)).toHaveLength(27)
    expect(await room.says('head', '催一下')).toEqual([
      '【签到】在家户到了26/30户（86.6%），共27人，还有4户没到。够24户了，今天的会算数。到了的回“到”，几个人来就回“到 3人”。',
    ])
  })
})
