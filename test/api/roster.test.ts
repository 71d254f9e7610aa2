/** A roster never damages the register: what a file does not say stays, what changes is said before, and all of it can be taken back. */
import { beforeEach, describe, expect, test } from 'vitest'
import { openRow } from '../../src/store/personal/sealed.ts'
import { TestDesk } from './support/desk.ts'
import { cookieOf, csrfOf, Pages, plain } from './support/pages.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await TestDesk.open()
})

const HUAISHU = 'hamlet_huaishu'
const b64 = (text: string): string => Buffer.from(text).toString('base64')
const send = async (csv: string, more: Record<string, unknown> = {}) =>
  (await desk.post('cadre', '/roster', { file: b64(csv), hamletId: HUAISHU, dryRun: false, ...more })).body
const people = async (...names: string[]) =>
  (await desk.village.db.villager.findMany({ where: { name: { in: names } }, orderBy: { id: 'asc' } }))
    .map((row) => openRow('Villager', row))
    .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
const household = (groupNo: number, number: number) =>
  desk.village.db.household.findFirstOrThrow({ where: { hamletId: HUAISHU, groupNo, number } })

const FIRST =
  '组,户号,姓名,与户主关系,性别,出生日期,电话,长期在家,党员\n61,1,试老,户主,男,1940-01-02,13900000001,是,是\n61,1,试小,子,男,1970-03-04,,是,否\n'

describe('what a file has no column for', () => {
  test('stays as it was', async () => {
    await send(FIRST)
    const report = await send('组,户号,姓名,与户主关系\n61,1,试老,户主\n61,1,试小,子\n')
    expect(report).toMatchObject({ written: true, hamlets: [{ peopleChanged: 0, householdsChanged: 0, changes: [] }] })
    expect(await people('试老')).toMatchObject([{ partyMember: true, phone: '13900000001', birthDate: '1940-01-02', gender: '男' }])
    expect((await household(61, 1)).atHome).toBe(true)
  })

  test('has to be said of a new household’s 长期在家, in the file or for all', async () => {
    const csv = '组,户号,姓名,与户主关系\n61,2,试新,户主\n'
    expect(await send(csv)).toMatchObject({
      written: false,
      problems: [{ row: 2, column: '长期在家', reason: expect.stringContaining('61组2户') }],
    })
    expect(await people('试新')).toEqual([])
    expect(await send(csv, { newAtHome: false })).toMatchObject({ written: true })
    expect((await household(61, 2)).atHome).toBe(false)
  })
})

test('a new 户主 replaces the old one, who stays, and the look before says so', async () => {
  await send(FIRST)
  const csv = '组,户号,姓名,与户主关系,长期在家\n61,1,试小,户主,否\n'
  const dry = await send(csv, { dryRun: true })
  expect(dry.hamlets[0].changes).toEqual([
    { kind: 'changed', who: '61组1户', fields: [{ field: '长期在家', before: '是', after: '否' }] },
    { kind: 'changed', who: '61组1户 试小', fields: [{ field: '户主', before: '否', after: '是' }] },
    { kind: 'changed', who: '61组1户 试老', fields: [{ field: '户主', before: '是', after: '否' }] },
  ])
  expect(dry.hamlets[0].leftAlone.people).toEqual(['61组1户 试老'])
  expect((await people('试老'))[0]!.isHouseholdHead).toBe(true)
  await send(csv)
  expect((await people('试老', '试小')).map((v) => [v.isHouseholdHead, v.removedAt])).toEqual([
    [false, null],
    [true, null],
  ])
})

test('one hamlet spelled two ways, or written once, is one hamlet', async () => {
  const head = '村,屋场,组,户号,姓名,与户主关系,长期在家\n'
  const two = await send(`${head}河口村,槐树屋场,62,1,试甲,户主,是\n河口,槐树,62,1,试乙,户主,是\n`, { hamletId: undefined })
  expect(two.problems.map((p: { reason: string }) => p.reason)).toEqual(['62组1户有两个户主：第2行和第3行'])
  const once = await send(`${head}河口村,槐树屋场,62,1,试甲,户主,是\n,,62,1,试乙,妻,是\n,,62,2,试丙,户主,否\n`, { hamletId: undefined })
  expect(once).toMatchObject({ written: true, hamlets: [{ hamletId: HUAISHU, householdsAdded: 2, peopleAdded: 3 }] })
  const elsewhere = await send(`${head}河口村,塘湾屋场,62,1,试丁,户主,是\n,,62,2,试戊,户主,否\n`)
  expect(elsewhere.problems).toMatchObject([{ row: 3, reason: expect.stringContaining('这一行没写屋场') }])
  const none = '组,户号,姓名,与户主关系,长期在家\n62,3,试己,户主,是\n'
  const reasons = async (csv: string, more: Record<string, unknown>) =>
    (await send(csv, more)).problems.map((p: { reason: string }) => p.reason)
  expect(await reasons(none, { hamletId: undefined })).toEqual(['这一行没写屋场：请在表里写上，或者说明没写屋场的行归到哪个屋场'])
  expect(await reasons(`村,${none.replace('62', '柳林村,62')}`, {})).toEqual([
    '这一行没写屋场，村写的是“柳林村”，选的槐树屋场不在那个村，请写明',
  ])
  expect(await reasons(`屋场,${none.replace('62', '没有的,62')}`, {})).toEqual(['没有“没有的”这个屋场，或不归您管'])
})

