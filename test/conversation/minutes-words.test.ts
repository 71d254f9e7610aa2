/** What the minutes print: speeches without commands and dashes, and by whose hand everything came that a household did not say itself. */
import { expect, test } from 'vitest'
import { pasteEvening } from '../../src/application/papers/by-hand/evening.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { paragraphsOf } from '../documents/opened.ts'
import { arrive, evening } from '../support/evening.ts'
import type { Village } from '../support/village.ts'

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
  expect(text2).toContain(`第1项由${recorder}补录：${first} 赞成2；${second} 反对1。`)
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

async function labelOf(v: Village, household: number): Promise<string> {
  const { groupNo, number } = await v.db.household.findUniqueOrThrow({ where: { id: `household_huaishu_${household}` } })
  return `${groupNo}组${number}户 ${await name(v, household)}`
}
