/** What the minutes print: speeches without commands and dashes, and by whose hand everything came that a household did not say itself. */
import { expect, test } from 'vitest'
import { pasteEvening } from '../../src/application/papers/by-hand/evening.ts'
import { makeMinutes } from '../../src/application/papers/minutes.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { paragraphsOf } from '../documents/opened.ts'
import { arrive, evening, HALF_PAST_SEVEN } from '../support/evening.ts'
import { Village } from '../support/village.ts'

const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name

async function printed(v: Village): Promise<string[]> {
  await v.after(MINUTE)
  const { bytes } = await v.db.document.findFirstOrThrow({ where: { kind: 'minutes' }, orderBy: { at: 'desc' } })
  return paragraphsOf(Buffer.from(bytes))
}
const between = (text: readonly string[], from: string, to: string): string[] => text.slice(text.indexOf(from) + 1, text.indexOf(to))

test('speeches are printed without commands, answers and the dashes of a quote', async () => {
  const { v, room } = await evening()
  const [nine, ten] = [await name(v, 9), await name(v, 10)]
  await arrive(room, 3)
  await room.says('9', '灯坏了半年，晚上看不见路')
  await room.says('10', '我家那边更黑', { quoteOf: nine, quote: '灯坏了半年，晚上看不见路' })
  await room.says('head', '加议题 修水沟')
  await room.says('head', '地点 文化广场')
  await room.says('13', '问题清单')
  await room.says('head', '约时间')
  await room.says('head', '散会')
  const speeches = between(await printed(v), '三、发言记录（原话）', '四、表决').map((line) => line.replace(/^\d\d:\d\d /, ''))
  expect(speeches).toEqual([`${nine}：灯坏了半年，晚上看不见路`, `${ten}：我家那边更黑（接“${nine}：灯坏了半年，晚上看不见路”）`])
})

test('who signed others in, and who entered which votes from a sheet', async () => {
  const { v, room } = await evening()
  const [recorder, nine, ten, eleven] = [await name(v, 2), await name(v, 9), await name(v, 10), await name(v, 11)]
  await arrive(room, 2)
  await room.says('recorder', `代签 ${eleven} 2人`)
  await room.says('head', '表决 清沟')
  await room.says('head', '表决结束')
  const actor = { kind: 'account', accountId: 'account_huaishu_recorder' } as const
  const text = `${nine}：到 2人\n${ten}：到\n${nine}：同意 2票\n${ten}：反对`
  await pasteEvening(v.deps, 'hamlet_huaishu', { actor, text, write: true, motion: { no: 1 } })
  await room.says('head', '散会')
  const text2 = await printed(v)
  const [first, second] = await Promise.all([9, 10].map((n) => labelOf(v, n)))
  expect(text2).toContain(`第1项由${recorder}补录：${first} 同意2；${second} 反对1。`)
  expect(text2).toContain(`${first}，2人（${recorder}补录）`)
  expect(text2).toContain(`${await labelOf(v, 11)}，2人（${recorder}代签）`)
})

test('by somebody of the desk, by name', async () => {
  const { v, room } = await evening()
  const official = await v.db.official.findFirstOrThrow({ where: { office: 'official' } })
  await room.says('head', '表决 清沟')
  const actor = { kind: 'official', id: official.id, name: official.name, office: 'official' } as const
  const nine = await name(v, 9)
  await pasteEvening(v.deps, 'hamlet_huaishu', { actor, text: `${nine}：到\n${nine}：弃权`, write: true, motion: { no: 1 } })
  await room.says('head', '散会')
  expect(await printed(v)).toContain(`第1项由${official.name}补录：${await labelOf(v, 9)} 弃权1。`)
})

