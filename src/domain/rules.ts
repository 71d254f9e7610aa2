/** Every command and every kind of deadline with its rule: the one list that decide.ts goes by. One without a rule does not compile. */
import { endMeeting, meetingForgotten } from './adjournment/end.ts'
import { cancelAttendance, cancelMeeting, reschedule } from './adjournment/give-up.ts'
import { acknowledge } from './announcement/receipt.ts'
import {
  attend,
  attendanceNote,
  attendanceOpens,
  attendanceProgress,
  markAttendance,
  openAttendance,
  unmarkAttendance,
} from './attendance/attendance.ts'
import type { CommandOf, CommandType } from './base/commands.ts'
import type { DeadlineKind } from './base/deadlines.ts'
import type { DeadlineRow } from './base/rows.ts'
import type { Turn } from './base/turn.ts'
import { enterByHand } from './by-hand/by-hand.ts'
import { holdDeadline, makeUpForGap } from './gap/gap.ts'
import { agreedChase, assignChase, villageChase } from './issue/chase.ts'
import { setConfidential } from './issue/confidential.ts'
import { headDaysOver, villageDaysOver } from './issue/days-over.ts'
import { decideIssue } from './issue/hamlet.ts'
import { attachMedia, categorise, raiseIssue, supportIssue, supportProgress, withdrawIssue } from './issue/raise.ts'
import { remindIssue } from './issue/remind.ts'
import { handleIssue } from './issue/review.ts'
import { studyIssue } from './issue/study.ts'
import { takeUpIssue } from './issue/take-up.ts'
import { assignIssue } from './issue/town.ts'
import { acceptIssue, bringBackIssue, recountDeadlines, reportToTown, signReport } from './issue/village.ts'
import { keepLate, lateReplies } from './late/late.ts'
import { letLateIn } from './let-in/let-in.ts'
import { addTopic, meetingReminder, setVenue } from './meeting/meeting.ts'
import { admitPage, approveClaim, bindAccount, claimIdentity, greet, unbindAccount } from './member/binding.ts'
import { askBack, learnKin, rememberNote, settleClarification } from './member/clarify.ts'
import { forgetPerson } from './member/forget.ts'
import { confirmHands, countHands, nameWitnesses, witness } from './motion/hands.ts'
import { castBallot, closeMotion, closeWhenAllVoted, motionProgress, openMotion } from './motion/motion.ts'
import { nudge } from './nudge/nudge.ts'
import { answerTime } from './poll/answer.ts'
import { cancelPoll, chooseOption, closeTimePoll, extendPoll, pollClose, pollProgress } from './poll/close.ts'
import { openTimePoll } from './poll/open.ts'
import { scheduleMeeting } from './poll/schedule-meeting.ts'
import { correctLine, minutesMade, note, recordLine } from './record/record.ts'
import { setAtHome } from './registry/at-home.ts'
import { addHousehold, putPerson, removeHousehold, removePerson } from './registry/household.ts'
import { setRegistry } from './registry/registry.ts'
import { takeBackRoster, takeRoster } from './registry/roster.ts'
import { answerRsvp, rsvpProgress } from './rsvp/rsvp.ts'
import { surveyClose, surveyProgress } from './survey/close.ts'
import { confirmVisits } from './survey/confirm.ts'
import { rate } from './survey/rate.ts'

export type Rule<K extends CommandType> = (turn: Turn, command: CommandOf<K>) => void

/** `fall` is no noun's: decide.ts finds the deadline's own rule. */
export const RULES: { readonly [K in Exclude<CommandType, 'fall'>]: Rule<K> } = {
  openTimePoll,
  closeTimePoll,
  chooseOption,
  extendPoll,
  cancelPoll,
  answerTime,
  scheduleMeeting,
  reschedule,
  cancelMeeting,
  setVenue,
  addTopic,
  answerRsvp,
  openAttendance,
  cancelAttendance,
  attend,
  markAttendance,
  unmarkAttendance,
  openMotion,
  closeMotion,
  castBallot,
  countHands,
  witness,
  nameWitnesses,
  confirmHands,
  recordLine,
  note,
  correctLine,
  minutesMade,
  endMeeting,
  enterByHand,
  nudge,
  makeUpForGap,
  holdDeadline,
  raiseIssue,
  attachMedia,
  categorise,
  supportIssue,
  withdrawIssue,
  decideIssue,
  acceptIssue,
  handleIssue,
  reportToTown,
  takeUpIssue,
  assignIssue,
  setConfidential,
  remindIssue,
  rate,
  confirmVisits,
  studyIssue,
  signReport,
  bringBackIssue,
  recountDeadlines,
  claimIdentity,
  approveClaim,
  bindAccount,
  unbindAccount,
  admitPage,
  greet,
  askBack,
  settleClarification,
  learnKin,
  rememberNote,
  forgetPerson,
  setAtHome,
  setRegistry,
  addHousehold,
  removeHousehold,
  putPerson,
  removePerson,
  takeRoster,
  takeBackRoster,
  acknowledge,
  keepLate,
  letLateIn,
}

/** What a command means for another noun, looked at once its own rule is through: a late arrival counts for a vote that is open. */
export const FOLLOWS: { readonly [K in CommandType]?: readonly ((turn: Turn) => void)[] } = {
  attend: [closeWhenAllVoted],
  markAttendance: [closeWhenAllVoted],
  unmarkAttendance: [closeWhenAllVoted],
  approveClaim: [closeWhenAllVoted],
  bindAccount: [closeWhenAllVoted],
}

/** The papers themselves are made by the application before this falls (src/application/clock/errands.ts). */
const made = (): boolean => true

/** What falls due, and whether there was still something to do. */
export const DEADLINES: { readonly [K in DeadlineKind]: (turn: Turn, subject: string, deadline: DeadlineRow) => boolean } = {
  pollClose,
  pollProgress,
  meetingReminder,
  rsvpProgress,
  attendanceOpens,
  attendanceProgress,
  attendanceNote,
  motionProgress,
  meetingForgotten,
  makeMinutes: made,
  villageChase,
  assignChase,
  agreedChase,
  surveyClose,
  surveyProgress,
  supportProgress,
  lateReplies,
  draftReport: made,
  fileReport: made,
  headDays: headDaysOver,
  villageDays: villageDaysOver,
}
