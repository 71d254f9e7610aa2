/** 找, and the register kept by hand: households and people added, put right and dated out, each with its history. */
import { beforeAll, describe, expect, test } from 'vitest'
import { open } from '../../src/store/personal/sealed.ts'
import { type Person, TestDesk } from './support/desk.ts'
import { cells, Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
})

const found = async (person: Person, words: string): Promise<Record<string, string[]>> => {
  const page = await pages.look(person, `/search?${new URLSearchParams({ q: words })}`)
  return Object.fromEntries(
    [...page.matchAll(/<section aria-label="([^"]*)">(.*?)<\/section>/gs)].map(([, name = '', section = '']) => [
      name,
      [...section.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => item.match(/href="([^"]*)"/)?.[1] ?? ''),
    ]),
  )
}

describe('找', () => {
  test.each([
    ['柳荫', '屋场', '/hamlets/hamlet_liuyin'],
    ['河口', '村', '/hamlets?village=village_hekou'],
    ['槐树1号', '问题', '/issues/issue_1'],
    ['槐树 1', '问题', '/issues/issue_1'],
    ['路灯', '问题', '/issues/issue_1'],
    ['修路', '会议', '/meetings/meeting_1'],
    ['9月7日', '会议', '/meetings/meeting_1'],
    ['2026-09-07', '会议', '/meetings/meeting_1'],
    ['槐树1组7户', '户和人', '/hamlets/hamlet_huaishu/households/household_huaishu_7'],
  ])('%s: %s %s', async (words, kind, href) => {
    expect((await found('official', words))[kind]).toContain(href)
  })

  test('people are found by those who may look at people, and issues by those who may know of them', async () => {
    const { name, householdId } = await desk.village.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_7_a' } })
    const at = `/hamlets/hamlet_huaishu/households/${householdId}`
    expect((await found('cadre', name)).户和人).toContain(at)
    expect((await found('cadre', `槐树 ${name}`)).户和人).toContain(at)
    expect((await found('cadre', `塘湾 ${name}`)).户和人 ?? []).not.toContain(at)
    expect((await found('otherCadre', name)).户和人 ?? []).not.toContain(at)
    for (const person of ['viewer', 'department'] as const) expect(await found(person, name)).not.toHaveProperty('户和人')
    expect((await found('official', '宅基地')).问题).toEqual(['/issues/issue_2'])
    expect(await found('viewer', '宅基地')).toEqual({})
    expect(await found('viewer', '槐树2号')).toEqual({})
  })

  test('stands in the frame of every page, keeps what was written, and says what can be', async () => {
    expect(await pages.look('viewer', '/calendar')).toContain('action="/search"')
    expect(await pages.look('official', '/search?q=没有这样的字')).toMatch(/value="没有这样的字".*没有找到/s)
    expect(plain(await pages.look('department', '/search'))).not.toContain('人的名字')
  })
})

