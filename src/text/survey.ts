/** 评议: the question to the households, how it stands, and what came of it. */
import { type Policy, whyBelow } from '../domain/base/policy.ts'
import type { SurveyFigures } from '../domain/issue/events.ts'
import type { IssueRow, Level, Score } from '../domain/issue/rows.ts'
import type { Instant } from '../kernel/time.ts'
import { share } from './figures.ts'
import { brief, levelName, named, namedAt, numbered, provisionalNote, sayDate } from './issue.ts'
import { sayTime } from './time.ts'

const SCORE: Readonly<Record<Score, string>> = { satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' }

const roundName = (round: number): string => (round > 1 ? `第${round}轮` : '')

export function surveyOpened(opened: {
  issue: IssueRow
  level: Level
  round: number
  closesAt: Instant
  handler: string | null
  /** Who said so. */
  by: string | undefined
  now: Instant
}): string {
  const { issue, level, round, closesAt, handler, by, now } = opened
  const { no } = issue
  const text = issue.handledText ? `：${issue.handledText.replace(/[。.]+$/, '')}` : ''
  return [
    `【评议${roundName(round)}】${named(issue)}，${levelName(level)}说办好了${text}${by ? `（${by}）` : ''}。`,
    `满不满意，每家说一声：回“${no}号满意”“${no}号基本满意”，不满意的回“${no}号不满意 原因”。`,
    `一家算一次，后说的算，外出的也可以回${handler ? `；${handler}家是经手的，不参加评议` : ''}。${round > 1 ? '前面几轮的不算，请重新说。' : ''}${sayTime(closesAt, now)}截止。`,
  ].join('\n')
}

export const surveyOpenedHere = (alias: string, issue: IssueRow, closesAt: Instant, now: Instant): string =>
  `好，${alias}${issue.no}号报了办结。${issue.confidential ? `这件不公开，${askReporter(issue.no)}` : `屋场里开始评议，${sayTime(closesAt, now)}截止。`}`

/** 7户评了：满意5户，基本满意1户，不满意1户. */
function counts(f: SurveyFigures): string {
  const plain = f.raters - f.basic - f.dissatisfied
  const each: [string, number][] = [
    ['满意', plain],
    ['基本满意', f.basic],
    ['不满意', f.dissatisfied],
  ]
  const said = each.filter(([, n]) => n > 0).map(([word, n]) => `${word}${n}户`)
  return `${f.raters}户评了${said.length ? `：${said.join('，')}` : ''}`
}
const least = (f: SurveyFigures): string => `至少要${f.needed}户（在家${f.atHome}户）`

export function surveyNoted(issue: IssueRow, f: SurveyFigures, closesAt: Instant | null, now: Instant): string {
  const short = f.needed - f.raters
  return `${issue.no}号评议，${counts(f)}。${least(f)}${short > 0 ? `，还差${short}户` : '，够了'}。${closesAt === null ? '' : `${sayTime(closesAt, now)}截止。`}`
}

export const ratedByHand = (issue: IssueRow, household: string, score: Score, f: SurveyFigures): string =>
  `记下了：${issue.no}号，${household}家${SCORE[score]}，是上门问的。要另一位（记录员或村干部）回“走访属实 ${issue.no}”才算数；${household}家自己说了就算自己说的。现在${f.raters}户评了，${least(f)}。`

/** `alias`: in an office's group, which has many hamlets. */
export function visitsConfirmed(alias: string, issue: IssueRow, households: readonly string[], f: SurveyFigures): string {
  const short = f.needed - f.raters
  return `好，${alias}${issue.no}号上门问的${households.map((name) => `${name}家`).join('、')}算数了。现在${f.raters}户评了，${least(f)}${short > 0 ? `，还差${short}户` : ''}。`
}

/** How much of a result was entered at the door, and by whom. */
export const atDoor = (count: number, by: readonly string[]): string =>
  count === 0 ? '' : `其中${count}户是上门问的，${by.join('、')}记的。`

export function surveyExtended(issue: IssueRow, f: SurveyFigures, closesAt: Instant, now: Instant): string {
  const { no } = issue
  return `${named(issue)}的评议到点了，${f.raters}户评了，${least(f)}，还差${f.needed - f.raters}户。再等到${sayTime(closesAt, now)}，没说的请回“${no}号满意”或“${no}号不满意 原因”。`
}

export function surveyWaits(issue: IssueRow, f: SurveyFigures): string {
  const { no } = issue
  return `${named(issue)}的评议还是只有${f.raters}户，${least(f)}，还差${f.needed - f.raters}户，先不销号。请屋场长上门走访，问到一家回一条“走访 ${no} 户主名字 满意”，再请记录员回“走访属实 ${no}”；经手办这件事的人不要去问。`
}

const rate = (f: SurveyFigures): string => `满意的${share(f.satisfied, f.raters, '户')}`

/** A town that asks for less than the plan says why, wherever it counts. */
const lowered = (policy: Policy): string => whyBelow(policy, 'satisfactionPercent')

export const issueClosed = (issue: IssueRow, f: SurveyFigures, policy: Policy, door: string): string =>
  `【销号】${named(issue)}，${counts(f)}。${door}${rate(f)}，够${policy.satisfactionPercent}%${lowered(policy)}，销号了。`

interface Back {
  issue: IssueRow
  figures: SurveyFigures
  level: Level
  comments: readonly string[]
  policy: Policy
  door: string
  now: Instant
}

const opinions = (comments: readonly string[]): string[] =>
  comments.length === 0
    ? []
    : [
        '不满意的是：',
        ...numbered(
          comments.map((c) => brief(c, 40)),
          (left) => `还有${left}户的意见，在镇里网页上看。`,
        ),
      ]

export function issueSentBack({ issue, figures, level, comments, policy, door }: Back): string {
  return [
    `【退回】${named(issue)}，${counts(figures)}。${door}${rate(figures)}，不到${policy.satisfactionPercent}%${lowered(policy)}，不能销号，退回${levelName(level)}重办。`,
    ...opinions(comments),
  ].join('\n')
}

/** To those who have it again, or for whom it comes back; `reader` is whose group it is. */
export function sentBackTo(alias: string, { issue, figures, level, comments, policy, now }: Back, reader: 'village' | 'town'): string {
  return [
    `【退回】${namedAt(alias, issue)}评议没过，${rate(figures)}，不到${policy.satisfactionPercent}%${lowered(policy)}。${whatNext(alias, issue, level, reader, now)}`,
    ...opinions(comments),
  ].join('\n')
}

function whatNext(alias: string, issue: IssueRow, level: Level, reader: 'village' | 'town', now: Instant): string {
  if (level === 'hamlet') return '退回屋场重办，请当面告诉屋场长。'
  if (level === 'town')
    return reader === 'town'
      ? `请重新交办：“交办 ${alias}${issue.no} ${issue.department ?? '部门'} ${issue.person ?? '责任人'} 日期前”。`
      : '退回镇里重新交办。'
  const days = (issue.reportDays ?? []).filter((d) => d.counted).length
  const due = issue.reportDueOn ? sayDate(issue.reportDueOn, now) : ''
  return `从今天起重新算${days}个工作日，${due}24点前办好或上报。${provisionalNote(issue.reportDays, issue.provisional)}`
}

/** How the reporter of a confidential issue is heard without the group learning what it is about. */
const askReporter = (no: number): string =>
  `请当面问反映人满不满意，请反映人私聊我（或在屋场群里）回“${no} 满意”或“${no} 不满意 原因”，别人看不出是什么事。`

export const surveyWaitsAt = (alias: string, issue: IssueRow): string =>
  `${namedAt(alias, issue)}报了办结，反映人还没有说满不满意。${askReporter(issue.no)}`
/** To the reporter alone, in private. */
export const askedAlone = (issue: IssueRow): string =>
  `您反映的${named(issue)}说是办好了${issue.handledText ? `：${issue.handledText.replace(/[。.]+$/, '')}` : ''}。您满不满意？回“${issue.no} 满意”或“${issue.no} 不满意 原因”，只听您一个人的。`
export const closedAlone = (issue: IssueRow): string => `好，您反映的${issue.no}号销号了。`
export const sentBackAlone = (issue: IssueRow): string => `晓得了，您反映的${issue.no}号退回去重办。`
/** To the head, in private: a hamlet's group hears nothing of it. */
export const sentBackToHead = (issue: IssueRow, comments: readonly string[], now: Instant): string =>
  `【退回】${issue.no}号（不公开）：反映人不满意${comments.length > 0 ? `，说“${comments.join('；')}”` : ''}。请再办${issue.headDueOn === null ? '' : `，${sayDate(issue.headDueOn, now)}24点前没办就交到村里`}。办好了在这里回“${issue.no} 办好了”，要交村里回“${issue.no} 上报”。`
export const closedAt = (alias: string, issue: IssueRow): string => `${namedAt(alias, issue)}：反映人满意，销号了。`
