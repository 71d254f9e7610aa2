/** What a message is made of once it has been read: words with a type, and what is left unread between them. */

import type { SaidMoment } from '../moments.ts'
import type { Choice, RosterName, Score } from '../outcome.ts'

/** fit: 行, 可以 · free: 有空, 没时间 · come: 来, 去不了 · arrive: 到了, 签到 · leave: 请假. */
export type Sense = 'fit' | 'free' | 'come' | 'arrive' | 'leave'
export type Verdict = 'yes' | 'no' | 'maybe'

export type Kind =
  /* What answers. */
  | 'pred' // 行, 没空, 来不了, 到了, 请假
  | 'vote' // 同意, 反对, 弃权
  | 'score' // 满意, 不满意
  | 'ack' // 收到, 晓得了
  | 'truth' // 是, 不对
  /* What is meant. */
  | 'moment' // 周三, 9号, 晚上8点
  | 'number' // 12, 三, 12号
  | 'ordinal' // 第二个
  | 'decimal' // 9.9, 9/10, 1-3
  | 'relative' // 前两个, 最后那个, 早点的
  | 'all' // 都, 哪天都
  | 'rest' // 其他
  | 'except' // 除了
  | 'excepted' // 以外
  | 'people' // 两个人, 我和我妈
  | 'count' // 两个, 三天
  | 'votes' // 3票
  /* Who. */
  | 'me'
  | 'they' // 你, 他们, 大家, 老王
  | 'kin'
  | 'name'
  | 'for' // 替, 代
  /* What belongs to an answer without changing it. */
  | 'noise' // 谢谢, 屋场长, 嗯, a face
  | 'pick' // 选, 投, 就
  | 'adv'
  | 'hedge' // 可能, 应该
  | 'correct' // 改成, 打错了
  | 'particle'
  /* What keeps a clause from being an answer. */
  | 'ask'
  | 'cond'
  | 'but'
  | 'report' // 说
  | 'invite' // 一起, 来我家
  | 'thing' // 快递, 班车: what comes without being anybody
  /* What tells a reason. */
  | 'cause' // 因为, 反正
  | 'busy' // 要, 去, 加班: the words reasons are made of
  /* Between. */
  | 'join' // 和, 、
  | 'to' // 到, -
  | 'sep'
  | 'space'
  | 'word' // unread

export type Side = 'before' | 'after'

/** Several days at once. `count`: how many, when it was said (那两天); `bare`: said of anything (这个月, 平时), and of the times only beside others. */
export type Group = { count?: number; bare?: true } & (
  | { of: 'feast'; name: string; nth?: number; free?: true }
  /** Without a name: of the one feast that lies among the options. */
  | { of: 'side'; side: Side; name?: string }
  /** 国庆前一天 */
  | { of: 'eve'; name: string }
  /** 国庆后面那天, 国庆前两天: of the feast, or beside it? */
  | { of: 'either' }
  | { of: 'month'; month?: number; offset?: number }
  | { of: 'week'; offset: number }
  | { of: 'workdays' }
)

/** A row of the word table. */
export interface Word {
  kind: Kind
  sense?: Sense
  verdict?: Verdict
  choice?: Choice
  score?: Score
  /** How many people the word stands for: 两口子. */
  n?: number
  /** Says yes by itself, or no: a sign, 没意见. */
  mood?: 'yes' | 'no'
  /** Not said of all the times: 都在家. */
  notAll?: true
  /** Tells why, too: 有事. */
  why?: true
  /** Alone it is on everybody's lips: 来, 去, 有事. */
  weak?: true
  /** 吧, 想: not quite decided. */
  soft?: true
  /** Opens a reason that follows without a pause. */
  opens?: true
  /** 比较满意: a word for it, not one of the three. */
  rough?: true
  /** A relative reference: from which end. */
  end?: 'front' | 'back' | 'last' | 'middle' | 'early' | 'late' | 'weekend' | 'group'
  group?: Group
  /** 要 in front of a word of the question: 我要同意. */
  modal?: true
  /** Decorates, too: 🙋 beside a vote. */
  face?: true
  /** Said of a family's size: 一家三口. */
  family?: true
}

export interface Token extends Word {
  from: number
  to: number
  moment?: SaidMoment
  /** Of a decimal: both halves, and what stood between. */
  pair?: readonly [number, number, string]
  /** Of a number: its characters, without 号. */
  digits?: string
  /** 12号. */
  marked?: boolean
  entry?: RosterName
}
