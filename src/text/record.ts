/** The record of the evening, and its end. */
import type { EventData } from '../domain/base/events.ts'
import type { Outcome } from '../domain/issue/at-meeting.ts'
import type { PresentFigures } from '../domain/meeting/figures.ts'
import type { MeetingRow } from '../domain/meeting/rows.ts'
import type { MotionRow } from '../domain/motion/rows.ts'
import { DAY, type DateString, dateOf, HOUR, type Instant, MINUTE } from '../kernel/time.ts'
import { presentLine } from './attendance.ts'
import { levelName, sayDate } from './issue.ts'
import { approvalLine, shown, verdict } from './motion.ts'
import { sayClock, sayTime } from './time.ts'

export const noted = '记下了。'
/** The quoted words are in no record that is still open to corrections. */
export const NO_SUCH_WORDS = '最近这次会的记录里没有您引用的那句话。请引用会上说的原话，再发“更正 正确的话”。'
/** A quoted voice shows no words to find its line by. */
export const NO_WORDS_IN_VOICE = '引用的是语音，我对不上是哪一句。请在后台的会议记录里更正那一句，或者回“记 张三说水管从西头接”补上一句。'
export const lineCorrected = (line: number): string => `第${line}句的更正记下了，原话保留。`

/** Numbered lines of one message at most. */
const MOTIONS_SHOWN = 6
const MOTION_CHARS = 30

export interface EndedMeeting {
  meeting: MeetingRow
  motions: readonly MotionRow[]
  /** Public issues that were decided, agreed or reported there, but for those that 散会 itself passes on: these are told by themselves. */
  issues: readonly DealtWith[]
  data: EventData['meetingEnded']
  motionPercent: number
  /** Where the town asks for less than the plan: why. */
  below: { quorum: string; motion: string }
  neededOf: (present: number) => number
  now: Instant
}

const HOW = { head: '', forgotten: '（一直没有人说散会，我先按散会记）', byHand: '（事后补录）' } as const

/** Without quorum nothing that was voted on is binding (rules: The meeting, 5). */
function verdictOnQuorum({ quorate, needed }: PresentFigures, motions: number): string {
  if (quorate) return `够${needed}户了，这次会算数。`
  return motions > 0 ? `没到${needed}户，会上的表决只作记录，不算数。` : `没到${needed}户，户数不够。`
}

/** Within 600 characters whatever was put to the vote. It may be read the day after, and the meeting may have been in the morning. */
export function meetingEnded({ meeting, motions, issues, data, motionPercent, below, neededOf, now }: EndedMeeting): string {
  const line = (m: MotionRow, i: number): string => {
    const votes = { present: m.present ?? 0, approve: m.approve ?? 0, reject: m.reject ?? 0, abstain: m.abstain ?? 0, needed: 0 }
    const figures = { ...votes, needed: neededOf(votes.present) }
    const told = verdict(m.carried === true, m.binding === true, motionPercent, !data.figures.quorate)
    return `${i + 1}. ${shown(m.text, MOTION_CHARS)}：${approvalLine(figures)}，${told}`
  }
  const left = motions.length - MOTIONS_SHOWN
  const lines = [
    `【散会】${sayTime(meeting.startsAt, now)}的会散了${HOW[data.how]}。`,
    `${presentLine(data.figures)}。${verdictOnQuorum(data.figures, motions.length)}${below.quorum}`,
    ...(motions.length > 0 ? [`表决${below.motion}：`, ...motions.slice(0, MOTIONS_SHOWN).map(line)] : ['没有表决。']),
    ...(left > 0 ? [`另有${left}项见会议记录。`] : []),
    `大家说的都原样记进了会议记录，谢谢各位乡亲${data.how === 'head' ? '，路上慢走' : ''}。`,
  ]
  const dealtWith = dealtWithLine(issues, now, MESSAGE_CHARS - lines.join('\n').length - 1)
  return [...lines.slice(0, -1), ...dealtWith, ...lines.slice(-1)].join('\n')
}

const length = (ms: number): string =>
  ms >= DAY
    ? `${Math.floor(ms / DAY)}天${ms % DAY >= HOUR ? '多' : ''}`
    : ms >= HOUR
      ? `${Math.floor(ms / HOUR)}小时${minutes(ms % HOUR)}`
      : minutes(ms)
const minutes = (ms: number): string => (ms >= MINUTE ? `${Math.floor(ms / MINUTE)}分钟` : '')

/** 晚7点10分到晚7点半; with their days when these are two. */
function span(from: Instant, to: Instant, now: Instant): string {
  const say = dateOf(from) === dateOf(to) ? sayClock : (at: Instant): string => sayTime(at, now)
  return `${say(from)}到${say(to)}`
}

/** An issue that is being rated, and until when. */
export interface Surveyed {
  no: number
  closesAt: Instant
}

/** Evenings named in one message, and issues with each. */
const MOST_EVENINGS = 4
const MOST_ISSUES = 8
const numbersOf = (issues: readonly Surveyed[]): string =>
  `${issues
    .slice(0, MOST_ISSUES)
    .map(({ no }) => `${no}号`)
    .join('、')}${issues.length > MOST_ISSUES ? '等' : ''}`

