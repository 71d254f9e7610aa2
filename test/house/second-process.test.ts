/** Two processes over one database, and a desk that edits the hamlets that both are working on: what each keeps is never older than what is written. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Intake } from '../../src/application/hearing/intake.ts'
import { orderAtHome } from '../../src/application/orders/registry.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { type Received, takeIn } from '../../src/store/edges/inbox.ts'
import { asked, KEYS, outcome, rooms, said, whole } from '../support/many-rooms.ts'
import type { Village } from '../support/village.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const EDITS = 12

/** A process that waits for its messages. */
async function another(v: Village): Promise<{ hears(messages: readonly Received[]): Promise<void> }> {
  const program = [resolve(import.meta.dirname, 'support/hears.ts'), v.url, String(v.now)]
  const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', ...program], { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    hears: async (messages) => {
      child.stdin.end(JSON.stringify(messages))
      expect(await once(child, 'exit')).toEqual([0, null])
    },
  }
}

async function edits(v: Village): Promise<void> {
  const who: Principal = {
    userId: 'u',
    name: '郑文',
    role: 'official',
    townId: 'town_qingshan',
    villageId: null,
    department: null,
    officialId: 'official_town_official1',
    via: 'console',
    readOnly: false,
  }
  for (let i = 0; i < EDITS; i++)
    for (const key of KEYS) await orderAtHome(v.deps, who, `hamlet_${key}`, `household_${key}_18`, i % 2 === 0)
}

test('every message counts once, every edit once, and each count is that of a run by itself', async () => {
  const v = await asked()
  const other = await another(v)
  const intake = new Intake(v.deps)
  const messages = said(v, 300)
  // Both are handed everything, as after a take-over: whoever comes first stores a message, whoever has the lock handles it.
  const here = Promise.all(messages.map((m) => intake.take(m)))
  await Promise.all([here, other.hears(messages), edits(v)])
  await vi.waitFor(() => expect(intake.idle).toBe(true), { interval: 10, timeout: 30_000 })
  await intake.stop()

  const alone = await asked()
  await takeIn(alone.db, messages, alone.now)
  for (const room of rooms) await alone.handle(room.externalRoomId)
  expect((await outcome(v)).answers).toEqual((await outcome(alone)).answers)
  expect(await v.db.inbox.count({ where: { status: { not: 'done' } } })).toBe(0)
  expect(await v.db.atHomeChange.count()).toBe(EDITS * KEYS.length)
  await whole(v)
})
