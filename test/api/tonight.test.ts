/** What is going on, as the desk sees it: by the rules' own count, for everybody what they may see, at one look a second for all. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashSecret } from '../../src/application/orders/passwords.ts'
import { BY_SESSION, Live } from '../../src/console/live.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { atDoor } from '../../src/door/deps.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { measured } from '../../src/kernel/wide.ts'
import { HEKOU, type Person, TestDesk, TOWN } from './support/desk.ts'
import { cookieOf, csrfOf, Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages

const now = async (person: Person, query = '') => plain(await pages.look(person, `/tonight/now${query}`)).replace(/\s+/g, ' ')

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
})

describe('an evening from the first question to its end', () => {
  test('nothing is going on', async () => {
    expect(await now('official')).toBe('')
    expect(await now('official', '?wall=1')).toContain('现在没有屋场在约时间')
  })

  test('the times that are asked for stand as bars of at-home households, the best marked', async () => {
    const room = desk.village.room('huaishu')
    await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半 明天中午截止')
    await room.all([
      ['3', '1'],
      ['4', '2'],
      ['5', '1和2'],
      ['7', '2'],
    ])
    const shown = await now('official')
    expect(shown).toContain('修路集资：在家30户，回了4户（13.3%）')
    expect(shown).toContain('竖线是开会要的24户')
    expect(shown).toContain('2. 9月10日 周四 19:30 最多3户能来')
    const whole = await now('official', '?hamlet=hamlet_huaishu')
    expect(whole).toContain('1. 9月9日 周三 19:30 2户能来')
    expect(whole).toContain('还没回的26户')
    // A bar of 30 households of which 3 can come, with its line at 24.
    expect(await pages.look('official', '/tonight/now?hamlet=hamlet_huaishu')).toMatch(
      /<rect class="yes" x="0" y="2" width="10" [^>]*><\/rect><line class="mark" x1="80" x2="80"/,
    )
  })

  test('a fixed evening says who is expected and how many are still needed', async () => {
    const room = desk.village.room('huaishu')
    await room.says('head', '定2')
    await room.says('9', '参加')
    expect(await now('official')).toContain('4/30户 说了来（13.3%），要24户，还差20户；来不了1户')
  })

  test('while it is on: the quorum, who is missing, the vote, what was said', async () => {
    const room = desk.village.room('huaishu')
    await desk.village.until(instantAt('2026-09-10', 19, 25))
    await room.says('head', '签到')
    await room.all(['3', '4', '5', '7'].map((who) => [who, '到'] as const))
    await room.says('9', '路灯坏了两个月了')
    await room.says('head', '表决 每户出50元')
    await room.all([
      ['3', '同意'],
      ['4', '同意'],
      ['5', '反对'],
    ])
    const shown = await now('cadre')
    expect(shown).toContain('5/30户 到会（16.6%），要24户，还差19户')
    expect(shown).toContain('1. 每户出50元 正在表决')
    expect(shown).toContain('同意2人（到会5人的40%，要4人，还差2人） 反对1人 弃权0人 没表态2人')
    expect(shown).toContain('还没到的25户')
    expect(shown).toContain('路灯坏了两个月了')
  })

  test('villagers’ names and words only to those who may, on a wall only when asked for', async () => {
    const householdHead = await desk.village.db.villager.findFirstOrThrow({
      where: { householdId: 'household_huaishu_10', isHouseholdHead: true },
    })
    for (const [person, query, seen] of [
      ['official', '', true],
      ['viewer', '', false],
      ['department', '?hamlet=hamlet_huaishu', false],
      ['official', '?wall=1', false],
      ['official', '?wall=1&names=1', true],
      ['viewer', '?wall=1&names=1', false],
    ] as const) {
      const shown = await now(person, query)
      expect(shown, person).toContain('还差19户')
      expect([person, query, shown.includes(householdHead.name)]).toEqual([person, query, seen])
      expect([person, query, shown.includes('路灯坏了')]).toEqual([person, query, seen])
    }
    expect(await now('otherCadre')).toBe('')
    expect(await now('otherCadre', '?hamlet=hamlet_huaishu')).toBe('')
  })

  test('is the same on the pages that it is a part of, and on a wall', async () => {
    for (const path of ['/', '/meetings', '/hamlets/hamlet_huaishu', '/tonight', '/tonight/hamlet_huaishu']) {
      const { text, headers } = await pages.ask('official', 'get', path)
      expect(plain(text).replace(/\s+/g, ' '), path).toContain('5/30户 到会（16.6%），要24户，还差19户')
      expect(headers.get('content-security-policy'), path).toContain("script-src 'self'")
      const part = /data-live="([^"]*)">(.*?)<\/section>/s.exec(text)
      expect(await pages.look('official', (part?.[1] ?? '').replace(/&amp;/g, '&')), path).toBe(part?.[2])
    }
    // A list that was narrowed to something is about that.
    expect(await pages.look('official', '/meetings?month=2026-08')).not.toContain('data-live')
  })
})

describe('pages that listen', () => {
  let live: Live<Principal>
  let count = 0
  beforeEach(() => {
    live = new Live(atDoor(desk.village.deps, desk.wall), BY_SESSION)
  })

  const who = (person: Person): Principal =>
    ({
      userId: `user_${person}`,
      name: '',
      role: person,
      townId: TOWN,
      villageId: person === 'cadre' ? HEKOU : null,
      department: null,
      officialId: null,
      via: 'console',
      readOnly: false,
    }) as Principal

  async function listener(person: Person) {
    const painting = { name: person, paint: (evenings: readonly unknown[]) => `${++count} ${JSON.stringify(evenings).length}` }
    const stream = await live.listen(who(person), hashSecret(csrfOf(person)), painting)
    const reader = stream?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    return { open: stream !== undefined, next, leave: () => reader?.cancel() }
  }

  test('cost one statement a look, however many they are, and are told only what has changed', async () => {
    const listeners = await Promise.all(
      (['official', 'viewer', 'cadre', 'townAdmin'] as const).flatMap((p) => [listener(p), listener(p), listener(p)]),
    )
    for (const one of listeners) expect(await one.next()).toMatch(/^event: picture\ndata: \d+ \d+\n\n$/)
    await live.look()
    let statements = 0
    const painted = count
    await measured(
      () => live.look(),
      (cost) => {
        statements = cost.statements
      },
    )
    // And each kind of page is painted once.
    expect([statements, count - painted]).toEqual([1, 4])
    for (const one of listeners) await one.leave()
  })

  test('end with the session, and are not what keeps it alive', async () => {
    const until = async () => (await desk.village.db.session.findFirstOrThrow({ where: { userId: 'user_official' } })).expiresAt
    const before = await until()
    const [stays, goes] = [await listener('official'), await listener('viewer')]
    await stays.next()
    await goes.next()
    await desk.village.db.session.deleteMany({ where: { userId: 'user_viewer' } })
    await live.endThose()
    expect(await goes.next()).toContain('event: end')
    expect(await until()).toEqual(before)
    await desk.village.db.user.update({ where: { id: 'user_official' }, data: { disabledAt: new Date(desk.wall.now()) } })
    await live.endThose()
    expect(await stays.next()).toContain('event: end')
    await desk.village.db.user.update({ where: { id: 'user_official' }, data: { disabledAt: null } })
  })

  test('are bounded: one more of the same session ends its oldest', async () => {
    const first = await listener('official')
    await first.next()
    const more = []
    for (let i = 0; i < 6; i++) more.push(await listener('official'))
    expect(await first.next()).toContain('event: end')
    for (const one of more) {
      expect(one.open).toBe(true)
      await one.leave()
    }
  })

  test('over HTTP: a browser that listens is sent the part at once', async () => {
    const response = await desk.app.request('http://desk.test/tonight/now', {
      headers: { cookie: `desk=${cookieOf('official')}`, accept: 'text/event-stream' },
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body!.getReader()
    const first = new TextDecoder().decode((await reader.read()).value)
    expect(first).toMatch(/^event: picture\ndata: /)
    expect(plain(first)).toContain('还差19户')
    await reader.cancel()
  })
})
