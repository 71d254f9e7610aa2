/** 演示一个月, played in a village: whoever looks at the desk afterwards finds all there is to see. */
import { beforeAll, expect, test } from 'vitest'
import { playMonth } from '../../bots/sandbox/month.ts'
import { dateOf } from '../../src/kernel/time.ts'
import { askedIn, roomsWithMembers } from '../../src/store/reading/rooms.ts'
import { ACCOUNT, Village } from '../support/village.ts'

let v: Village

beforeAll(async () => {
  v = await Village.open()
  const { rooms } = await roomsWithMembers(v.db, ACCOUNT)
  await playMonth({
    rooms: rooms.map((room) => ({
      id: room.externalId,
      kind: room.kind,
      name: room.name,
      members: room.members.map(({ externalId, nickname, role, villager, household, atHome }) => ({
        id: externalId,
        name: nickname,
        nickname,
        role,
        ...(villager === null ? {} : { villager }),
        ...(household === null ? {} : { household }),
        ...(atHome === null ? {} : { atHome }),
      })),
    })),
    async say(lines) {
      await v.receive(lines[0]?.room ?? '', lines)
    },
    async alone(from, text) {
      await v.receive(from, [{ from, text, mentionsBot: true }])
    },
    async clock(to) {
      await v.until(to)
    },
    meetingAt: async (room) => (await askedIn(v.db, ACCOUNT, room)).findLast((one) => one.startsAt !== null)?.startsAt ?? undefined,
  })
}, 120_000)

test('issues of every status, some of them overdue, and one sent back', async () => {
  const issues = await v.db.issue.findMany()
  expect([...new Set(issues.map((i) => i.status))].sort()).toEqual([
    'assigned',
    'closed',
    'inHamlet',
    'inReview',
    'inTown',
    'inVillage',
    'raised',
    'withdrawn',
  ])
  const today = dateOf(v.now)
  expect(issues.filter((i) => i.status === 'inVillage' && i.reportDueOn !== null && i.reportDueOn < today).length).toBeGreaterThan(0)
  expect(issues.filter((i) => i.status === 'assigned' && i.assignDueOn !== null && i.assignDueOn < today).length).toBeGreaterThan(0)
  expect(await v.db.survey.count({ where: { status: 'failed' } })).toBe(1)
  expect(await v.db.survey.count({ where: { status: 'passed' } })).toBeGreaterThan(1)
})

test('votes that were carried, that were not, and that bind nobody; and an evening with a vote is going on', async () => {
  const motions = await v.db.motion.findMany({ where: { status: 'closed' } })
  expect(motions.map(({ carried, binding }) => `${carried}/${binding}`).sort()).toEqual(['false/true', 'true/false', 'true/true'])
  expect(await v.db.motion.count({ where: { status: 'open' } })).toBe(1)
  expect((await v.db.meeting.groupBy({ by: ['status'], _count: true })).map((m) => m.status).sort()).toEqual(['ended', 'open', 'scheduled'])
  expect(await v.db.timePoll.count({ where: { status: 'open' } })).toBe(1)
})

test('nobody says anything that the bot has to ask back', () => {
  expect(v.said.filter(({ text }) => /您是说|没有这一步|不用做了|没有\d+号/.test(text)).map(({ text }) => text)).toEqual([])
})
