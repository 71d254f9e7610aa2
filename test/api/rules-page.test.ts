/** The numbers of the rules at the desk: whose each one is, and what another one would move, seen before it is set. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { RULE_GROUPS } from '../../src/console/rule-words.ts'
import { DEFAULT_POLICY, isPlanned, type Policy } from '../../src/domain/base/policy.ts'
import { boundsOf, isForTown, policyChange } from '../../src/door/policy.ts'
import { DAY, instantAt } from '../../src/kernel/time.ts'
import { measured } from '../../src/kernel/wide.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

const RULES = RULE_GROUPS.flatMap(({ rules }) => rules)
const LOOK = '/settings/rules/preview'

let desk: TestDesk
let pages: Pages

beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
})

const look = async (form: Record<string, string>): Promise<string> => {
  const { status, text } = await pages.post('townAdmin', LOOK, form, '/settings/rules')
  expect(status).toBe(200)
  return plain(text).replaceAll(/\s+/g, '')
}
const policy = async () => (await desk.village.db.town.findFirstOrThrow()).policy

describe('the table of the rules', () => {
  test('has every number once, each default within its bounds; the plan’s are those that the policy calls so', async () => {
    expect(RULES.map(({ key }) => key).sort()).toEqual(
      Object.keys(DEFAULT_POLICY)
        .sort()
        .filter((key) => !FIXED_IN_CODE.includes(key)),
    )
    for (const { key } of RULES) {
      const bounds = boundsOf(key)
      const usual = DEFAULT_POLICY[key]
      if (bounds !== undefined) expect(usual, key).toSatisfy((n: number) => n >= bounds.min && n <= bounds.max)
      if (isForTown(key)) expect(policyChange.safeParse({ [key]: usual }).success, key).toBe(true)
    }
    const source = await readFile(new URL('../../src/domain/base/policy.ts', import.meta.url), 'utf8')
    const commented = [...source.matchAll(/\/\*\* Rule:.*\*\/\n {2}(\w+):/g)].map(([, key]) => key)
    expect(commented.sort()).toEqual(
      Object.keys(DEFAULT_POLICY)
        .filter((key) => isPlanned(key as keyof Policy))
        .sort(),
    )
  })

  test('says of each whose it is, how far it may be moved and from when on; only an admin gets fields', async () => {
    const page = plain(await pages.look('official', '/settings/rules'))
    expect(page).toContain('方案定的 没改过；可以从1%到100%；改了以后：马上，正在签到的也按新的算；开完的不变')
    expect(page).toContain('晚上几点起不说话')
    expect(page).toContain('21:30')
    expect(await pages.look('official', '/settings/rules')).not.toContain('name="quorumPercent"')
    expect(await pages.look('townAdmin', '/settings/rules')).toContain('name="quorumPercent"')
    expect((await pages.post('official', LOOK, { quorumPercent: '85' })).status).toBe(403)
  })
})

/** How many options a poll has is a matter of what fits into a message. */
const FIXED_IN_CODE = ['pollMinOptions', 'pollMaxOptions']

