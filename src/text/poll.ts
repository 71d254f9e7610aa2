/** 约时间: what the bot says about it. */

import type { Conflict } from '../domain/meeting/evening.ts'
import type { OptionCount } from '../domain/poll/choose.ts'
import type { Turnout } from '../domain/poll/events.ts'
import { goodDeadline } from '../domain/poll/good-deadline.ts'
import type { TimePollRow } from '../domain/poll/rows.ts'
import type { Instant } from '../kernel/time.ts'
import { share } from './figures.ts'
import { sayDay, sayNear, sayTime, writeTime } from './time.ts'

const heading = (poll: TimePollRow): string => `【约时间】${poll.topic ?? '商量个开会的时间'}`
const numbered = (options: readonly Instant[], now: Instant): string[] => options.map((at, i) => `${i + 1}. ${sayTime(at, now)}`)

/** Named once; the head is obeyed. Unusual hours are not worth a word when there are bad days to name. */
export function conflictNote(conflicts: readonly Conflict[], now: Instant): string[] {
  if (conflicts.length === 0) return []
  const days = [...new Set(conflicts.map((c) => (c.kind === 'short' ? c.name : `${sayDay(c.at, now)}${c.mild ? '' : '是'}${c.name}`)))]
  return [`提醒一句：${days.join('，')}。照屋场长定的办。`]
}

/** `anew`: an earlier one had come to nothing. */
export function pollOpened(poll: TimePollRow, conflicts: readonly Conflict[], anew: boolean, now: Instant): string {
  return [
    heading(poll),
    ...(anew ? ['上次约的没定下来，请按这次的时间重新回。'] : []),
    ...numbered(poll.options, now),
    '哪天能来就回哪个数字，能来几天回几个，比如“1”或“1 2”；都行回“都行”，都来不了回“都不行”。',
    `一家有一个人回就算数，${sayNear(poll.closesAt, now)}截止。`,
    ...conflictNote(conflicts, now),
  ].join('\n')
}

const countLine = (c: OptionCount, now: Instant): string =>
  `${c.no}. ${sayTime(c.startsAt, now)}：${c.yes}户能来${c.maybe ? `，${c.maybe}户勉强` : ''}${c.awayYes ? `（另有外出的${c.awayYes}户）` : ''}`

export function pollProgress(poll: TimePollRow, counts: readonly OptionCount[], turnout: Turnout, now: Instant): string {
  const left = turnout.atHome - turnout.answered
  return [
    `${heading(poll)}：在家${turnout.atHome}户，已回${turnout.answered}户。`,
    ...counts.map((c) => countLine(c, now)),
    left > 0 ? `还差${left}户，${sayNear(poll.closesAt, now)}截止。` : '都回了。',
  ].join('\n')
}

export function pollNudge(poll: TimePollRow, turnout: Turnout, now: Instant): string {
  const left = turnout.atHome - turnout.answered
  return [
    `${heading(poll)}：在家${turnout.atHome}户，还有${left}户没回。`,
    ...numbered(poll.options, now),
    `没回的乡亲回个数字就行，都来不了回“都不行”。${sayNear(poll.closesAt, now)}截止。`,
  ].join('\n')
}

export const pollExtended = (poll: TimePollRow, now: Instant): string =>
  `${heading(poll)}：截止时间改到${sayNear(poll.closesAt, now)}，没回的还可以回。`

export const pollCancelled = (poll: TimePollRow): string => `${heading(poll)}：取消了，大家不用再回。`

const CLOSED = { deadline: '到点了', everybody: '在家的都回了', head: '屋场长说截止了' } as const

/** What the head may do about a poll that closed undecided, with forms that can be sent as they stand. */
export function afterUndecided(options: readonly Instant[], now: Instant): string {
  const next = options.findIndex((at) => at > now)
  if (next < 0) return '约的几个时间都过了，要重新约就回“约时间”。'
  const deadline = goodDeadline(options, now)
  const extend = deadline === undefined ? '' : `回“延到${writeTime(deadline, now)}”再等等，`
  return `屋场长可以${extend}回“定${next + 1}”直接定，或回“取消约时间”。`
}

export const pollUndecided = (poll: TimePollRow, turnout: Turnout, now: Instant): string =>
  [
    `${heading(poll)}：${CLOSED[poll.how as keyof typeof CLOSED]}，在家${turnout.atHome}户里回了${turnout.answered}户，没有一户说哪天能来，时间没定下来。`,
    ...numbered(poll.options, now),
    afterUndecided(poll.options, now),
  ].join('\n')

const HOW = { deadline: '到点了', everybody: '在家的都回了', head: '屋场长定了' } as const
const TIE = {
  maybe: '和别的时间户数一样多，这个时间勉强能来的更多',
  persons: '和别的时间户数一样多，这个时间来的人更多',
  earlier: '和别的时间一样多，取早的',
} as const

export function pollDecided(decided: {
  poll: TimePollRow
  option: number
  how: keyof typeof HOW
  tie: keyof typeof TIE | null
  counts: readonly OptionCount[]
  turnout: Turnout
  needed: number
  venue: string | null
  now: Instant
}): string {
  const { poll, option, how, tie, counts, turnout, needed, venue, now } = decided
  const chosen = counts[option - 1]
  if (!chosen) throw new Error(`option ${option} was not counted`)
  const short = needed - chosen.yes
  const cannot = turnout.answered - chosen.yes - chosen.maybe
  return [
    `【时间定了】${sayTime(chosen.startsAt, now)}，${venue ? `地点${venue}` : '地点另行通知'}${poll.topic ? `，议题：${poll.topic}` : ''}。`,
    `${HOW[how]}：在家${turnout.atHome}户，回了${turnout.answered}户，${chosen.yes}户说能来，占${share(chosen.yes, turnout.atHome, '户')}${chosen.maybe ? `，${chosen.maybe}户勉强能来` : ''}${cannot ? `，${cannot}户来不成` : ''}${chosen.awayYes ? `，另有外出的${chosen.awayYes}户` : ''}。`,
    ...(tie ? [`${TIE[tie]}。`] : []),
    short > 0
      ? `开会要到够${needed}户才算数，还差${short}户，请大家尽量来，来得成的回“参加”。`
      : `开会要到够${needed}户才算数，请说好的都来。有变化回“参加”或“请假”。`,
  ].join('\n')
}
