/** What falls due: not early, not twice, and only what it is about. */
import { beforeEach, describe, expect, test } from 'vitest'
import { noteSoon, waitsForMorning } from '../../src/domain/base/notes.ts'
import { DEFAULT_POLICY, policyOf } from '../../src/domain/base/policy.ts'
import { afterQuiet } from '../../src/domain/base/quiet.ts'
import type { DeadlineRow } from '../../src/domain/base/rows.ts'
import { Turn } from '../../src/domain/base/turn.ts'
import { countingIds } from '../../src/kernel/ids.ts'
import { DAY, type Instant, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { TABLE_NAMES } from '../../src/store/turn/tables.ts'
import { CLOCK, Hamlet, HEAD, villager } from './issue/given.ts'

const NOW = instantAt('2026-09-07', 9)
let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW, households: 4, away: 0 })
})
const rows = () => JSON.stringify(TABLE_NAMES.map((name) => [...(h.state[name].all() as Iterable<object>)]))
const fall = (id: string) => h.does({ type: 'fall', actor: CLOCK, deadlineId: id })
const turn = () => new Turn(h.state, CLOCK, { now: h.now, id: countingIds(`${h.now}`) })
const openOnes = () => h.state.deadlines.where((d) => d.doneAt === null).map((d) => [d.kind, d.subject, d.dueAt])

describe('a deadline', () => {
  beforeEach(() => {
    h.does({ type: 'openTimePoll', actor: HEAD, options: [NOW + 2 * DAY, NOW + 3 * DAY], closesAt: NOW + DAY })
    h.does({ type: 'answerTime', actor: villager(2), answers: [{ from: { accountId: 'a2', via: 'chat' }, reply: { yes: [1] } }] })
  })
  const closing = () => h.open('pollClose') as DeadlineRow

  test('that is not due does nothing, however often it is woken', () => {
    const { id } = closing()
    h.now = NOW + DAY - 1
    const before = rows()
    expect([...fall(id), ...fall(id)]).toEqual([])
    expect(rows()).toBe(before)
    h.now += 1
    expect(fall(id).map((e) => e.type)).toContain('timePollDecided')
  })

  test.each(['attendanceOpens', 'meetingReminder', 'pollProgress'])('%s: not a moment early, whoever wakes it', (kind) => {
    if (kind !== 'pollProgress') h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + 4 * DAY })
    const { id, dueAt } = h.open(kind) as DeadlineRow
    h.now = dueAt - 1
    const before = rows()
    expect(fall(id)).toEqual([])
    expect(rows()).toBe(before)
    h.now = dueAt
    expect(fall(id).length).toBeGreaterThan(1)
  })

  test('that is due and has been given more time by its question waits for that, and is not on record', () => {
    const { id } = closing()
    h.now = NOW + DAY
    h.state.polls.put({ ...h.state.polls.must(closing().subject), closesAt: h.now + 1 })
    expect(fall(id)).toEqual([])
    expect(h.state.deadlines.must(id)).toMatchObject({ doneAt: null, dueAt: h.now + 1 })
    h.state.polls.put({ ...h.state.polls.must(closing().subject), closesAt: h.now })
    h.state.deadlines.put({ ...closing(), dueAt: h.now })
    expect(fall(id).map((e) => e.type)).toContain('timePollDecided')
  })

  test('that has fallen does not fall again; nor one that nobody knows', () => {
    const { id } = closing()
    h.now = NOW + DAY
    fall(id)
    expect(h.state.deadlines.must(id)).toMatchObject({ doneAt: NOW + DAY, outcome: 'fired' })
    const before = rows()
    h.now += MINUTE
    expect([...fall(id), ...fall('nobody’s')]).toEqual([])
    expect(rows()).toBe(before)
  })

  test('whose question is over finishes quietly, as obsolete', () => {
    const deadline = closing()
    h.does({ type: 'cancelPoll', actor: HEAD })
    expect(h.state.deadlines.must(deadline.id)).toMatchObject({ doneAt: NOW, outcome: 'cancelled' })
    h.state.deadlines.put(deadline)
    h.now = NOW + DAY
    expect(fall(deadline.id).map((e) => e.data)).toEqual([{ kind: 'pollClose', outcome: 'obsolete' }])
    expect(h.state.deadlines.must(deadline.id)).toMatchObject({ doneAt: h.now, outcome: 'obsolete' })
  })

  test('is held while nobody can answer: one that is due, not one that was moved or is done', () => {
    const { id } = closing()
    const hold = () => h.does({ type: 'holdDeadline', actor: CLOCK, deadlineId: id, until: h.now + 5 * MINUTE })
    h.now = NOW + DAY - 1
    hold()
    expect(closing().dueAt).toBe(NOW + DAY)
    h.now = NOW + DAY
    hold()
    expect(closing().dueAt).toBe(h.now + 5 * MINUTE)
    h.now += 5 * MINUTE
    fall(id)
    hold()
    expect(h.state.deadlines.must(id)).toMatchObject({ outcome: 'fired', dueAt: h.now })
  })
})

