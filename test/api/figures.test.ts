/** Each figure opens the list behind it, with that many rows; and both know only of what their reader may see. */
import { beforeAll, describe, expect, test } from 'vitest'
import { HOUR, instantAt } from '../../src/kernel/time.ts'
import { HEKOU, PEOPLE, type Person, TestDesk } from './support/desk.ts'
import { cells, Pages, rowsIn, tiles } from './support/pages.ts'

let desk: TestDesk
let pages: Pages

/** In every hamlet a meeting in August with two motions, and issues of every kind: two deadlines, sent back, confidential, a department's. */
async function august(): Promise<void> {
  const { db } = desk.village
  const hamlets = await db.hamlet.findMany({ orderBy: { id: 'asc' } })
  const at = new Date(instantAt('2026-08-10', 19, 30))
  for (const { id: hamletId } of hamlets) {
    const meetingId = `m_${hamletId}`
    const when = { startsAt: at, scheduledAt: at, rsvpSince: at, endedAt: at }
    await db.meeting.create({
      data: { id: meetingId, hamletId, status: 'ended', topics: [], scheduledBy: 'clock', atHomeBase: 30, ...when },
    })
    for (const no of [1, 2])
      await db.motion.create({
        data: {
          id: `${meetingId}_${no}`,
          hamletId,
          meetingId,
          no,
          text: '每户出工一天',
          status: 'closed',
          openedAt: at,
          openedBy: 'clock',
          closedAt: at,
          present: 30,
          approve: no === 1 ? 28 : 3,
          reject: 0,
          abstain: 0,
          carried: no === 1,
          binding: no === 1,
        },
      })
    for (let no = 1; no <= 6; no++) {
      const issueId = `i_${hamletId}_${no}`
      await db.issue.create({
        data: {
          id: issueId,
          hamletId,
          no,
          text: `八月的第${no}件`,
          status: no < 4 ? 'closed' : 'assigned',
          raisedAt: at,
          raisedBy: 'clock',
          meetingId: no < 6 ? meetingId : null,
          confidential: no === 2,
          department: no % 2 === 0 ? '交通办' : '水利站',
          reportDueOn: '2026-08-17',
          reportedAt: no === 3 ? null : new Date(instantAt('2026-08-12')),
          assignDueOn: no > 2 ? '2026-08-31' : null,
        },
      })
      const due = { hamletId, issueId, since: at, metAt: no === 3 ? null : new Date(instantAt('2026-08-12')) }
      await db.dueDate.create({ data: { ...due, id: `${issueId}_r`, what: 'report', dueOn: '2026-08-17' } })
      if (no > 2) await db.dueDate.create({ data: { ...due, id: `${issueId}_a`, what: 'assign', dueOn: '2026-08-31', metAt: null } })
      if (no > 3) continue
      await db.survey.create({
        data: {
          id: `${issueId}_s`,
          hamletId,
          issueId,
          round: 1,
          status: no === 3 ? 'failed' : 'passed',
          openedAt: at,
          closesAt: at,
          closedAt: new Date(at.getTime() + HOUR),
          raters: 10,
          satisfied: 5 + no,
          atHomeBase: 30,
        },
      })
    }
  }
}

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  await august()
})

const number = (text: string): number => Number.parseInt(text, 10)
/** 7/9件（77.7%）: the base is what the list has. */
const base = (text: string): number => (text === '–' ? 0 : Number(text.match(/\/(\d+)/)?.[1]))

const LISTED: readonly (readonly [head: string, rows: (text: string) => number])[] = [
  ['开会', number],
  ['通过/表决', base],
  ['提出', number],
  ['村里按期/到期', base],
  ['不够数的表决', number],
  ['销号', number],
  ['退回', number],
]

