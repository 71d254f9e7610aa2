/** Issues: what the groups are told at each step. Full texts are cut: whoever wants more asks 进度. */

import type { MovedDeadline } from '../domain/issue/events.ts'
import type { HandedFrom, IssueRow, Level, VillageStudyRow } from '../domain/issue/rows.ts'
import { excerpt } from '../kernel/excerpt.ts'
import { type DateString, type Instant, instantAt } from '../kernel/time.ts'
import { sayLate } from './due.ts'
import { sayDay } from './time.ts'

/** Characters of an issue's words in a message about it. */
const BRIEF = 24

export function brief(text: string, most = BRIEF): string {
  return excerpt(text.replace(/\s+/g, ' ').trim(), most)
}

type Told = Pick<IssueRow, 'no' | 'text'>

/** 9月30日周三. */
export const sayDate = (date: DateString, now: Instant): string => sayDay(instantAt(date), now)
/** 12号“村口路灯坏了”. */
export const named = (issue: Told): string => `${issue.no}号“${brief(issue.text)}”`
/** 槐树12号“村口路灯坏了”; of a confidential one no words. */
export const namedAt = (alias: string, issue: Pick<IssueRow, 'no' | 'text' | 'confidential'>): string =>
  issue.confidential ? `${alias}${issue.no}号（不公开）` : `${alias}${named(issue)}`
const then = (text: string | null | undefined): string => (text ? `：${text.replace(/[。.]+$/, '')}` : '')

/** At most so many numbered lines in a message. */
const MOST_LINES = 8

/** Where the rest of a list can be read: in an office's list, in the hamlet's. */
const inTheOffice = (left: number): string => `还有${left}件，回“待办”“待办 2”看。`
export const inTheHamlet = (left: number): string => `还有${left}件，回“问题清单”“问题清单 2”看。`

export function numbered(lines: readonly string[], more: (left: number) => string = inTheOffice): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line, i) => `${i + 1}. ${line}`)
  return lines.length > MOST_LINES ? [...shown, more(lines.length - MOST_LINES)] : shown
}

/** The years of the days reckoned that nobody has a calendar for yet. */
export function provisionalNote(days: IssueRow['reportDays'], provisional: boolean): string {
  if (!provisional) return ''
  const years = [...new Set((days ?? []).filter((d) => d.why.includes('暂定')).map((d) => d.date.slice(0, 4)))]
  return `（${years.join('、')}年放假安排还没公布，先按周末推算，是暂定的，公布后再核。）`
}

/** How the days were counted, so that it can be checked by hand. */
function reckoning(days: IssueRow['reportDays'], now: Instant): string {
  const counted = (days ?? []).filter((d) => d.counted)
  const plain = (why: string): boolean => /^工作日(?:（暂定）)?$/.test(why)
  const list = counted.map((d) => `${sayDate(d.date, now)}${plain(d.why) ? '' : `（${d.why}）`}`)
  const skipped = [...new Set((days ?? []).slice(1).flatMap((d) => (d.counted ? [] : [d.why.replace('（暂定）', '')])))]
  return `${counted.length}个工作日：${list.join('、')}${skipped.length ? `；${skipped.join('、')}不算` : ''}。`
}

/** A likely duplicate. Nobody joins what they raised themselves: they take one of the two back. */
function likeAnother(issue: IssueRow, other: IssueRow): string {
  const like = `和${other.no}号很像，是同一件事吗？${other.no}号`
  const own = other.reporterAccountId !== null && other.reporterAccountId === issue.reporterAccountId
  return own
    ? `${like}也是您反映的：“${brief(other.text)}”。是同一件的，您回“撤回 ${issue.no}”就行。`
    : `${like}是“${brief(other.text)}”。是同一件的回“附议 ${other.no}”，屋场长回“${issue.no} 并到 ${other.no}”。`
}

export function issueRaised(issue: IssueRow, alike: readonly IssueRow[], atMeeting: boolean): string {
  return [
    `记下了，${named(issue)}${issue.category ? `（${issue.category}）` : ''}。${atMeeting ? '这次会上商量。' : '下次开会商量。'}有同样情况的回“附议 ${issue.no}”。`,
    ...alike.slice(0, 1).map((other) => likeAnother(issue, other)),
    ...(alike.length > 1 ? [`和${alike.slice(1).map(named).join('、')}也像。`] : []),
  ].join('\n')
}