describe('a turn sets and drops', () => {
  test('the open one of the same kind, subject and occurrence moves; others are others', () => {
    const schedule = (...args: Parameters<Turn['schedule']>) => turn().schedule(...args)
    schedule('meetingReminder', 'm', NOW + 1, 24)
    h.now += 1
    schedule('meetingReminder', 'm', NOW + 2, 24)
    h.now += 1
    schedule('meetingReminder', 'm', NOW + 3, 2)
    h.now += 1
    schedule('meetingReminder', 'm2', NOW + 4, 2)
    h.now += 1
    schedule('rsvpProgress', 'm', NOW + 5)
    expect(openOnes()).toEqual([
      ['meetingReminder', 'm', NOW + 2],
      ['meetingReminder', 'm', NOW + 3],
      ['meetingReminder', 'm2', NOW + 4],
      ['rsvpProgress', 'm', NOW + 5],
    ])
    expect(turn().hasOpenDeadline('rsvpProgress', 'm')).toBe(true)
    expect(turn().hasOpenDeadline('rsvpProgress', 'm2')).toBe(false)
    turn().drop('m', ['rsvpProgress'])
    expect(openOnes()).toHaveLength(3)
    turn().drop('m')
    expect(openOnes()).toEqual([['meetingReminder', 'm2', NOW + 4]])
    h.now += 1
    schedule('meetingReminder', 'm', NOW + 9, 24)
    expect(openOnes()).toHaveLength(2)
  })
})

describe('quiet hours', () => {
  const at = (hour: number, minute = 0, ms = 0): Instant => instantAt('2026-09-07', hour, minute) + ms
  const seven = instantAt('2026-09-08', 7)

  test.each<[string, Instant, Instant]>([
    ['a moment before half past nine', at(21, 30, -1), at(21, 30, -1)],
    ['half past nine', at(21, 30), seven],
    ['midnight', instantAt('2026-09-08', 0), seven],
    ['a moment before seven', seven - 1, seven],
    ['seven', seven, seven],
  ])('%s', (_, moment, said) => {
    expect(afterQuiet(moment, DEFAULT_POLICY)).toBe(said)
  })

  test('a sum that would come in them waits for the morning; so does one that falls in them', () => {
    h.now = at(21, 29, 1)
    noteSoon(turn(), 'rsvpProgress', 'm')
    expect(openOnes()).toEqual([['rsvpProgress', 'm', seven]])
    h.now = at(21, 28)
    noteSoon(turn(), 'rsvpProgress', 'm')
    expect(openOnes()).toEqual([['rsvpProgress', 'm', seven]])
    expect(waitsForMorning(turn(), 'surveyProgress', 's')).toBe(false)
    h.now = at(21, 30)
    expect(waitsForMorning(turn(), 'surveyProgress', 's')).toBe(true)
    expect(openOnes()).toContainEqual(['surveyProgress', 's', seven])
  })
})

/** docs/rules.md and the comments beside each: none of them moves by a slip of the hand. */
test('the numbers of the rules', () => {
  expect(policyOf({})).toEqual({
    quorumPercent: 80,
    motionPercent: 80,
    satisfactionPercent: 60,
    basicCountsAsSatisfied: true,
    reportWorkingDays: 5,
    assignWorkingDays: 3,
    assignDaysAtMost: 730,
    surveyDays: 3,
    surveyClosesHour: 20,
    surveyExtensionDays: 2,
    surveyMinPercent: 20,
    surveyMinRaters: 3,
    monthlyReminderDay: 20,
    adultAge: 18,
    attendanceOpensMinutesBefore: 30,
    attendanceNoteMinutesAfter: 15,
    meetingHoursAtMost: 6,
    reminderHoursBefore: [24, 2],
    progressNoteSeconds: 60,
    pollMinOptions: 2,
    pollMaxOptions: 8,
    pollNoticeHours: 24,
    clarificationMinutes: 30,
    quietFrom: 21 * 60 + 30,
    quietTo: 7 * 60,
    nudgeMinutes: 10,
    belowPlanReason: '',
    headChecklist: ['品行好', '政治素质强', '群众威信强', '带动能力强', '协调能力强', '服务意识强'],
    reportCopiedTo: [],
    lateCommandHours: 12,
    attendanceAheadHours: 3,
    notesPerQuestion: 4,
    publicBoards: false,
    backupMinute: 3 * 60 + 15,
    backupLateHours: 26,
    // docs/personal-data.md: how long what is kept of people stays.
    keepTextDays: 30,
    keepMediaDays: 30,
    keepSaidDays: 365,
    keepTalkDays: 90,
    keepLogInDays: 90,
    keepImportDays: 90,
    keepAuditDays: 3650,
  })
  expect(policyOf({ nudgeMinutes: 15 })).toEqual({ ...policyOf({}), nudgeMinutes: 15 })
})
