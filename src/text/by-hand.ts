/** What an entry by hand has understood, for whoever entered it to check. */
import type { HouseholdVotes, MotionNamed } from '../domain/by-hand/commands.ts'
import type { MotionRow } from '../domain/motion/rows.ts'
import { share } from './figures.ts'

export interface PastedEvening {
  attendance: readonly { householdId: string; persons: number }[]
  motions: readonly { motion: MotionNamed; votes: readonly HouseholdVotes[] }[]
  unsettled: readonly string[]
  notSignedIn: readonly string[]
  votesWithoutMotion: number
}

export function sayPasted(read: PastedEvening, names: ReadonlyMap<string, string>, results: readonly MotionRow[]): string[] {
  const persons = read.attendance.reduce((sum, a) => sum + a.persons, 0)
  const who = read.attendance.map((a) => `${names.get(a.householdId) ?? ''}${a.persons}人`).join('、')
  return [
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