/** Nothing that the group could learn from it: not the number, not the words. */
type Hidden = Pick<IssueRow, 'passesOver'>
const whoKnows = ({ passesOver }: Hidden): string =>
  passesOver === 'village' ? '只有镇干部能看到' : passesOver === 'head' ? '只有村、镇干部能看到' : '只有屋场长和村、镇干部能看到'
/** Said in the group, where everybody has read it. */
export const confidentialHeard = (issue: Hidden): string =>
  `收到了。您刚才那条群里都看得见，请现在就长按它点“撤回”。这件事我不公开，${whoKnows(issue)}；往后加我私聊说，群里就没有人晓得。`
/** In the private talk of whoever raised it. */
export function confidentialHeardAlone(issue: IssueRow, now: Instant): string {
  const next =
    issue.passesOver === 'village'
      ? '已经直接交到镇里。'
      : issue.passesOver === 'head'
        ? '已经直接交到村里。'
        : issue.headDueOn === null
          ? '屋场长会来找您商量。'
          : `屋场长${sayDate(issue.headDueOn, now)}前来办，到时没办就交村里，村里再没办就到镇里。`
  return `收到了，${named(issue)}，不公开，${whoKnows(issue)}。${next}问办到哪了，在这里回“进度 ${issue.no}”。`
}
/** All of it: there is no other place where the head can read it. */
export const confidentialToHead = (issue: IssueRow, now: Instant): string =>
  `【不公开】${issue.no}号：${issue.text}\n请当面商量，不要在屋场群里说。${issue.headDueOn === null ? '' : `${sayDate(issue.headDueOn, now)}24点前没办就交到村里。`}办好了在这里回“${issue.no} 办好了”，要交村里回“${issue.no} 上报”。`
export const daysOverToHead = (issue: IssueRow): string => `【不公开】${issue.no}号的日子到了，交到村里了。`
export const passedOnAlone = (issue: IssueRow, now: Instant): string =>
  `您反映的${issue.no}号交到村里了，村里${dueLine(issue, now)}前办好，办不了的报镇里。`
export const CONFIDENTIAL_DONE = '好，记下了。'
export const confidentialRaised = (alias: string, issue: IssueRow): string =>
  `【不公开】${alias}${issue.no}号：${issue.text}\n${issue.passesOver === 'head' ? '只有反映人和干部能看到，屋场长不知道，请直接找反映人' : '只有反映人、屋场长和干部能看到，请当面商量'}，不要在屋场群里说。`

export const mediaAttached = (no: number): string => `好，图片放到${no}号里了。`
export const categorised = (no: number, category: string): string => `好，${no}号归到${category}。`
export const supportNoted = (issue: Told, households: number): string => `${named(issue)}：现在有${households}户是同样的情况。`
export const withdrawn = (issue: Told): string => `好，${named(issue)}撤回了。`
export const agreed = (issue: IssueRow, dueOn: DateString, onTheSpot: boolean, now: Instant): string =>
  onTheSpot
    ? `好，${named(issue)}当场定了${then(issue.decisionText)}，${sayDate(dueOn, now)}办。办了请屋场长回“${issue.no} 办好了”，大家再评。`
    : `好，${named(issue)}约定${sayDate(dueOn, now)}前办好${then(issue.decisionText)}。到那天我来问。`
export const dismissed = (issue: Told, reason: string): string => `${named(issue)}不作问题办，原因${then(reason)}。`
export const merged = (issue: Told, into: Told, households: number): string =>
  `${named(issue)}并到${named(into)}，一起办。${into.no}号现在有${households}户。`

interface Passed {
  issues: readonly IssueRow[]
  from: HandedFrom
  alias: string
  now: Instant
}

const dueLine = (issue: IssueRow | undefined, now: Instant): string => (issue?.reportDueOn ? `${sayDate(issue.reportDueOn, now)}24点` : '')