describe('考核', () => {
  test('there is something of every kind to count', async () => {
    const page = await pages.look('townAdmin', '/assessment?month=2026-08')
    for (const [head, rows] of LISTED) expect(rows(cells(page, '各村', head)[0]?.text ?? ''), head).toBeGreaterThan(0)
    expect(cells(page, '各屋场', '村里按期/到期')[0]?.text).toMatch(/^5\/6件（83.3%）/)
  })

  test.each(PEOPLE)('every figure that %s sees opens a list with that many rows', async (person: Person) => {
    const page = await pages.look(person, '/assessment?month=2026-08')
    for (const table of ['各村', '各屋场'])
      for (const [head, rows] of LISTED)
        for (const { text, href } of cells(page, table, head)) {
          const figure = rows(text)
          if (figure > 0) expect(await pages.rowsOf(person, href ?? ''), `${person} ${head} ${href}`).toBe(figure)
        }
    for (const [name, { figure, href }] of tiles(page)) expect(await pages.rowsOf(person, href), name).toBe(figure)
  })

  test('counts nothing that its reader may not know of', async () => {
    const raised = async (person: Person) => tiles(await pages.look(person, '/assessment?month=2026-08')).get('提出问题')?.figure
    const all = (await raised('official')) ?? 0
    expect(all).toBe(6 * (await desk.village.db.hamlet.count()))
    expect(await raised('viewer')).toBe((all / 6) * 5)
    expect(await raised('department')).toBe((all / 6) * 3)
    const { body } = await desk.get('viewer', '/assessment?month=2026-08')
    expect(body.items[0].raised).toBe(5)
  })

  test('of a village stays with that village', async () => {
    const page = await pages.look('official', `/assessment?month=2026-08&village=${HEKOU}`)
    const [village] = cells(page, '各村', '村')
    expect(village?.href).toBe(`/assessment?month=2026-08&village=${HEKOU}`)
    for (const [name, { figure, href }] of tiles(page)) {
      expect(href, name).toContain(`village=${HEKOU}`)
      expect(await pages.rowsOf('official', href), name).toBe(figure)
    }
    expect(page).toContain(`/assessment/months.svg?month=2026-08&amp;village=${HEKOU}`)
  })

  test('is ranked, sorted by each column, added up, and beside the month before with its numbers', async () => {
    const { db } = desk.village
    const at = new Date(instantAt('2026-07-10', 19))
    const of = { hamletId: 'hamlet_huaishu', startsAt: at, scheduledAt: at, rsvpSince: at, scheduledBy: 'clock', atHomeIds: [], topics: [] }
    await db.meeting.create({
      data: { ...of, id: 'july', status: 'ended', atHomeBase: 30, figures: { atHome: 21, base: 30, quorate: false } },
    })
    const look = (more = '') => pages.look('official', `/assessment?month=2026-08${more}`)
    const names = async (more = '') => cells(await look(more), '各屋场', '屋场').map((c) => c.text)
    const page = await look()
    const huaishu = (await names()).indexOf('河口村 槐树屋场')
    expect(cells(page, '各屋场', '到会/在家')[huaishu]?.text).toMatch(/[▲▼＝]比上月[高低]，上月21\/30$/)
    expect(cells(page, '各屋场', '名次').map((c) => Number(c.text))).toEqual(
      [...cells(page, '各屋场', '名次')].map((c) => Number(c.text)).sort((a, b) => a - b),
    )
    const [villages, sum] = [cells(page, '各村', '提出').map((c) => number(c.text)), cells(page, '各村', '村').at(-1)?.text]
    expect(sum).toBe('合计')
    expect(villages.at(-1)).toBe(villages.slice(0, -1).reduce((a, b) => a + b, 0))
    const raised = cells(await look('&sort=-raised'), '各村', '提出').slice(0, -1)
    expect(raised.map((c) => number(c.text))).toEqual(raised.map((c) => number(c.text)).sort((a, b) => b - a))
    expect([...(await names('&sort=place'))].sort()).toEqual([...(await names('&sort=-satisfied'))].sort())
    expect(page).toContain('href="/assessment?month=2026-08&amp;sort=-householdsPresent"')
    expect(await look('&sort=-householdsPresent')).toContain('aria-sort="descending"')
    await db.meeting.delete({ where: { id: 'july' } })
  })

  test('of a hamlet’s year opens the same lists', async () => {
    const page = await pages.look('official', '/hamlets/hamlet_huaishu')
    const raised = cells(page, '每个月的数字', '提出').find((c) => c.href?.includes('month=2026-08'))
    expect(raised).toEqual({ text: '6件', href: '/issues?month=2026-08&hamlet=hamlet_huaishu' })
  })
})

describe('会议', () => {
  test('says how many issues were raised as far as its reader may know, and lists them', async () => {
    for (const [person, count] of [
      ['official', 5],
      ['viewer', 4],
    ] as const) {
      const page = await pages.look(person, '/meetings?month=2026-08&hamlet=hamlet_huaishu')
      const [issues] = cells(page, '会议', '提出问题')
      expect(issues?.text).toBe(`${count}件`)
      expect(await pages.rowsOf(person, issues?.href ?? '')).toBe(count)
      const [motions] = cells(page, '会议', '通过/表决')
      expect((await pages.look(person, motions?.href ?? '')).match(/<div class="vote">/g)).toHaveLength(2)
    }
  })
})

