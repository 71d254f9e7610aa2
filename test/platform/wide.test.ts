/** One wide line for each message, with what it cost, and nothing of what was said or who said it. */
import { describe, expect, test } from 'vitest'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { type Log, silentLog } from '../../src/kernel/log.ts'
import { countStatement, measured } from '../../src/kernel/wide.ts'
import { HUAISHU_REACHED, Village } from '../support/village.ts'

describe('a unit of work', () => {
  test('counts its own statements, also beside another', async () => {
    const costs: number[] = []
    const unit = (n: number) =>
      measured(
        async () => {
          for (let i = 0; i < n; i++) {
            await Promise.resolve()
            countStatement()
          }
        },
        ({ statements }) => costs.push(statements),
      )
    await Promise.all([unit(2), unit(5)])
    countStatement()
    expect(costs.sort()).toEqual([2, 5])
  })

  test('says what it cost when it throws, and throws', async () => {
    const told: unknown[] = []
    await expect(
      measured(
        () => Promise.reject(new Error('no')),
        (_, outcome) => told.push('error' in outcome),
      ),
    ).rejects.toThrow('no')
    expect(told).toEqual([true])
  })
})

test('a message leaves one line: room, kind, outcome, time, statements; no names, no words', async () => {
  const v = await Village.open()
  const lines: { fields: Record<string, unknown>; message: string }[] = []
  const log: Log = { ...silentLog, info: (fields, message) => lines.push({ fields: fields as Record<string, unknown>, message }) }
  Object.assign(v.deps, { log })
  const huaishu = v.room('huaishu')
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.all(HUAISHU_REACHED.slice(0, 3).map((who) => [who, '1']))
  await huaishu.says('9', '今天天气真好')
  const told = lines.filter((l) => l.message === 'message').map((l) => l.fields)
  expect(told.map((l) => [l.room, l.kind, l.outcome, l.batch])).toEqual([
    ['room_huaishu', 'text', 'openTimePoll', 1],
    ['room_huaishu', 'text', 'availability', 3],
    ['room_huaishu', 'text', 'availability', 3],
    ['room_huaishu', 'text', 'availability', 3],
    ['room_huaishu', 'text', 'silence', 1],
  ])
  for (const line of told) {
    expect(line.statements).toBeGreaterThan(3)
    expect(line.ms).toBeGreaterThan(0)
    expect(Object.keys(line).sort()).toEqual([
      'account',
      'batch',
      'kind',
      'lagMs',
      'ms',
      'outcome',
      'room',
      'seq',
      'statements',
      'waitedMs',
    ])
  }
  expect(JSON.stringify(told)).not.toMatch(/修路|天气|wxid/)
  expect(await handleBatch(v.deps, { account: 'sandbox', externalRoomId: huaishu.id })).toBe(0)
})