export function passedOn({ issues, from, now }: Passed): string {
  const [first] = issues
  const head =
    from === 'head' && first && issues.length === 1
      ? [`${named(first)}交到村里了。`]
      : [`会上没定下来的${issues.length}件，交到村里：`, ...numbered(issues.map(named), inTheHamlet)]
  return [
    ...head,
    `村里要在${dueLine(first, now)}前办好，办不了的书面上报镇里。${provisionalNote(first?.reportDays ?? null, first?.provisional ?? false)}`,
  ].join('\n')
}

export function passedToVillage({ issues, alias, now }: Passed): string {
  const [first] = issues
  const one = `${alias}${first?.no}`
  return [
    `【新问题】${alias}屋场交来${issues.length}件：`,
    ...numbered(issues.map((i) => namedAt(alias, i))),
    `期限${dueLine(first, now)}。${reckoning(first?.reportDays ?? null, now)}${provisionalNote(first?.reportDays ?? null, first?.provisional ?? false)}`,
    `回“受理 ${one}”；办好了回“${one} 办好了 …”，办不了的回“上报 ${one} 要镇里做什么”。`,
  ].join('\n')
}

export const accepted = (issue: Told, text: string | undefined): string => `${named(issue)}：村里受理了${then(text)}。`
export const acceptedHere = (alias: string, issue: IssueRow, now: Instant): string =>
  `好，${alias}${issue.no}号受理了，期限还是${dueLine(issue, now)}。`

export const reported = (issue: Told, registerNo: string): string => `${named(issue)}：村里书面上报镇里了（${registerNo}），等镇里交办。`
/** What the village's paper is: with something asked for a 请示, without a 报告 (src/documents/report.ts). */
export const paperKind = (request: string | null | undefined): '请示' | '报告' => (request?.trim() ? '请示' : '报告')
export const reportedHere = (alias: string, issue: IssueRow, registerNo: string, late: number | undefined, now: Instant): string =>
  `好，${alias}${issue.no}号上报了，文号${registerNo}，${paperKind(issue.reportText)}存好了${issue.reportText ? '' : '（没写要镇里做什么，只报告，不请示）'}。${late === undefined ? '' : `期限是${dueLine(issue, now)}，${sayLate(late)}，照实记下。`}${issue.reportSigner === null ? `签发人是哪一位？回“签发 ${alias}${issue.no} 名字”，上面就印上。` : ''}`
export const signedHere = (alias: string, issue: IssueRow, registerNo: string): string =>
  `好，${alias}${issue.no}号的${paperKind(issue.reportText)}（${registerNo}）签发人是${issue.reportSigner}，重新印好了。`
export const reportedToTown = (
  village: string,
  alias: string,
  issue: IssueRow,
  registerNo: string,
  late: number | undefined,
  now: Instant,
): string =>
  [
    `【上报】${village} ${namedAt(alias, issue)}（${registerNo}）${issue.confidential ? '' : then(issue.reportText)}。${late === undefined ? '' : `期限是${dueLine(issue, now)}，${sayLate(late)}。`}`,
    `请回“交办 ${alias}${issue.no} 部门 责任人 日期前”。`,
  ].join('\n')

export const charged = (issue: IssueRow): string => `${issue.department}${issue.person ? `（${issue.person}）` : ''}`
const assignDue = (issue: IssueRow, now: Instant): string => (issue.assignDueOn ? sayDate(issue.assignDueOn, now) : '')
export const assigned = (issue: IssueRow, now: Instant): string =>
  `${named(issue)}：镇里交给${charged(issue)}办，${assignDue(issue, now)}前办结。`
export const assignedHere = (
  alias: string,
  issue: IssueRow,
  { known, studyId }: { known: boolean; studyId: string | null },
  now: Instant,
): string =>
  `好，${alias}${issue.no}号交给${charged(issue)}，${assignDue(issue, now)}前办结。${known ? '' : `镇里的部门名单里没有“${issue.department}”，请核一下。`}${studyId === null ? '这次交办还没有党委研究的记录，请在后台“党委研究”里补上。' : ''}`
export const assignedAt = (alias: string, issue: IssueRow, now: Instant): string =>
  `${namedAt(alias, issue)}：镇里交给${charged(issue)}办，${assignDue(issue, now)}前办结。`

