/** The console's doors, without a browser: every page × role × foreign scope, forms, and words that try to be more than words. */
import { beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/application/orders/passwords.ts'
import { Console } from '../../src/console/declare.tsx'
import { openConsole } from '../../src/console/pages.ts'
import { ACTION } from '../../src/console/words.ts'
import { DESK_ACTIONS } from '../../src/domain/rights/actions.ts'
import { mayRole } from '../../src/domain/rights/desk.ts'
import { atDoor } from '../../src/door/deps.ts'
import { townApp } from '../../src/house/town-app.ts'
import { PEOPLE, type Person, TestDesk } from './support/desk.ts'
import { cookieOf, Pages, plain } from './support/pages.ts'
import { type Places, places } from './support/samples.ts'

let desk: TestDesk
let ids: Places

let pages: Pages

beforeAll(async () => {
  desk = await TestDesk.open()
  ids = await places(desk)
  pages = await Pages.open(desk)
})

const ask: Pages['ask'] = (...given) => pages.ask(...given)

const declared = () => openConsole(atDoor(desk.village.deps, desk.wall), () => ({})).declared
const real = (path: string): string => path.replace(':id', ids[path.split('/')[1] ?? ''] ?? 'none')
const roleOf = (person: Person) => (person === 'otherCadre' ? ('cadre' as const) : person)

describe('pages', () => {
  test('send everybody unknown to the log-in, and come back from there', async () => {
    for (const { method, path } of declared()) {
      const { status, headers } = await ask(undefined, method, real(path), method === 'post' ? {} : undefined)
      expect([path, status], path).toEqual([path, 303])
      expect(headers.get('location')).toMatch(/^\/login/)
    }
    expect((await ask(undefined, 'get', '/issues?due=today')).headers.get('location')).toBe('/login?next=%2Fissues%3Fdue%3Dtoday')
  })

  test('open for the roles they name and for nobody else', async () => {
    for (const { method, path, may } of declared())
      for (const person of PEOPLE) {
        if (path === '/logout') continue
        const { status } = await ask(person, method, real(path), method === 'post' ? {} : undefined)
        const what = `${person} ${method} ${real(path)}`
        // A form without the session's own token goes no further, whoever sends it.
        if (method === 'post' || !mayRole(roleOf(person), may)) expect(status, what).toBe(403)
        else expect([200, 404], what).toContain(status)
      }
  })

  test('of another village are not there', async () => {
    for (const path of [
      '/hamlets/hamlet_huaishu',
      '/hamlets/hamlet_huaishu/people',
      '/issues/issue_1',
      '/meetings/meeting_1',
      '/announcements/announcement_1',
    ]) {
      expect((await ask('cadre', 'get', path)).status, path).toBe(200)
      expect((await ask('otherCadre', 'get', path)).status, path).toBe(404)
    }
  })

  test('forbid scripts and frames, and are not kept by anybody', async () => {
    const { headers } = await ask('official', 'get', '/issues')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('script-src')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('show what a villager wrote as words, never as markup', async () => {
    await desk.village.db.issue.update({ where: { id: 'issue_1' }, data: { text: '<script>alert(1)</script><img src=x onerror=y>' } })
    for (const path of ['/issues', '/issues/issue_1', '/hamlets/hamlet_huaishu']) {
      const { text } = await ask('official', 'get', path)
      expect(text, path).toContain('&lt;script&gt;alert(1)')
      expect(text, path).not.toContain('<script>')
      expect(text, path).not.toContain('<img src=x')
    }
  })

  test('do not say what somebody put into the address', async () => {
    expect((await ask('official', 'get', '/?done=<b>您中奖了</b>')).text).not.toContain('您中奖了')
  })
})

describe('what nobody should send', () => {
  test('is answered with a page in Chinese that says what to do', async () => {
    for (const [path, status] of [
      ['/outbox?cursor=WyJhYmMiXQ', 400],
      ['/issues?cursor=nonsense', 400],
      ['/issues/%00', 400],
      ['/issues?search=%00', 400],
      ['/nothing/here', 404],
    ] as const) {
      const { status: got, text, headers } = await ask('townAdmin', 'get', path)
      expect([path, got]).toEqual([path, status])
      expect(text).toContain('回到今天')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    for (const path of ['/assessment?month=0000-01', '/assessment?month=9999-12', '/issues?month=0001-01', '/meetings?month=9999-12'])
      expect((await ask('townAdmin', 'get', path)).status, path).toBe(200)
  })

  test('a failure is told in Chinese, and nothing else is', async () => {
    const broken = new Console(atDoor(desk.village.deps, desk.wall))
    broken.page('/broken', 'look', async () => {
      throw new Error('a secret of the house')
    })
    const response = await broken.app.request('http://desk.test/broken', { headers: { cookie: `desk=${cookieOf('viewer')}` } })
    const text = await response.text()
    expect([response.status, text.includes('secret')]).toEqual([500, false])
    expect(text).toContain('系统出错了')
  })

  test('a body larger than any form is refused unread', async () => {
    const login = { login: 'viewer', password: 'x'.repeat(300_000) }
    const { status, text } = await ask(undefined, 'post', '/login', login)
    expect(status).toBe(413)
    expect(text).toContain('内容太大')
  })

  test('characters that no database keeps change nothing', async () => {
    expect((await ask(undefined, 'post', '/login', { login: 'a\u0000', password: 'x' })).status).toBe(400)
    expect((await ask('official', 'post', '/announcements', { csrf: 'csrf-official', text: 'a\u0000' })).status).toBe(400)
  })
})

test('the job queue is shown to the admin, who tries again what failed', async () => {
  const tried: string[] = []
  const failed = {
    id: 'tick/digest',
    name: 'digest',
    state: 'failed',
    at: desk.wall.now(),
    attempts: 5,
    error: 'Error: 镇里没有群',
  } as const
  const queue = {
    look: async () => ({ counts: { failed: 1, waiting: 0, active: 0, delayed: 3 }, jobs: tried.length > 0 ? [] : [failed], lastRun: null }),
    again: async (id: string) => id === failed.id && tried.push(id) === 1,
  }
  const app = townApp({ deps: desk.village.deps, wall: desk.wall, queue })
  const ask = (person: Person, path: string, form?: Record<string, string>) =>
    app.request(`http://desk.test${path}`, {
      headers: { cookie: `desk=${cookieOf(person)}` },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
  expect((await ask('official', '/queues')).status).toBe(403)
  const shown = await (await ask('townAdmin', '/queues')).text()
  expect(plain(shown)).toContain('镇里的日报没办成')
  const form = { csrf: 'csrf-townAdmin', id: failed.id }
  expect((await ask('townAdmin', '/queues/again', form)).status).toBe(303)
  expect(tried).toEqual([failed.id])
  // Somebody else was quicker.
  expect((await ask('townAdmin', '/queues/again', form)).status).toBe(404)
  queue.look = async () => Promise.reject(new Error('nobody answers'))
  expect(plain(await (await ask('townAdmin', '/queues')).text())).toContain('队列现在没有回音')
})

test('every action of the log has words', () => {
  expect(Object.keys(ACTION).sort()).toEqual([...DESK_ACTIONS].sort())
  for (const words of Object.values(ACTION)) expect(words).toMatch(/\p{Script=Han}/u)
})

test('a token that has run out says so', async () => {
  const at = new Date(desk.wall.now())
  const token = { userId: 'user_official', name: '旧大屏', readOnly: true, createdAt: at }
  await desk.village.db.apiToken.create({ data: { ...token, id: 'token_old', hash: 'old', expiresAt: at } })
  expect((await ask('official', 'get', '/settings/tokens')).text).toContain('到期了，用不了')
})

describe('forms', () => {
  test('change something once, however often they are sent', async () => {
    const form = { csrf: 'csrf-official', once: '11111111-2222', kind: 'notice', text: '明天停电', villages: 'village_liulin' }
    const first = await ask('official', 'post', '/announcements', form)
    const again = await ask('official', 'post', '/announcements', form)
    expect(first.status).toBe(303)
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(await desk.village.db.announcement.count({ where: { text: '明天停电' } })).toBe(1)
    const page = await ask('official', 'get', first.headers.get('location') ?? '')
    expect(page.text).toContain('排上了，要发1个屋场。')
  })

  test('an announcement is first shown with whom it reaches: of a category, of villages, of all', async () => {
    await desk.village.db.hamlet.update({ where: { id: 'hamlet_huaishu' }, data: { category: '库区' } })
    expect(await pages.look('official', '/announcements')).toContain('<option value="库区">')
    const households = (hamletId: object) => desk.village.db.household.count({ where: { ...hamletId, removedAt: null } })
    const form = { kind: 'notice', text: '库区明天放水', category: '库区', receipts: '1' }
    const shown = await pages.post('official', '/announcements/preview', form)
    expect(plain(shown.text)).toContain(`要发给 1 个屋场的群，一共 ${await households({ hamletId: 'hamlet_huaishu' })} 户`)
    expect(await desk.village.db.announcement.count({ where: { text: '库区明天放水' } })).toBe(0)
    const hidden = [...shown.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    )
    const all = await pages.post('official', '/announcements/preview', { kind: 'notice', text: '全镇停水' })
    expect(plain(all.text)).toContain(
      `要发给 ${await desk.village.db.hamlet.count()} 个屋场的群，一共 ${await households({})} 户，您管的全部屋场`,
    )
    const order = hidden.slice(
      hidden.findIndex(([name]) => name === 'kind'),
      hidden.findIndex(([name]) => name === 'category') + 1,
    )
    const sent = await pages.post('official', '/announcements', order)
    expect(plain(await pages.look('official', sent.headers.get('location') ?? ''))).toContain('已发 0/1 个屋场')
    expect(
      await desk.village.db.delivery.findMany({ where: { text: '库区明天放水' }, select: { hamletId: true, receipts: true } }),
    ).toEqual([{ hamletId: 'hamlet_huaishu', receipts: true }])
  })

  test('with somebody else’s token change nothing', async () => {
    const form = { csrf: 'csrf-cadre', kind: 'notice', text: '不该发的' }
    expect((await ask('official', 'post', '/announcements', form)).status).toBe(403)
    expect(await desk.village.db.announcement.count({ where: { text: '不该发的' } })).toBe(0)
  })

  test('that a rule refuses say why', async () => {
    const form = { csrf: 'csrf-official', department: '交通办', dueOn: '2026-09-30' }
    const { status, text } = await ask('official', 'post', '/issues/issue_1/assign', form)
    expect(status).toBe(409)
    expect(text).toContain('没有办成')
  })
})

describe('the log-in page', () => {
  test('lets in, sets a cookie that scripts cannot read, and goes only to our own pages', async () => {
    await desk.village.db.user.update({ where: { login: 'viewer' }, data: { password: await hashPassword('青山镇的屋场真是不少') } })
    const form = { login: 'viewer', password: '青山镇的屋场真是不少', next: '//elsewhere.example/' }
    const { status, headers } = await ask(undefined, 'post', '/login', form)
    expect([status, headers.get('location')]).toEqual([303, '/'])
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^desk=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
      // Not the key to anything: by it the device is known where passwords are guessed.
      expect.stringMatching(/^device=[\w-]{43}; Max-Age=34560000; Path=\/login; HttpOnly; SameSite=Lax$/),
    ])
    for (const next of ['/\t/host', '/\n/host', '/\\host', '///host', 'https://host/', '/.//host', '/a/..//host'])
      expect((await ask(undefined, 'post', '/login', { ...form, next })).headers.get('location'), next).toBe('/')
    const back = await ask(undefined, 'post', '/login', { ...form, next: '/issues?due=today' })
    expect(back.headers.get('location')).toBe('/issues?due=today')
    expect((await ask('official', 'get', '/login?next=%2F%09%2Fhost')).headers.get('location')).toBe('/')
    const wrong = await ask(undefined, 'post', '/login', { ...form, password: 'not the one' })
    expect(wrong.status).toBe(400)
    expect(wrong.headers.get('set-cookie')).toBeNull()
  })

  test('logging out needs the token, and ends the session', async () => {
    expect((await ask('viewer', 'post', '/logout', {})).status).toBe(403)
    expect((await ask('viewer', 'get', '/')).status).toBe(200)
    expect((await ask('viewer', 'post', '/logout', { csrf: 'csrf-viewer' })).headers.get('location')).toBe('/login')
    expect((await ask('viewer', 'get', '/')).status).toBe(303)
  })
})
