/** Hamlets at each stage of an evening and of an issue, for the matrix of who may. */
import type { DeliveryRow } from '../../src/domain/announcement/rows.ts'
import type { AccountRow, VillagerRow } from '../../src/domain/base/rows.ts'
import type { Actor } from '../../src/domain/base/who.ts'
import { DAY, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, RECORDER, villager } from './issue/given.ts'

export const NOW = instantAt('2026-09-29', 19, 30)

const GUEST: AccountRow = {
  id: 'guest',
  account: 'x',
  externalId: 'wxguest',
  nickname: '新来的',
  hamletId: 'h',
  villagerId: null,
  householdId: null,
  officialId: null,
  boundAt: null,
  boundBy: null,
  greetedAt: null,
  consentAt: null,
}
const PERSON: VillagerRow = {
  id: 'v7',
  hamletId: 'h',
  householdId: 'hh7',
  name: '王德福',
  isHouseholdHead: true,
  gender: null,
  birthDate: '1960-01-01',
  phone: null,
  partyMember: false,
  removedAt: null,
}
const OTHER_CADRE: Actor = { kind: 'official', id: 'c2', name: '吴芳', office: 'cadre' }
const DELIVERY: DeliveryRow = {
  id: 'd1',
  hamletId: 'h',
  announcementId: 'n1',
  text: '明天停水',
  receipts: true,
  openUntil: NOW + DAY,
  at: NOW - 1,
}

/** Fourteen households, of which thirteen are at home, and somebody of whom nobody knows who it is. */
export function hamlet(): Hamlet {
  const h = new Hamlet({ at: NOW, households: 14, away: 1 })
  h.state.accounts.put(GUEST)
  h.state.villagers.put(PERSON)
  return h
}
export function polled(): Hamlet {
  const h = hamlet()
  h.does({ type: 'openTimePoll', actor: HEAD, options: [NOW + 2 * DAY, NOW + 3 * DAY], closesAt: NOW + DAY })
  h.does({ type: 'answerTime', actor: villager(9), answers: [{ from: { accountId: 'a9', via: 'chat' }, reply: { yes: [1] } }] })
  return h
}
export function fixed(): Hamlet {
  const h = hamlet()
  h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + 30 * MINUTE, topics: ['修路灯'] })
  return h
}
/** Everybody of the matrix who is bound has signed in, so that each could bear witness. */
export function evening(): Hamlet {
  const h = fixed()
  h.does({ type: 'openAttendance', actor: HEAD })
  for (const n of [1, 2, 3, 7])
    h.does({ type: 'attend', actor: villager(n), arrivals: [{ from: { accountId: `a${n}`, via: 'chat' }, persons: 1 }] })
  return h
}
/** Opened by mistake, the day before. */
export function tooEarly(): Hamlet {
  const h = fixed()
  const [meeting] = h.state.meetings.all()
  if (meeting) h.state.meetings.put({ ...meeting, startsAt: NOW + DAY })
  h.does({ type: 'openAttendance', actor: HEAD, sure: true })
  return h
}
/** A vote that was said in time and heard when the motion had closed. */
export function withOneLate(): Hamlet {
  const h = voting()
  const motion = h.state.motions.all().next().value
  h.does({ type: 'closeMotion', actor: HEAD })
  h.does({
    ...{ type: 'keepLate', actor: villager(3), from: { accountId: 'a3', via: 'chat' } },
    ...{ question: 'motion', subject: motion?.id ?? '', inTime: true, reading: { choice: 'approve' } },
  })
  return h
}
export function voting(): Hamlet {
  const h = evening()
  h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
  return h
}
/** Counted by the recorder. */
export function counted(): Hamlet {
  const h = voting()
  h.does({ type: 'countHands', actor: RECORDER, approve: 3, reject: 0, abstain: 0 })
  return h
}
/** 1 and 2, both raised by somebody who is none of the matrix. */
export function raised(by: Actor = villager(5)): Hamlet {
  const h = hamlet()
  h.raised('村口路灯坏了', by)
  h.raised('水沟堵了', villager(6))
  return h
}
export function inVillage(): Hamlet {
  const h = raised()
  h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
  return h
}
export function inTown(): Hamlet {
  const h = inVillage()
  h.does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 1 })
  return h
}
export const assignment = { issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-10-20' } as const
export function assigned(): Hamlet {
  const h = inTown()
  h.does({ type: 'assignIssue', actor: OFFICIAL, ...assignment })
  return h
}
export function inReview(): Hamlet {
  const h = inVillage()
  h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
  return h
}
export const atDoor = () => ({
  from: { householdId: 'hh9', via: 'byHand' as const, by: 'x' },
  issueNo: 1,
  score: 'satisfied' as const,
})

/** Handled by somebody who is none of the matrix, and in its last day: people are asked at the door. */
export function lastDay(): Hamlet {
  const h = inVillage()
  h.does({ type: 'handleIssue', actor: OTHER_CADRE, issueNo: 1 })
  h.until(instantAt('2026-10-02', 9))
  return h
}
/** By the head, and of one household it was asked at the door by somebody who is none of the matrix. */
export function visited(): Hamlet {
  const h = raised()
  h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
  h.until(instantAt('2026-10-02', 9))
  h.does({ type: 'rate', actor: OTHER_CADRE, ...atDoor() })
  return h
}
export function confidential(): Hamlet {
  const h = hamlet()
  h.does({ type: 'raiseIssue', actor: villager(5), text: '两家吵架', confidential: true })
  return h
}
export function asked(): Hamlet {
  const h = hamlet()
  h.does({ type: 'askBack', actor: villager(7), accountId: 'a7', roomId: 'r', reading: { intent: 'attend', args: {} } })
  return h
}
/** A line of the record stands. */
export function lined(): Hamlet {
  const h = evening()
  h.does({ type: 'note', actor: RECORDER, text: '水管要先修', speaker: '王德福', by: '刘二' })
  return h
}
/** The poll's close has come, and has not fallen. */
export function dueNow(): Hamlet {
  const h = polled()
  h.now = NOW + DAY
  return h
}
/** The town has entered a holiday into the five days. */
export function newHoliday(): Hamlet {
  const h = inVillage()
  h.state.town.calendarEntries.push({ date: '2026-10-09', kind: 'holiday', name: '镇庆' })
  return h
}
export function claimed(): Hamlet {
  const h = hamlet()
  h.does({ type: 'claimIdentity', actor: { kind: 'account', accountId: 'guest' }, accountId: 'guest', householdId: 'hh7', said: '王德福' })
  return h
}
export function announced(): Hamlet {
  const h = hamlet()
  h.state.deliveries.put(DELIVERY)
  return h
}
