/** What is quoted back is said in words that mean it: whoever types them instead of 是 is understood alike. */
import { describe, expect, test } from 'vitest'
import { sayReading } from '../../src/text/reading.ts'
import { sayNear, sayTime } from '../../src/text/time.ts'
import type { IntentArgs, IntentName, Role, Understandable } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'

const NOW = '2026-09-07T09:00:00+08:00'
const OPTIONS = ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00', '2026-09-12T20:00:00+08:00']
const ROSTER = [
  { name: '王德福', household: '1组1户', head: true },
  { name: '李大山', household: '3组5户', head: true },
  { name: '徐秀杉', household: '3组8户' },
]
type Open = NonNullable<Understandable['open']>
const POLL: Open = [{ question: 'timePoll', options: OPTIONS }]
const ATTENDANCE: Open = [{ question: 'attendance' }]
const MOTION: Open = [{ question: 'motion' }]

/** Who says it, and what is open then. */
type Case<K extends IntentName> = { args: IntentArgs[K]; words: string; role?: Role; open?: Open }
const none = {} as Record<string, never>

/** Every intent but the list itself, which nobody types, and 更正, which needs the words that it corrects. */
const CASES: { readonly [K in Exclude<IntentName, 'entries' | 'correctLine'>]: readonly Case<K>[] } = {
  availability: [
    { args: { yes: [1, 3] }, words: '9月9日周三晚7点半、9月12日周六晚8点可以', open: POLL },
    { args: { maybe: [2] }, words: '9月10日周四晚7点半勉强', open: POLL },
    { args: { no: [2] }, words: '9月10日周四晚7点半不行', open: POLL },
    { args: { all: true }, words: '哪天都行', open: POLL },
    { args: { none: true }, words: '哪天都不行', open: POLL },
  ],
  attend: [
    { args: {}, words: '到', open: ATTENDANCE },
    { args: { persons: 3 }, words: '到 3人', open: ATTENDANCE },
    { args: { onBehalfOf: '王德福', persons: 2 }, words: '替王德福家到 2人', open: ATTENDANCE },
  ],
  rsvp: [
    { args: { coming: true, persons: 2 }, words: '参加 2人', open: [{ question: 'rsvp' }] },
    { args: { coming: false, reason: '在外打工' }, words: '请假 在外打工', open: [{ question: 'rsvp' }] },
  ],
  ballot: [{ args: { choice: 'approve', votes: 3 }, words: '同意 3票', open: MOTION }],
  rate: [{ args: { issueNo: 12, score: 'basic' }, words: '12号基本满意', open: [{ question: 'survey', issueNo: 12 }] }],
  raiseIssue: [
    { args: { text: '村口路灯坏了' }, words: '反映 村口路灯坏了' },
    { args: { text: '灯又不亮了', againOf: 12 }, words: '再反映 12 灯又不亮了' },
  ],
  askProgress: [
    { args: { issueNo: 12 }, words: '进度 12' },
    { args: { hamlet: '槐树', issueNo: 12 }, words: '进度 槐树12', role: 'cadre' },
    { args: { mine: true }, words: '我反映的' },
    { args: {}, words: '问题清单' },
  ],
  withdrawIssue: [{ args: { issueNo: 12 }, words: '撤回 12' }],
  support: [{ args: { issueNo: 12 }, words: '附议 12' }],
  claimIdentity: [
    { args: { name: '徐秀杉' }, words: '我是徐秀杉', role: 'unbound' },
    { args: { household: '李大山家' }, words: '我是李大山家的', role: 'unbound' },
  ],
  acknowledge: [{ args: none, words: '收到', open: [{ question: 'receipt' }] }],
  confirm: [{ args: none, words: '是', open: [{ question: 'clarify' }] }],
  deny: [{ args: none, words: '不是', open: [{ question: 'clarify' }] }],
  help: [{ args: none, words: '帮助' }],
  openTimePoll: [
    { args: {}, words: '约时间', role: 'head' },
    {
      args: { topic: '修路集资', options: OPTIONS, closesAt: '2026-09-08T12:00:00+08:00' },
      words: '约时间 修路集资 9月9日晚7点半/9月10日晚7点半/9月12日晚8点 9月8日中午12点截止',
      role: 'head',
    },
  ],
  closeTimePoll: [{ args: none, words: '约时间结束', role: 'head', open: POLL }],
  chooseOption: [{ args: { option: 2 }, words: '定2', role: 'head', open: POLL }],
  extendPoll: [{ args: { closesAt: '2026-09-08T12:00:00+08:00' }, words: '延到9月8日中午12点', role: 'head', open: POLL }],
  cancelPoll: [{ args: none, words: '取消约时间', role: 'head', open: POLL }],
  scheduleMeeting: [
    {
      args: { startsAt: '2026-09-11T19:30:00+08:00', venue: '文化广场', topics: ['修路', '路灯'] },
      words: '开会 9月11日晚7点半 文化广场 议题：修路、路灯',
      role: 'head',
    },
  ],
  reschedule: [{ args: { startsAt: '2026-09-12T20:00:00+08:00' }, words: '改到9月12日晚8点', role: 'head' }],
  cancelMeeting: [{ args: { reason: '下大雨' }, words: '取消会议 下大雨', role: 'head' }],
  setVenue: [{ args: { venue: '张家院子' }, words: '地点 张家院子', role: 'head' }],
  addTopic: [{ args: { topic: '自来水' }, words: '加议题 自来水', role: 'head' }],
  openAttendance: [{ args: none, words: '签到', role: 'head' }],
  cancelAttendance: [{ args: none, words: '取消签到', role: 'recorder', open: ATTENDANCE }],
  markAttendance: [{ args: { name: '王德福', persons: 2 }, words: '代签 王德福 2人', role: 'recorder', open: ATTENDANCE }],
  answerFor: [
    {
      args: { name: '王德福', answer: { intent: 'availability', args: { yes: [1] } } },
      words: '代答 王德福 9月9日周三晚7点半可以',
      role: 'head',
      open: POLL,
    },
    {
      args: { name: '王德福', answer: { intent: 'ballot', args: { choice: 'approve' } } },
      words: '代答 王德福 同意',
      role: 'recorder',
      open: MOTION,
    },
  ],
  unmarkAttendance: [{ args: { name: '王德福' }, words: '划掉 王德福', role: 'recorder', open: ATTENDANCE }],
  openMotion: [
    { args: { text: '每户出50元修路灯' }, words: '表决 每户出50元修路灯', role: 'head', open: ATTENDANCE },
    { args: { topicNo: 2 }, words: '表决 议题2', role: 'head', open: ATTENDANCE },
  ],
  closeMotion: [{ args: none, words: '表决结束', role: 'head', open: MOTION }],
  handCount: [{ args: { approve: 32, reject: 3, abstain: 1 }, words: '举手 同意32 反对3 弃权1', role: 'recorder', open: MOTION }],
  note: [{ args: { text: '水管要先修', speaker: '李大山' }, words: '记 李大山说水管要先修', role: 'recorder', open: ATTENDANCE }],
  categorise: [{ args: { issueNo: 12, category: '设施管护' }, words: '12 类别 设施管护', role: 'head' }],
  decideIssue: [
    { args: { issueNo: 12, decision: 'onTheSpot', text: '明早组织清沟' }, words: '12 当场解决 明早组织清沟', role: 'head' },
    { args: { issueNo: 12, decision: 'agreed', dueOn: '2026-09-30', text: '修好' }, words: '12 约定 9月30日前 修好', role: 'head' },
    { args: { issueNo: 12, decision: 'toVillage' }, words: '12 上报', role: 'head' },
    { args: { issueNo: 12, decision: 'dismiss', text: '已经修了' }, words: '12 不成立 已经修了', role: 'head' },
    { args: { issueNo: 12, decision: 'merge', into: 9 }, words: '12 并到 9', role: 'head' },
  ],
  handled: [{ args: { issueNo: 12, text: '已换新灯' }, words: '12 办好了 已换新灯', role: 'head' }],
  rateOnBehalf: [{ args: { issueNo: 12, name: '王德福', score: 'satisfied' }, words: '走访 12 王德福 满意', role: 'recorder' }],
  confirmVisits: [
    { args: { issueNo: 12 }, words: '走访属实 12', role: 'recorder' },
    { args: { hamlet: '槐树', issueNo: 12 }, words: '走访属实 槐树12', role: 'cadre' },
  ],
  studyIssue: [
    {
      args: { hamlet: '槐树', issueNo: 12, heldOn: '2026-09-04', present: '周建国、李会计', decided: '先清沟，再报镇里立项' },
      words: '村里研究 槐树12 9月4日 周建国、李会计参加 先清沟，再报镇里立项',
      role: 'cadre',
    },
  ],
  signReport: [{ args: { hamlet: '槐树', issueNo: 12, signer: '周建国' }, words: '签发 槐树12 周建国', role: 'cadre' }],
  endMeeting: [{ args: none, words: '散会', role: 'head', open: ATTENDANCE }],
  nudge: [{ args: none, words: '催一下', role: 'head', open: POLL }],
  whoIsMissing: [{ args: none, words: '还差谁', role: 'head', open: POLL }],
  bindMember: [
    { args: { mentioned: '平安是福', name: '徐秀杉' }, words: '@平安是福 是 徐秀杉', role: 'head' },
    { args: { mentioned: '李四', household: '李大山家' }, words: '@李四 是 李大山家的', role: 'head' },
  ],
  approveClaim: [{ args: { claimNo: 5 }, words: '同意绑定 5', role: 'head' }],
  setAtHome: [{ args: { name: '王德福', atHome: false }, words: '王德福家外出', role: 'head' }],
  letLateIn: [{ args: none, words: '算上', role: 'head' }],
  // Tapped, and never said.
  nameWitnesses: [],
  fullName: [{ args: { name: '王德福' }, words: '王德福', open: [{ question: 'clarify' }] }],
  nameKin: [{ args: { word: '二伯', name: '王德福' }, words: '二伯是王德福', open: [{ question: 'clarify' }] }],
  witness: [{ args: { holds: true }, words: '属实', open: MOTION }],
  listPending: [{ args: { overdueOnly: true }, words: '逾期', role: 'cadre' }],
  acceptIssue: [{ args: { hamlet: '槐树', issueNo: 12 }, words: '受理 槐树12', role: 'cadre' }],
  reportToTown: [{ args: { hamlet: '槐树', issueNo: 12, text: '要交通部门立项' }, words: '上报 槐树12 要交通部门立项', role: 'cadre' }],
  assignIssue: [
    {
      args: { hamlet: '槐树', issueNo: 12, department: '交通办', person: '李主任', dueOn: '2026-10-15' },
      words: '交办 槐树12 交通办 李主任 10月15日前',
      role: 'official',
    },
  ],
  digestNow: [{ args: { page: 2 }, words: '日报 2', role: 'official' }],
}

