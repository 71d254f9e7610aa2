/** What a group hears in a month. The figures of docs/meeting-night.md; a change that makes the bot more talkative fails here. */
import { expect, test } from 'vitest'
import { MONDAY_9, Village } from '../support/village.ts'
import { Month, median } from './month.ts'

test('in a month of forty households the bot says no more than the people who run the hamlet would', async () => {
  const v = await Village.open({ households: 40 })
  const month = new Month(v, 20_260_907)
  await month.live()
  const perDay = month.perDay(MONDAY_9)
  const spoken = perDay.filter((n) => n > 0)
  const figures = { worst: perDay[0], next: perDay[1], median: median(spoken), sum: perDay.reduce((a, b) => a + b) }
  expect(figures).toEqual({ worst: 27, next: 8, median: 1, sum: 57 })
}, 120_000)
