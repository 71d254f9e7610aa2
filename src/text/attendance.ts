/** 签到: what the bot says about who is here. Numbers in the group; names only to head and recorder. */
import type { PresentFigures } from '../domain/meeting/figures.ts'
import type { MeetingRow } from '../domain/meeting/rows.ts'
import type { Instant } from '../kernel/time.ts'
import { share } from './figures.ts'
import { sayNear } from './time.ts'

const HOW_TO = [
  '到了的回“到”，一家来几个人就回“到 3人”，一家有一个人回就算。',
  '替别家来的回“替王德福家到”。不方便回的，请记录员代签。',
] as const

export function attendanceOpened(meeting: MeetingRow, base: number, needed: number, now: Instant): string {
  return [
    `【签到】${sayNear(meeting.startsAt, now)}的会开始签到${meeting.venue ? `，地点${meeting.venue}` : ''}。`,
    ...HOW_TO,
    `在家${base}户，到够${needed}户才算数。从现在到散会，群里说的话都记进会议记录。`,
  ].join('\n')
}

export const attendanceGivenUp = (meeting: MeetingRow, now: Instant): string =>
  `【签到取消】刚才的签到不算，群里说的话也不记了。会还是${sayNear(meeting.startsAt, now)}开，来得成的回“参加”，来不成的回“请假”。`

/** 在家户到了24/30户（80%），另有平时外出的2户，共57人. */
export function presentLine(figures: PresentFigures): string {
  const { base, atHome, away, persons } = figures
  return `在家户到了${share(atHome, base, '户')}${away > 0 ? `，另有平时外出的${away}户` : ''}，共${persons}人`
}

/** What is missing for quorum, or that it is reached. */
function quorumLine({ atHome, needed, quorate }: PresentFigures): string {
  return quorate ? `够${needed}户了，今天的会算数。` : `要到够${needed}户才算数，还差${needed - atHome}户。`
}

export const attendanceNote = (figures: PresentFigures): string => `【签到】${presentLine(figures)}。${quorumLine(figures)}`

export const quorumReached = (figures: PresentFigures, below: string): string =>
  `【签到】够数了：${presentLine(figures)}，达到${figures.needed}户${below}，今天的会算数。后到的照样签到。`

export const attendanceSummed = (figures: PresentFigures, minutes: number): string =>
  [
    `【签到】开会${minutes}分钟了：${presentLine(figures)}。${quorumLine(figures)}`,
    ...(figures.base > figures.atHome ? [`还有${figures.base - figures.atHome}户没到，来得成的快来，到了回“到”。`] : []),
  ].join('\n')

export const attendanceNudge = (figures: PresentFigures): string =>
  `【签到】${presentLine(figures)}，还有${figures.base - figures.atHome}户没到。${quorumLine(figures)}到了的回“到”，几个人来就回“到 3人”。`

export const attendanceMarked = (household: string, persons: number, figures: PresentFigures): string =>
  `好，${household}家签到${persons}人。${presentLine(figures)}。`

/** `lost`: there were enough before. */
export const attendanceStruck = (household: string, figures: PresentFigures, lost: boolean): string =>
  `好，${household}家的签到划掉了。${presentLine(figures)}。${lost ? `这样又不够数了：${quorumLine(figures)}` : ''}`

export const attendanceCapped = (household: string, said: number, counted: number): string =>
  `${household}家报了${said}人，名册上大人${counted}位，先按${counted}人算。要是确实来了${said}位大人，请记录员回“代签 ${household} ${said}人”。`

/** Head and recorder, who have been running it all the while. */
export const hostsAsked = (names: readonly string[]): string =>
  names.length === 1
    ? `${names[0]}，您还没签到，您也算到场吗？算就回“到”。`
    : `${names.join('、')}，您两位还没签到，您两位也算到场吗？算就各回一个“到”。`

/** For 还差谁. Nobody goes to fetch those who have said that they do not come. */
export function missingHere(names: readonly string[], onLeave: readonly string[], figures: PresentFigures): string {
  if (names.length + onLeave.length === 0) return `${presentLine(figures)}，都到了。`
  return [
    `${presentLine(figures)}。`,
    ...(names.length > 0 ? [`还没到的${names.length}户：${named(names)}。`] : []),
    ...(onLeave.length > 0 ? [`请了假的${onLeave.length}户：${named(onLeave)}。`] : []),
  ].join('')
}

export function missingHereCount(figures: PresentFigures, onLeave: number): string {
  const missing = figures.base - figures.atHome
  if (missing === 0) return `${presentLine(figures)}，都到了。`
  return `${presentLine(figures)}，还有${missing}户没到${onLeave > 0 ? `，其中${onLeave}户请了假` : ''}。`
}

/** At most so many names, that the list stays readable on a phone. */
const MAX_NAMES = 40
export const named = (names: readonly string[]): string => `${names.slice(0, MAX_NAMES).join('、')}${names.length > MAX_NAMES ? '等' : ''}`

export const enteredByHand = (households: number, figures: PresentFigures): string =>
  `【补录】按签到表补录了${households}户的签到。${presentLine(figures)}。`

export const onBehalfByStranger = (household: string): string =>
  `我还不晓得您是哪一家的，替${household}家签到请记录员回“代签 ${household}”。`
