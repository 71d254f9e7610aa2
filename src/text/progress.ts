/** 进度, 问题清单, 我反映的: where an issue is, step by step, in plain words. */
import type { IssueRow, IssueStep, SurveyRow } from '../domain/issue/rows.ts'
import { type DateString, dateOf, type Instant } from '../kernel/time.ts'
import { sayLate } from './due.ts'
import { share } from './figures.ts'
import { brief, levelName, namedAt, numbered, sayDate } from './issue.ts'
import { pageOf } from './pages.ts'
import { sayTime } from './time.ts'

export interface Known {
  issue: IssueRow
  surveys: readonly SurveyRow[]
  households: number
  /** Working days since the date that it stands under; absent while there is time. */
  late?: number | undefined
}

const lateNow = (days: number | undefined): string => (days === undefined ? '' : `，${sayLate(days)}`)

const day = (at: Instant | null, now: Instant): string => (at === null ? '' : sayDate(dateOf(at), now))
const by = (date: DateString | null, now: Instant): string => (date === null ? '' : sayDate(date, now))

/** Of a confidential issue, between meetings. */
const thenVillage = (headDueOn: DateString, now: Instant): string => `${sayDate(headDueOn, now)}24点前没办就交村里`

/** Where it is now, in one clause. */
export function whereNow({ issue, surveys, late }: Pick<Known, 'issue' | 'surveys' | 'late'>, now: Instant): string {
  switch (issue.status) {
    case 'raised':
      return issue.confidential && issue.headDueOn !== null ? `等屋场长办，${thenVillage(issue.headDueOn, now)}` : '等开会商量'
    case 'inHamlet':
      return issue.agreedOn === null
        ? `退回屋场重办${issue.confidential && issue.headDueOn !== null ? `，${thenVillage(issue.headDueOn, now)}` : ''}`
        : `屋场在办，约定${by(issue.agreedOn, now)}前办好${lateNow(late)}`
    case 'inVillage':
      return `村里在办，${by(issue.reportDueOn, now)}24点前办好或上报镇里${issue.provisional ? '（暂定）' : ''}${lateNow(late)}`
    case 'inTown':
      return issue.takenUpAt === issue.arrivedAt
        ? '镇里提级接过去了，等镇里交办'
        : issue.passesOver === 'village' && issue.reportedAt === null
          ? '直接到了镇里，等镇里交办'
          : '报到镇里了，等镇里交办'
    case 'assigned':
      return `镇里交给${issue.department}办，${by(issue.assignDueOn, now)}前办结${lateNow(late)}`
    case 'inReview': {
      const open = surveys.find((s) => s.status === 'open')
      return open ? `办好了，正在评议，${sayTime(open.closesAt, now)}截止` : '办好了，评议的户数不够，等上门走访'
    }
    case 'closed':
      return `${day(issue.closedAt, now)}销号了`
    case 'withdrawn':
      return issue.mergedInto === null
        ? `${day(issue.closedAt, now)}了结，${issue.endReason ? `不作问题办${issue.confidential ? '' : `：${issue.endReason}`}` : '反映的人撤回了'}`
        : `并到${issue.mergedInto}号一起办`
  }
}

/** A step, and who took it. */
const stepBy = (taken: IssueStep, now: Instant): string =>
  `${step(taken, now)}${taken.by && taken.what !== 'passed' && taken.what !== 'failed' ? `（${taken.by}）` : ''}`

function step(taken: IssueStep, now: Instant): string {
  const on = day(taken.at, now)
  switch (taken.what) {
    case 'handed':
      return `${on}交到村里`
    case 'accepted':
      return `${on}村里受理`
    case 'reported':
      return `${on}村里书面上报镇里`
    case 'takenUp':
      return `${on}镇里提级办理`
    case 'studied':
      return `${on}村里研究了`
    case 'broughtBack':
      return `${on}镇里退回村里`
    case 'agreed':
      return `${on}约定${by(taken.dueOn, now)}前办好`
    case 'assigned':
      return `${on}镇里交给${taken.department}${taken.person ? `（${taken.person}）` : ''}，${by(taken.dueOn, now)}前办结`
    case 'handled':
      return `${on}${levelName(taken.level)}说办好了${taken.text ? `：${brief(taken.text)}` : ''}`
    case 'passed':
      return `第${taken.round}轮评议：满意的${share(taken.satisfied, taken.raters, '户')}，够了`
    case 'failed':
      return `第${taken.round}轮评议：满意的${share(taken.satisfied, taken.raters, '户')}，没过，${on}退回${levelName(taken.level)}重办`
  }
}