/** 1号、3号的评议延到9月18日周五晚8点截止: a line for each evening. */
function surveysMoved(moved: readonly Surveyed[], now: Instant): string[] {
  const evenings = [...new Set(moved.map((s) => s.closesAt))].sort((a, b) => a - b).slice(0, MOST_EVENINGS)
  return evenings.map((at) => `${numbersOf(moved.filter((s) => s.closesAt === at))}的评议延到${sayTime(at, now)}截止。`)
}

/** After the bot was away: what was open meanwhile, what to send again, and what closes later for it. */
export function gapMadeUp(
  gap: EventData['gapMadeUp'],
  open: { pollClosesAt: Instant | undefined; issues: readonly Surveyed[]; moved: readonly Surveyed[]; now: Instant },
): string {
  const { pollClosesAt, issues, moved, now } = open
  const what = [
    ...(gap.pollId ? ['约时间的回数字'] : []),
    ...(gap.invitedId ? ['来得成的回“参加”、来不成的回“请假”'] : []),
    ...(gap.meetingId ? ['到了的回“到”'] : []),
    ...(gap.motionId ? ['表决的回“同意”“反对”或“弃权”'] : []),
    ...(issues[0] ? [`评议的回“${issues[0].no}号满意”这样的（${numbersOf(issues)}）`] : []),
  ]
  return [
    `我刚才断线了${length(gap.to - gap.from)}（${span(gap.from, gap.to, now)}），这段时间发的我可能没收到。`,
    `麻烦大家再发一次：${what.join('，')}。发过的再发也只算一次。`,
    ...(pollClosesAt === undefined ? [] : [`截止时间顺延到${sayTime(pollClosesAt, now)}。`]),
    ...surveysMoved(moved, now),
  ].join('\n')
}

/** Whose words stand in the record when 记 names nobody, and when nobody knows the account. */
export const NOBODY_NAMED = '会上'
export const UNKNOWN_SPEAKER = '未登记的微信号'

/** Words of the minutes. */
export const NOT_NAMED = '未登记'
export const BY_HAND = '补录'
export const SIGNED_FOR = '代签'
export const SIGNED_BY = '代'
export const CHOICE = { approve: '同意', reject: '反对', abstain: '弃权' } as const
export const DECLINED = '请假'
export const PHOTO_OF_HANDS = '记录员的照片'
/** What somebody answers to, behind their own words. */
export const inAnswerTo = (quoted: string): string => `（接“${shown(quoted.replace(/\s+/g, ' '), MOTION_CHARS)}”）`
/** In place of what was told in confidence. */
export const IN_CONFIDENCE = '（悄悄反映，内容不记）'

/** A date as its reader is used to it. */
type SayDate = (date: DateString) => string

/** What a meeting made of an issue, in words. */
function outcome(of: Outcome, say: SayDate): string {
  const text = 'text' in of && of.text ? `：${of.text.replace(/[。.]+$/, '')}` : ''
  switch (of.what) {
    case 'agreed':
      return of.onTheSpot ? `当场议定，${say(of.dueOn)}办${text}` : `约定${say(of.dueOn)}前办好${text}`
    case 'handled':
      return of.onTheSpot ? `当场解决${text}` : `${levelName(of.level)}报告办好了${text}`
    case 'handed':
      return '交到村里'
    case 'accepted':
      return '村里受理'
    case 'reported':
      return '村里书面上报镇里'
    case 'withdrawn':
      return '反映的人撤回'
    case 'dismissed':
      return `不作问题办${text}`
    case 'merged':
      return `并到${of.into}号一起办`
  }
}

/** One that was raised there and left as it was. */
const NOTHING_DECIDED = '会上没有议定'
export const outcomes = (of: readonly Outcome[], say: SayDate): string =>
  of.length === 0 ? NOTHING_DECIDED : of.map((one) => outcome(one, say)).join('；')

/** An issue that the meeting dealt with. */
export interface DealtWith {
  no: number
  outcomes: readonly Outcome[]
}
const DEALT_WITH_SHOWN = 8
const MESSAGE_CHARS = 600

/** Of each issue what came of it, without the words: these have been said, and are in the minutes. As many as `room` characters hold. */
function dealtWithLine(issues: readonly DealtWith[], now: Instant, room: number): string[] {
  if (issues.length === 0) return []
  const line = ({ no, outcomes: of }: DealtWith): string => `${no}号${outcomes(of.map(withoutWords), (date) => sayDate(date, now))}`
  const told = (shown: number): string => {
    const left = issues.length - shown
    return `问题：${[...issues.slice(0, shown).map(line), ...(left > 0 ? [`${shown > 0 ? '另有' : ''}${left}件见会议记录`] : [])].join('，')}。`
  }
  let shown = Math.min(issues.length, DEALT_WITH_SHOWN)
  while (shown > 0 && told(shown).length > room) shown -= 1
  return [told(shown)]
}
const withoutWords = (of: Outcome): Outcome => ('text' in of ? { ...of, text: '' } : of)
