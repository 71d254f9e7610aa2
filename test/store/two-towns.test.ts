/** Figures of a whole town are its own, also where the database has another town: with one alone, no row is asked whose it is. */
import { beforeAll, expect, test } from 'vitest'
import { reachOf } from '../../src/domain/rights/desk.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { assessHamlets, assessMonths } from '../../src/store/reading/assessment.ts'
import { Village } from '../support/village.ts'

const TODAY = '2026-09-30'
const of = (townId: string) =>
  reachOf({ userId: 'u', name: '', role: 'townAdmin', townId, villageId: null, department: null, officialId: null } as never)

let v: Village
const month = async (townId: string) => (await assessMonths(v.db, of(townId), '2026-09', 1, TODAY))[0]

/** An evening with a motion, an issue that was reported a day late, and its round: 1 of each figure but for `onTime`. */
async function happens(hamletId: string): Promise<void> {
  const at = new Date(instantAt('2026-09-08', 20))
  const own = { hamletId, meetingId: `m_${hamletId}` }
  const figures = { base: 1, atHome: 1, away: 0, persons: 1, needed: 1, quorate: true }
  const meeting = {
    status: 'ended' as const,
    startsAt: at,
    venue: '',
    scheduledAt: at,
    scheduledBy: 'clock',
    rsvpSince: at,
    endedAt: at,
    topics: [],
    atHomeIds: [],
  }
  await v.db.meeting.create({ data: { ...meeting, id: own.meetingId, hamletId, figures } })
  const voted = {
    status: 'closed',
    openedAt: at,
    openedBy: 'clock',
    closedAt: at,
    carried: true,
    binding: true,
    present: 1,
    approve: 1,
    reject: 0,
    abstain: 0,
    counted: 'ballots',
  } as const
  await v.db.motion.create({ data: { ...own, ...voted, id: `v_${hamletId}`, no: 1, text: '修路' } })
  const issue = { status: 'closed', no: 1, text: '路灯坏了', raisedAt: at, raisedBy: 'clock', level: 'village', round: 1 } as const
  await v.db.issue.create({ data: { ...own, ...issue, id: `i_${hamletId}` } })
  const round = { round: 1, status: 'passed', openedAt: at, closesAt: at, closedAt: at, raters: 1, satisfied: 1, atDoor: 1 } as const
  await v.db.survey.create({ data: { ...round, id: `s_${hamletId}`, hamletId, issueId: `i_${hamletId}` } })
  const late = { what: 'report', since: at, dueOn: '2026-09-10', metAt: new Date(instantAt('2026-09-11')) } as const
  await v.db.dueDate.create({ data: { ...late, id: `d_${hamletId}`, hamletId, issueId: `i_${hamletId}` } })
}

const ONE = {
  meetings: 1,
  quorate: 1,
  householdsPresent: 1,
  householdsAtHome: 1,
  motions: 1,
  motionsCarried: 1,
  motionsNotBinding: 0,
  raised: 1,
  due: 1,
  onTime: 0,
  closed: 1,
  sentBack: 0,
  satisfied: 1,
  raters: 1,
  atDoor: 1,
}

beforeAll(async () => {
  v = await Village.open()
  await happens('hamlet_huaishu')
})

test('with one town and with two, each counts its own', async () => {
  expect(await month('town_qingshan')).toMatchObject(ONE)
  await v.db.town.create({ data: { id: 'town_other', name: '白水镇' } })
  await v.db.village.create({ data: { id: 'village_other', townId: 'town_other', name: '上村' } })
  await v.db.hamlet.create({ data: { id: 'hamlet_other', townId: 'town_other', villageId: 'village_other', name: '上屋场', alias: '上' } })
  await happens('hamlet_other')
  expect(await month('town_qingshan')).toMatchObject(ONE)
  expect(await month('town_other')).toMatchObject(ONE)
  expect(await assessHamlets(v.db, of('town_other'), '2026-09', TODAY)).toMatchObject([{ hamletId: 'hamlet_other', ...ONE }])
})

test('met a moment before the end of its day is in time', async () => {
  await v.db.dueDate.updateMany({ data: { metAt: new Date(instantAt('2026-09-11') - 1) } })
  expect((await month('town_qingshan'))?.onTime).toBe(1)
})
