/** A question is summed up after the first answers, then only when the picture has changed, four times at most. */
import { expect, test } from 'vitest'
import { instantAt, MINUTE, SECOND } from '../../src/kernel/time.ts'
import { evening, people } from '../support/evening.ts'
import { Village } from '../support/village.ts'

const notes = (v: Village, from: number, sign: string): string[] =>
  v.said
    .slice(from)
    .map((s) => s.text)
    .filter((text) => text.includes(sign))

test('24 answers half an hour apart', async () => {
  const v = await Village.open({ now: instantAt('2026-09-07', 7, 30) })
  const room = v.room('huaishu')
  await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天晚8点截止')
  const from = v.said.length
  for (const who of people(24)) {
    await v.after(30 * MINUTE)
    await room.says(who, '2')
  }
  await v.after(2 * MINUTE)
  const told = notes(v, from, '已回')
  // The first, one that leads, half of thirty; nobody hears of the others.
  expect(told.map((text) => /已回(\d+)户/.exec(text)?.[1])).toEqual(['1', '8', '15'])
})

test('another option leads, all but three, the last hour', async () => {
  const v = await Village.open({ now: instantAt('2026-09-07', 7, 30) })
  const room = v.room('huaishu')
  await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 今天晚8点截止')
  const from = v.said.length
  const say = async (some: readonly string[], words: string): Promise<void> => {
    await room.all(some.map((who) => [who, words] as const))
    await v.after(10 * MINUTE)
  }
  await say(people(10), '1')
  await say(people(10).slice(0, 6), '3')
  await say(people(20).slice(10), '3')
  await say(people(26).slice(20), '1')
  await v.until(instantAt('2026-09-07', 19, 10))
  await say(people(1), '1')
  expect(notes(v, from, '已回').map((text) => /已回(\d+)户/.exec(text)?.[1])).toEqual(['10', '10', '20', '26'])
})

test('24 参加 half an hour apart', async () => {
  const v = await Village.open({ now: instantAt('2026-09-07', 7, 30) })
  const room = v.room('huaishu')
  await room.says('head', '开会 周三晚7点半')
  const from = v.said.length
  for (const who of people(24)) {
    await v.after(30 * MINUTE)
    await room.says(who, '参加')
  }
  await v.after(2 * MINUTE)
  expect(notes(v, from, '的会】')).toHaveLength(3)
})

test('24 arrivals 70 s apart', async () => {
  const { v, room } = await evening()
  const from = v.said.length
  for (const who of people(24)) {
    await v.after(70 * SECOND)
    await room.says(who, '到')
  }
  await v.after(2 * MINUTE)
  const told = notes(v, from, '在家户到了').map((text) => /到了(\d+)\/30/.exec(text)?.[1])
  // Half of those who are needed, three short of them, and the quorum at once.
  expect(told).toEqual(['1', '12', '21', '24'])
})

test('an answer that changes nothing is never told, and a second 到 neither', async () => {
  const { v, room } = await evening()
  await room.says('9', '到')
  await v.after(MINUTE)
  const from = v.said.length
  await room.says('9', '到')
  await room.says('9', '来了')
  await v.after(5 * MINUTE)
  expect(v.said.slice(from)).toEqual([])
})
