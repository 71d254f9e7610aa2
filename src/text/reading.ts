/**
 * A reading quoted back in words that its owner might have used: 您是说“…”吗？ Every intent has its words, because every one of them may
 * turn up as a reading; one without does not compile.
 */
import { type Instant, instantAt } from '../kernel/time.ts'
import type { Choice, Intent, IntentArgs, IntentName, Score } from '../understand/outcome.ts'
import { sayTime, writeDay, writeTime } from './time.ts'

/** What a number or a day is said against. */
interface Said {
  /** The times of the poll that is open. */
  options: readonly Instant[]
  now: Instant
}

/** Characters of what somebody told at length: enough to know it again. */
const LENGTH = 60
const brief = (text: string): string => ([...text].length > LENGTH ? `${[...text].slice(0, LENGTH - 1).join('')}…` : text)

const SCORE: Readonly<Record<Score, string>> = { satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' }
const CHOICE: Readonly<Record<Choice, string>> = { approve: '同意', reject: '反对', abstain: '弃权' }
const then = (...words: (string | undefined)[]): string => words.map((word) => (word ? ` ${brief(word)}` : '')).join('')
const persons = (n: number | undefined): string => (n === undefined ? '' : ` ${n}人`)
const numbered = (issueNo: number | undefined): string => (issueNo === undefined ? '' : `${issueNo}号`)
const time = (iso: string, now: Instant): string => writeTime(Date.parse(iso), now)
const before = (date: string | undefined, now: Instant): string => (date === undefined ? '' : ` ${writeDay(instantAt(date), now)}前`)

function availability(args: IntentArgs['availability'], { options, now }: Said): string {
  const times = (numbers: readonly number[]): string => numbers.map((n) => (options[n - 1] ? sayTime(options[n - 1]!, now) : n)).join('、')
  if (args.all) return '哪天都行'
  if (args.none) return '哪天都不行'
  if (args.yes?.length) return `${times(args.yes)}可以`
  return args.maybe?.length ? `${times(args.maybe)}勉强` : `${times(args.no ?? [])}不行`
}

function openTimePoll({ topic, options = [], closesAt }: IntentArgs['openTimePoll'], { now }: Said): string {
  const times = options.map((iso) => time(iso, now)).join('/')
  return `约时间${then(topic)}${times && ` ${times}`}${closesAt ? ` ${time(closesAt, now)}截止` : ''}`
}

function decideIssue({ issueNo, decision, text, dueOn, into }: IntentArgs['decideIssue'], { now }: Said): string {
  if (decision === 'onTheSpot') return `${issueNo} 当场解决${then(text)}`
  if (decision === 'agreed') return `${issueNo} 约定${before(dueOn, now)}${then(text)}`
  if (decision === 'toVillage') return `${issueNo} 上报${then(text)}`
  return decision === 'dismiss' ? `${issueNo} 不成立${then(text)}` : `${issueNo} 并到 ${into ?? ''}`
}

/** Told as its own answer would be, with the name in front. */
function answerFor({ name, answer }: IntentArgs['answerFor'], said: Said): string {
  const words = WORDS[answer.intent] as (args: typeof answer.args, said: Said) => string
  return `代答 ${name} ${words(answer.args, said)}`
}

const WORDS: { readonly [K in IntentName]: (args: IntentArgs[K], said: Said) => string } = {
  availability,
  attend: (args) => (args.onBehalfOf ? `替${args.onBehalfOf}家到${persons(args.persons)}` : `到${persons(args.persons)}`),
  rsvp: (args) => (args.coming ? `参加${persons(args.persons)}` : `请假${then(args.reason)}`),
  ballot: (args) => `${args.family ? '全家' : ''}${CHOICE[args.choice]}${args.votes === undefined ? '' : ` ${args.votes}票`}`,
  rate: (args) => `${numbered(args.issueNo)}${SCORE[args.score]}${then(args.comment)}`,
  // What is told in confidence is not repeated to the group.
  raiseIssue: (args) =>
    args.passesOver
      ? `${args.passesOver === 'village' ? '向镇里' : '悄悄向村里'}反映这件事`
      : args.againOf !== undefined
        ? `再反映 ${args.againOf}${then(args.text)}`
        : args.confidential
          ? '悄悄反映这件事'
          : `反映${then(args.text)}`,
  askProgress: (args) => (args.issueNo === undefined ? (args.mine ? '我反映的' : '问题清单') : `进度 ${args.hamlet ?? ''}${args.issueNo}`),
  withdrawIssue: (args) => `撤回 ${args.issueNo}`,
  support: (args) => `附议 ${args.issueNo}`,
  claimIdentity: ({ name, household = '' }) => (name === undefined ? `我是${household}的` : `我是${household}${name}`),
  acknowledge: () => '收到',
  confirm: () => '是',
  deny: () => '不是',
  help: () => '帮助',
  openTimePoll,
  closeTimePoll: () => '约时间结束',
  chooseOption: (args) => `定${args.option}`,
  extendPoll: (args, { now }) => `延到${time(args.closesAt, now)}`,
  cancelPoll: () => '取消约时间',
  scheduleMeeting: ({ startsAt, venue, topics = [] }, { now }) =>
    `开会 ${time(startsAt, now)}${then(venue)}${topics.length > 0 ? ` 议题：${brief(topics.join('、'))}` : ''}`,
  reschedule: (args, { now }) => `改到${time(args.startsAt, now)}`,
  cancelMeeting: (args) => `取消会议${then(args.reason)}`,
  setVenue: (args) => `地点${then(args.venue)}`,
  addTopic: (args) => `加议题${then(args.topic)}`,
  openAttendance: () => '签到',
  cancelAttendance: () => '取消签到',
  letLateIn: () => '算上',
  fullName: (args) => args.name,
  markAttendance: (args) => `代签${then(args.household, args.name)}${persons(args.persons)}`,
  answerFor,
  unmarkAttendance: (args) => `划掉${then(args.name)}`,
  openMotion: (args) => `表决${args.topicNo === undefined ? then(args.text) : ` 议题${args.topicNo}`}`,
  closeMotion: () => '表决结束',
  handCount: ({ approve, reject, abstain }) =>
    `举手 同意${approve}${reject === undefined ? '' : ` 反对${reject}`}${abstain === undefined ? '' : ` 弃权${abstain}`}`,
  note: (args) => `记${then(args.speaker ? `${args.speaker}说${args.text}` : args.text)}`,
  correctLine: (args) => `更正${then(args.text)}`,
  nameKin: (args) => `${args.word}是${args.name}`,
  categorise: (args) => `${args.issueNo} 类别${then(args.category)}`,
  decideIssue,
  handled: (args) => `${args.hamlet ?? ''}${args.issueNo} 办好了${then(args.text)}`,
  rateOnBehalf: (args) => `走访 ${args.issueNo} ${args.name} ${SCORE[args.score]}`,
  confirmVisits: (args) => `走访属实 ${args.hamlet ?? ''}${args.issueNo}`,
  studyIssue: ({ hamlet, issueNo, heldOn, present, decided }) =>
    `村里研究 ${hamlet}${issueNo} ${Number(heldOn.slice(5, 7))}月${Number(heldOn.slice(8))}日 ${present}参加${then(decided)}`,
  signReport: (args) => `签发 ${args.hamlet}${args.issueNo} ${args.signer}`,
  endMeeting: () => '散会',
  nudge: () => '催一下',
  whoIsMissing: () => '还差谁',
  bindMember: ({ mentioned, name, household = '' }) => `@${mentioned} 是 ${household}${name ?? '的'}`,
  approveClaim: (args) => `同意绑定 ${args.claimNo}`,
  setAtHome: (args) => `${args.name}家${args.atHome ? '回来了' : '外出'}`,
  witness: (args) => (args.holds ? '属实' : '有异议'),
  nameWitnesses: (args) => `${args.names.join('、')}说举手的数属实`,
  listPending: (args) => (args.overdueOnly ? '逾期' : '待办'),
  acceptIssue: (args) => `受理 ${args.hamlet}${args.issueNo}${then(args.text)}`,
  reportToTown: (args) => `上报 ${args.hamlet}${args.issueNo}${then(args.text)}`,
  assignIssue: (args, { now }) => `交办 ${args.hamlet}${args.issueNo}${then(args.department, args.person)}${before(args.dueOn, now)}`,
  digestNow: (args) => `日报${args.page === undefined ? '' : ` ${args.page}`}`,
  entries: (args) => `接龙${then(args.entries.map((e) => e.name).join('、'))}`,
}

export function sayReading(reading: Omit<Intent, 'kind'>, options: readonly Instant[], now: Instant): string {
  const { intent, args } = reading as Intent
  // The type above pairs each intent with its arguments; here only one intent at a time is known to be so.
  return (WORDS[intent] as (args: Intent['args'], said: Said) => string)(args, { options, now })
}