test('numbers that another list counts otherwise are pointed out before a family is put into somebody else’s household', async () => {
  await send(FIRST)
  const dry = await send('组,户号,姓名,与户主关系,长期在家\n61,1,试外,户主,是\n61,2,试二,户主,是\n', { dryRun: true })
  expect(dry.hamlets[0].strange).toEqual(['61组1户'])
})

describe('somebody of the same name and birthday in another hamlet', () => {
  const TANGWAN = 'hamlet_tangwan'
  const there = '组,户号,姓名,与户主关系,出生日期,长期在家\n71,1,试小,户主,1970-03-04,是\n'
  const sendThere = (more: Record<string, unknown> = {}) => send(there, { hamletId: TANGWAN, ...more })

  test('is asked about; moved, they leave the one and live in the other, and the import is taken back as one', async () => {
    await send(FIRST)
    const asked = await sendThere()
    expect(asked).toMatchObject({
      written: false,
      questions: [{ name: '试小', row: 2, from: '槐树屋场61组1户', to: '71组1户', hamletName: '塘湾屋场' }],
    })
    const moved = await sendThere({ moved: [asked.questions[0].villagerId] })
    expect(moved).toMatchObject({
      written: true,
      hamlets: [
        { hamletId: HUAISHU, peopleRemoved: 1, householdsRemoved: 0, leftAlone: { households: [], people: [] } },
        { hamletId: TANGWAN, peopleAdded: 1 },
      ],
    })
    const where = async () => (await people('试小')).map((v) => [v.hamletId, v.removedAt === null]).sort()
    expect(await where()).toEqual([
      [HUAISHU, false],
      [TANGWAN, true],
    ])
    expect((await desk.post('cadre', `/roster-imports/${moved.importId}/take-back`, {})).status).toBe(200)
    expect(await where()).toEqual([
      [HUAISHU, true],
      [TANGWAN, false],
    ])
  })

  test('both in one file is one move, and nobody is asked who stays in both, has another birthday, or is said to be another', async () => {
    await send(FIRST)
    const both = `村,屋场,${FIRST.split('\n')[0]}\n河口村,槐树,61,1,试老,户主,男,1940-01-02,,是,是\n河口村,塘湾,71,1,试小,户主,男,1970-03-04,,是,否\n`
    const asked = await send(both, { hamletId: undefined })
    expect(asked).toMatchObject({ written: false, questions: [{ name: '试小' }] })
    const inBoth = `${both}河口村,槐树,61,1,试小,子,男,1970-03-04,,是,否\n`
    expect(await send(inBoth, { hamletId: undefined, dryRun: true })).toMatchObject({ questions: [], problems: [] })
    expect(await send(there.replace('1970-03-04', '1971-03-04'), { hamletId: TANGWAN, dryRun: true })).toMatchObject({ questions: [] })
    expect(await sendThere({ others: [asked.questions[0].villagerId] })).toMatchObject({
      written: true,
      hamlets: [{ hamletId: TANGWAN, peopleAdded: 1 }],
    })
    expect(await people('试小')).toHaveLength(2)
  })

  test('whoever holds an office there is not taken away from it', async () => {
    const { headId } = await desk.village.db.hamlet.findUniqueOrThrow({ where: { id: HUAISHU } })
    const head = await desk.village.db.villager.update({ where: { id: headId ?? '' }, data: { birthDate: '1960-05-06' } })
    const csv = `组,户号,姓名,与户主关系,出生日期,长期在家\n71,1,${head.name},户主,1960-05-06,是\n`
    expect(await send(csv, { hamletId: TANGWAN, moved: [head.id] })).toMatchObject({ written: false, problems: [{ row: 2 }] })
  })
})