test('a link says nothing on a page: only a month narrows a list', async () => {
  for (const path of ['/issues?month=您中奖了', '/meetings?month=2026-13', '/surveys?month=0000-12', '/assessment?month=您中奖了']) {
    const page = await pages.look('official', path)
    expect(page).not.toContain('您中奖了')
    expect(page).not.toContain('2026-13')
    expect(page).not.toContain('只列')
  }
  expect(await pages.look('official', '/issues?month=2026-08')).toContain('只列2026年8月提出的。')
})

test('the book of meetings is offered to whoever may have it, for the month on the page', async () => {
  expect(await pages.look('official', '/meetings?month=2026-08')).toContain('href="/books/meetings.xlsx?month=2026-08"')
  expect(await pages.look('official', `/assessment?month=2026-08&village=${HEKOU}`)).toContain(
    `href="/books/assessment.xlsx?month=2026-08&amp;village=${HEKOU}"`,
  )
  expect(await pages.look('official', '/issues?hamlet=hamlet_huaishu')).toContain('href="/books/issues.xlsx?hamlet=hamlet_huaishu"')
  expect(await pages.look('department', '/meetings')).not.toContain('/books/')
})

describe('群聊和账号', () => {
  beforeAll(async () => {
    const at = new Date(desk.village.now)
    const yesterday = new Date(desk.village.now - 24 * HOUR)
    const base = { account: 'sandbox', text: '您好', priority: 'answer' as const, notBefore: at, createdAt: at }
    const hamlets = await desk.village.db.hamlet.findMany({ select: { id: true } })
    for (const { id } of hamlets) {
      const roomId = id.replace('hamlet_', 'room_')
      const rows = [
        { status: 'queued' as const },
        { status: 'sending' as const },
        { status: 'failed' as const },
        { status: 'unknown' as const },
        { status: 'sent' as const, sentAt: at },
        { status: 'sent' as const, sentAt: yesterday },
      ]
      await desk.village.db.outbox.createMany({ data: rows.map((row, i) => ({ ...base, ...row, roomId, key: `sample/${id}/${i}` })) })
    }
  })

  test.each(['official', 'cadre', 'otherCadre'] as const)(
    'what %s sees waiting, stuck and sent today is what the list has',
    async (person) => {
      const page = await pages.look(person, '/rooms')
      const mine = (await desk.get(person, '/hamlets')).body.items.length
      const seen = tiles(page)
      expect([...seen.values()].slice(0, 3).map((t) => t.figure)).toEqual([2 * mine, mine, 2 * mine])
      for (const name of ['排队要发', '今天已发', '没发成或不知发没发']) {
        const tile = seen.get(name)
        expect(await pages.rowsOf(person, tile?.href ?? ''), name).toBe(tile?.figure)
      }
      for (const table of ['小助手的账号', '群聊'])
        for (const head of ['排队', '没发成'])
          for (const { text, href } of cells(page, table, head)) expect(await pages.rowsOf(person, href ?? ''), href).toBe(number(text))
      const { body } = await desk.get(person, '/bot-accounts')
      expect(body.items.map((a: { queued: number }) => a.queued)).toEqual([2 * mine])
    },
  )

  test('a message that was repaired goes back to the list of those that are stuck', async () => {
    const { seq } = await desk.village.db.outbox.findFirstOrThrow({ where: { status: 'unknown' } })
    const { headers } = await pages.post('townAdmin', `/outbox/${seq}/retry`, {})
    expect(headers.get('location')).toMatch(/^\/outbox\?status=stuck&done=/)
  })
})

describe('通知', () => {
  test('of the whole town is for a cadre what the own village’s hamlets got of it', async () => {
    const made = await desk.post('official', '/announcements', { kind: 'notice', text: '明天停水', receipts: true, to: {} })
    const path = `/announcements/${made.body.id}`
    for (const person of ['official', 'cadre'] as const) {
      const mine = (await desk.get(person, '/hamlets')).body.items as { id: string; households: number }[]
      const { body } = await desk.get(person, path)
      const households = mine.reduce((n, h) => n + h.households, 0)
      expect(body).toMatchObject({ hamlets: mine.length, waiting: mine.length, households })
      expect(rowsIn(await pages.look(person, path), '各屋场')).toBe(mine.length)
    }
    // And is not the cadre's to stop.
    expect(await pages.look('cadre', path)).not.toContain(`${path}/cancel`)
    expect(await pages.look('official', path)).toContain(`${path}/cancel`)
  })
})
