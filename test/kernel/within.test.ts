import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { within } from '../../src/kernel/within.ts'

test('what is not answered in time is given up', async () => {
  await expect(within(20, 'lease', () => new Promise(() => {}))).rejects.toThrow('lease: no answer within 20 ms')
})

test('an answer that came while the program was too busy to look at it counts', async () => {
  const answer = within(20, 'lease', async () => {
    // Comes over a socket: read after the timers of its round of the loop.
    await new Promise((resolve) => setImmediate(resolve))
    return 'ours'
  })
  const until = performance.now() + 60
  while (performance.now() < until);
  expect(await answer).toBe('ours')
  await sleep(0)
})