/** A line for each; handed over and taken up at once are one. */
function stepLines(steps: readonly IssueStep[], now: Instant): string[] {
  return steps.flatMap((taken, i) => {
    const next = steps[i + 1]
    if (taken.what === 'accepted' && steps[i - 1]?.what === 'handed') return []
    const accepted = taken.what === 'handed' && next?.what === 'accepted' ? `，${day(next.at, now)}受理` : ''
    return [`${stepBy(taken, now)}${accepted}`]
  })
}

export const progress = (known: Known, now: Instant): string => story('', known, now)

/** In an office's group, where the hamlet is named. Of a confidential issue the dates and the offices, none of anybody's words. */
export function progressAt(alias: string, known: Known, now: Instant): string {
  const { issue } = known
  if (!issue.confidential) return story(alias, known, now)
  const steps = issue.steps.map((taken) => (taken.what === 'handled' ? { ...taken, text: null } : taken))
  return told(namedAt(alias, issue), '', { ...known, issue: { ...issue, steps } }, now)
}

function story(alias: string, known: Known, now: Instant): string {
  const { issue } = known
  return told(`${alias}${issue.no}号“${brief(issue.text, 60)}”`, beganOf(known), known, now)
}

const beganOf = ({ issue, households }: Known): string =>
  `${issue.category ? `，归到${issue.category}` : ''}${households > 1 ? `，${households}户是同样情况` : ''}`

/** All of it, from its beginning on: for a wall, where there is room. */
export const wholeStory = (known: Known, now: Instant): string[] => linesOf(known, beganOf(known), now)

const linesOf = ({ issue }: Known, began: string, now: Instant): string[] => [
  `${day(issue.raisedAt, now)}反映${began}`,
  ...stepLines(issue.steps, now),
]

function told(name: string, began: string, known: Known, now: Instant): string {
  const lines = linesOf(known, began, now)
  // Eight lines is what a phone shows: how it began, and the newest, which say most.
  const left = lines.length - STEPS_SHOWN
  const shown = left > 0 ? [`${lines[0]}（中间${left}步略）`, ...lines.slice(left + 1)] : lines
  return [`【进度】${name}：${whereNow(known, now)}。`, ...numbered(shown)].join('\n')
}

const STEPS_SHOWN = 8

const line = (known: Known, now: Instant): string => `${known.issue.no}号 ${brief(known.issue.text, 16)}：${whereNow(known, now)}`

/** Which of the list are shown: at most eight lines, and what fits a message. */
function fitted(known: readonly Known[], now: Instant, room: number): string[] {
  const lines: string[] = []
  let left = room
  for (const one of known.slice(0, 8)) {
    const text = line(one, now)
    if (text.length + 1 > left) break
    lines.push(text)
    left -= text.length + 1
  }
  const hidden = known.length - lines.length
  return hidden > 0 ? [...lines, `还有${hidden}件，回“进度 ${known[lines.length]?.issue.no}”这样一件一件问。`] : lines
}

const LIST_CHARACTERS = 500

/** `page`: counted from 1. */
export function issueList(open: readonly Known[], closedLately: number, page: number, now: Instant): string {
  if (open.length === 0) return `【问题清单】现在没有在办的问题${closedLately ? `，近60天销号${closedLately}件` : ''}。有事回“反映 …”。`
  const heading = `【问题清单】在办${open.length}件${closedLately ? `，近60天销号${closedLately}件` : ''}：`
  return pageOf(
    '问题清单',
    heading,
    open.map((one) => line(one, now)),
    page,
  )
}

export function myIssues(mine: readonly Known[], now: Instant): string {
  if (mine.length === 0) return '近来没有您反映的公开问题。有事回“反映 …”。'
  return [`您反映的${mine.length}件：`, ...fitted(mine, now, LIST_CHARACTERS)].join('\n')
}

/** What the village did, for its written report; undefined for what is none of its doing. */
export function villageDid(what: string, why: string | null): string | undefined {
  switch (what) {
    case 'issueAccepted':
      return `村里受理${why ? `：${why}` : ''}`
    case 'issueReported':
      return '村里书面上报镇里'
    case 'issueBroughtBack':
      return `镇里研究退回${why ? `：${why}` : ''}`
    case 'issueHandled':
      return `村里报办结${why ? `：${why}` : ''}，交屋场评议`
    default:
      return undefined
  }
}
