/** Deadlines of one moment share a turn, and come to what each would come to alone. */
import { beforeEach, describe, expect, test } from 'vitest'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { Firing } from '../../src/application/clock/firing.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { dueBy } from '../../src/store/edges/deadlines.ts'
import { KEYS, whole } from '../support/many-rooms.ts'
import { Village } from '../support/village.ts'

const SEVEN = instantAt('2026-09-08', 19)
const BEGUN = '到了的回“到”'

let v: Village
let shared: number[]
let firing: Firing
let due: string[]

/** Three hamlets whose meetings begin to take attendance at this moment. */
async function atSeven(): Promise<void> {
  v = await Village.open()
  for (const key of KEYS) await v.room(key).says('head', '开会 9月8日晚7点半 修路灯')
  await v.until(SEVEN - MINUTE)
  v.clock.moveTo(SEVEN)
  due = (await dueBy(v.db, v.now, 100)).map(({ id }) => id)
  shared = []
  firing = new Firing(seen())
}

const seen = (): Village['deps'] => ({
  ...v.deps,
  log: { ...v.deps.log, info: (fields: object) => 'deadlines' in fields && shared.push(Number(fields.deadlines)) } as never,
})

const all = (ids: readonly string[], by = firing) => Promise.all(ids.map((id) => by.fire(id)))
const begun = async () => {
  const lines = await v.db.outbox.findMany({ where: { createdAt: new Date(SEVEN) }, orderBy: [{ roomId: 'asc' }, { key: 'asc' }] })
  return lines.map(({ roomId, text }) => [roomId, text])
}

describe('what has come at one moment', () => {
  beforeEach(atSeven)

  test('is met in one turn, with the words and the ledger that it has one by one', async () => {
    expect(new Set(await all(due))).toEqual(new Set(['fired']))
    expect(shared[0]).toBe(KEYS.length)
    const together = { said: await begun(), ledger: await v.db.ledgerEntry.count() }
    expect(together.said.filter(([, text]) => text?.includes(BEGUN))).toHaveLength(KEYS.length)
    await whole(v)
    await atSeven()
    for (const id of due) await fireDeadline(v.deps, id)
    expect({ said: await begun(), ledger: await v.db.ledgerEntry.count() }).toEqual(together)
  })

  test('is met along with the first that is asked for, and again is gone', async () => {
    expect(await firing.fire(due[0] as string)).toBe('fired')
    expect(shared).toEqual([KEYS.length])
    expect(new Set(await all(due.slice(0, 3)))).toEqual(new Set(['gone']))
    expect((await begun()).filter(([, text]) => text?.includes(BEGUN))).toHaveLength(KEYS.length)
  })

  test('is met all the same when one of them cannot be, which stays with its reason and is not taken along again', async () => {
    const first = { dueAt: new Date(SEVEN - 1), kind: 'nobodyKnows', subject: 'none', key: 'nobody/none' }
    await v.db.deadline.create({ data: { ...first, id: 'due_bad', hamletId: 'hamlet_liuyin', townId: 'town_qingshan' } })
    const outcomes = await Promise.allSettled(['due_bad', ...due].map((id) => firing.fire(id)))
    expect(outcomes.slice(1).every((o) => o.status === 'fulfilled')).toBe(true)
    const bad = await v.db.deadline.findUniqueOrThrow({ where: { id: 'due_bad' } })
    expect(bad).toMatchObject({ doneAt: null, attempts: 1 })
    expect(bad.error).not.toBeNull()
    expect((await dueBy(v.db, v.now, 100)).map(({ id }) => id)).toEqual(['due_bad'])
    expect((await begun()).filter(([, text]) => text?.includes(BEGUN))).toHaveLength(KEYS.length)
    await whole(v)
  })

  test('is met once by two processes that both are told of it', async () => {
    await Promise.all([all(due), all(due, new Firing(seen()))])
    expect((await begun()).filter(([, text]) => text?.includes(BEGUN))).toHaveLength(KEYS.length)
    expect(await dueBy(v.db, v.now, 100)).toEqual([])
    await whole(v)
  })
})
