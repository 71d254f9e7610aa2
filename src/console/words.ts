/** What codes are called on the pages. */

import type { EventType } from '../domain/base/events.ts'
import { HOUSEHOLDS_MAX, HOUSEHOLDS_MIN, type Lack, PARTY_GROUP_FROM } from '../domain/registry/lacks.ts'
import type { DeskAction } from '../domain/rights/actions.ts'
import type { DeskRole } from '../domain/rights/desk.ts'

export const ROLE: Readonly<Record<DeskRole, string>> = {
  townAdmin: '管理员',
  official: '镇干部',
  department: '责任部门',
  cadre: '村干部',
  viewer: '只看',
}

/** What a hamlet lacks, and what to do about it. */
export const LACK: Readonly<Record<Lack, string>> = {
  tooFewHouseholds: `不足${HOUSEHOLDS_MIN}户`,
  tooManyHouseholds: `超过${HOUSEHOLDS_MAX}户`,
  noHead: '还没有屋场长',
  headNotPartyMember: '屋场长不是党员',
  noRecorder: '还没有记录员',
  headIsRecorder: '屋场长兼了记录员',
  noVenue: '还没定活动场地',
  venueNotReady: '场地还没挂牌',
  notFiled: '屋场长还没备案',
  partyGroupDue: `满${PARTY_GROUP_FROM}名党员，该建党小组`,
  noRoom: '还没绑定群聊',
}

