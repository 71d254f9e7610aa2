/** 表决: what the bot says about votes. People, not households; every figure with its base. */

import type { EventData } from '../domain/base/events.ts'
import { type Policy, whyBelow } from '../domain/base/policy.ts'
import type { PresentFigures } from '../domain/meeting/figures.ts'
import type { VoteFigures } from '../domain/motion/figures.ts'
import type { MotionRow } from '../domain/motion/rows.ts'
import { named } from './attendance.ts'
import { percent, share } from './figures.ts'

/** Characters of a motion that are shown: the whole text is in the record. */
const SHOWN_MAX = 160
export const shown = (text: string, max = SHOWN_MAX): string => ([...text].length > max ? `${[...text].slice(0, max - 1).join('')}…` : text)

const heading = (motion: MotionRow): string => `【表决${motion.no}】${shown(motion.text)}`

/** 到会户数不够: what a vote is then worth. */
const notBinding = ({ atHome, base, needed }: PresentFigures): string =>
  `在家户到了${share(atHome, base, '户')}，还差${needed - atHome}户，户数不够：这次表决只作记录，不算数。`

export function motionOpened(motion: MotionRow, figures: PresentFigures, needed: number): string {
  return [
    heading(motion),
    '请回“同意”“反对”或“弃权”。一个人一票，一家来了3个人就回“同意 3票”，可以改，算最后一次的。',
    `现在到会${figures.persons}人，同意要到${needed}人才通过；不回和弃权都不算同意。没签到的先回“到”。`,
    ...(figures.quorate ? [] : [notBinding(figures)]),
  ].join('\n')
}

function votesLine({ present, approve, reject, abstain }: VoteFigures): string {
  const left = present - approve - reject - abstain
  return `到会${present}人：同意${approve}，反对${reject}，弃权${abstain}，没投${left}`
}

export const motionNote = (motion: MotionRow, votes: VoteFigures): string => `${heading(motion)}\n${votesLine(votes)}。`

export const motionNudge = (motion: MotionRow, votes: VoteFigures): string =>
  `${heading(motion)}\n${votesLine(votes)}。还没投的请回“同意”“反对”或“弃权”。`

/** 35/44人，79.5%，还差1票. */
export function approvalLine({ approve, present, needed }: VoteFigures): string {
  const short = needed - approve
  return `同意${approve}/${present}人，${percent(approve, present)}${short > 0 ? `，还差${short}票` : ''}`
}

/** `saidBelow`: that the households were too few, and what a vote is then worth, is said once for all, below. */
export function verdict(carried: boolean, binding: boolean, motionPercent: number, saidBelow = false): string {
  if (!carried) return `没到${motionPercent}%，没有通过`
  if (binding) return '通过'
  return saidBelow ? '同意的够了' : '同意的够了，但到会户数不够，只作记录，不算数'
}

export function motionClosed(motion: MotionRow, data: EventData['motionClosed'], policy: Policy): string {
  const { votes, carried, binding, figures } = data
  return [
    `【表决${motion.no}结果】${shown(motion.text)}`,
    `${votesLine(votes)}${data.counted === 'hands' ? '（举手）' : data.how === 'byHand' ? '（补录）' : data.how === 'late' ? '（算上晚到的）' : ''}。`,
    `${approvalLine(votes)}，${verdict(carried, binding, policy.motionPercent, true)}${whyBelow(policy, 'motionPercent')}。`,
    ...(data.unconfirmed ? ['举手的人数没有人证实，没有算进来。'] : []),
    ...(binding ? [] : [notBinding(figures)]),
  ].join('\n')
}

export const ballotWaits = (household: string): string => `${household}家的票记下了。您家还没签到，人到了就回“到”，票才算数。`

export const ballotCapped = (household: string, said: number, brought: number): string =>
  `${household}家签到${brought}人，${said}票先按${brought}票算。人来多了先回“到 ${said}人”。`

/** Households in one line at most, within the length of a message. */
const CAPPED_SHOWN = 20

/** Several at once: those who have not signed in, then those who gave more votes than they brought people. */
export function ballotsHinted(hints: readonly { household: string; said: number; brought: number }[]): string {
  const waiting = [...new Set(hints.filter((h) => h.brought === 0).map((h) => h.household))]
  const capped = hints.filter((h) => h.brought > 0).map((h) => `${h.household}家签到${h.brought}人，${h.said}票先按${h.brought}票算`)
  return [
    ...(waiting.length > 0 ? [`${named(waiting)}，这${waiting.length}户的票记下了。还没签到，人到了就回“到”，票才算数。`] : []),
    ...(capped.length > 0
      ? [`${capped.slice(0, CAPPED_SHOWN).join('；')}${capped.length > CAPPED_SHOWN ? '等' : ''}。人来多了先回“到 几人”。`]
      : []),
  ].join('\n')
}

export function handsCounted(motion: MotionRow, data: EventData['handsCounted']): string {
  const { approve, reject, abstain, present, missing } = data
  return [
    `${heading(motion)}`,
    `举手：到会${present}人，同意${approve}，反对${reject}，弃权${abstain}，没举手${present - approve - reject - abstain}。`,
    `请${missing}户到会的乡亲（报数的那一户不算）看数对不对：对就回“属实”，不对回“有异议”。记录员发一张举手的照片也行。`,
  ].join('\n')
}

export const handsWitnessed = (household: string, missing: number): string =>
  missing > 0 ? `${household}家证实了，还差${missing}户回“属实”。` : `${household}家证实了。`

export const handsDisputed = (household: string): string =>
  `${household}家对举手的人数有异议，这个数先不算。请屋场长或记录员重新数一遍，再报“举手 同意… 反对… 弃权…”。`

/** Fewer are here than when the hands were counted. */
export const handsBeyond = (hands: number, present: number): string =>
  `举手一共${hands}人，现在到会的只有${present}人，对不上，这个数先不算。请屋场长或记录员重新数一遍，再报“举手 同意… 反对… 弃权…”。`

export const handsConfirmedByPhoto = '照片收到，举手的人数就按报的算。'

/** For 还差谁 while a motion is open. */
export const missingVotes = (motion: MotionRow, votes: VoteFigures, names: readonly string[]): string =>
  `${heading(motion)}\n${votesLine(votes)}。${names.length > 0 ? `还有票没投的${names.length}户：${named(names)}。` : ''}`
