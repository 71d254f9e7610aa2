/** What a process keeps of a hamlet is used only while nobody else has written to it; a forgotten write is noticed. */
import { beforeEach, describe, expect, test } from 'vitest'
import { sit } from '../../src/application/sitting.ts'
import type { HamletState } from '../../src/domain/base/state.ts'
import { DAY, HOUR } from '../../src/kernel/time.ts'
import { inTransaction } from '../../src/store/database.ts'
import { lockHamlet } from '../../src/store/turn/hamlet.ts'
import { countKept, KEPT_AT_MOST, keep } from '../../src/store/turn/kept.ts'
import { TABLES } from '../../src/store/turn/tables.ts'
import { Village } from '../support/village.ts'

const HUAISHU = 'hamlet_huaishu'
const REMOTE = ['BusyPeriod', 'CalendarEntry', 'Department', 'Town', 'Village']

let v: Village
beforeEach(async () => {
  v = await Village.open()
})

const turn = (): Promise<HamletState | undefined> => sit(v.deps, HUAISHU, `t/${v.deps.newId()}`, (sitting) => sitting.state)
const version = async (): Promise<string> =>
  String((await v.db.$queryRawUnsafe<{ version: bigint }[]>(`SELECT version FROM "Hamlet" WHERE id = $1`, HUAISHU))[0]?.version)

describe('a hamlet that a process has worked on', () => {
  test('is not loaded again when nobody else has written to it, also after a turn that wrote', async () => {
    const first = await turn()
    expect(await turn()).toBe(first)
    await v.room('huaishu').says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
    await v.room('huaishu').says('9', '1')
    expect(await turn()).toBe(first)
    expect(first?.timeAnswers.where(() => true)).toHaveLength(1)
  })

  test('is loaded again on another day, and what is only written is not kept', async () => {
    const first = await turn()
    await sit(v.deps, HUAISHU, 't/away', (sitting) =>
      sitting.order({
        type: 'setAtHome',
        actor: { kind: 'official', id: 'o', name: '郑文', office: 'official' },
        householdId: 'household_huaishu_7',
        atHome: false,
      }),
    )
    expect([...(first?.atHomeChanges.all() ?? [])]).toEqual([])
    expect(await turn()).toBe(first)
    v.clock.moveTo(v.now + DAY)
    expect(await turn()).not.toBe(first)
  })

  test('is thrown away when its turn fails', async () => {
    const first = await turn()
    await expect(
      sit(v.deps, HUAISHU, 't/fails', (sitting) => {
        sitting.order({ type: 'setVenue', actor: { kind: 'official', id: 'o', name: '郑文', office: 'official' }, venue: '张家院子' })
        throw new Error('the database went away')
      }),
    ).rejects.toThrow('went away')
    const next = await turn()
    expect(next).not.toBe(first)
    expect(next?.hamlet.get(HUAISHU)?.venue).not.toBe('张家院子')
  })

  test('is one turn’s at a time: what two raise at once has two numbers', async () => {
    await turn()
    const raise = (text: string) =>
      sit(v.deps, HUAISHU, `t/${text}`, (sitting) =>
        sitting.order({ type: 'raiseIssue', actor: { kind: 'account', accountId: 'account_huaishu_9' }, text }),
      )
    await Promise.all(['路灯坏了', '水渠垮了', '桥栏断了'].map(raise))
    const issues = await v.db.issue.findMany({ select: { no: true }, orderBy: { no: 'asc' } })
    expect(issues.map((i) => i.no)).toEqual([1, 2, 3])
    expect([...((await turn())?.issues.all() ?? [])].map((i) => i.no).sort()).toEqual([1, 2, 3])
  })

  test('is another town’s in another database', async () => {
    const mine = await turn()
    const other = await Village.open()
    const theirs = await sit(other.deps, HUAISHU, 't', (sitting) => sitting.state)
    expect(theirs).not.toBe(mine)
  })

  test('makes room for others', () => {
    for (let n = 0; n < KEPT_AT_MOST + 5; n++) keep(v.db, `h${n}`, { issues: { borrowed: false } } as HamletState, '1', v.now)
    expect(countKept(v.db)).toBe(KEPT_AT_MOST)
  })
})

describe('a write that did not come from a sitting', () => {
  test('makes another version, whichever table it is: each has its triggers', async () => {
    const { rows } = {
      rows: await v.db.$queryRawUnsafe<{ table: string; events: number }[]>(
        `SELECT c.relname AS table, count(*)::int AS events FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE '%\\_touches\\_on\\_%' GROUP BY 1`,
      ),
    }
    const models = Object.values(TABLES)
      .map((spec) => spec.model)
      .filter((model) => model !== 'Hamlet')
    expect(Object.fromEntries(rows.map((r) => [r.table, r.events]))).toEqual(Object.fromEntries([...models, ...REMOTE].map((m) => [m, 3])))
  })

  test.each([
    ['the hamlet’s own row', `UPDATE "Hamlet" SET venue = '晒谷场' WHERE id = '${HUAISHU}'`],
    ['a villager', `UPDATE "Villager" SET phone = NULL WHERE id = (SELECT min(id) FROM "Villager" WHERE "hamletId" = '${HUAISHU}')`],
    ['an account that moves here', `UPDATE "ChatAccount" SET "hamletId" = '${HUAISHU}' WHERE id = 'account_tangwan_9'`],
    ['an account that moves away', `UPDATE "ChatAccount" SET "hamletId" = 'hamlet_tangwan' WHERE id = 'account_huaishu_9'`],
    ['a row that is deleted', `DELETE FROM "ChatAccount" WHERE id = 'account_huaishu_guest'`],
    ['a busy season of the town', `DELETE FROM "BusyPeriod"`],
    ['the policy of the town', `UPDATE "Town" SET policy = '{"nudgeMinutes": 5}'`],
  ])('%s', async (_, sql) => {
    const before = await version()
    const kept = await turn()
    await v.db.$executeRawUnsafe(sql)
    expect(await version()).not.toBe(before)
    expect(await turn()).not.toBe(kept)
  })

  test('of another hamlet changes nothing here', async () => {
    const kept = await turn()
    await v.db.$executeRawUnsafe(`UPDATE "Villager" SET phone = NULL WHERE "hamletId" = 'hamlet_tangwan'`)
    expect(await turn()).toBe(kept)
  })

  test('and that no trigger sees would be overlooked: what the triggers are for', async () => {
    const kept = await turn()
    await v.db.$executeRawUnsafe(`ALTER TABLE "Villager" DISABLE TRIGGER "Villager_touches_on_update"`)
    await v.db.$executeRawUnsafe(`UPDATE "Villager" SET phone = '13900000000' WHERE "hamletId" = '${HUAISHU}'`)
    expect(await turn()).toBe(kept)
  })

  test('by another process under the lock is seen by the next turn here', async () => {
    const kept = await turn()
    const other = await inTransaction(v.db, async (tx) => {
      const state = await lockHamlet(tx, HUAISHU, v.now + HOUR)
      await tx.$executeRawUnsafe(`UPDATE "Hamlet" SET venue = '晒谷场' WHERE id = $1`, HUAISHU)
      return state
    })
    expect(other).toBe(kept)
    expect((await turn())?.hamlet.get(HUAISHU)?.venue).toBe('晒谷场')
  })
})
