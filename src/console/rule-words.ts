/** The numbers of the rules in words, by what they are about: what each one is called, is, and when another one begins to count. */
import { DEFAULT_POLICY, type Policy } from '../domain/base/policy.ts'

/** Of the plan, as long as a town has set no other. */
const PLAN = DEFAULT_POLICY

/** How a value is written: a number, a time of day, or several of something. */
type Written = 'number' | 'time' | 'numbers' | 'words' | 'yes' | 'text'

export interface RuleWords {
  key: keyof Policy
  name: string
  unit?: string
  written?: Written
  /** What it is, for somebody who has never heard of it. */
  what: string
  /** From when on another one counts. */
  from: string
}

interface RuleGroup {
  name: string
  rules: readonly RuleWords[]
}

const NEXT_MEETING = '从下一次定会起'
const NEXT_ROUND = '从下一轮评议起；开着的不变'
const AT_ONCE = '马上'
const TONIGHT = '从今天夜里3点10分起'

export const RULE_GROUPS: readonly RuleGroup[] = [
  {
    name: '开会',
    rules: [
      {
        ...{ key: 'quorumPercent', name: '到会户数要到在家户的', unit: '%' },
        ...{ what: '到了这么多，会上的表决才算数', from: '马上，正在签到的也按新的算；开完的不变' },
      },
      {
        ...{ key: 'motionPercent', name: '表决通过要到到会人数的', unit: '%' },
        ...{ what: '同意的人到了这么多才算通过；不回话、弃权都不算同意', from: '马上，正在表决的也按新的算；表决完的不变' },
      },
      { key: 'adultAge', name: '满多少岁能表决', unit: '岁', what: '按开会那天算；没登记生日的当成年算', from: '' },
      { key: 'monthlyReminderDay', name: '到几号还没开会就提醒', unit: '号', what: '农忙的月份不提醒', from: '从下一个这一天起' },
      { key: 'pollNoticeHours', name: '约时间至少留', unit: '小时', what: '给大家回话的时间', from: '从下一次约时间起；开着的不变' },
      {
        ...{ key: 'reminderHoursBefore', name: '开会前几个小时提醒', unit: '小时', written: 'numbers' },
        ...{ what: '在群里提醒，可以提醒几次', from: `${NEXT_MEETING}；定好的会不变` },
      },
      {
        ...{ key: 'attendanceOpensMinutesBefore', name: '开会前多久开始签到', unit: '分钟' },
        ...{ what: '到时候小助手自己在群里说开始签到', from: `${NEXT_MEETING}；定好的会不变` },
      },
      {
        key: 'attendanceNoteMinutesAfter',
        name: '开会后多久通报签到',
        unit: '分钟',
        what: '说到了几户、还差几户',
        from: '从下一次开始签到起',
      },
      { key: 'attendanceAheadHours', name: '离开会多久以上，签到先问一句', unit: '小时', what: '怕屋场长说错了日子', from: AT_ONCE },
      { key: 'meetingHoursAtMost', name: '忘了散会，多久以后自己收尾', unit: '小时', what: '从开会的时间算起', from: '' },
    ],
  },
  {
    name: '问题的期限',
    rules: [
      {
        ...{ key: 'reportWorkingDays', name: '村里上报期限', unit: '个工作日' },
        ...{ what: '村里办不了的，在这个期限里书面上报镇里；交到村里那天不算', from: '马上，开着的期限都重数一遍，记进台账，告诉村里' },
      },
      { key: 'assignWorkingDays', name: '镇里交办期限', unit: '个工作日', what: '报到镇里以后多久算拖着了，进日报', from: AT_ONCE },
      { key: 'assignDaysAtMost', name: '交办的日期最远到', unit: '天以后', what: '再远的当是写错了', from: '' },
    ],
  },
  {
    name: '评议',
    rules: [
      {
        ...{ key: 'satisfactionPercent', name: '销号要满意户到评议户的', unit: '%' },
        ...{ what: '不到就退回重办', from: '马上，开着的评议到截止时按新的算；出了结果的不变' },
      },
      {
        ...{ key: 'basicCountsAsSatisfied', name: '“基本满意”算满意', written: 'yes' },
        ...{ what: '不算的话，只有说“满意”的才算', from: '马上，开着的评议到截止时按新的算；出了结果的不变' },
      },
      { key: 'surveyDays', name: '评议开放', unit: '天', what: '从报办结那天起', from: NEXT_ROUND },
      { key: 'surveyClosesHour', name: '评议截止在几点', unit: '点', what: '最后一天的几点', from: NEXT_ROUND },
      { key: 'surveyExtensionDays', name: '评议户不够时延', unit: '天', what: '只延一次，还不够就等屋场长上门问', from: '从下一次延期起' },
      {
        key: 'surveyMinPercent',
        name: '评议户至少到在家户的',
        unit: '%',
        what: '不到就是评议户不够，不出结果',
        from: '马上，开着的也按新的算',
      },
      { key: 'surveyMinRaters', name: '评议户至少', unit: '户', what: '和上面那条比，要求高的算', from: '马上，开着的也按新的算' },
    ],
  },
  {
    name: '在群里说话',
    rules: [
      { key: 'quietFrom', name: '晚上几点起不说话', written: 'time', what: '有人问还是会答；定时的话等到早上', from: AT_ONCE },
      { key: 'quietTo', name: '早上几点起说话', written: 'time', what: '夜里压下的话这时候说', from: AT_ONCE },
      { key: 'nudgeMinutes', name: '两次催一下至少隔', unit: '分钟', what: '屋场长在群里说“催一下”', from: AT_ONCE },
      { key: 'notesPerQuestion', name: '一件事在群里最多小结几次', unit: '次', what: '够数、都答了这样要紧的不算在里面', from: AT_ONCE },
      { key: 'progressNoteSeconds', name: '两次小结至少隔', unit: '秒', what: '怕一下子说太多', from: '' },
      {
        ...{ key: 'lateCommandHours', name: '命令晚到多久就先问一句再办', unit: '小时' },
        ...{ what: '断过线，过后才收到的命令', from: AT_ONCE },
      },
      { key: 'clarificationMinutes', name: '问了一句，多久以内回“是”算数', unit: '分钟', what: '过了要重新说', from: '' },
    ],
  },
  {
    name: '给大家看的、写在纸上的',
    rules: [
      {
        ...{ key: 'publicBoards', name: '各屋场可以有公示板', written: 'yes' },
        ...{ what: '有地址的人都能看，不用登录；只有公开的事，没有名字和电话', from: '马上；改成不要，做过的地址都打不开' },
      },
      {
        ...{ key: 'belowPlanReason', name: '比方案定得低的原因', written: 'text' },
        ...{
          what: `到会${PLAN.quorumPercent}%、表决${PLAN.motionPercent}%、满意${PLAN.satisfactionPercent}%是方案定的，往低改要写原因，每次公布结果都会写上`,
          from: AT_ONCE,
        },
      },
      {
        ...{ key: 'headChecklist', name: '一好五强看哪几样', written: 'words' },
        ...{ what: '用顿号隔开，在屋场登记里一样一样勾', from: AT_ONCE },
      },
      {
        ...{ key: 'reportCopiedTo', name: '请示、报告抄送给谁', written: 'words' },
        ...{ what: '上级或者同级的机关，用顿号隔开，最多五个；不抄送就空着', from: '从下一份请示、报告起' },
      },
    ],
  },
  {
    name: '留多久',
    rules: [
      { key: 'keepTextDays', name: '处理过的聊天原话留', unit: '天', what: '算进去的数字不受影响', from: TONIGHT },
      { key: 'keepMediaDays', name: '没用上的语音、图片留', unit: '天', what: '问题和会议记录里的一直留着', from: TONIGHT },
      { key: 'keepSaidDays', name: '小助手说过的话留', unit: '天', what: '已经发出去的', from: TONIGHT },
      { key: 'keepTalkDays', name: '问过的话、接龙原文留', unit: '天', what: '算进去的数字不受影响', from: TONIGHT },
      { key: 'keepLogInDays', name: '过期的登录、令牌留', unit: '天', what: '还能用的不动', from: TONIGHT },
      { key: 'keepImportDays', name: '导入的名册能退回去', unit: '天', what: '过了就不能撤销导入', from: TONIGHT },
      { key: 'keepAuditDays', name: '操作记录留', unit: '天', what: '至少三年', from: TONIGHT },
    ],
  },
  {
    name: '备份',
    rules: [
      { key: 'backupMinute', name: '每天几点备份', written: 'time', what: '那时候关着机，开机以后补做', from: '从下一份起' },
      { key: 'backupLateHours', name: '备份过了时间多久算晚', unit: '小时', what: '晚了写进日报', from: AT_ONCE },
    ],
  },
]

