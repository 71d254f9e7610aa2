/** What somebody else has to say: named so that the person knows whom to ask. */
import type { OfficeOf } from '../../domain/base/who.ts'
import type { ReservedAct } from '../../domain/rights/who-may.ts'
import type { RefusalTexts } from './texts.ts'

const WHO: Readonly<Record<OfficeOf, string>> = { head: '屋场长', recorder: '记录员', cadre: '村干部', official: '镇干部' }

const WHAT: Readonly<Record<ReservedAct, string>> = {
  openTimePoll: '约时间',
  closeTimePoll: '约时间结束',
  chooseOption: '定时间',
  extendPoll: '延长约时间',
  cancelPoll: '取消约时间',
  scheduleMeeting: '定开会时间',
  reschedule: '改开会时间',
  cancelMeeting: '取消会议',
  setVenue: '改地点',
  addTopic: '加议题',
  nudge: '催一下',
  whoIsMissing: '看谁家没回',
  openAttendance: '开始签到',
  cancelAttendance: '取消签到',
  letLateIn: '算上晚到的回复',
  markAttendance: '代签',
  unmarkAttendance: '划掉签到',
  openMotion: '表决',
  closeMotion: '表决结束',
  countHands: '报举手的人数',
  confirmHands: '用照片证实举手',
  note: '记录发言',
  correctLine: '更正记录',
  endMeeting: '散会',
  enterByHand: '补录签到和表决',
  categoriseOthers: '改类别',
  decideIssue: '定问题怎么办',
  acceptIssue: '受理',
  reportToTown: '上报镇里',
  takeUpIssue: '提级办理',
  assignIssue: '交办',
  setConfidential: '标为不公开',
  remindIssue: '提醒',
  handled: '报办结',
  handleInHamlet: '报办结',
  handleInVillage: '在村里办，报办结',
  handleInTown: '在镇里办，报办结',
  rateOnBehalf: '走访评议',
  answerFor: '代答',
  confirmVisits: '证实走访',
  studyIssue: '记村里的研究',
  signReport: '写签发人',
  bringBackIssue: '退回村里',
  approveClaim: '同意绑定',
  bindAccount: '绑定微信号',
  unbindAccount: '解除绑定微信号',
  setAtHome: '登记在家外出',
  setRegistry: '改屋场登记',
  forgetPerson: '删一个人的信息',
  takeRoster: '导入花名册',
  takeBackRoster: '撤回导入的花名册',
  listPending: '看待办',
  digestNow: '看日报',
}

export const RIGHTS_REFUSALS = {
  onlyFor: ({ who, act, issueNo }) =>
    `${issueNo === undefined ? '' : `${issueNo}号`}${WHAT[act]}要${who.map((w) => WHO[w]).join('或')}来说。您可以请${WHO[who[0] ?? 'head']}发一下。`,
} satisfies Partial<RefusalTexts>
