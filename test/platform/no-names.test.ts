/** An evening is played, with what goes wrong in it: in the whole log, and in the errors that are kept, there is no name and no word of anybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { nightly } from '../../src/application/clock/night.ts'
import { Metrics } from '../../src/house/metrics.ts'
import { openLog } from '../../src/kernel/log.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from '../api/support/desk.ts'
import { HUAISHU_REACHED, type Village } from '../support/village.ts'

const WORDS = [
  '村口路灯坏了',
  '在县医院陪床',
  '水管要先修',
  '每户出50元',
  '灯泡太暗',
  '两家为宅基地吵架',
  '毒话一句',
  '13911112222',
  '老九在外头',
]
let v: Village
let log = ''

beforeAll(async () => {
  const desk = await TestDesk.open()
  v = desk.village
  const sink = { write: (line: string) => (log += line) }
  Object.assign(v.deps, { log: new Metrics().counting(openLog({ level: 'debug', stderr: sink })) })
  await v.db.villager.update({ where: { id: 'villager_huaishu_9_a' }, data: { phone: '13911112222' } })
  await v.db.chatAccount.updateMany({ where: { villagerId: 'villager_huaishu_9_a' }, data: { nickname: '老九在外头' } })
  const huaishu = v.room('huaishu')
  const { name } = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_9_a' } })
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.all(HUAISHU_REACHED.slice(0, 12).map((who) => [who, '1']))
  await huaishu.says('guest', `我是${name}`)
  await v.until(instantAt('2026-09-08', 13))
  await huaishu.says('9', '请假 在县医院陪床')
  await v.until(instantAt('2026-09-09', 19.5))
  await huaishu.all(HUAISHU_REACHED.map((who) => [who, '到']))
  await huaishu.says('head', '表决 每户出50元修路灯')
  await huaishu.says('9', '反映 村口路灯坏了')
  await v.receive('wxid_huaishu_9', [{ from: 'wxid_huaishu_9', text: '悄悄反映 两家为宅基地吵架' }])
  await huaishu.says('recorder', `记 ${name}说水管要先修`)
  // What the database refuses, which tells the whole row that it refused; a unique key; what no query takes.
  await v.db.$executeRawUnsafe(`ALTER TABLE "Issue" ADD CONSTRAINT poison CHECK (text NOT LIKE '%毒话%')`)
  await huaishu.says('9', `反映 毒话一句，${name}说的`)
  await v.db.$executeRawUnsafe(`CREATE FUNCTION refuse_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.text LIKE '%毒话%' THEN RAISE EXCEPTION 'no such line: %', NEW.text; END IF; RETURN NEW; END $$`)
  await v.db.$executeRawUnsafe(`CREATE TRIGGER poison BEFORE INSERT ON "RecordLine" FOR EACH ROW EXECUTE FUNCTION refuse_line()`)
  await huaishu.says('10', `${name}的毒话一句`)
  await huaishu.says('head', '散会')
  await huaishu.says('head', '1 当场解决 换了灯泡')
  await huaishu.says('9', '1号不满意 灯泡太暗')
  const due = { hamletId: 'hamlet_huaishu', townId: 'town_qingshan', kind: 'nobodyKnows', subject: 'none', dueAt: new Date(v.now) }
  await v.db.deadline.create({ data: { ...due, id: 'due_1', key: 'nobody/none' } })
  await fireDeadline(v.deps, 'due_1').catch(() => undefined)
  await nightly(v.deps)
})
afterAll(() => v.db.$disconnect())

/** As people of the roster and of the groups are called. */
async function names(): Promise<string[]> {
  const villagers = await v.db.villager.findMany({ select: { name: true } })
  const accounts = await v.db.chatAccount.findMany({ select: { nickname: true, externalId: true } })
  const all = [...villagers.map((p) => p.name), ...accounts.flatMap((a) => [a.nickname, a.externalId])]
  return [...new Set(all)].filter((name) => name.length > 1)
}

const found = (text: string, all: readonly string[]): string[] => all.filter((one) => text.includes(one))

test('what went wrong went wrong, and stands in the log', async () => {
  expect(await v.db.inbox.count({ where: { status: 'failed' } })).toBe(2)
  expect(log.match(/a message could not be handled/g)?.length).toBe(2)
  expect(log.length).toBeGreaterThan(5_000)
})

test('the log has no name and no word of anybody', async () => {
  expect(found(log, [...(await names()), ...WORDS])).toEqual([])
})

test('nor have the errors that are kept of messages, deadlines and sends', async () => {
  const kept = [
    ...(await v.db.inbox.findMany({ select: { error: true } })),
    ...(await v.db.deadline.findMany({ select: { error: true } })),
    ...(await v.db.outbox.findMany({ select: { error: true } })),
  ].flatMap(({ error }) => (error === null ? [] : [error]))
  expect(kept.length).toBeGreaterThanOrEqual(3)
  expect(found(kept.join('\n'), [...(await names()), ...WORDS])).toEqual([])
})
