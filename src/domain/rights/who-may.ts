/**
 * Who may ask what of a hamlet: the one table. `decide` holds every command against it, whichever door it came through; understanding asks
 * it whether a form that is also gossip (散会了, 王德福家回来了) counts from whoever said it. What depends on where an issue stands, or on whose it
 * is, has a line of its own that the rule itself insists on (./insist.ts).
 */
import type { CommandType } from '../base/commands.ts'
import type { OfficeOf } from '../base/who.ts'

/** What somebody is to the hamlet. An account that is bound to nobody is `unbound`. */
export type Standing = OfficeOf | 'villager' | 'unbound' | 'clock'

interface Reserved {
  /** Whom the rules name, and a refusal names in turn. */
  named: readonly OfficeOf[]
  /** Cadres and officials may do it in their stead, within their scope, which the door has checked. */
  standIn: boolean
}
/** `clock`: no person asks this; deadlines, ticks and the connection do. */
export type WhoMay = Reserved | 'anybody' | 'clock'

const HEAD = { named: ['head'], standIn: true } as const
const HEAD_ALONE = { named: ['head'], standIn: false } as const
const CHAIR = { named: ['head', 'recorder'], standIn: true } as const
const RECORDER = { named: ['recorder'], standIn: true } as const
const HEAD_OR_CADRE = { named: ['head', 'cadre'], standIn: true } as const
const REGISTRY = { named: ['head', 'recorder', 'cadre', 'official'], standIn: false } as const
const HANDLERS = { named: ['head', 'cadre', 'official'], standIn: false } as const
/** What was entered at the door is confirmed by somebody else of these. */
const WITNESSES = { named: ['recorder', 'cadre', 'official'], standIn: false } as const
const OFFICES = { named: ['cadre', 'official'], standIn: false } as const
const CADRE = { named: ['cadre'], standIn: false } as const
const OFFICIAL = { named: ['official'], standIn: false } as const

/** What a rule insists on beyond its command, and questions that only some are answered. */
type AlsoAsked =
  | 'whoIsMissing'
  | 'listPending'
  | 'digestNow'
  | 'rateOnBehalf'
  | 'answerFor'
  | 'categoriseOthers'
  | 'handled'
  | 'handleInHamlet'
  | 'handleInVillage'
  | 'handleInTown'
export type Act = CommandType | AlsoAsked

export const WHO_MAY = {
  openTimePoll: HEAD,
  closeTimePoll: HEAD,
  chooseOption: HEAD,
  extendPoll: HEAD,
  cancelPoll: HEAD,
  answerTime: 'anybody',
  scheduleMeeting: HEAD,
  reschedule: HEAD,
  cancelMeeting: HEAD,
  setVenue: HEAD,
  addTopic: HEAD,
  answerRsvp: 'anybody',
  nudge: CHAIR,
  whoIsMissing: CHAIR,
  openAttendance: CHAIR,
  cancelAttendance: CHAIR,
  attend: 'anybody',
  markAttendance: CHAIR,
  unmarkAttendance: CHAIR,
  openMotion: HEAD,
  closeMotion: HEAD,
  castBallot: 'anybody',
  countHands: CHAIR,
  witness: 'anybody',
  nameWitnesses: CHAIR,
  confirmHands: RECORDER,
  // Everybody's words become lines; the program writes them down.
  recordLine: 'clock',
  note: CHAIR,
  correctLine: RECORDER,
  minutesMade: 'clock',
  endMeeting: HEAD,
  enterByHand: CHAIR,
  makeUpForGap: 'clock',
  holdDeadline: 'clock',
  fall: 'clock',
  raiseIssue: 'anybody',
  attachMedia: 'anybody',
  // Whoever raised it may correct its category; of others' issues only these.
  categorise: 'anybody',
  categoriseOthers: CHAIR,
  supportIssue: 'anybody',
  withdrawIssue: 'anybody',
  decideIssue: CHAIR,
  acceptIssue: CADRE,
  reportToTown: CADRE,
  takeUpIssue: OFFICIAL,
  assignIssue: OFFICIAL,
  setConfidential: OFFICES,
  remindIssue: OFFICES,
  // Whoever has it says when it is done: the lines below, by where it stands.
  handleIssue: 'anybody',
  handled: HANDLERS,
  // A cadre or official does not finish what lies with the hamlet: the head says so.
  handleInHamlet: HEAD_ALONE,
  handleInVillage: CADRE,
  handleInTown: OFFICIAL,
  rate: 'anybody',
  rateOnBehalf: CHAIR,
  answerFor: CHAIR,
  confirmVisits: WITNESSES,
  studyIssue: CADRE,
  signReport: CADRE,
  bringBackIssue: OFFICIAL,
  recountDeadlines: 'clock',
  claimIdentity: 'anybody',
  approveClaim: HEAD_OR_CADRE,
  bindAccount: HEAD_OR_CADRE,
  unbindAccount: HEAD_OR_CADRE,
  admitPage: HEAD_OR_CADRE,
  setAtHome: REGISTRY,
  setRegistry: OFFICES,
  addHousehold: OFFICES,
  removeHousehold: OFFICES,
  putPerson: OFFICES,
  removePerson: OFFICES,
  // Asked for by one admin and confirmed by another: the desk sees to that.
  forgetPerson: OFFICIAL,
  takeRoster: OFFICES,
  takeBackRoster: OFFICES,
  // What the program keeps of a talk, in the name of whoever spoke.
  greet: 'anybody',
  askBack: 'anybody',
  settleClarification: 'anybody',
  learnKin: 'anybody',
  rememberNote: 'anybody',
  acknowledge: 'anybody',
  keepLate: 'anybody',
  letLateIn: HEAD,
  listPending: OFFICES,
  digestNow: OFFICES,
} as const satisfies { readonly [K in Act]: WhoMay }

/** Acts that somebody may be refused. */
export type ReservedAct = { [K in Act]: (typeof WHO_MAY)[K] extends Reserved ? K : never }[Act]

export function mayDo(standings: readonly Standing[], act: Act): boolean {
  const who: WhoMay = WHO_MAY[act]
  if (who === 'clock') return standings.includes('clock')
  if (who === 'anybody') return true
  return standings.some(
    (standing) => who.named.includes(standing as OfficeOf) || (who.standIn && (standing === 'cadre' || standing === 'official')),
  )
}

/** Whom the rules name for it: what is gossip from anybody else. */
export function isNamed(standing: Standing, act: Act): boolean {
  const who: WhoMay = WHO_MAY[act]
  return who === 'anybody' || (who !== 'clock' && who.named.includes(standing as OfficeOf))
}
