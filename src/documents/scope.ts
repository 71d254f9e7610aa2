import { type Instant, wallTime } from '../kernel/time.ts'
import { clockText, officialDate } from './wording.ts'

/** What a book covers, for the lines above its table. */
export interface Scope {
  /** 青山镇, 河口村, 槐树屋场. */
  of: string
  /** The filter in words: 2026年9月, 河口村 逾期的, 全部. */
  period: string
  issuedAt: Instant
  /** 填表人. */
  by: string
  /** Thresholds below the plan's, each with its reason: the results in the book were counted by them. */
  lowered?: readonly string[]
}

/** 范围：全部　填表人：李明　填报日期：2026年10月1日08:30. */
export const about = ({ period, by, issuedAt, lowered }: Scope): string =>
  `范围：${period}　　填表人：${by}　　填报日期：${officialDate(wallTime(issuedAt).date)} ${clockText(issuedAt)}${lowered?.length ? `。${lowered.join('；')}` : ''}`
