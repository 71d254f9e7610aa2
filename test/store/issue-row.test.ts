/** The database keeps one wide row for an issue; the rules know it by its status. What breaks that is named where it is read. */
import { beforeEach, describe, expect, test } from 'vitest'
import { waitingIssues } from '../../src/store/offices.ts'
import { loadHamlet } from '../../src/store/turn/hamlet.ts'
import { knowIssues } from '../../src/store/turn/older-issues.ts'
import { Village } from '../support/village.ts'

let v: Village
const OF = 'hamlet_huaishu'
beforeEach(async () => {
  v = await Village.open()
  await v.room('huaishu').says('5', '反映 村口路灯坏了')
  await v.room('huaishu').says('head', '1 上报')
})

const spoilt = (change: string): Promise<unknown> => v.db.$executeRawUnsafe(`UPDATE "Issue" SET ${change} WHERE no = 1`)
const load = () => loadHamlet(v.db, OF, v.now)

describe('an issue as the database has it', () => {
  test.each([
    [`"reportDueOn" = NULL`, 'inVillage, but has no reportDueOn'],
    [`level = 'town'`, 'inVillage, but of the level town'],
    [`"closedAt" = now()`, 'inVillage, but has closedAt'],
    [`status = 'assigned', level = 'town'`, 'assigned, but has no department'],
    [`status = 'inReview', "handledAt" = now()`, 'inReview, but has no handledBy'],
  ])('%s is a fault with a name', async (change, says) => {
    await load()
    await spoilt(change)
    await expect(load()).rejects.toThrow(says)
  })

  test('also where it is read apart from a turn', async () => {
    await spoilt(`"handedAt" = NULL`)
    await expect(waitingIssues(v.db, [OF], ['inVillage'])).rejects.toThrow('has no handedAt')
  })

  test('and when a message names one that ended long ago', async () => {
    await spoilt(`status = 'closed', "closedAt" = '2020-01-01', "handledAt" = '2020-01-01', "handledBy" = 'clock', level = 'nobody'`)
    const state = await load()
    await expect(knowIssues(v.db, state, [1])).rejects.toThrow('closed, but of the level nobody')
  })
})
