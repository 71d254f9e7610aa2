/** What is told in confidence: where it can be said, who has it by when, and past whom it goes. */
import { beforeEach, describe, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { type Room, Village } from '../support/village.ts'

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
const OF = 'hamlet_huaishu'
const issue = (no = 1) => v.db.issue.findFirstOrThrow({ where: { hamletId: OF, no } })
/** Alone with the bot: a room of the person's own. What was said there in answer. */
async function alone(who: string, text: string): Promise<string[]> {
  const id = huaishu.who(who)
  const from = v.said.length
  await v.receive(id, [{ from: id, text }])
  return v.said
    .slice(from)
    .filter((s) => s.room === id)
    .map((s) => s.text)
}
const heardIn = (room: Room, from = 0) =>
  v.said
    .slice(from)
    .filter((s) => s.room === room.id)
    .map((s) => s.text)
const heardBy = (who: string, from = 0) =>
  v.said
    .slice(from)
    .filter((s) => s.room === huaishu.who(who))
    .map((s) => s.text)

describe('a private talk', () => {
  test('hears 悄悄反映, 我反映的, 进度 and the rating; the group hears nothing', async () => {
    await alone('head', '帮助')
    expect(await alone('5', '悄悄反映 老二喝酒打老婆')).toEqual([
      '收到了，1号“老二喝酒打老婆”，不公开，只有屋场长和村、镇干部能看到。屋场长9月15日周二前来办，到时没办就交村里，村里再没办就到镇里。问办到哪了，在这里回“进度 1”。',
    ])
    expect(heardBy('head').at(-1)).toContain('【不公开】1号：老二喝酒打老婆')
    expect(await alone('5', '我反映的')).toEqual(['您反映的1件：\n1号 老二喝酒打老婆：等屋场长办，9月15日周二24点前没办就交村里'])
    expect((await alone('head', '进度 1'))[0]).toContain('【进度】1号“老二喝酒打老婆”')
    expect(await alone('7', '进度 1')).toEqual(['公开的问题里没有1号。回“问题清单”看有哪些。'])
    expect(await alone('head', '1 办好了 劝开了')).toEqual(['好，记下了。'])
    expect(heardBy('5').at(-1)).toBe(
      '您反映的1号“老二喝酒打老婆”说是办好了：劝开了。您满不满意？回“1 满意”或“1 不满意 原因”，只听您一个人的。',
    )
    expect(await alone('5', '满意')).toEqual(['好，您反映的1号销号了。'])
    expect((await issue()).status).toBe('closed')
    expect(heardIn(huaishu)).toEqual([])
  })

  test('an open word of anybody in a group chat goes back to the group', async () => {
    expect((await alone('5', '反映 路灯坏了'))[0]).toContain('请到屋场群里发“反映 …”')
    expect((await alone('head', '散会'))[0]).toContain('这件事请到屋场群里说')
    expect(await v.db.issue.count()).toBe(0)
    expect(await v.receive('wxid_nobody', [{ from: 'wxid_nobody', text: '悄悄反映 有人偷树' }])).toEqual([])
  })

  test('a public issue is rated there too, and is told to be heard', async () => {
    await huaishu.says('7', '反映 水沟堵了')
    await huaishu.says('head', '1 办好了')
    expect(await alone('8', '不满意')).toEqual(['好，记下了。'])
    expect(await v.db.rating.count()).toBe(1)
  })
})

test('said in the group the answer tells at once to take it back', async () => {
  expect((await huaishu.says('5', '悄悄反映 老二喝酒打老婆'))[0]).toMatch(/^收到了。您刚才那条群里都看得见，请现在就长按它点“撤回”。/)
})

describe('between meetings it has a clock', () => {
  test('the head five working days, then the village, then the town; each told only to who may see', async () => {
    await alone('5', '悄悄反映 老二喝酒打老婆')
    expect(await issue()).toMatchObject({ status: 'raised', headDueOn: '2026-09-15' })
    await v.until(instantAt('2026-09-15', 23, 59))
    expect((await issue()).status).toBe('raised')
    let from = v.said.length
    await v.until(instantAt('2026-09-16', 7))
    expect(await issue()).toMatchObject({ status: 'inVillage', handedFrom: 'days', reportDueOn: '2026-09-21' })
    expect(heardIn(cadres, from)[0]).toContain('槐树1号（不公开）')
    expect(heardBy('5', from)).toEqual(['您反映的1号交到村里了，村里9月21日周一24点前办好，办不了的报镇里。'])
    from = v.said.length
    await v.until(instantAt('2026-09-22', 7))
    expect(await issue()).toMatchObject({ status: 'inTown', reportedAt: null, takenUpFor: expect.stringContaining('村里没有办好') })
    expect(heardIn(town, from)).toContain('【待交办】槐树1号（不公开）到镇里了。请回“交办 槐树1 部门 责任人 日期前”。')
    expect(heardIn(huaishu)).toEqual([])
  })
})

describe('about those who would read it', () => {
  test('a hidden agreed date says that it has passed, to those who chase it and to whoever asks', async () => {
    await alone('5', '悄悄反映 老二喝酒打老婆')
    expect(await alone('head', '1 约定 9月10日前 劝他去看医生')).toEqual(['好，记下了。'])
    await v.until(instantAt('2026-09-10', 12))
    expect(heardIn(cadres).at(-1)).toBe('【约定的事】\n1. 槐树1号（不公开）：约好9月10日周四办好，请当面问一下。')
    expect(heardBy('head').at(-1)).toBe(
      '【约定的事】1号（不公开）：约好9月10日周四办好。办好了在这里回“1 办好了”，要改日子回“1 约定 月底前”，办不了回“1 上报”。',
    )
    await v.until(instantAt('2026-09-17', 12))
    expect(heardBy('head').at(-1)).toContain('约好9月10日周四办好，逾期5个工作日。')
    expect(heardIn(cadres).at(-1)).toBe('【约定的事】\n1. 槐树1号（不公开）：约好9月10日周四办好，逾期5个工作日，请当面问一下。')
    expect((await alone('5', '我反映的'))[0]).toContain('约定9月10日周四前办好，逾期5个工作日')
    expect(heardIn(huaishu).join()).not.toContain('逾期')
  })

  test('the head and the cadres read all of it, up to the last word: there is no other place where they could', async () => {
    await alone('head', '帮助')
    const words = `老二${'喝了酒就闹，'.repeat(80)}孩子都不敢回家`
    await alone('5', `悄悄反映 ${words}`)
    expect(heardBy('head').at(-1)).toContain(words)
    expect(heardIn(cadres).at(-1)).toContain(words)
  })

  test('a review that failed goes back to the head in private, with the clock begun anew', async () => {
    await alone('5', '悄悄反映 老二喝酒打老婆')
    await alone('head', '1 办好了 劝好了')
    await alone('5', '1 不满意 又打了')
    expect(heardBy('head').at(-1)).toBe(
      '【退回】1号（不公开）：反映人不满意，说“又打了”。请再办，9月15日周二24点前没办就交到村里。办好了在这里回“1 办好了”，要交村里回“1 上报”。',
    )
    expect((await alone('5', '进度 1'))[0]).toContain('退回屋场重办，9月15日周二24点前没办就交村里')
    await v.until(instantAt('2026-09-16', 10))
    expect(await issue()).toMatchObject({ status: 'inVillage', handedFrom: 'days', reportDueOn: '2026-09-21' })
    expect(heardIn(huaishu)).toEqual([])
  })

  test('help alone names what is heard alone', async () => {
    expect(await alone('5', '帮助')).toEqual([
      '这里只有您和我，群里看不到。您可以说：\n1. “悄悄反映 两家吵架”：只有屋场长和干部看到\n2. “悄悄向村里反映 …”：屋场长也看不到\n3. “向镇里反映 …”：村干部也看不到\n4. “我反映的”“进度 12”“撤回 12”\n5. “12 满意”“12 不满意 原因”\n别的事请到屋场群里说。',
    ])
    expect((await alone('head', '帮助'))[0]).toContain('6. 不公开的事：“12 办好了 …”“12 约定 9月30日前 …”“12 上报”')
  })

  test('向镇里反映 passes over the cadres: they hear nothing, at any step', async () => {
    expect((await alone('5', '向镇里反映 周书记优亲厚友'))[0]).toContain('只有镇干部能看到。已经直接交到镇里。')
    expect(await issue()).toMatchObject({ status: 'inTown', confidential: true, passesOver: 'village', reportedAt: null })
    expect(await cadres.says(CADRE, '进度 槐树1')).toEqual(['槐树没有1号问题。'])
    expect(await cadres.says(CADRE, '日报')).not.toContain('槐树1号')
    expect((await alone('head', '进度 1'))[0]).toBe('公开的问题里没有1号。回“问题清单”看有哪些。')
    await town.says(OFFICIAL, '交办 槐树1 民政办 李主任 9月20日前')
    await town.says(OFFICIAL, '槐树1 办好了 查了')
    await alone('5', '1 不满意 没有查清')
    await v.until(instantAt('2026-10-20', 12))
    expect(heardIn(cadres).filter((text) => text.includes('槐树1'))).toEqual([])
    expect(heardIn(huaishu)).toEqual([])
    expect((await issue()).status).toBe('inTown')
  })

  test('悄悄向村里反映 passes over the head', async () => {
    await alone('head', '帮助')
    await alone('5', '悄悄向村里反映 屋场长收钱不开票')
    expect(await issue()).toMatchObject({ status: 'inVillage', passesOver: 'head', handedFrom: 'reporter' })
    expect(heardIn(cadres)[0]).toContain('屋场长不知道')
    expect(await alone('head', '1 办好了')).toEqual(['公开的问题里没有1号。回“问题清单”看有哪些。'])
    expect(heardBy('head').filter((text) => text.includes('收钱'))).toEqual([])
  })
})

test('solved on the spot it is closed by the reporter’s word, bound to a household or not', async () => {
  await v.db.chatAccount.update({
    where: { id: 'account_huaishu_5' },
    data: { householdId: null, villagerId: null, boundAt: null, boundBy: null },
  })
  await alone('5', '悄悄反映 老二喝酒打老婆')
  await alone('head', '1 当场解决 劝开了')
  expect((await issue()).status).toBe('inReview')
  await alone('5', '1 满意')
  expect((await issue()).status).toBe('closed')
})
