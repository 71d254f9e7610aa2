/**
 * A hamlet without a bot: what head and households tap comes in like a word in the group, is marked with the door it came through, and what the bot
 * would have said in the group waits to be carried there.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { Phone, toCarry } from '../support/phone.ts'
import { Village } from '../support/village.ts'

const HUAISHU = 'hamlet_huaishu'
const WEDNESDAY = '2026-09-09T19:30:00+08:00'
const THURSDAY = '2026-09-10T19:30:00+08:00'
let v: Village
let head: Phone
let nine: Phone

beforeEach(async () => {
  v = await Village.open()
  // No group of this hamlet is connected.
  await v.db.room.deleteMany({ where: { hamletId: HUAISHU } })
  const { headId } = await v.db.hamlet.findUniqueOrThrow({ where: { id: HUAISHU } })
  head = await Phone.open(v, HUAISHU, { villagerId: headId ?? '' })
  nine = await Phone.open(v, HUAISHU, { householdId: 'household_huaishu_9' })
})

const group = (): Promise<string[]> => toCarry(v, HUAISHU)
const pollId = async (): Promise<string> => (await v.db.timePoll.findFirstOrThrow({ orderBy: { openedAt: 'desc' } })).id
const placeOf = async (id: string): Promise<string> => {
  const { groupNo, number } = await v.db.household.findUniqueOrThrow({ where: { id } })
  return `${groupNo}组${number}户`
}

describe('a tap is a word', () => {
  beforeEach(async () => {
    expect(await head.taps('openTimePoll', { topic: '修路', options: [WEDNESDAY, THURSDAY] })).toMatchObject({ outcome: 'done', said: [] })
  })

  test('what the bot would have said in the group waits to be carried there', async () => {
    expect(await group()).toEqual([expect.stringContaining('修路')])
    expect(await v.db.outbox.count({ where: { status: 'queued' } })).toBe(0)
  })

  test('answers are marked with their door, in the row and in the ledger', async () => {
    expect(await nine.taps('availability', { yes: [1] }, { about: await pollId() })).toMatchObject({ outcome: 'done' })
    const name = await placeOf('household_huaishu_12')
    expect(await head.taps('answerFor', { name, answer: { intent: 'availability', args: { yes: [2] } } })).toMatchObject({
      outcome: 'done',
    })
    const rows = await v.db.timeAnswer.findMany({ orderBy: { seq: 'asc' } })
    expect(rows.map(({ householdId, via, yes }) => ({ householdId, via, yes }))).toEqual([
      { householdId: null, via: 'card', yes: [1] },
      { householdId: 'household_huaishu_12', via: 'page', yes: [2] },
    ])
    const told = await v.db.ledgerEntry.findMany({ where: { what: { in: ['timePollOpened', 'timeAnswered'] } }, orderBy: { seq: 'asc' } })
    expect(told.map(({ data }) => (data as { via?: string }).via)).toEqual(['page', 'card', 'page'])
  })

  test('the same tap again is one tap, and gets the answer that it got', async () => {
    const twice = { id: 'once' }
    const first = await head.taps('openTimePoll', { options: [WEDNESDAY, THURSDAY] }, twice)
    expect(first.outcome).toBe('refused')
    expect(await head.taps('openTimePoll', { options: [WEDNESDAY, THURSDAY] }, twice)).toEqual(first)
    expect(await nine.taps('availability', { yes: [1] }, twice)).toMatchObject({ outcome: 'done' })
    await nine.taps('availability', { yes: [1] }, twice)
    expect(await v.db.timeAnswer.count()).toBe(1)
  })

  test('a household’s own word stands above what the head enters for it', async () => {
    await nine.taps('availability', { yes: [1] })
    const name = await placeOf('household_huaishu_9')
    const became = await head.taps('answerFor', { name, answer: { intent: 'availability', args: { none: true } } })
    expect(became).toMatchObject({ outcome: 'refused', said: [expect.stringContaining('以自家的为准')] })
  })

  test('who may not is told so on the own phone, and the group hears nothing', async () => {
    const before = await group()
    expect(await nine.taps('closeTimePoll', {})).toMatchObject({ outcome: 'refused', said: [expect.stringContaining('屋场长')] })
    expect(await group()).toEqual(before)
  })
})

describe('a tap that comes late', () => {
  beforeEach(async () => {
    await head.taps('openTimePoll', { topic: '修路', options: [WEDNESDAY, THURSDAY] })
  })

  test('counts for the moment at which it was tapped', async () => {
    const at = v.now + MINUTE
    await v.after(2 * HOUR)
    await nine.taps('availability', { yes: [1] }, { at, about: await pollId() })
    expect(await v.db.timeAnswer.findFirstOrThrow()).toMatchObject({ at: new Date(at) })
  })

  test('of a question that is over it is kept, and does not answer the next one', async () => {
    const [at, about] = [v.now + MINUTE, await pollId()]
    await v.after(HOUR)
    await head.taps('cancelPoll', {})
    await head.taps('openTimePoll', { options: [WEDNESDAY, THURSDAY] })
    expect(await nine.taps('availability', { yes: [1] }, { at, about })).toMatchObject({ outcome: 'late' })
    expect(await v.db.timeAnswer.count()).toBe(0)
    expect(await v.db.lateReply.findFirstOrThrow()).toMatchObject({ inTime: true, via: 'card' })
  })

  test('an order of hours ago is not done, and says so', async () => {
    const at = v.now + MINUTE
    await v.after(13 * HOUR)
    const became = await head.taps('closeTimePoll', {}, { at })
    expect(became).toMatchObject({ outcome: 'refused', said: [expect.stringMatching(/没有办。还要办就请再点一次/)] })
    expect(await v.db.timePoll.findFirstOrThrow()).toMatchObject({ status: 'open' })
  })

  test('a vote that the head entered in time, and that came after the close, can still be let in', async () => {
    await head.taps('cancelPoll', {})
    await head.taps('scheduleMeeting', { startsAt: WEDNESDAY })
    await v.until(instantAt('2026-09-09', 19.5))
    const names = await Promise.all([7, 8, 9].map((n) => placeOf(`household_huaishu_${n}`)))
    for (const name of names) await head.taps('markAttendance', { name, persons: 2 })
    await head.taps('openMotion', { text: '每户出50元修路灯' })
    const at = v.now + MINUTE
    await v.after(10 * MINUTE)
    await head.taps('closeMotion', {})
    const { id: about } = await v.db.motion.findFirstOrThrow()
    const vote = { name: names[0] ?? '', answer: { intent: 'ballot', args: { choice: 'approve', votes: 2 } } } as const
    expect(await head.taps('answerFor', vote, { at, about })).toMatchObject({ outcome: 'late' })
    expect(await head.taps('letLateIn', {})).toMatchObject({ outcome: 'done' })
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ approve: 2 })
  })
})