test('head and recorder who ran it and never signed in are not printed as absent', async () => {
  const { v, room } = await evening()
  await room.says('9', '到')
  await room.says('recorder', `代签 ${await name(v, 10)}`)
  await room.says('head', '表决 清沟')
  await room.says('head', '表决结束')
  await room.says('head', '散会')
  const text = await printed(v)
  const hosts = between(text, '主持、记录会议而没有签到2户：', '长期在家而未到26户：').filter((cell) => cell !== '')
  expect(hosts).toEqual([await labelOf(v, 1), await labelOf(v, 2)])
  const absent = between(text, '长期在家而未到26户：', '二、议题')
  expect(absent).not.toContain(await labelOf(v, 1))
  expect(absent.filter((cell) => cell !== '')).toHaveLength(26)
})

test('everything decided, agreed or reported at the meeting is in the minutes and told at its end, also of what was raised before', async () => {
  const v = await Village.open()
  const room = v.room('huaishu')
  for (const [who, words] of [
    ['9', '反映 村口路灯坏了'],
    ['10', '反映 水沟堵了'],
    ['11', '反映 广场要个篮球架'],
    ['13', '反映 井盖破了'],
    ['14', '反映 河边栏杆松了'],
    ['15', '悄悄反映 两家争地界'],
    ['16', '反映 垃圾桶少了'],
  ] as const)
    await room.says(who, words)
  await room.says('head', '4 约定 9月20日前 换个新井盖')
  await room.says('head', '5 约定 9月20日前 焊一焊')
  await room.says('head', '开会 周三晚7点半 文化广场')
  await v.until(HALF_PAST_SEVEN)
  await room.says('head', '1 当场解决 换了灯泡')
  await room.says('head', '2 约定 9月30日前 请挖机清沟')
  await room.says('head', '3 不成立 场地不够')
  await room.says('head', '4 办好了 换好了')
  await room.says('17', '反映 桥面有坑')
  await room.says('head', '8 约定 9月25日前 补一补')
  const [ended] = await room.says('head', '散会')
  expect(ended?.split('\n')[3]).toBe(
    '问题：1号当场解决，2号约定9月30日周三前办好，3号不作问题办，4号屋场报告办好了，8号约定9月25日周五前办好。',
  )
  const tableOf = (text: string[]) =>
    text.slice(
      text.indexOf('决定') + 1,
      text.findIndex((line) => line.startsWith('主持人（签名）')),
    )
  const [a, b, c, d, e, f] = await Promise.all([9, 10, 11, 13, 16, 17].map((n) => name(v, n)))
  const rows = [
    ...['1号', '村口路灯坏了', '设施管护', `${a}（2026年9月7日提出）`, '当场解决：换了灯泡'],
    ...['2号', '水沟堵了', '设施管护', `${b}（2026年9月7日提出）`, '约定2026年9月30日前办好：请挖机清沟'],
    ...['3号', '广场要个篮球架', '基建加强', `${c}（2026年9月7日提出）`, '不作问题办：场地不够'],
    ...['4号', '井盖破了', '设施管护', `${d}（2026年9月7日提出）`, '屋场报告办好了：换好了'],
    ...['7号', '垃圾桶少了', '环境治理', `${e}（2026年9月7日提出）`, '交到村里'],
    ...['8号', '桥面有坑', '基建加强', f, '约定2026年9月25日前办好：补一补'],
  ]
  expect(tableOf(await printed(v))).toEqual(rows)
  // What becomes of them afterwards changes nothing in minutes that are made anew.
  await v.until(instantAt('2026-09-12', 21))
  await room.says('head', '2 办好了 沟通了')
  const meeting = await v.db.meeting.findFirstOrThrow()
  await makeMinutes(v.deps, 'hamlet_huaishu', meeting.id, 'anew')
  expect(tableOf(await printed(v))).toEqual(rows)
})

async function labelOf(v: Village, household: number): Promise<string> {
  const { groupNo, number } = await v.db.household.findUniqueOrThrow({ where: { id: `household_huaishu_${household}` } })
  return `${groupNo}组${number}户 ${await name(v, household)}`
}