describe('somebody of the same name in another household', () => {
  const elsewhere = '组,户号,姓名,与户主关系,出生日期,长期在家\n61,3,试小,户主,,是\n'
  const question = async () => (await send(elsewhere, { dryRun: true })).questions[0]

  test('is asked about, and nothing is written before it is said', async () => {
    await send(FIRST)
    expect(await question()).toMatchObject({ name: '试小', row: 2, from: '61组1户', to: '61组3户' })
    expect(await send(elsewhere)).toMatchObject({ written: false, questions: [{ name: '试小' }] })
    expect(await people('试小')).toHaveLength(1)
  })

  test('moves with the chat account, and is not doubled', async () => {
    await send(FIRST)
    const { villagerId } = await question()
    const before = await household(61, 1)
    const { db } = desk.village
    await db.chatAccount.update({ where: { id: 'account_huaishu_9' }, data: { villagerId, householdId: before.id } })
    expect(await send(elsewhere, { moved: [villagerId] })).toMatchObject({ written: true, hamlets: [{ peopleMoved: 1, peopleAdded: 0 }] })
    const to = await household(61, 3)
    expect(await people('试小')).toMatchObject([{ id: villagerId, householdId: to.id, isHouseholdHead: true, birthDate: '1970-03-04' }])
    expect((await db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_9' } })).householdId).toBe(to.id)
  })

  test('is another person where that is said, and where the birth dates tell', async () => {
    await send(FIRST)
    const { villagerId } = await question()
    expect(await send(elsewhere, { others: [villagerId] })).toMatchObject({ written: true, hamlets: [{ peopleAdded: 1, peopleMoved: 0 }] })
    expect(await people('试小')).toHaveLength(2)
    await desk.village.db.villager.updateMany({ where: { name: '试小' }, data: { birthDate: '1970-03-04' } })
    const other = '组,户号,姓名,与户主关系,出生日期,长期在家\n61,4,试小,户主,1999-09-09,是\n'
    expect(await send(other)).toMatchObject({ written: true, questions: [] })
  })
})

describe('whoever is gone', () => {
  test('is taken off where the file says so, with a household that has nobody left', async () => {
    await send(`${FIRST}61,2,试孤,户主,女,,,是,否\n`)
    const report = await send('组,户号,姓名,与户主关系,长期在家,人员状态\n61,1,试小,户主,是,\n61,1,试老,父,,去世\n61,2,试孤,户主,,迁出\n')
    expect(report).toMatchObject({ written: true, hamlets: [{ peopleRemoved: 2, householdsRemoved: 1 }] })
    expect((await people('试老', '试孤')).every((v) => v.removedAt !== null)).toBe(true)
    expect((await household(61, 2)).removedAt).not.toBeNull()
  })

  test('for being missing in the file only where that is asked for, and never the head of the hamlet', async () => {
    await send(FIRST)
    const csv = '组,户号,姓名,与户主关系,长期在家\n61,1,试小,户主,是\n'
    expect(await send(csv)).toMatchObject({ hamlets: [{ peopleRemoved: 0 }] })
    expect(await send(csv, { removeMissing: true })).toMatchObject({ hamlets: [{ peopleRemoved: 1 }] })
    const { headId } = await desk.village.db.hamlet.findUniqueOrThrow({ where: { id: HUAISHU } })
    const head = await desk.village.db.villager.findUniqueOrThrow({ where: { id: headId! } })
    const home = await desk.village.db.household.findUniqueOrThrow({ where: { id: head.householdId } })
    const without = await send(`组,户号,姓名,与户主关系,长期在家\n${home.groupNo},${home.number},试别,户主,是\n`, { removeMissing: true })
    expect(without.problems).toMatchObject([{ column: '姓名', reason: expect.stringContaining('是屋场长或记录员') }])
  })
})

test('a file without 户号 finds the households by their people, and numbers new ones', async () => {
  await send(FIRST)
  const csv = '组,姓名,与户主关系,长期在家\n61,试老,户主,否\n61,试小,子,\n61,试新,户主,是\n'
  const report = await send(csv)
  expect(report.hamlets[0].numbered).toEqual(['第2行：61组1户', '第4行：61组2户（新编）'])
  expect((await household(61, 1)).atHome).toBe(false)
  expect(await send(csv)).toMatchObject({ hamlets: [{ householdsAdded: 0, peopleAdded: 0, changes: [] }] })
})

describe('an import', () => {
  const back = (id: string) => desk.post('cadre', `/roster-imports/${id}/take-back`)

  test('is taken back as one: added, changed and moved are as before, what was changed since stays and is counted', async () => {
    const first = await send(FIRST)
    const second = await send(
      '组,户号,姓名,与户主关系,电话,长期在家\n61,1,试小,户主,13900000009,否\n61,5,试加,户主,13900000010,是\n61,5,试后,妻,,是\n',
    )
    const { db } = desk.village
    const [later] = await people('试后')
    await db.villager.update({ where: { id: later!.id }, data: { phone: '13911112222' } })
    expect((await back(second.importId)).body).toEqual({ fileName: '', households: 1, people: 3, left: 2 })
    expect(await people('试老', '试小')).toMatchObject([
      { isHouseholdHead: true, removedAt: null },
      { isHouseholdHead: false, phone: null, removedAt: null },
    ])
    expect((await household(61, 1)).atHome).toBe(true)
    expect((await people('试加'))[0]!.removedAt).not.toBeNull()
    // Somebody has looked after this one since: it stays, with its household.
    expect((await people('试后'))[0]!.removedAt).toBeNull()
    expect((await household(61, 5)).removedAt).toBeNull()
    expect((await back(second.importId)).status).toBe(400)
    expect((await back(first.importId)).body).toMatchObject({ left: 0 })
    expect((await people('试老'))[0]!.removedAt).not.toBeNull()
    const again = await send(FIRST)
    expect(again).toMatchObject({ hamlets: [{ householdsAdded: 1, peopleAdded: 2 }] })
    expect(await people('试老')).toHaveLength(1)
  })

  test('of another village is not there for this cadre', async () => {
    const { importId } = await send(FIRST)
    expect((await desk.post('otherCadre', `/roster-imports/${importId}/take-back`)).status).toBe(404)
  })
})

test('a column’s meaning is said once and known for the next file', async () => {
  const csv = '小队,户号,人名,与户主关系,长期在家\n61,6,试名,户主,是\n'
  const asked = await send(csv)
  expect(asked).toMatchObject({ written: false, asks: { line: 1 } })
  expect(asked.asks.columns.map((c: { word: string; key?: string }) => [c.word, c.key])).toEqual([
    ['小队', undefined],
    ['户号', 'number'],
    ['人名', undefined],
    ['与户主关系', 'relation'],
    ['长期在家', 'atHome'],
  ])
  expect(await send(csv, { columns: { 小队: 'group', 人名: 'name' } })).toMatchObject({ written: true })
  expect(await send('小队,户号,人名,与户主关系,长期在家\n61,7,试次,户主,是\n')).toMatchObject({ written: true })
})

test('on the page: looked through, asked, written from the file that was kept, and taken back', async () => {
  const pages = await Pages.open(desk)
  await send(FIRST)
  const form = new FormData()
  form.set('csrf', csrfOf('cadre'))
  form.set('hamlet', HUAISHU)
  form.set('file', new File(['小队,户号,姓名,与户主关系,长期在家\n61,8,试小,户主,是\n'], '三组.csv'))
  const headers = { cookie: `desk=${cookieOf('cadre')}` }
  const asked = await (await desk.app.request('http://desk.test/import', { method: 'POST', headers, body: form })).text()
  expect(plain(asked)).toContain('哪一列是什么')
  const upload = /name="upload" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  const kept = { upload, hamlet: HUAISHU }
  const looked = await pages.post('cadre', '/import', { ...kept, 'word-0': '小队', 'column-0': 'group' })
  expect(plain(looked.text)).toContain('是同一个人，从61组1户搬到61组8户')
  expect(looked.text).not.toContain('value="1">写进去')
  const who = /name="(who-[^"]+)"/.exec(looked.text)?.[1] ?? ''
  const ready = await pages.post('cadre', '/import', { ...kept, [who]: 'moved' })
  expect(plain(ready.text)).toContain('61组1户 → 61组8户')
  const written = await pages.post('cadre', '/import', { ...kept, [who]: 'moved', write: '1' })
  expect(plain(written.text)).toContain('写进去了')
  const page = await pages.look('cadre', '/import')
  expect(plain(page)).toContain('三组.csv')
  const made = /name="import" value="([^"]+)"/.exec(page)?.[1] ?? ''
  expect((await pages.post('cadre', '/import/back', { import: made })).status).toBe(303)
  expect((await people('试小'))[0]!.householdId).toBe((await household(61, 1)).id)
})
