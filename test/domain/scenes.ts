/** For the matrix of who may: each command in a hamlet where it would do something. No database. */

import type { Command, CommandType } from '../../src/domain/base/commands.ts'
import type { Actor, Respondent } from '../../src/domain/base/who.ts'
import type { MeetingRow } from '../../src/domain/meeting/rows.ts'
import { DAY, MINUTE } from '../../src/kernel/time.ts'
import { type Hamlet, villager } from './issue/given.ts'

import {
  announced,
  asked,
  assigned,
  assignment,
  atDoor,
  claimed,
  confidential,
  counted,
  dueNow,
  evening,
  fixed,
  hamlet,
  inReview,
  inTown,
  inVillage,
  lastDay,
  lined,
  NOW,
  newHoliday,
  polled,
  raised,
  tooEarly,
  visited,
  voting,
  withOneLate,
} from './stages.ts'

export type Scene = (actor: Actor) => { hamlet: Hamlet; command: Command }

/** Tuesday, half past seven in the evening. */
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
const household = () => ({ householdId: 'hh9' })
const decision = (more: object) => () => ({ issueNo: 1, ...more }) as Extract<Command, { type: 'decideIssue' }>

/** Commands of which who may depends on the case: each of them has lines under names of its own. */
type Plain = Exclude<CommandType, 'nudge' | 'remindIssue' | 'decideIssue' | 'handleIssue'>
type ByCase = 'nudge/poll' | 'remindIssue/inVillage' | 'decideIssue/toVillage' | 'handleIssue/inVillage'

/** With the people that a register is about. */
const peopled = (): Hamlet => {
  const h = hamlet()
  for (const n of [1, 2, 9])
    h.state.villagers.put({
      ...{ id: `v${n}`, hamletId: 'h', householdId: `hh${n}`, name: `户主${n}`, isHouseholdHead: true, gender: null, birthDate: null },
      ...{ phone: null, partyMember: false, removedAt: null },
    })
  return h
}

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
  cancelAttendance: scene('cancelAttendance', tooEarly, nothing),
  attend: scene('attend', evening, (actor) => ({ arrivals: [{ from: own(actor) }] })),
  markAttendance: scene('markAttendance', evening, household),
  unmarkAttendance: scene('unmarkAttendance', evening, () => ({ householdId: 'hh3' })),
  openMotion: scene('openMotion', evening, () => ({ topicNo: 1 })),
  closeMotion: scene('closeMotion', voting, nothing),
  castBallot: scene('castBallot', voting, (actor) => ({ from: own(actor), choice: 'approve' as const })),
  countHands: scene('countHands', voting, () => ({ approve: 2, reject: 1, abstain: 1 })),
  witness: scene('witness', counted, () => ({ holds: true })),
  nameWitnesses: scene('nameWitnesses', counted, () => ({ householdIds: ['hh7'] })),
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
  'remindIssue/inVillage': scene('remindIssue', inVillage, () => ({ issueNo: 1 })),
  'remindIssue/raised': scene(
    'remindIssue',
    () => raised(),
    () => ({ issueNo: 1 }),
  ),
  rate: scene('rate', lastDay, (actor) => ({ from: own(actor), issueNo: 1, score: 'satisfied' as const })),
  'rate/door': scene('rate', lastDay, atDoor),
  'rate/doorOfWhoeverHandled': scene('rate', visited, atDoor),
  'rate/doorTooEarly': scene('rate', inReview, atDoor),
  recountDeadlines: scene('recountDeadlines', newHoliday, nothing),
  claimIdentity: scene('claimIdentity', hamlet, () => ({ accountId: 'guest', householdId: 'hh7', said: '王德福' })),
  approveClaim: scene('approveClaim', claimed, () => ({ claimNo: 1 })),
  bindAccount: scene('bindAccount', hamlet, () => ({ accountId: 'guest', householdId: 'hh7' })),
  'bindAccount/head': scene('bindAccount', hamlet, () => ({ accountId: 'guest', householdId: 'hh1', villagerId: 'v1' })),
  'bindAccount/headSure': scene('bindAccount', hamlet, () => ({ accountId: 'guest', householdId: 'hh1', villagerId: 'v1', sure: true })),
  unbindAccount: scene('unbindAccount', hamlet, () => ({ accountId: 'a9' })),
  'unbindAccount/nobodys': scene('unbindAccount', hamlet, () => ({ accountId: 'guest' })),
  admitPage: scene('admitPage', hamlet, () => ({
    ...{ accountId: 'p1', door: 'page' as const, externalId: 'phone1', nickname: '手机', villagerId: null, householdId: 'hh9' },
  })),
  setAtHome: scene('setAtHome', hamlet, () => ({ householdId: 'hh9', atHome: false })),
  forgetPerson: scene('forgetPerson', hamlet, () => ({ erasureId: 'e', villagerId: null, accountIds: [], entries: [] })),
  setRegistry: scene('setRegistry', hamlet, () => ({ change: { venueReady: false } })),
  addHousehold: scene('addHousehold', hamlet, () => ({ groupNo: 9, number: 1, atHome: true, name: '新来的', reason: '分户' })),
  'addHousehold/there': scene('addHousehold', hamlet, (_, h) => {
    const { groupNo, number } = h.state.households.must('hh3')
    return { groupNo, number, atHome: true, name: '新来的', reason: '分户' }
  }),
  removeHousehold: scene('removeHousehold', peopled, () => ({ householdId: 'hh9', reason: '迁走' })),
  'removeHousehold/headsOwn': scene('removeHousehold', peopled, () => ({ householdId: 'hh1', reason: '迁走' })),
  putPerson: scene('putPerson', peopled, () => ({ householdId: 'hh9', villagerId: 'v9', change: { name: '改了名' } })),
  removePerson: scene('removePerson', peopled, () => ({ villagerId: 'v9', reason: '去世' })),
  'removePerson/recorder': scene('removePerson', peopled, () => ({ villagerId: 'v2', reason: '去世' })),
  takeRoster: scene('takeRoster', hamlet, () => ({ changes: { households: [{ after: NEW_HOUSEHOLD }], people: [] } })),
  takeBackRoster: scene('takeBackRoster', hamlet, () => ({ importId: 'i', changes: { households: [], people: [] } })),
  acknowledge: scene('acknowledge', announced, (actor) => ({ from: own(actor) })),
  keepLate: scene('keepLate', hamlet, (actor) => ({ from: own(actor), question: 'motion' as const, subject: 'm', inTime: true })),
  letLateIn: scene('letLateIn', withOneLate, nothing),
  greet: scene('greet', hamlet, () => ({ accountId: 'guest' })),
  askBack: scene('askBack', hamlet, () => ({ accountId: 'a7', roomId: 'r', reading: {} })),
  settleClarification: scene('settleClarification', asked, (_, h) => ({
    accountId: 'a7',
    clarificationId: h.state.clarifications.all().next().value?.id ?? '',
  })),
  learnKin: scene('learnKin', hamlet, () => ({ accountId: 'a7', word: '二伯', villagerId: 'v7' })),
  rememberNote: scene('rememberNote', hamlet, () => ({ roomId: 'r', heading: '报名', about: 'p', text: '1. 张三' })),
}