const BY_KEY = new Map(RULE_GROUPS.flatMap(({ rules }) => rules).map((rule) => [rule.key as string, rule]))
export const ruleWords = (key: string): RuleWords | undefined => BY_KEY.get(key)

const two = (n: number): string => String(n).padStart(2, '0')

/** A value as it stands in its field: 80, 21:30, 24、2. */
export function written({ key, written: how = 'number' }: RuleWords, policy: Policy): string {
  const value = policy[key]
  if (how === 'time') return `${two(Math.floor(Number(value) / 60))}:${two(Number(value) % 60)}`
  return Array.isArray(value) ? value.join('、') : String(value)
}

/** The same, as it is said: 80%, 晚上9点半 as 21:30, 24、2小时, 是, 没有. */
export function said(rule: RuleWords, policy: Policy): string {
  if (rule.written === 'yes') return policy[rule.key] ? '是' : '不是'
  const text = written(rule, policy)
  return text === '' ? '没有' : `${text}${rule.unit ?? ''}`
}

export const usual = (rule: RuleWords): string => said(rule, DEFAULT_POLICY)

/** Numbers as they are typed one after the other; NaN for what is none, so that it is refused. */
const parts = (text: string): string[] => text.split(/[、，,\s]+/).filter((word) => word !== '')

/** What was typed as the value that it stands for: the other way round from `written`. What does not fit is NaN. */
export function typed({ written: how = 'number' }: RuleWords, text: string): number | number[] | string | string[] | boolean {
  switch (how) {
    case 'yes':
      return text === '1'
    case 'text':
      return text
    case 'words':
      return parts(text)
    case 'numbers':
      return parts(text).map(whole)
    case 'time': {
      const [, hours, minutes] = /^(\d{1,2})[:：](\d{2})$/.exec(text) ?? []
      return hours === undefined || Number(minutes) > 59 ? Number.NaN : Number(hours) * 60 + Number(minutes)
    }
    default:
      return whole(text)
  }
}

const whole = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN)
