/** A form that is refused comes back on its page with what was typed, open where it was folded; passwords never. */
import { beforeAll, describe, expect, test } from 'vitest'
import { passwordLink } from '../../src/application/orders/log-in.ts'
import { hashPassword } from '../../src/application/orders/passwords.ts'
import { type Person, TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let pages: Pages

beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
})

interface Refused {
  who: Person
  from: string
  to: string
  form: Record<string, string>
  /** How the page shows what was typed. */
  again: string[]
  open?: string
}

const REFUSED: Refused[] = [
  {
    who: 'official',
    from: '/announcements',
    to: '/announcements/preview',
    form: { kind: 'farming', text: '看 https://a.cn', villages: 'village_liulin', receipts: '1' },
    again: [
      '>看 https://a.cn</textarea>',
      '<option value="farming" selected="">',
      'value="village_liulin" checked=""',
      'name="receipts" value="1" checked=""',
    ],
    open: '写一条新的',
  },
  {
    who: 'official',
    from: '/issues/issue_2',
    to: '/issues/issue_2/take-up',
    form: { reason: '' },
    again: ['<details class="ask" open=""><summary>提级'],
  },
  {
    who: 'townAdmin',
    from: '/settings/users',
    to: '/settings/users',
    form: { name: '新来的', login: '不行 的', role: 'department', department: 'department_3' },
    again: ['value="新来的"', '不行 的', '<option value="department" selected="">', '<option value="department_3" selected="">'],
    open: '添一个人',
  },
  {
    who: 'townAdmin',
    from: '/settings/rules',
    to: '/settings/rules/preview',
    form: { quorumPercent: '800' },
    again: ['value="800"', '要填1到100的整数'],
  },
  {
    who: 'townAdmin',
    from: '/settings/places',
    to: '/settings/hamlets',
    form: { village: 'village_liulin', name: '又一个屋场', alias: '槐树' },
    again: ['value="又一个屋场"', 'value="槐树"', '<option value="village_liulin" selected="">'],
  },
  { who: 'townAdmin', from: '/settings/places', to: '/settings/villages', form: { name: '河口村' }, again: ['value="河口村"'] },
  {
    who: 'official',
    from: '/calendar',
    to: '/calendar/preview',
    form: { name: '镇庆节', kind: 'workday' },
    again: ['value="镇庆节"', '<option value="workday" selected="">'],
  },
  {
    who: 'official',
    from: '/calendar',
    to: '/busy/preview',
    form: { name: '采茶季', from: '2027-04-10', to: '2027-03-01' },
    again: ['value="采茶季"', 'value="2027-04-10"', 'value="2027-03-01"'],
  },
  {
    who: 'cadre',
    from: '/hamlets/hamlet_huaishu',
    to: '/hamlets/hamlet_huaishu/registry',
    form: { venue: '很'.repeat(41), category: '库区', stage: 'deepened' },
    again: ['很'.repeat(41), 'value="库区"', '<option value="deepened" selected="">'],
    open: '改登记',
  },
  { who: 'viewer', from: '/settings/tokens', to: '/settings/tokens', form: { name: '' }, again: ['请写给谁用。'] },
]

const folded = (html: string, summary: string): string =>
  html.match(new RegExp(`<details class="more"( open="")?><summary>${summary}`))?.[1] ?? 'shut'

describe('a form that is refused', () => {
  test.each(REFUSED)('by $to comes back on $from', async ({ who, from, to, form, again, open }) => {
    const { status, text } = await pages.post(who, to, form, from)
    expect([400, 409]).toContain(status)
    expect(plain(text)).toContain('没有办成')
    for (const piece of again) expect(text, piece).toContain(piece)
    if (open) {
      expect(folded(text, open)).toBe(' open=""')
      expect(folded(await pages.look(who, from), open)).toBe('shut')
    }
  })

  test('on the page of one’s own account says why, and shows no password', async () => {
    await desk.village.db.user.update({ where: { login: 'viewer' }, data: { password: await hashPassword('现在的密码就是这个') } })
    const form = { old: '这个不是现在的', password: '新密码也要十个字以上' }
    const { status, text } = await pages.post('viewer', '/me/password', form, '/me')
    expect(status).toBe(409)
    expect(plain(text)).toContain('没有办成：现在的密码不对。')
    expect(text).toContain('href="/settings"')
    expect(text).not.toContain('这个不是现在的')
    expect(text).not.toContain('您填的都还在下面')
  })
})

test('the first page of all keeps what was typed but for the password', async () => {
  const { link } = await passwordLink(desk.village.db, null, desk.wall.now())
  const form = { name: '许明霞', login: 'xumingxia', password: '太短了', again: '太短了' }
  const { status, text } = await pages.ask(undefined, 'post', link, form)
  expect(status).toBe(400)
  expect(plain(text)).toContain('密码至少要')
  expect(text).toContain('value="许明霞"')
  expect(text).toContain('value="xumingxia"')
  expect(text).not.toContain('太短了')
})

