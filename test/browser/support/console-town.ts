/** A town to look at: an evening played in the group, a year of figures behind it, and somebody of each kind at the desk. */

import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { hashPassword } from '../../../src/application/orders/passwords.ts'
import { addDays, DAY, HOUR, type Instant, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { monthsUntil } from '../../../src/store/reading/assessment.ts'
import { TestDesk } from '../../api/support/desk.ts'

export const PASSWORD = '青山镇的屋场真是不少'

export interface ConsoleTown {
  desk: TestDesk
  origin: string
  server: ServerType
}

export async function openConsoleTown(options: { hamlets?: number } = {}): Promise<ConsoleTown> {
  const desk = await TestDesk.open(options)
  await desk.village.db.user.updateMany({ data: { password: await hashPassword(PASSWORD) } })
  const names: Record<string, string> = { townAdmin: '许明霞', official: '郑文', cadre: '周建国', viewer: '大屏', department: '李主任' }
  for (const [person, name] of Object.entries(names)) await desk.village.db.user.update({ where: { id: `user_${person}` }, data: { name } })
  await evening(desk)
  await year(desk)
  const server = await new Promise<ServerType>((resolve) => {
    const opened = serve({ fetch: desk.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(opened))
  })
  return { desk, server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const HOMES = Array.from({ length: 26 }, (_, i) => i + 1).filter((n) => n > 2 && n % 6 !== 0)

/** One meeting in 槐树, from signing in to 散会, with issues that go to the village, and one that comes back from it. */
async function evening({ village }: TestDesk): Promise<void> {
  const room = village.room('huaishu')
  await room.says('head', '开会 今晚7点半 文化广场 议题：修路集资、路灯')
  await village.until(instantAt('2026-09-07', 19, 25))
  await room.says('head', '签到')
  await room.all([['head', '到'], ['recorder', '到'], ...HOMES.map((n) => [`${n}`, n % 4 === 0 ? '到 2人' : '到'] as const)])
  await village.until(instantAt('2026-09-07', 19, 50))
  await room.says('7', '路灯坏了两个月了，晚上走路要打手电')
  await room.says('9', '下面那段路一下雨就过不去人')
  await room.says('head', '表决 每户出50元修路灯')
  await room.all([
    ['head', '同意'],
    ['recorder', '同意'],
    ...HOMES.slice(0, 17).map((n) => [`${n}`, n % 4 === 0 ? '同意 2票' : '同意'] as const),
    ['25', '反对'],
  ])
  await room.says('head', '表决结束')
  await room.says('7', '反映 村口路灯坏了两盏，晚上看不见路')
  await room.says('9', '反映 下面那段路下雨积水，老人过不去')
  await room.says('13', '反映 自来水一到傍晚就没有水')
  await room.says('21', '@小助手 那我屋里那份钱么子时候收')
  await room.says('22', '@小助手 灯装在哪一头，不要又照到李大山屋里去了')
  await room.says('head', '散会')
  await village.after(30 * MINUTE)
  await village.until(instantAt('2026-09-16', 9))
}

/** Twelve months of meetings, issues and surveys, as the ledger would have them. */
async function year(desk: TestDesk): Promise<void> {
  const { db } = desk.village
  const hamlets = await db.hamlet.findMany({ orderBy: { id: 'asc' } })
  for (const [k, month] of monthsUntil('2026-08', 12).entries())
    for (const [h, { id }] of hamlets.entries()) {
      const at = instantAt(`${month}-${10 + ((h * 3) % 18)}`, 19, 30)
      await pastMonth(desk, id, at, k * 10 + h)
    }
}

async function pastMonth({ village: { db } }: TestDesk, hamletId: string, at: Instant, n: number): Promise<void> {
  const start = new Date(at)
  const id = `past_${hamletId}_${n}`
  const atHome = 21 + (n % 8)
  const figures = { base: 30, atHome, away: 1, persons: atHome + 6, needed: 24, quorate: atHome >= 24 }
  await db.meeting.create({
    data: {
      id,
      hamletId,
      status: 'ended',
      startsAt: start,
      venue: '文化广场',
      topics: [],
      scheduledAt: start,
      scheduledBy: 'clock',
      rsvpSince: start,
      endedAt: new Date(at + HOUR),
      atHomeBase: 30,
    },
  })
  await db.ledgerEntry.create({
    data: {
      hamletId,
      seq: 1_000_000 + n,
      at: new Date(at + HOUR),
      who: 'clock',
      what: 'meetingEnded',
      subject: id,
      data: { meetingId: id, figures },
      prevHash: '',
      hash: id,
    },
  })
  for (let i = 0; i < 2 + (n % 3); i++) {
    const closed = i > 0
    const due = addDays(start.toISOString().slice(0, 10), 7)
    const handled = new Date(at + (n % 5 === 0 ? 9 : 4) * DAY)
    const issue = `${id}_${i}`
    await db.issue.create({
      data: {
        id: issue,
        hamletId,
        no: 100 + n * 10 + i,
        status: closed ? 'closed' : 'inReview',
        text: ['水渠堵了', '垃圾桶不够', '桥栏杆松了', '健身器材坏了'][i % 4]!,
        category: ['基建加强', '环境治理', '设施管护', '生活改善'][i % 4]!,
        raisedAt: start,
        raisedBy: 'clock',
        meetingId: id,
        level: 'village',
        round: 1,
        reportDueOn: due,
        handledAt: handled,
        handledText: '已经修好',
        handledBy: 'clock',
        closedAt: closed ? new Date(at + 8 * DAY) : null,
      },
    })
    const given = { hamletId, issueId: issue, what: 'report' as const, since: start, dueOn: due, metAt: handled }
    await db.dueDate.create({ data: { ...given, id: `${issue}_r` } })
    if (!closed) continue
    await db.survey.create({
      data: {
        id: `${issue}_s`,
        hamletId,
        issueId: issue,
        round: 1,
        status: n % 7 === 3 ? 'failed' : 'passed',
        openedAt: handled,
        closesAt: new Date(at + 8 * DAY),
        closedAt: new Date(at + 8 * DAY),
        raters: 12,
        satisfied: n % 7 === 3 ? 6 : 10,
        atHomeBase: 30,
      },
    })
  }
}
