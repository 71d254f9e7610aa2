/** For the matrix of who may: each command in a hamlet where it would do something. No database. */

import type { DeliveryRow } from '../../src/domain/announcement/rows.ts'
import type { Command, CommandType } from '../../src/domain/base/commands.ts'
import type { AccountRow, VillagerRow } from '../../src/domain/base/rows.ts'
import type { Actor, Respondent } from '../../src/domain/base/who.ts'
import type { MeetingRow } from '../../src/domain/meeting/rows.ts'
import { DAY, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, RECORDER, villager } from './issue/given.ts'

export type Scene = (actor: Actor) => { hamlet: Hamlet; command: Command }

/** Tuesday, half past seven in the evening. */
const NOW = instantAt('2026-09-29', 19, 30)

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
function hamlet(): Hamlet {
  const h = new Hamlet({ at: NOW, households: 14, away: 1 })
  h.state.accounts.put(GUEST)
  h.state.villagers.put(PERSON)
  return h
}
function polled(): Hamlet {
  const h = hamlet()
  h.does({ type: 'openTimePoll', actor: HEAD, options: [NOW + 2 * DAY, NOW + 3 * DAY], closesAt: NOW + DAY })
  h.does({ type: 'answerTime', actor: villager(9), answers: [{ from: { accountId: 'a9', via: 'chat' }, reply: { yes: [1] } }] })
  return h
}
function fixed(): Hamlet {
  const h = hamlet()
  h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + 30 * MINUTE, topics: ['修路灯'] })
  return h
}
/** Everybody of the matrix who is bound has signed in, so that each could bear witness. */
function evening(): Hamlet {
  const h = fixed()
  h.does({ type: 'openAttendance', actor: HEAD })
  for (const n of [1, 2, 3, 7])
    h.does({ type: 'attend', actor: villager(n), arrivals: [{ from: { accountId: `a${n}`, via: 'chat' }, persons: 1 }] })
  return h
}
function voting(): Hamlet {
  const h = evening()
  h.does({ type: 'openMotion', actor: HEAD, text: '每户出50元' })
  return h
}
/** Counted by the recorder. */
function counted(): Hamlet {
  const h = voting()
  h.does({ type: 'countHands', actor: RECORDER, approve: 3, reject: 0, abstain: 0 })
  return h
}
/** 1 and 2, both raised by somebody who is none of the matrix. */
function raised(by: Actor = villager(5)): Hamlet {
  const h = hamlet()
  h.raised('村口路灯坏了', by)
  h.raised('水沟堵了', villager(6))
  return h
}
function inVillage(): Hamlet {
  const h = raised()
  h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
  return h
}
function inTown(): Hamlet {
  const h = inVillage()
  h.does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 1 })
  return h
}
const assignment = { issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-10-20' } as const
function assigned(): Hamlet {
  const h = inTown()
  h.does({ type: 'assignIssue', actor: OFFICIAL, ...assignment })
  return h
}
function inReview(): Hamlet {
  const h = inVillage()
  h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
  return h
}
/** Handled by somebody who is none of the matrix, and in its last day: people are asked at the door. */
function lastDay(): Hamlet {
  const h = inVillage()
  h.does({ type: 'handleIssue', actor: OTHER_CADRE, issueNo: 1 })
  h.until(instantAt('2026-10-02', 9))
  return h
}
/** By the head, and of one household it was asked at the door by somebody who is none of the matrix. */
function visited(): Hamlet {
  const h = raised()
  h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
  h.until(instantAt('2026-10-02', 9))
  h.does({ type: 'rate', actor: OTHER_CADRE, ...atDoor() })
  return h
}
function confidential(): Hamlet {
  const h = hamlet()
  h.does({ type: 'raiseIssue', actor: villager(5), text: '两家吵架', confidential: true })
  return h
}
function asked(): Hamlet {
  const h = hamlet()
  h.does({ type: 'askBack', actor: villager(7), accountId: 'a7', roomId: 'r', reading: { intent: 'attend', args: {} } })
  return h
}
/** A line of the record stands. */
function lined(): Hamlet {
  const h = evening()
  h.does({ type: 'note', actor: RECORDER, text: '水管要先修', speaker: '王德福', by: '刘二' })
  return h
}
/** The poll's close has come, and has not fallen. */
function dueNow(): Hamlet {
  const h = polled()
  h.now = NOW + DAY
  return h
}
/** The town has entered a holiday into the five days. */
function newHoliday(): Hamlet {
  const h = inVillage()
  h.state.town.calendarEntries.push({ date: '2026-10-09', kind: 'holiday', name: '镇庆' })
  return h
}
function claimed(): Hamlet {
  const h = hamlet()
  h.does({ type: 'claimIdentity', actor: { kind: 'account', accountId: 'guest' }, accountId: 'guest', householdId: 'hh7', said: '王德福' })
  return h
}
function announced(): Hamlet {
  const h = hamlet()
  h.state.deliveries.put(DELIVERY)
  return h
}
const meetingOf = (h: Hamlet): MeetingRow => h.state.meetings.all().next().value as MeetingRow

/** One's own word; an office has no account in the group and enters it for a household. */
const own = (actor: Actor): Respondent =>
  actor.kind === 'account' ? { accountId: actor.accountId, via: 'chat' } : { householdId: 'hh10', via: 'byHand', by: 'x' }

/** A command in its hamlet: `where` makes the hamlet, `what` the command's arguments. */
const scene =
  <K extends CommandType>(
    type: K,
    where: (actor: Actor) => Hamlet,
    what: (actor: Actor, h: Hamlet) => Omit<Extract<Command, { type: K }>, 'type' | 'actor'>,
  ): Scene =>
  (actor) => {
    const hamlet = where(actor)
    return { hamlet, command: { type, actor, ...what(actor, hamlet) } as Command }
  }
const nothing = () => ({})
const first = () => ({ issueNo: 1 })
const atDoor = () => ({
  from: { householdId: 'hh9', via: 'byHand' as const, by: 'x' },
  issueNo: 1,
  score: 'satisfied' as const,
})
const household = () => ({ householdId: 'hh9' })
const decision = (more: object) => () => ({ issueNo: 1, ...more }) as Extract<Command, { type: 'decideIssue' }>

/** Commands of which who may depends on the case: each of them has lines under names of its own. */
type Plain = Exclude<CommandType, 'nudge' | 'decideIssue' | 'handleIssue'>
type ByCase = 'nudge/poll' | 'decideIssue/toVillage' | 'handleIssue/inVillage'

/** By the command's type, with a variant after the stroke where the case matters. One that is missing here does not compile. */
const NEW_HOUSEHOLD = { id: 'new', hamletId: 'h', groupNo: 2, number: 1, atHome: true, removedAt: null }

export const SCENES: Readonly<Record<Plain | ByCase, Scene> & Record<string, Scene>> = {
  openTimePoll: scene('openTimePoll', hamlet, () => ({ options: [NOW + 2 * DAY, NOW + 3 * DAY] })),
  closeTimePoll: scene('closeTimePoll', polled, nothing),
  chooseOption: scene('chooseOption', polled, () => ({ option: 2 })),
  extendPoll: scene('extendPoll', polled, () => ({ closesAt: NOW + DAY + MINUTE })),
  cancelPoll: scene('cancelPoll', polled, nothing),
  answerTime: scene('answerTime', polled, (actor) => ({ answers: [{ from: own(actor), reply: { yes: [1] } }] })),
  'nudge/poll': scene('nudge', polled, nothing),
  'nudge/meeting': scene('nudge', fixed, nothing),
  'nudge/attendance': scene('nudge', evening, nothing),
  'nudge/motion': scene('nudge', voting, nothing),
  scheduleMeeting: scene('scheduleMeeting', hamlet, () => ({ startsAt: NOW + DAY })),
  reschedule: scene('reschedule', fixed, () => ({ startsAt: NOW + DAY })),
  cancelMeeting: scene('cancelMeeting', fixed, nothing),
  setVenue: scene('setVenue', fixed, () => ({ venue: '张家院子' })),
  'setVenue/usual': scene('setVenue', hamlet, () => ({ venue: '张家院子' })),
  addTopic: scene('addTopic', fixed, () => ({ topic: '自来水' })),
  answerRsvp: scene('answerRsvp', fixed, (actor) => ({ from: own(actor), coming: true })),
  openAttendance: scene('openAttendance', fixed, nothing),
  attend: scene('attend', evening, (actor) => ({ arrivals: [{ from: own(actor) }] })),
  markAttendance: scene('markAttendance', evening, household),
  unmarkAttendance: scene('unmarkAttendance', evening, () => ({ householdId: 'hh3' })),
  openMotion: scene('openMotion', evening, () => ({ topicNo: 1 })),
  closeMotion: scene('closeMotion', voting, nothing),
  castBallot: scene('castBallot', voting, (actor) => ({ from: own(actor), choice: 'approve' as const })),
  countHands: scene('countHands', voting, () => ({ approve: 2, reject: 1, abstain: 1 })),
  witness: scene('witness', counted, () => ({ holds: true })),
  confirmHands: scene('confirmHands', counted, () => ({ mediaId: 'p1' })),
  recordLine: scene('recordLine', evening, (_, h) => ({
    meetingId: meetingOf(h).id,
    speaker: '王德福',
    accountId: 'a7',
    kind: 'said' as const,
    text: '水管要先修',
    intent: null,
    mediaId: null,
    at: NOW,
  })),
  note: scene('note', evening, () => ({ text: '水管要先修', speaker: '王德福', by: '刘二' })),
  correctLine: scene('correctLine', lined, (_, h) => ({ meetingId: meetingOf(h).id, line: 1, text: '水管从西头接', by: '刘二' })),
  endMeeting: scene('endMeeting', evening, nothing),
  enterByHand: scene('enterByHand', evening, (_, h) => ({
    meetingId: meetingOf(h).id,
    attendance: [{ householdId: 'hh9', persons: 1 }],
    motions: [],
  })),
  minutesMade: scene('minutesMade', evening, (_, h) => ({ meetingId: meetingOf(h).id, documentId: 'doc', sha256: 'x' })),
  makeUpForGap: scene('makeUpForGap', polled, () => ({ from: NOW - MINUTE, to: NOW + MINUTE })),
  holdDeadline: scene('holdDeadline', dueNow, (_, h) => ({ deadlineId: h.open('pollClose')?.id ?? '', until: h.now + MINUTE })),
  fall: scene('fall', dueNow, (_, h) => ({ deadlineId: h.open('pollClose')?.id ?? '' })),
  raiseIssue: scene('raiseIssue', hamlet, () => ({ text: '村口路灯坏了' })),
  attachMedia: scene(
    'attachMedia',
    () => raised(),
    () => ({ issueNo: 1, mediaId: 'p1' }),
  ),
  'attachMedia/unnamed': scene(
    'attachMedia',
    () => raised(villager(7)),
    () => ({ mediaId: 'p1' }),
  ),
  categorise: scene(
    'categorise',
    () => raised(),
    () => ({ issueNo: 1, category: '乡风净化' }),
  ),
  'categorise/own': scene('categorise', raised, () => ({ issueNo: 1, category: '乡风净化' })),
  supportIssue: scene('supportIssue', () => raised(), first),
  withdrawIssue: scene('withdrawIssue', () => raised(), first),
  'withdrawIssue/own': scene('withdrawIssue', raised, first),
  'decideIssue/onTheSpot': scene('decideIssue', () => raised(), decision({ decision: 'onTheSpot', text: '明早清沟' })),
  'decideIssue/agreed': scene('decideIssue', () => raised(), decision({ decision: 'agreed', dueOn: '2026-10-20' })),
  'decideIssue/toVillage': scene('decideIssue', () => raised(), decision({ decision: 'toVillage' })),
  'decideIssue/dismiss': scene('decideIssue', () => raised(), decision({ decision: 'dismiss', text: '已经修了' })),
  'decideIssue/merge': scene('decideIssue', () => raised(), decision({ decision: 'merge', into: 2 })),
  'decideIssue/confidential': scene('decideIssue', confidential, decision({ decision: 'toVillage' })),
  acceptIssue: scene('acceptIssue', inVillage, first),
  'handleIssue/raised': scene('handleIssue', () => raised(), first),
  'handleIssue/inVillage': scene('handleIssue', inVillage, first),
  'handleIssue/assigned': scene('handleIssue', assigned, first),
  reportToTown: scene('reportToTown', inVillage, () => ({ issueNo: 1, reportNo: 1 })),
  assignIssue: scene('assignIssue', inTown, () => assignment),
  bringBackIssue: scene('bringBackIssue', inTown, () => ({ issueNo: 1, reason: '材料不齐' })),
  studyIssue: scene('studyIssue', inVillage, () => ({ issueNo: 1, heldOn: '2026-09-08' as const, present: '支部三人', decided: '先清沟' })),
  signReport: scene('signReport', inTown, () => ({ issueNo: 1, signer: '周建国' })),
  confirmVisits: scene('confirmVisits', visited, first),
  'confirmVisits/none': scene('confirmVisits', lastDay, first),
  takeUpIssue: scene('takeUpIssue', inVillage, () => ({ issueNo: 1, reason: '村里办不了' })),
  setConfidential: scene(
    'setConfidential',
    () => raised(),
    () => ({ issueNo: 1, confidential: true }),
  ),
  rate: scene('rate', lastDay, (actor) => ({ from: own(actor), issueNo: 1, score: 'satisfied' as const })),
  'rate/door': scene('rate', lastDay, atDoor),
  'rate/doorOfWhoeverHandled': scene('rate', visited, atDoor),
  'rate/doorTooEarly': scene('rate', inReview, atDoor),
  recountDeadlines: scene('recountDeadlines', newHoliday, nothing),
  claimIdentity: scene('claimIdentity', hamlet, () => ({ accountId: 'guest', householdId: 'hh7', said: '王德福' })),
  approveClaim: scene('approveClaim', claimed, () => ({ claimNo: 1 })),
  bindAccount: scene('bindAccount', hamlet, () => ({ accountId: 'guest', householdId: 'hh7' })),
  setAtHome: scene('setAtHome', hamlet, () => ({ householdId: 'hh9', atHome: false })),
  forgetPerson: scene('forgetPerson', hamlet, () => ({ erasureId: 'e', villagerId: null, accountIds: [], entries: [] })),
  setRegistry: scene('setRegistry', hamlet, () => ({ change: { venueReady: false } })),
  takeRoster: scene('takeRoster', hamlet, () => ({ changes: { households: [{ after: NEW_HOUSEHOLD }], people: [] } })),
  takeBackRoster: scene('takeBackRoster', hamlet, () => ({ importId: 'i', changes: { households: [], people: [] } })),
  acknowledge: scene('acknowledge', announced, (actor) => ({ from: own(actor) })),
  greet: scene('greet', hamlet, () => ({ accountId: 'guest' })),
  askBack: scene('askBack', hamlet, () => ({ accountId: 'a7', roomId: 'r', reading: {} })),
  settleClarification: scene('settleClarification', asked, (_, h) => ({
    accountId: 'a7',
    clarificationId: h.state.clarifications.all().next().value?.id ?? '',
  })),
  learnKin: scene('learnKin', hamlet, () => ({ accountId: 'a7', word: '二伯', villagerId: 'v7' })),
  rememberNote: scene('rememberNote', hamlet, () => ({ roomId: 'r', heading: '报名', text: '1. 张三' })),
}
