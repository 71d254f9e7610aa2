/**
 * Who may give which command. Understanding uses it for one thing only: forms that are also gossip (散会了, 王德福家回来了, 开会) count
 * from those who may give them, and are silence from others. A command nobody says by accident is an intent from anyone; the
 * application refuses it in one polite line.
 */
import type { IntentName, Role } from './outcome.ts'

const HEAD: readonly Role[] = ['head']
const CHAIR: readonly Role[] = ['head', 'recorder']
const REGISTRY: readonly Role[] = ['head', 'recorder', 'cadre', 'official']
const DESK: readonly Role[] = ['cadre', 'official']

const GIVERS: Partial<Record<IntentName, readonly Role[]>> = {
  openTimePoll: HEAD,
  closeTimePoll: HEAD,
  chooseOption: HEAD,
  extendPoll: HEAD,
  cancelPoll: HEAD,
  scheduleMeeting: HEAD,
  reschedule: HEAD,
  cancelMeeting: HEAD,
  setVenue: HEAD,
  addTopic: HEAD,
  openMotion: HEAD,
  closeMotion: HEAD,
  endMeeting: HEAD,
  nudge: HEAD,
  whoIsMissing: HEAD,
  openAttendance: CHAIR,
  markAttendance: CHAIR,
  unmarkAttendance: CHAIR,
  answerFor: CHAIR,
  handCount: CHAIR,
  note: CHAIR,
  correctLine: ['recorder'],
  categorise: CHAIR,
  decideIssue: CHAIR,
  rateOnBehalf: CHAIR,
  handled: ['head', 'cadre', 'official'],
  bindMember: ['head', 'cadre'],
  approveClaim: ['head', 'cadre'],
  setAtHome: REGISTRY,
  listPending: DESK,
  acceptIssue: ['cadre'],
  reportToTown: ['cadre'],
  assignIssue: ['official'],
  digestNow: ['official', 'cadre'],
} // prettier-ignore

/** True when `role` may give `intent`; villagers' own intents are open to all. */
export const mayGive = (role: Role, intent: IntentName): boolean => GIVERS[intent]?.includes(role) ?? true