export const STAGE = { pilot: '试点', spread: '推广', deepened: '深化' } as const
/** 产生方式. */
export const HEAD_HOW = { selfNominated: '自荐', elected: '推选', appointed: '任命' } as const
export const FILING = { pending: '待备案', filed: '已备案', replaced: '换人待备案' } as const
export const LEVEL: Readonly<Record<string, string>> = { hamlet: '屋场', village: '村', town: '镇' }
export const PRIORITY = { answer: '回话', reminder: '提醒', broadcast: '通知' } as const
export const OUTBOX = {
  queued: '排队',
  sending: '正在发',
  sent: '已发',
  failed: '没发成',
  unknown: '不知发没发',
  cancelled: '不发了',
  onPage: '在页面上等人发',
} as const
/** How an answer came in. */
export const ANSWERED_BY: Readonly<Record<string, string>> = {
  chat: '群里说的',
  groupNote: '接龙',
  byHand: '代签',
  paste: '贴进来的',
  page: '屋场长手机上记的',
  card: '户码',
}
export const SCORE = { satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' } as const

/** A step in an issue's history. What is not here is bookkeeping and is shown by its code. */
export const EVENT: Partial<Readonly<Record<EventType, string>>> = {
  issueRaised: '提出',
  mediaAttached: '加了图片或语音',
  issueCategorised: '改类别',
  issueSupported: '有人附议',
  issueWithdrawn: '撤回',
  issueAgreed: '屋场约定日期办',
  issueDismissed: '不成立',
  issueMerged: '并入另一个问题',
  issueHandedOver: '交到村里',
  issueAccepted: '村里受理',
  issueReported: '书面报镇',
  issueTakenUp: '镇里提级办理',
  issueAssigned: '交办',
  issueHandled: '报办结，开始评议',
  rated: '一户评议',
  surveyExtended: '评议户不够，延期',
  surveyWaits: '评议户还不够，等走访',
  issueClosed: '销号',
  issueSentBack: '满意的不够，退回重办',
  deadlineMoved: '日历或天数变了，期限重数',
  confidentialitySet: '改公开或不公开',
  visitsConfirmed: '走访属实',
  villageStudied: '村里研究',
  reportSigned: '补写签发人',
  issueBroughtBack: '镇里研究后退回村里',
  issuePassedOver: '直接到镇里',
  lateReplyKept: '晚到的回复',
  lateLetIn: '晚到的回复算上了',
}

/** What a message of the group could have been an answer to, and who spoke. */
export const OPEN_QUESTION: Readonly<Record<string, string>> = {
  timePoll: '约时间',
  rsvp: '来不来开会',
  attendance: '签到',
  motion: '表决',
  hands: '举手的结果',
  survey: '评议',
  receipt: '通知收到没有',
  clarify: '反问的话',
}
export const SPEAKER: Readonly<Record<string, string>> = {
  villager: '村民',
  head: '屋场长',
  recorder: '记录员',
  unbound: '没绑定的人',
}

export const DEADLINE: Readonly<Record<string, string>> = {
  pollClose: '约时间截止',
  pollProgress: '约时间小结',
  meetingReminder: '开会提醒',
  rsvpProgress: '报名小结',
  attendanceOpens: '开始签到',
  attendanceProgress: '签到小结',
  attendanceNote: '签到通报',
  motionProgress: '表决小结',
  meetingForgotten: '忘了散会的会收尾',
  makeMinutes: '生成会议记录',
  villageChase: '催村里',
  assignChase: '催交办',
  agreedChase: '催屋场约定的事',
  surveyClose: '评议截止',
  surveyProgress: '评议小结',
  supportProgress: '附议小结',
  lateReplies: '晚到的回复小结',
}

/** What a write of the desk is called in its log. */
export const ACTION: Readonly<Record<DeskAction, string>> = {
  firstAdmin: '设了第一个管理员',
  makeUser: '添账号',
  enableUser: '恢复账号',
  disableUser: '停用账号',
  newPasswordLink: '发新的设密码链接',
  setPassword: '用链接设密码',
  changePassword: '改密码',
  makeToken: '发令牌',
  revokeToken: '作废令牌',
  setAtHome: '登记在家外出',
  bindAccount: '绑定微信号',
  unbindAccount: '解除绑定微信号',
  makePhoneLink: '发手机页面的链接',
  endPhone: '停用手机页面',
  setRegistry: '改屋场登记',
  addHousehold: '添一户',
  removeHousehold: '去掉一户',
  putPerson: '改一个人的登记',
  removePerson: '去掉一个人',
  makeOfficial: '登记干部',
  endOfficial: '干部不再任职',
  bindOfficial: '认干部的微信号',
  unbindOfficial: '放开干部的微信号',
  makeBindingCode: '发群聊绑定代码',
  makeVillage: '添村',
  makeHamlet: '添屋场',
  makeDepartment: '添部门',
  assignIssue: '交办',
  acceptIssue: '受理',
  reportToTown: '上报镇里',
  takeUpIssue: '提级',
  setConfidential: '改公开或不公开',
  remindIssue: '提醒',
  handleIssue: '报办结',
  categorise: '改类别',
  rate: '走访评议登记',
  confirmVisits: '证实走访',
  signReport: '写签发人',
  studyIssue: '记村里的研究',
  bringBackIssue: '退回村里',
  studyTown: '登记党委研究',
  showPhone: '看全号码',
  correctLine: '更正会议记录',
  sendDigest: '发日报',
  putCalendarEntry: '日历加一天',
  dropCalendarEntry: '日历去一天',
  addBusySeason: '定农忙',
  dropBusySeason: '去掉农忙',
  setPolicy: '改规则数字',
  announce: '发通知',
  stopAnnouncement: '停发通知',
  sendAgain: '再发一次',
  doNotSend: '不发了',
  handleAgain: '再处理一次',
  letSpeak: '解除微信号的停发',
  takeRoster: '导入花名册',
  takeBackRoster: '撤销导入花名册',
  knowColumns: '记下花名册的列名',
  enterByHand: '补录签到和表决',
  exportPerson: '导出一个人的信息',
  askErasure: '提出删一个人的信息',
  confirmErasure: '同意并删了一个人的信息',
  dropErasure: '不删一个人的信息了',
  makeBoard: '做公示板的地址',
  endBoard: '收回公示板的地址',
  makeCard: '做户码',
  endCard: '作废户码',
}

/** What was asked for, if it is one of the names that are known. */
export const among = <T extends object>(names: T, given: string | undefined): (keyof T & string) | undefined =>
  given !== undefined && Object.hasOwn(names, given) ? (given as keyof T & string) : undefined

/** 1组3户 张三（党员）. */
export const residentName = (p: { groupNo: number; number: number; name: string; partyMember: boolean }): string =>
  `${p.groupNo}组${p.number}户 ${p.name}${p.partyMember ? '（党员）' : ''}`
