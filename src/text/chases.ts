/** 催办: what the groups and heads are told of dates that come or have passed. */
import type { ChasedIssue } from '../domain/issue/events.ts'
import type { IssueRow } from '../domain/issue/rows.ts'
import { dateOf, daysBetween, type Instant } from '../kernel/time.ts'
import { sayLate, sayLeft } from './due.ts'
import { charged, inTheHamlet, named, namedAt, numbered, provisionalNote, sayDate } from './issue.ts'

export interface Chased {
  alias: string
  items: readonly (ChasedIssue & { issue: IssueRow })[]
  draft: boolean
  now: Instant
}

function howLong(item: ChasedIssue, now: Instant): string {
  const due = sayDate(item.dueOn, now)
  if (item.late !== undefined) return `${sayLate(item.late)}（期限${due}）`
  if (item.left !== 0 && item.left !== undefined) return `${sayLeft(item.left)}，${due}24点到期`
  // A date may be a holiday: then no working day is left, and it is not today.
  const days = daysBetween(dateOf(now), item.dueOn)
  return days <= 0 ? `今天${due}24点到期` : `${days === 1 ? '明天' : `还有${days}天，`}${due}24点到期，中间没有工作日`
}

interface ChasedLine {
  alias: string
  item: Chased['items'][number]
}

/** Of all the hamlets, what is due first first. */
const linesOf = (chased: readonly Chased[]): ChasedLine[] =>
  chased
    .flatMap(({ alias, items }) => items.map((item) => ({ alias, item })))
    .sort((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : a.item.dueOn > b.item.dueOn ? 1 : 0))
const whose = (chased: readonly Chased[]): string => (chased.length === 1 ? `${chased[0]?.alias}屋场` : `${chased.length}个屋场`)

/** To the village: every issue of its hamlets with how it stands at this moment. */
export function chasedVillage(chased: readonly Chased[]): string {
  const lines = linesOf(chased)
  const now = chased[0]?.now ?? 0
  const one = `${lines[0]?.alias}${lines[0]?.item.no}`
  const provisional = lines.find((l) => l.item.issue.provisional)?.item.issue
  return [
    `【催办】${whose(chased)}${lines.length}件等村里办：`,
    ...numbered(lines.map(({ alias, item }) => `${namedAt(alias, item.issue)}：${howLong(item, now)}`)),
    ...(provisional ? [provisionalNote(provisional.reportDays, true)] : []),
    ...(chased.some((c) => c.draft) ? ['请示的草稿备好了，在后台可以看。'] : []),
    `办好了回“${one} 办好了 …”，办不了的回“上报 ${one} 要镇里做什么”。`,
  ].join('\n')
}

export function chasedTown(chased: readonly Chased[]): string {
  const lines = linesOf(chased)
  const now = chased[0]?.now ?? 0
  return [
    `【催办】${whose(chased)}镇里交办的${lines.length}件：`,
    ...numbered(
      lines.map(({ alias, item }) => `${namedAt(alias, item.issue)} ${charged(item.issue)}：${howLong(item, now).replace('24点', '')}`),
    ),
    `办好了回“${lines[0]?.alias}${lines[0]?.item.no} 办好了 …”。`,
  ].join('\n')
}

export function chasedHamlet({ items, now }: Chased): string {
  const [first] = items
  return [
    '【约定的事】',
    ...numbered(
      items.map((i) => `${named(i.issue)}：约好${sayDate(i.dueOn, now)}办好${i.late === undefined ? '' : `，${sayLate(i.late)}`}`),
      inTheHamlet,
    ),
    `办好了请屋场长回“${first?.no} 办好了 …”，要改日子回“${first?.no} 约定 月底前”，办不了回“${first?.no} 上报”。`,
  ].join('\n')
}

/** What a hamlet's group may not hear goes to the cadres, who ask in person. */
export const chasedHidden = ({ alias, items, now }: Chased): string =>
  [
    '【约定的事】',
    ...numbered(
      items.map(
        (i) =>
          `${namedAt(alias, i.issue)}：约好${sayDate(i.dueOn, now)}办好${i.late === undefined ? '' : `，${sayLate(i.late)}`}，请当面问一下。`,
      ),
    ),
  ].join('\n')

/** To the head, in private, who has agreed to it. */
export const chasedAlone = ({ issue, dueOn, late }: Chased['items'][number], now: Instant): string =>
  `【约定的事】${issue.no}号（不公开）：约好${sayDate(dueOn, now)}办好${late === undefined ? '' : `，${sayLate(late)}`}。办好了在这里回“${issue.no} 办好了”，要改日子回“${issue.no} 约定 月底前”，办不了回“${issue.no} 上报”。`