describe('the register by hand', () => {
  const list = '/hamlets/hamlet_huaishu/households'
  const send = (path: string, form: Record<string, string>, who: Person = 'cadre') =>
    pages.post(who, path, form, '/hamlets/hamlet_huaishu/people')
  const why = async (path: string, form: Record<string, string>, who?: Person) => {
    const { status, text } = await send(path, form, who)
    return [status, plain(text).match(/没有办成：[^。]*/)?.[0]]
  }
  const household = () => desk.village.db.household.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', groupNo: 8, number: 1 } })

  test('a household comes in with its head and the reason, and is found and counted', async () => {
    const given = { groupNo: '8', number: '1', name: '新来的', atHome: '1', reason: '分户' }
    expect(await why(list, { ...given, reason: '' })).toEqual([400, '没有办成：请写原因'])
    expect(await why(list, { ...given, number: '0' })).toEqual([400, '没有办成：组和户号要写数字，从1起'])
    expect(await why(list, given, 'otherCadre')).toEqual([404, undefined])
    const made = await send(list, given)
    const { id } = await household()
    expect(made.headers.get('location')).toMatch(new RegExp(`^${list}/${id}\\?done=`))
    expect(await why(list, given)).toEqual([409, '没有办成：8组1户已经有了，换一个户号'])
    const page = await pages.look('cadre', '/hamlets/hamlet_huaishu/people?search=新来的')
    expect(cells(page, '户和人', '户').map((c) => c.text)).toEqual(['8组1户'])
    expect(cells(await pages.look('cadre', '/hamlets/hamlet_huaishu/people?search=8组1户'), '户和人', '户')).toHaveLength(1)
  })

  test('a person is put right; a phone that is not typed again stays; the log has no names and numbers', async () => {
    const { id } = await household()
    await send(`${list}/${id}/people`, { name: '他儿子', gender: '男', birthDate: '2001-02-03', phone: '13900002222' })
    const son = await desk.village.db.villager.findFirstOrThrow({ where: { householdId: id, name: '他儿子' } })
    const at = `${list}/${id}/people/${son.id}`
    expect(await why(at, { name: '他儿子', birthDate: '2001-13-03' })).toEqual([
      400,
      '没有办成：“2001-13-03”不是日期，请写成 1965-03-02 这样',
    ])
    await send(at, { name: '他大儿子', birthDate: '2001-02-03', isHouseholdHead: '1', partyMember: '1' })
    const people = await desk.village.db.villager.findMany({ where: { householdId: id }, orderBy: { name: 'asc' } })
    expect(people.map((p) => [p.name, p.isHouseholdHead, open('Villager', 'phone', p.phone)])).toEqual([
      ['他大儿子', true, '13900002222'],
      ['新来的', false, null],
    ])
    const log = await desk.village.db.auditEntry.findMany({ where: { action: 'putPerson' } })
    expect(log).toHaveLength(2)
    expect(JSON.stringify(log.map((l) => [l.before, l.after]))).not.toMatch(/儿子|139/)
  })

  test('whoever leaves is dated out with the reason, the head of the hamlet not before another is chosen', async () => {
    const { db } = desk.village
    const { id } = await household()
    const { headId } = await db.hamlet.findUniqueOrThrow({ where: { id: 'hamlet_huaishu' } })
    const head = await db.villager.findUniqueOrThrow({ where: { id: headId ?? '' } })
    expect(await why(`${list}/${head.householdId}/gone`, { reason: '迁走' })).toEqual([
      409,
      '没有办成：他还是屋场长，请先在屋场登记里换人，再从名册上去掉',
    ])
    const elder = await db.villager.findFirstOrThrow({ where: { householdId: id, name: '新来的' } })
    await send(`${list}/${id}/people/${elder.id}/gone`, { reason: '去世' })
    await send(`${list}/${id}/gone`, { reason: '全家迁走' })
    expect((await household()).removedAt).not.toBeNull()
    expect(await db.villager.count({ where: { householdId: id, removedAt: null } })).toBe(0)
    const page = await pages.look('cadre', `${list}/${id}`)
    expect(cells(page, '来历', '做了什么').map((c) => c.text)).toEqual([
      '去掉了这一户，去掉了1人',
      '去掉了1人',
      '改了1人的登记',
      '添了1人',
      '添了这一户，添了1人',
    ])
    expect(cells(page, '来历', '原因').map((c) => c.text)).toEqual(['全家迁走', '去世', '', '', '分户'])
    // The same number is the same household again.
    await send(list, { groupNo: '8', number: '1', name: '回来的', reason: '迁回' })
    expect(await household()).toMatchObject({ id, removedAt: null, atHome: false })
  })
})

test('the same by the API: a household is added, its people put right and dated out, once for one key', async () => {
  const list = '/hamlets/hamlet_huaishu/households'
  const given = { groupNo: 8, number: 2, atHome: true, name: '接口来的', reason: '分户' }
  const headers = { 'idempotency-key': 'household-0123456789' }
  const [made, again] = [await desk.post('cadre', list, given, headers), await desk.post('cadre', list, given, headers)]
  expect([made.status, again.status, again.body]).toEqual([201, 201, made.body])
  expect((await desk.post('cadre', list, given)).body).toMatchObject({ status: 409, refusal: 'householdThere' })
  const one = `${list}/${made.body.id}`
  const [head] = (await desk.get('cadre', one)).body.people
  expect((await desk.call('cadre', 'patch', `${one}/people/${head.id}`, { birthDate: '1965-13-02' })).status).toBe(400)
  await desk.call('cadre', 'patch', `${one}/people/${head.id}`, { birthDate: '1965-03-02', phone: '13900003333' })
  await desk.post('cadre', `${one}/people`, { name: '他女儿', gender: '女' })
  await desk.post('cadre', `${one}/people/${head.id}/gone`, { reason: '去世' })
  const { body } = await desk.get('official', one)
  expect(body.people.map((p: { name: string; gone: boolean }) => [p.name, p.gone])).toEqual([
    ['他女儿', false],
    ['接口来的', true],
  ])
  expect(body.people[1]).toMatchObject({ birthDate: '1965-03-02', hasPhone: true })
  expect((await desk.call('cadre', 'patch', `${list}/household_huaishu_7/people/${head.id}`, { name: '别人家的' })).status).toBe(404)
  await desk.post('cadre', `${one}/gone`, { reason: '迁走' })
  const gone = (await desk.get('cadre', one)).body
  expect([gone.removedAt !== null, gone.history[0].why]).toEqual([true, '迁走'])
})
