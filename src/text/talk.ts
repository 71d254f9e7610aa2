/** Answers to the person who spoke: help, clarifications, names that did not match. */

import type { Instant } from '../kernel/time.ts'
import { sayTime } from './time.ts'

export const HELP_VILLAGER = [
  '我是屋场的小助手。您这样说我就听得懂：',
  '1. 约时间：回数字“1”“1 3”，或“都行”“都不行”',
  '2. 开会：“参加 2人”“请假”',
  '3. 到了会场：“到”“到 3人”',
  '4. 表决：“同意”“反对”“弃权”',
  '5. 有事：“反映 村口路灯坏了”',
  '6. 问进展：“进度 12”“问题清单”',
  '7. 评议：“12号满意”“12号不满意”',
].join('\n')

export const HELP_HEAD = [
  '屋场长可以这样说：',
  '1. “约时间”：我提三个晚上；或“约时间 修路 周三晚7点半/周四晚7点半 明天中午截止”',
  '2. “定2”“延到后天中午”“取消约时间”“催一下”“还差谁”',
  '3. “开会 周五晚7点半 文化广场 议题：修路、路灯”“改到…”“取消会议 下大雨”',
  '4. “签到”“代签 王德福 2人”“散会”',
  '5. “表决 每户出50元”“表决结束”“举手 同意32 反对3”',
  '6. “12 当场解决 …”“12 约定 9月30日前 …”“12 上报”“12 办好了”',
  '7. “@李四 是 李大山家的”“王德福家外出”',
].join('\n')

export const askReading = (nickname: string, reading: string): string => `${nickname}，您是说“${reading}”吗？回“是”就算。`
export const askAgain = (nickname: string): string => `${nickname}，我没听准，您再说一遍？`
/** The head was asked about a claim, and a motion is open. */
export const voteOrClaim = (word: string, claimNo: number): string =>
  `您这句“${word}”是投票，还是说绑定${claimNo}号？投票回“${word} 1票”，绑定回“同意绑定 ${claimNo}”。`
export const voteOrReading = (word: string, reading: string): string =>
  `您这句“${word}”是投票，还是回刚才问您的“${reading}”？投票回“${word} 1票”，回那一句就回“是”。`
export const noSuchName = (said: string): string => `名册上没有“${said}”。请写全名，或写“三组5户”这样的户号。`
export const severalOfName = (said: string, choices: readonly string[]): string =>
  `叫“${said}”的有${choices.length}位：${choices.join('、')}。请把组和户号一起写上。`
export const noSuchMember = (said: string): string => `群里没找到“${said}”。请@本人再发一次。`
export const notYetHere = (what: string): string => `${what}现在还不能在群里办。`

export function missingPoll(households: readonly string[], atHome: number, now: Instant, closesAt: Instant): string {
  return households.length === 0
    ? `在家${atHome}户都回了。`
    : `在家${atHome}户，还差${households.length}户没回：${named(households)}。${sayTime(closesAt, now)}截止。`
}
/** The poll has closed and no evening was decided: who did not answer, and that it is over. */
export const missingUndecided = (count: number, households: readonly string[], atHome: number): string =>
  `约时间已经截止了，时间还没定下来。在家${atHome}户，${count === 0 ? '都回了' : `${count}户没回`}${households.length > 0 ? `：${named(households)}` : ''}。`
export const missingRsvp = (households: readonly string[], atHome: number): string =>
  households.length === 0 ? `在家${atHome}户都回了。` : `在家${atHome}户，还差${households.length}户没回：${named(households)}。`
export const missingCount = (count: number, atHome: number): string =>
  count === 0 ? `在家${atHome}户都回了。` : `在家${atHome}户，还差${count}户没回。`
export const nothingOpen = '现在没有等大家回的事。'

/** At most so many names, that the list stays readable on a phone. */
const MAX_NAMES = 40
const named = (names: readonly string[]): string => `${names.slice(0, MAX_NAMES).join('、')}${names.length > MAX_NAMES ? '等' : ''}`

export const unsettledEntries = (names: readonly string[]): string =>
  `接龙里有几行我对不上名册，先没算：${named(names)}。请屋场长或记录员补上全名。`

export const kinLearnt = (word: string, name: string): string => `好，您说的“${word}”就是${name}，我记住了。`

/** What the room of a private talk is called: at the desk nobody is named by it. */
export const PRIVATE_TALK = '私聊'
export const helpAlone = (head: boolean): string =>
  [
    '这里只有您和我，群里看不到。您可以说：',
    '1. “悄悄反映 两家吵架”：只有屋场长和干部看到',
    '2. “悄悄向村里反映 …”：屋场长也看不到',
    '3. “向镇里反映 …”：村干部也看不到',
    '4. “我反映的”“进度 12”“撤回 12”',
    '5. “12 满意”“12 不满意 原因”',
    ...(head ? ['6. 不公开的事：“12 办好了 …”“12 约定 9月30日前 …”“12 上报”'] : []),
    '别的事请到屋场群里说。',
  ].join('\n')
export const SAY_IT_IN_THE_GROUP = '这件事请到屋场群里说。在这里可以回“悄悄反映 …”“我反映的”“进度 12”“12 满意”。'
export const OPENLY_OR_QUIETLY =
  '要大家都晓得的，请到屋场群里发“反映 …”；不想让大家晓得的，在这里发“悄悄反映 …”，对干部有意见的发“向镇里反映 …”。'
export const NOTED = '好，记下了。'
