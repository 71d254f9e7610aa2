/**
 * A hamlet's tables are written by its sittings (src/application/sitting.ts → src/store/turn/hamlet.ts) under the hamlet's lock. Whoever else
 * writes one is listed here, with the reason; a trigger on every one of these tables writes down each statement that touched it while a month
 * of a hamlet and of the desk is played.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { HOUR, instantAt } from '../../src/kernel/time.ts'
import { TABLES } from '../../src/store/turn/tables.ts'
import { HEKOU, TestDesk } from '../api/support/desk.ts'
import { HUAISHU_REACHED, type Room, type Village } from '../support/village.ts'

interface Writer {
  where: string
  why: string
  statement: RegExp
}

const SITTING: Writer = {
  where: 'src/store/turn/hamlet.ts',
  why: 'the rows that a sitting changed, under the lock',
  statement: /^INSERT INTO "(\w+)" .* SELECT .* FROM jsonb_populate_recordset\(NULL::"\1", .*ON CONFLICT \(id\) DO UPDATE SET/s,
}

const EXCEPTIONS: readonly Writer[] = [
  {
    where: 'src/store/reading/announcements.ts',
    why: 'one announcement goes to hundreds of hamlets at once; taking each lock would stop their chats. No count rests on it: receipts are the sitting’s',
    statement: /^INSERT INTO "public"\."Delivery" |^UPDATE "Delivery" d SET "openUntil"/,
  },
  {
    where: 'src/store/reading/officials.ts',
    why: 'who speaks for an office belongs to the town and not to a hamlet; the desk’s log has it',
    statement: /^(?:UPDATE|INSERT INTO) "public"\."ChatAccount" /,
  },
  {
    where: 'src/store/reading/places.ts',
    why: 'a hamlet that is being made has no sitting yet',
    statement: /^INSERT INTO "public"\."Hamlet" /,
  },
  {
    where: 'src/store/edges/deadlines.ts',
    why: 'that a deadline could not be met is kept although the turn that tried was taken back',
    statement: /^UPDATE "public"\."Deadline" SET "attempts"/,
  },
]

const written = (village: Village): Promise<{ table: string; statement: string }[]> =>
  village.db.$queryRawUnsafe(`SELECT "table", statement FROM written_by_statement`)

const unlisted = (all: { table: string; statement: string }[]): string[] =>
  all
    .filter(({ statement }) => ![SITTING, ...EXCEPTIONS].some((w) => w.statement.test(statement.trim())))
    .map(({ table, statement }) => `${table}: ${statement.slice(0, 120)}`)

async function watch(village: Village): Promise<void> {
  await village.db.$executeRawUnsafe(`CREATE TABLE written_by_statement ("table" text, statement text)`)
  await village.db.$executeRawUnsafe(`CREATE FUNCTION note_writer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- What a trigger does in turn (a hamlet's version) is its writer's doing.
      IF pg_trigger_depth() = 1 THEN INSERT INTO written_by_statement VALUES (tg_table_name, current_query()); END IF;
      RETURN NULL;
    END $$`)
  for (const { model } of Object.values(TABLES))
    await village.db.$executeRawUnsafe(
      `CREATE TRIGGER note_writer AFTER INSERT OR UPDATE OR DELETE ON "${model}" FOR EACH STATEMENT EXECUTE FUNCTION note_writer()`,
    )
}

async function playEvening(huaishu: Room, village: Village): Promise<void> {
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.all(HUAISHU_REACHED.slice(0, 12).map((who) => [who, '1']))
  await huaishu.says('guest', '我是王德福')
  await village.until(instantAt('2026-09-08', 13))
  await huaishu.says('9', '参加 2人')
  await village.until(instantAt('2026-09-09', 19.5))
  await huaishu.all(HUAISHU_REACHED.map((who) => [who, '到']))
  await huaishu.says('head', '表决 每户出50元修路灯')
  await huaishu.all(HUAISHU_REACHED.slice(0, 5).map((who) => [who, '同意']))
  await huaishu.says('head', '举手 同意20 反对1')
  await huaishu.says('9', '属实')
  await huaishu.says('10', '有异议')
  await huaishu.says('12', '反映 村口路灯坏了')
  await huaishu.says('13', '附议 1')
  await huaishu.says('recorder', '记 张三说水管要先修')
  await huaishu.says('head', '散会')
}

describe('who writes the tables of a hamlet', () => {
  let desk: TestDesk
  let huaishu: Room

  beforeAll(async () => {
    desk = await TestDesk.open()
    huaishu = desk.village.room('huaishu')
    await watch(desk.village)
  })

  test('an evening, an issue’s whole way and a month of deadlines: sittings, and who is listed', async () => {
    const { village } = desk
    await playEvening(huaishu, village)
    await village.room('hekou').says('wxid_hekou_cadre1', '槐树1 办好了 已换新灯')
    await huaishu.all(['9', '10', '11', '13'].map((who) => [who, '1号满意']))
    await village.after(6 * 24 * HOUR)
    const all = await written(village)
    expect(unlisted(all)).toEqual([])
    expect(new Set(all.map((w) => w.table)).size).toBeGreaterThan(15)
  })

  test('the desk: announcements, officials, places, the register', async () => {
    const { village } = desk
    const to = { kind: 'notice', text: '明天停水', to: { hamletIds: ['hamlet_huaishu'] }, receipts: true }
    const { body } = await desk.post('cadre', '/announcements', to)
    await huaishu.says('9', '收到')
    await desk.post('cadre', `/announcements/${body.id}/stop`)
    await desk.post('townAdmin', '/hamlets', { villageId: HEKOU, name: '新屋场', alias: '新' })
    await desk.call('cadre', 'patch', '/hamlets/hamlet_huaishu', { venueReady: true })
    await desk.call('cadre', 'put', '/hamlets/hamlet_huaishu/households/household_huaishu_7/at-home', { atHome: false })
    await desk.call('cadre', 'put', '/hamlets/hamlet_huaishu/accounts/account_huaishu_guest', { householdId: 'household_huaishu_7' })
    await desk.post('townAdmin', '/officials/official_hekou_cadre2/end')
    expect(unlisted(await written(village))).toEqual([])
  })

  test('a deadline whose errand fails', async () => {
    const { village } = desk
    const at = new Date(village.now)
    await village.db.deadline.create({
      data: {
        id: 'due_1',
        key: 'nobody/none',
        hamletId: 'hamlet_huaishu',
        townId: 'town_qingshan',
        kind: 'nobodyKnows',
        subject: 'none',
        dueAt: at,
      },
    })
    await village.db.$executeRawUnsafe('TRUNCATE written_by_statement')
    await expect(fireDeadline(village.deps, 'due_1')).rejects.toThrow()
    expect(unlisted(await written(village))).toEqual([])
    expect(await village.db.deadline.findUnique({ where: { id: 'due_1' } })).toMatchObject({ attempts: 1, doneAt: null })
  })

  test('somebody who is not listed is noticed', async () => {
    const { village } = desk
    await village.db.villager.updateMany({ where: { hamletId: 'hamlet_huaishu' }, data: { phone: null } })
    expect(unlisted(await written(village))).toEqual([expect.stringMatching(/^Villager: UPDATE/)])
  })
})
