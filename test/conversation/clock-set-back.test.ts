/** The machine's clock was fast and is put right in the middle of an evening: what people answer counts all the same. Found by `npm run chaos`. */
import { expect, test, vi } from 'vitest'
import { HOUR, instantAt, SECOND } from '../../src/kernel/time.ts'
import { Village } from '../support/village.ts'

test.each([40 * SECOND, HOUR])('set back by %i ms, who signs in and votes is counted', async (ms) => {
  const v = await Village.open({ now: instantAt('2026-09-08', 19) })
  const room = v.room('huaishu')
  await room.says('head', '开会 今晚7点20 祠堂')
  await v.until(instantAt('2026-09-08', 19, 5))
  await room.says('9', '到 2人')
  // A clock of the sandbox never does this; a machine's does.
  const { now } = v
  vi.spyOn(v.clock, 'now').mockReturnValue(now - ms)
  for (const who of ['10', '11']) await room.says(who, '到')
  await room.says('head', '表决 每户出50元')
  await room.says('10', '同意')
  await room.says('9', '同意 2票')
  expect(await v.db.attendance.count()).toBe(3)
  expect((await v.db.ballot.findMany({ select: { votes: true } })).map((b) => b.votes).sort()).toEqual([1, 2])
})