describe('what another number would move', () => {
  test('is the same as nothing where nothing is changed', async () => {
    const { status, headers } = await pages.post('townAdmin', LOOK, {
      quorumPercent: '80',
      quietFrom: '21:30',
      reminderHoursBefore: '24、2',
    })
    expect([status, headers.get('location')?.split('?')[0]]).toEqual([303, '/settings/rules'])
  })

  test('meetings and votes that were counted: how many would have reached it by this and by that number', async () => {
    const { db, now } = desk.village
    const held = (id: string, atHome: number, days = 10) => ({
      ...{ id, hamletId: 'hamlet_huaishu', status: 'ended' as const, topics: [], scheduledBy: 'clock', atHomeBase: 40, atHomeIds: [] },
      ...{ startsAt: new Date(now - days * DAY), scheduledAt: new Date(now - days * DAY), rsvpSince: new Date(now - days * DAY) },
      figures: { atHome, base: 40, quorate: atHome >= 32 },
    })
    await db.meeting.createMany({ data: [held('a', 32), held('b', 31), held('c', 28), held('old', 28, 400)] })
    const voted = (id: string, approve: number) => ({
      ...{ id, hamletId: 'hamlet_huaishu', meetingId: 'a', no: Number(id), text: '修路', status: 'closed' as const, openedBy: 'clock' },
      ...{
        openedAt: new Date(now - DAY),
        closedAt: new Date(now - DAY),
        present: 50,
        approve,
        reject: 0,
        abstain: 0,
        carried: approve >= 40,
        binding: true,
      },
    })
    await db.motion.createMany({ data: [voted('1', 45), voted('2', 40), { ...voted('3', 45), binding: false }] })
    const before = await policy()
    const low = await look({ quorumPercent: '70', belowPlanReason: '外出的人多' })
    expect(low).toContain('到会户数要到在家户的：80%→70%')
    expect(low).toContain('近365天开过的会有3次：按现在的到会够数1次，按新的到会够数3次。已经出的结果都不变。')
    expect(await look({ motionPercent: '90' })).toContain('表决过的有2件：按现在的通过2件，按新的通过1件')
    expect(await policy()).toEqual(before)
    await db.motion.deleteMany({ where: { meetingId: 'a' } })
    await db.meeting.deleteMany({ where: { id: { in: ['a', 'b', 'c', 'old'] } } })
  })

  test('a meeting at which attendance is taken, and a round that is open: how many households they will need', async () => {
    const { db, now } = desk.village
    await db.meeting.update({
      where: { id: 'meeting_1' },
      data: { status: 'open', atHomeBase: 40, openedAt: new Date(now), endedAt: null },
    })
    await db.survey.update({ where: { id: 'survey_1' }, data: { status: 'open', closesAt: new Date(now + DAY) } })
    const atHome = await db.household.count({ where: { hamletId: 'hamlet_huaishu', atHome: true, removedAt: null } })
    expect(await look({ quorumPercent: '85' })).toContain('40户32户34户')
    expect(await look({ surveyMinRaters: '12' })).toContain(`槐树屋场1号${atHome}户${Math.ceil(atHome / 5)}户12户`)
    await db.survey.update({ where: { id: 'survey_1' }, data: { status: 'cancelled' } })
    await db.meeting.update({
      where: { id: 'meeting_1' },
      data: { status: 'ended', atHomeBase: null, openedAt: null, endedAt: new Date(now) },
    })
  })

  test('rows that would go tonight', async () => {
    const { db, now } = desk.village
    await db.inbox.updateMany({ where: { status: 'failed' }, data: { receivedAt: new Date(now - 20 * DAY) } })
    expect(await look({ keepTextDays: '14' })).toContain('处理过的聊天原话：今天夜里会删1条（不改会删0条），删了找不回来')
  })

  test('a page costs four statements at most, whatever is changed at once', async () => {
    let statements = 0
    const all = { quorumPercent: '90', motionPercent: '90', satisfactionPercent: '70', reportWorkingDays: '6', assignWorkingDays: '4' }
    await measured(
      () => look({ ...all, surveyMinPercent: '30', surveyDays: '4', monthlyReminderDay: '15', keepSaidDays: '300' }),
      (cost) => {
        statements = cost.statements
      },
    )
    expect(statements).toBeLessThanOrEqual(4)
  })

  test('a day in which nothing may be said is refused, and what is no number says what would be one', async () => {
    const quiet = await pages.post('townAdmin', LOOK, { quietFrom: '6:00' }, '/settings/rules')
    expect([quiet.status, plain(quiet.text)]).toEqual([400, expect.stringContaining('不然一整天都不说话')])
    const wrong = await pages.post('townAdmin', LOOK, { quietTo: '七点', surveyDays: '3.5' }, '/settings/rules')
    expect(plain(wrong.text)).toMatch(/评议开放，要填1到60的整数；早上几点起说话，要写成 21:30 这样/)
  })
})

test('with another number of days the open deadlines move as was seen beforehand, and the village is told why', async () => {
  const { db } = desk.village
  const days = [{ date: '2026-09-07', counted: false, why: '当天不计' }]
  await db.issue.update({
    where: { id: 'issue_1' },
    data: { reportDueOn: '2026-09-14', reportDays: days, handedAt: new Date(instantAt('2026-09-07', 20)) },
  })
  const seen = await look({ reportWorkingDays: '7' })
  expect(seen).toContain('会动1个日子。')
  expect(seen).toContain('槐树屋场1号村里上报的期限9月14日周一9月16日周三')
  expect((await db.issue.findUniqueOrThrow({ where: { id: 'issue_1' } })).reportDueOn).toBe('2026-09-14')
  expect((await pages.post('townAdmin', '/settings/rules', { reportWorkingDays: '7' })).status).toBe(303)
  expect((await db.issue.findUniqueOrThrow({ where: { id: 'issue_1' } })).reportDueOn).toBe('2026-09-16')
  expect(await db.ledgerEntry.count({ where: { subject: 'issue_1', what: 'deadlineMoved' } })).toBe(1)
  const told = await db.outbox.findMany({ where: { text: { contains: '期限重新算过' } }, select: { text: true } })
  expect(told.map(({ text }) => text).join('\n')).toContain('【期限重新算过】镇里定的天数有变化：\n1. 槐树1号：期限从')
})