describe('the registration of a hamlet', () => {
  const path = '/hamlets/hamlet_huaishu'
  const registered = () => desk.village.db.hamlet.findUniqueOrThrow({ where: { id: 'hamlet_huaishu' } })
  const asIs = async () => {
    const h = await registered()
    return {
      head: h.headId ?? '',
      recorder: h.recorderId ?? '',
      venue: h.venue ?? '',
      category: h.category ?? '',
      stage: h.stage as string,
      filing: h.filing as string,
      ...(h.venueReady ? { venueReady: '1' } : {}),
      ...(h.partyGroup ? { partyGroup: '1' } : {}),
    }
  }

  test('lets choose head and recorder among the adults, and sets the category', async () => {
    const page = await pages.look('cadre', path)
    const choices = (name: string) =>
      [...(page.match(new RegExp(`<select id="${name}".*?</select>`, 's'))?.[0] ?? '').matchAll(/value="([^"]+)"/g)].map((m) => m[1])
    const young = await desk.village.db.villager.count({
      where: { hamletId: 'hamlet_huaishu', removedAt: null, birthDate: { gt: '2008-09-07' } },
    })
    const everybody = await desk.village.db.villager.count({ where: { hamletId: 'hamlet_huaishu', removedAt: null } })
    expect(choices('head')).toHaveLength(everybody - young)
    const { headId, recorderId } = await registered()
    const other = choices('head').find((id) => id !== headId && id !== recorderId) ?? ''
    await pages.post('cadre', `${path}/registry`, { ...(await asIs()), filing: 'filed' }, path)
    const done = await pages.post('cadre', `${path}/registry`, { ...(await asIs()), head: other, category: '库区' }, path)
    expect(done.status).toBe(303)
    // A new head has to be put on record anew, though the form said nothing about it.
    expect(await registered()).toMatchObject({ headId: other, recorderId, category: '库区', filing: 'replaced' })
  })

  test('that is sent as it was changes nothing', async () => {
    const ledger = () => desk.village.db.ledgerEntry.count({ where: { hamletId: 'hamlet_huaishu' } })
    const entries = await ledger()
    const done = await pages.post('cadre', `${path}/registry`, await asIs(), path)
    expect(plain(await pages.look('cadre', done.headers.get('location') ?? ''))).toContain('没有要改的')
    expect(await ledger()).toBe(entries)
  })

  test('does not take somebody of another hamlet', async () => {
    const { id } = await desk.village.db.villager.findFirstOrThrow({ where: { hamletId: { not: 'hamlet_huaishu' } } })
    expect((await pages.post('cadre', `${path}/registry`, { ...(await asIs()), head: id }, path)).status).toBe(404)
  })
})

test.each([
  ['', '登录名没有填'],
  ['xu', '登录名太短了：“xu”只有2个字，至少要3个'],
  ['许明霞', '登录名只能用字母、数字和 . _ -'],
  ['x'.repeat(41), '登录名太长了：现在41个字，最多40个'],
])('a login “%s” is refused with what is wrong with it', async (login, why) => {
  const refused = await pages.post('townAdmin', '/settings/users', { name: '新人', login, role: 'viewer' }, '/settings/users')
  expect([refused.status, plain(refused.text)]).toEqual([400, expect.stringContaining(`没有办成：${why}`)])
  expect(refused.text).toContain('<title>账号 · 青山镇 · 屋场通</title>')
})

test('an account is bound to anybody of the hamlet, also to those on the next page', async () => {
  const page = await pages.look('cadre', '/hamlets/hamlet_huaishu/people')
  // Nobody is chosen beforehand, and nothing is done from here.
  expect(page).toContain('<option value="">先选一个人</option>')
  expect(page.match(/<select id="to-account_huaishu_guest".*?<\/select>/s)?.[0]).not.toContain('selected')
  expect(page).not.toContain('/bind"')
  const options = page.match(/<select id="to-account_huaishu_guest".*?<\/select>/s)?.[0] ?? ''
  const people = await desk.village.db.villager.count({ where: { hamletId: 'hamlet_huaishu', removedAt: null } })
  expect(options.match(/<option/g)).toHaveLength(people + 1)
  const to = [...options.matchAll(/value="([^"]+)"/g)].at(-1)?.[1] ?? ''
  await pages.post('cadre', '/hamlets/hamlet_huaishu/accounts/account_huaishu_guest/bind', { to })
  const account = await desk.village.db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_guest' } })
  expect(`${account.householdId}/${account.villagerId}`).toBe(to)
})

test('an account is bound to the head only once it has been asked whether that is so, and unbound again', async () => {
  const { db } = desk.village
  const at = '/hamlets/hamlet_huaishu/accounts/account_huaishu_guest'
  await db.chatAccount.update({ where: { id: 'account_huaishu_guest' }, data: { householdId: null, villagerId: null } })
  const { headId = '' } = await db.hamlet.findUniqueOrThrow({ where: { id: 'hamlet_huaishu' } })
  const head = await db.villager.findUniqueOrThrow({ where: { id: headId ?? '' } })
  const to = `${head.householdId}/${head.id}`
  const asked = await pages.look('cadre', `${at}?to=${to}`)
  expect(plain(asked)).toContain(`${head.name}是`)
  expect(plain(asked)).toContain('绑定为屋场长')
  expect(asked).not.toContain('checked=""')
  const refused = await pages.post('cadre', `${at}/bind`, { to }, `${at}?to=${to}`)
  expect([refused.status, plain(refused.text).includes('没有办成：要绑的人是屋场长')]).toEqual([409, true])
  expect((await pages.post('cadre', `${at}/bind`, { to, sure: '1' }, `${at}?to=${to}`)).status).toBe(303)
  expect((await db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_guest' } })).villagerId).toBe(head.id)
  await pages.post('cadre', `${at}/unbind`, {}, at)
  expect(await db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_guest' } })).toMatchObject({
    ...{ villagerId: null, householdId: null, boundAt: null },
  })
  expect(await db.auditEntry.count({ where: { action: 'unbindAccount' } })).toBe(1)
  const words = await db.outbox.findMany({ where: { text: { contains: '不再记在' } } })
  expect(words).toHaveLength(1)
})
