/**
 * What stands on a hamlet's public board: the last meetings with their figures, and every public issue with all that was done about it. Made of
 * what anybody of the hamlet may know; names and numbers in people's words give way to 某甲 and 号码, because anybody else may read it, too.
 */

import type { HamletState } from '../../domain/base/state.ts'
import { isEnded } from '../../domain/issue/find.ts'
import type { IssueRow, IssueStatus, IssueStep, ReckonedDay, SurveyRow } from '../../domain/issue/rows.ts'
import type { PresentFigures } from '../../domain/meeting/figures.ts'
import type { MeetingRow } from '../../domain/meeting/rows.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Database } from '../../store/database.ts'
import { type MotionDrawn, motionsDrawn } from '../../store/reading/meetings.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import { whereNow, wholeStory } from '../../text/progress.ts'
import { withoutNames } from '../../understand/without-names.ts'
import { namesOf } from '../evening/picture.ts'
import { knownOf } from '../hearing/progress.ts'

/** A round of 评议 that is going on, or waits for more raters. */
export interface BoardRound extends Pick<SurveyRow, 'round' | 'closesAt'> {
  status: 'open' | 'waiting'
}

export interface BoardIssue {
  no: number
  text: string
  status: IssueStatus
  /** 村里在办，9月14日24点前办好或上报镇里. */
  where: string
  ended: boolean
  /** Oldest first. */
  story: string[]
  /** How the village's days were counted; null where none were. */
  days: ReckonedDay[] | null
  reportDueOn: DateString | null
  provisional: boolean
  rounds: BoardRound[]
}

export interface BoardMeeting {
  startsAt: Instant
  venue: string | null
  topics: string[]
  figures: PresentFigures
  motions: MotionDrawn[]
}

export interface BoardPicture {
  meetings: BoardMeeting[]
  /** Those that are not over first, then those that ended lately. */
  issues: BoardIssue[]
}

const MEETINGS_SHOWN = 3

export async function pictureOfBoard(db: Database, hamletId: string, now: Instant): Promise<BoardPicture> {
  const state = await loadHamlet(db, hamletId, now)
  const names = namesOf(state)
  const without = (text: string): string => withoutNames(text, names).text
  const held = state.meetings
    .where((m) => m.status === 'ended' && m.figures !== null)
    .sort((a, b) => b.startsAt - a.startsAt)
    .slice(0, MEETINGS_SHOWN)
  const meetings = await Promise.all(held.map((meeting) => heldMeeting(db, meeting, without)))
  const issues = state.issues.where((i) => !i.confidential).sort((a, b) => Number(isEnded(a)) - Number(isEnded(b)) || b.no - a.no)
  return { meetings, issues: issues.map((issue) => boardIssue(state, nameless(issue, without), now)) }
}

type Without = (text: string) => string

async function heldMeeting(db: Database, meeting: MeetingRow, without: Without): Promise<BoardMeeting> {
  const { id, startsAt, venue, topics, figures } = meeting
  const motions = (await motionsDrawn(db, id)).filter((motion) => motion.status === 'closed')
  return {
    startsAt,
    venue: venue === null ? null : without(venue),
    topics: topics.map(without),
    figures: figures as PresentFigures,
    motions: motions.map((motion) => ({ ...motion, text: without(motion.text) })),
  }
}

/** Which office took a step stands in the step; who it was is for those who know them. The person that a department answers with stays. */
function nameless(issue: IssueRow, without: Without): IssueRow {
  const step = ({ by: _, ...taken }: IssueStep): IssueStep =>
    taken.what === 'handled' && taken.text !== null ? { ...taken, text: without(taken.text) } : taken
  return {
    ...issue,
    text: without(issue.text),
    endReason: issue.endReason === null ? null : without(issue.endReason),
    steps: issue.steps.map(step),
  }
}

function boardIssue(state: HamletState, issue: IssueRow, now: Instant): BoardIssue {
  const known = knownOf(state, issue, now)
  return {
    no: issue.no,
    text: issue.text,
    status: issue.status,
    where: whereNow(known, now),
    ended: isEnded(issue),
    story: wholeStory(known, now),
    days: issue.reportDays,
    reportDueOn: issue.reportDueOn,
    provisional: issue.provisional,
    rounds: known.surveys.flatMap(({ round, status, closesAt }) =>
      status === 'open' || status === 'waiting' ? [{ round, status, closesAt }] : [],
    ),
  }
}
