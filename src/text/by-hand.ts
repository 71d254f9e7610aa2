/** What an entry by hand has understood, for whoever entered it to check. */

import type { HouseholdVotes, MotionNamed } from '../domain/by-hand/commands.ts'
import type { MotionRow } from '../domain/motion/rows.ts'
import { excerpt } from '../kernel/excerpt.ts'
import { share } from './figures.ts'

export interface PastedEvening {
  attendance: readonly { householdId: string; persons: number }[]
  motions: readonly { motion: MotionNamed; votes: readonly HouseholdVotes[] }[]
  unsettled: readonly string[]
  notSignedIn: readonly string[]
  votesWithoutMotion: number
  account: PastedAccount
}

type Why = 'noSpeaker' | 'looksLikeHead' | 'system' | 'notText' | 'chat' | 'unclear' | 'unknownName' | 'noMotion' | 'notSignedIn'

interface PastedAccount {
  lines: number
  attributed: number
  counted: readonly { line: number; name: string; text: string }[]
  leftOut: readonly { line: number; name?: string; text: string; why: Why }[]
}

export const WHY_LEFT_OUT: Readonly<Record<Why, string>> = {
  noSpeaker: '看不出是谁说的',
  looksLikeHead: '像是另一个人说的，先算在前一句里',
  system: '系统提示',
  notText: '不是文字',
  chat: '不是签到也不是表决',
  unclear: '说得不清楚',
  unknownName: '名册上对不上',
  noMotion: '不知道表决的是哪一项',
  notSignedIn: '没有签到',
}

/** Why a line was left out, with its words. */
export const sayLeftOut = ({ line, name, text, why }: PastedAccount['leftOut'][number]): string =>
  `第${line}行 ${name ? `${name}：` : ''}${excerpt(text.replace(/\s+/g, ' '), 40)}（${WHY_LEFT_OUT[why]}）`

/** How many lines were read and what became of them; and a sentence where nothing at all was recognized. */
export function sayAccount({ lines, attributed, counted, leftOut }: PastedAccount): string[] {
  const of = new Map<Why, number>()
  for (const { why } of leftOut) of.set(why, (of.get(why) ?? 0) + 1)
  const whys = [...of].map(([why, n]) => `${WHY_LEFT_OUT[why]}${n}条`).join('，')
  const left = leftOut.length > 0 ? `，没算${leftOut.length}条（${whys}）` : ''
  const nothing =
    attributed === 0 && lines > 0
      ? ['一句都认不出是谁说的：请贴上带名字的聊天记录（如“张三 19:31”下一行写“到”，或“张三：到”），或者整条接龙。']
      : []
  return [`读了${lines}行，认出${attributed}条是谁说的，算了${counted.length}条${left}。`, ...nothing]
}

export function sayPasted(read: PastedEvening, names: ReadonlyMap<string, string>, results: readonly MotionRow[]): string[] {
  const persons = read.attendance.reduce((sum, a) => sum + a.persons, 0)
  const who = read.attendance.map((a) => `${names.get(a.householdId) ?? ''}${a.persons}人`).join('、')
  return [
    ...sayAccount(read.account),
    `签到${read.attendance.length}户${persons}人${who ? `：${who}` : ''}`,
    ...read.motions.map(({ motion, votes }) => {
      const sum = (key: 'approve' | 'reject' | 'abstain') => votes.reduce((n, v) => n + v[key], 0)
      return `表决“${'no' in motion ? motion.no : motion.text}”：${votes.length}户，同意${sum('approve')}，反对${sum('reject')}，弃权${sum('abstain')}`
    }),
    ...(read.unsettled.length > 0 ? [`名册上对不上的，没有算：${read.unsettled.join('、')}`] : []),
    ...(read.notSignedIn.length > 0 ? [`投了票但没有签到的，没有算：${read.notSignedIn.join('、')}`] : []),
    ...(read.votesWithoutMotion > 0 ? [`有${read.votesWithoutMotion}条表决不知道是哪一项的，没有算。用--motion写明是哪一项。`] : []),
    ...results.map(
      (m) =>
        `${m.no}. ${m.text}：同意${share(m.approve ?? 0, m.present ?? 0, '人')}，${m.carried ? '通过' : '没有通过'}${m.binding ? '' : '（户数不够，不算数）'}`,
    ),
  ]
}
