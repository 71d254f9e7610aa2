/** A process that stands still in the middle of a transaction: what it holds is given back by the server. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { Village } from '../support/village.ts'

const v = await Village.open()
const stands = openDatabase(v.url, 1, 200)
afterAll(async () => {
  await stands.$disconnect()
  await v.db.$disconnect()
})

test('a hamlet’s lock is free again after three times as long as an answer may take', async () => {
  let held = (): void => {}
  const holds = new Promise<void>((resolve) => {
    held = resolve
  })
  const broken = stands
    .$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT id FROM "Hamlet" WHERE id = 'hamlet_huaishu' FOR UPDATE`
        held()
        // Nothing is asked any more, as by a process that was stopped.
        await sleep(1_500)
        await tx.$queryRaw`SELECT 1`
      },
      { timeout: 10_000 },
    )
    .then(
      () => 'it went on',
      () => 'given up',
    )
  await holds
  const since = performance.now()
  await v.db.$transaction((tx) => tx.$queryRaw`SELECT id FROM "Hamlet" WHERE id = 'hamlet_huaishu' FOR UPDATE`)
  expect(performance.now() - since).toBeLessThan(1_400)
  expect(await broken).toBe('given up')
})