const rows = Object.entries(CASES).flatMap(([intent, cases]) =>
  cases.map((c) => ({ intent, ...c }) as Case<IntentName> & { intent: IntentName }),
)

describe.each(rows)('$words', ({ intent, args, words, role = 'villager', open = [] }) => {
  const options = OPTIONS.map((iso) => Date.parse(iso))
  test('is how the reading is quoted', () => {
    expect(sayReading({ intent, args } as Parameters<typeof sayReading>[0], options, Date.parse(NOW))).toBe(words)
  })
  test('means the reading', () => {
    expect(understand({ text: words, role, open, now: NOW, roster: ROSTER, hamlets: ['槐树'] })).toEqual({ kind: 'intent', intent, args })
  })
})

/** Times of three weeks from now on, at every hour and minute that is told in a way of its own. */
const TOLD = Array.from({ length: 21 * 24 }, (_, hours) => Date.parse(NOW) + (hours + 1) * 3_600_000).flatMap((at) =>
  [0, 5, 15, 30].map((minutes) => at + minutes * 60_000),
)
// 凌晨0点30分 is no time for a meeting and is asked.
const DAYTIME = TOLD.filter((at) => new Date(at).getUTCHours() !== 16)
test.each([
  ['a day with its weekday', sayTime],
  ['what is near', sayNear],
])('the bot’s own way of writing %s is understood when it is copied', (_, say) => {
  const now = Date.parse(NOW)
  const wrong = DAYTIME.filter((at) => {
    const heard = understand({ text: `改到${say(at, now)}`, role: 'head', now: NOW })
    return heard.kind !== 'intent' || heard.intent !== 'reschedule' || Date.parse(heard.args.startsAt) !== at
  })
  expect(wrong.map((at) => say(at, now))).toEqual([])
})

test('what is told in confidence is not repeated, and what is long is cut', () => {
  const said = (reading: Parameters<typeof sayReading>[0]) => sayReading(reading, [], Date.parse(NOW))
  expect(said({ intent: 'raiseIssue', args: { text: '家里的事', confidential: true } })).toBe('悄悄反映这件事')
  expect([...said({ intent: 'raiseIssue', args: { text: '路'.repeat(2_000) } })].length).toBeLessThan(80)
})