const WHERE: Readonly<Record<Level, string>> = { hamlet: '屋场', village: '村里', town: '镇里' }
export const levelName = (level: string): string => WHERE[level as Level] ?? level

const changed = (because: 'rule' | undefined): string => (because === 'rule' ? '镇里定的天数' : '工作日历')

export function deadlinesMoved(
  alias: string,
  items: readonly (MovedDeadline & { no: number; issue: IssueRow })[],
  now: Instant,
  because?: 'rule',
): string {
  const line = (i: (typeof items)[number]): string => {
    const to = `${sayDate(i.after, now)}24点`
    const what = i.before === i.after ? `期限还是${to}` : `期限从${i.before ? sayDate(i.before, now) : '未定'}改到${to}`
    return `${alias}${i.no}号：${what}${i.provisional ? '（暂定）' : ''}`
  }
  return [
    `【期限重新算过】${changed(because)}有变化：`,
    ...numbered(items.map(line)),
    reckoning(items[0]?.issue.reportDays ?? null, now),
  ].join('\n')
}

/** To the group that was told the old day. */
export function deadlinesMovedHere(items: readonly (MovedDeadline & { issue: IssueRow })[], now: Instant, because?: 'rule'): string {
  const line = ({ issue, before, after, provisional }: (typeof items)[number]): string => {
    const to = `${sayDate(after, now)}24点`
    const what = before === after || before === null ? `期限还是${to}` : `期限从${sayDate(before, now)}改到${to}`
    return `${named(issue)}：${what}${provisional ? '（暂定）' : ''}`
  }
  return [`【期限重新算过】${changed(because)}有变化，村里办这些事的期限：`, ...numbered(items.map(line), inTheHamlet)].join('\n')
}

/** 【提级】槐树12号由镇里办理。原因：逾期未报。 */
export const takenUp = (
  alias: string,
  no: number,
  { reason, dueOn, missed }: { reason: string; dueOn: DateString; missed: boolean },
  now: Instant,
): string =>
  `【提级办理】${alias}${no}号由镇里接过去办了。${reason ? `原因：${reason.replace(/[。.]+$/, '')}。` : ''}村里的期限是${sayDate(dueOn, now)}，${missed ? '已经逾期，照实记下' : '还没到'}。村里不用再上报，有材料请交给镇里。`
export const toBeAssigned = (alias: string, issue: IssueRow): string =>
  `【待交办】${namedAt(alias, issue)}到镇里了。请回“交办 ${alias}${issue.no} 部门 责任人 日期前”。`

type Study = Pick<VillageStudyRow, 'heldOn' | 'present' | 'decided'>
const studiedAs = ({ heldOn, present, decided }: Study, now: Instant): string =>
  `${sayDate(heldOn, now)}村里研究（${present}）：${decided.replace(/[。.]+$/, '')}`
export const studied = (issue: Told, study: Study, now: Instant): string => `${named(issue)}：${studiedAs(study, now)}。`
export const studiedHere = (alias: string, issue: IssueRow, study: Study, now: Instant): string =>
  `好，${alias}${issue.no}号记下了：${studiedAs(study, now)}。`
export const broughtBackHere = (alias: string, issue: IssueRow): string => `好，${alias}${issue.no}号退回村里了。`
export const broughtBackTo = (alias: string, issue: IssueRow, reason: string, now: Instant): string =>
  `【退回村里】${namedAt(alias, issue)}，镇党委研究退回${then(reason)}。期限重新算，${dueLine(issue, now)}。${reckoning(issue.reportDays, now)}`
export const broughtBack = (issue: IssueRow, reason: string, now: Instant): string =>
  `${named(issue)}：镇里研究后退回村里办${then(reason)}，${dueLine(issue, now)}前。`

/** 再反映: linked to the one before. */
export const raisedAgain = (issue: IssueRow, atMeeting: boolean): string =>
  `记下了，${named(issue)}，接着${issue.againOf}号的。${atMeeting ? '这次会上商量。' : '下次开会商量。'}`

export const takenUpHere = (no: number): string => `${no}号镇里接过去办了，定了部门和日期就在这里告诉大家。`
